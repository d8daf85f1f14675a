"""`[catalog]`: the product with its plans, add-ons and preferences, and list prices if there are any."""

import re
from collections.abc import Iterable
from decimal import Decimal

from desktop.domain.catalog import AddOn, Catalog, Plan, PreferenceField, Price, PriceModel, Product
from desktop.domain.errors import DomainError
from desktop.domain.ids import PriceId
from desktop.domain.money import exponent
from desktop.domain.period import Interval, Unit
from desktop.domain.subscription import BASE
from desktop.domain.text import N_
from desktop.domain.transfer import Fault, amount_of, shown
from desktop.formats.mapping.keys import Keys
from desktop.i18n.numbers import parse_money

_CODE = re.compile("[A-Za-z0-9_.-]{1,40}")
_MODELS = (str(PriceModel.FLAT), str(PriceModel.PER_UNIT))
_LONGEST_INTERVAL = {Unit.DAY: 365, Unit.WEEK: 52, Unit.MONTH: 12, Unit.YEAR: 1}
"""Subscriptions are invoiced at most a year ahead (spec/norway.md)."""


def read(keys: Keys, *, currency: str, includes_vat: bool) -> tuple[Product, Catalog]:
    """One product and all that is sold with it; codes that nothing stands behind are noted."""
    product = _product(keys)
    plans = {code: _plan(code, inner, product.code) for code, inner in keys.inner("plans", required=True).tables()}
    add_ons = {code: _add_on(code, inner, product.code) for code, inner in keys.inner("add_ons").tables()}
    prices = _prices(keys, currency=currency, includes_vat=includes_vat)
    keys.done()
    if not plans:
        keys.note(N_("There is no plan. Write at least one as [catalog.plans.CODE]."))
    _check_codes(keys, plans, add_ons, prices)
    return product, Catalog({product.code: product}, plans, add_ons, {price.id: price for price in prices})


def _product(keys: Keys) -> Product:
    own = keys.inner("product", required=True)
    code, name = own.text("code"), own.text("name")
    description = own.text("description", "")
    own.done()
    _check_code(own, code)
    asked = tuple(_preference(key, inner) for key, inner in keys.inner("preferences").tables())
    return Product(code, name, description, asked)


def _preference(key: str, keys: Keys) -> PreferenceField:
    found = PreferenceField(key, keys.text("label"), keys.texts("choices"), keys.text("default", ""))
    keys.done()
    if found.choices and found.default and found.default not in found.choices:
        keys.note(N_("“{key}” must be one of: {choices}."), key="default", choices=found.choices)
    return found


def _plan(code: str, keys: Keys, product: str) -> Plan:
    _check_code(keys, code)
    included = keys.inner("included")
    plan = Plan(
        code,
        product,
        keys.text("name"),
        keys.whole("rank"),
        _interval(keys) or Interval(Unit.MONTH, 1),
        detail=keys.text("detail", ""),
        in_arrears=keys.yes("in_arrears", default=False),
        lead_days=keys.whole("lead_days", 0, most=365),
        trial_days=keys.whole("trial_days", 0, most=365),
        commitment_months=keys.whole("commitment_months", 0, most=120),
        notice_days=keys.whole("notice_days", 0, most=365),
        vat_code=keys.text("vat", "3"),
        included={each: included.whole(each, least=1, most=10**6) for each in included.table},
    )
    keys.done()
    return plan


def _add_on(code: str, keys: Keys, product: str) -> AddOn:
    _check_code(keys, code)
    add_on = AddOn(
        code,
        product,
        keys.text("name"),
        frozenset(keys.texts("allowed_on")),
        detail=keys.text("detail", ""),
        interval=_interval(keys),
        vat_code=keys.text("vat", "3"),
    )
    keys.done()
    return add_on


def _interval(keys: Keys) -> Interval | None:
    """`unit` and `every`; None when neither is said."""
    if "unit" not in keys.table and "every" not in keys.table:
        keys.known += ["unit", "every"]
        return None
    unit = Unit(keys.one_of("unit", tuple(Unit), Unit.MONTH))
    return Interval(unit, keys.whole("every", 1, least=1, most=_LONGEST_INTERVAL[unit]))


def _prices(keys: Keys, *, currency: str, includes_vat: bool) -> list[Price]:
    prices: list[Price] = []
    for number, inner in enumerate(keys.each("prices"), start=1):
        item, valid_from, amount = inner.text("item"), inner.day("valid_from"), inner.number("amount")
        model = PriceModel(inner.one_of("model", _MODELS, PriceModel.FLAT))
        gross = inner.yes("includes_vat", default=includes_vat)
        inner.done()
        prices.append(
            Price(
                item,
                currency,
                _minor(inner, amount, currency),
                valid_from,
                model,
                exponent(currency),
                gross,
                id=PriceId(number),
            )
        )
    return prices


def _minor(keys: Keys, amount: Decimal, currency: str) -> int:
    try:
        found = amount_of(amount, currency=currency, read=parse_money)
    except DomainError as refusal:
        keys.faults.append(Fault(refusal.message, place=f"{keys.place} amount"))
        return 0
    if found < 0:
        keys.note(N_("A price cannot be below zero."))
    return found


def _check_codes(keys: Keys, plans: dict[str, Plan], add_ons: dict[str, AddOn], prices: Iterable[Price]) -> None:
    for code in plans.keys() & add_ons.keys():
        keys.note(N_("“{code}” is both a plan and an add-on. Give one of them another code."), code=shown(code))
    for add_on in add_ons.values():
        for code in sorted(add_on.allowed_on - plans.keys()):
            keys.note(
                N_("The add-on {add_on} is allowed on “{code}”, which is no plan."), add_on=add_on.code, code=code
            )
    for plan in plans.values():
        for code in sorted(plan.included.keys() - add_ons.keys()):
            keys.note(N_("The plan {plan} includes “{code}”, which is no add-on."), plan=plan.code, code=shown(code))
    for price in prices:
        if price.item not in plans and price.item not in add_ons:
            keys.note(N_("A price is for “{code}”, which is neither a plan nor an add-on."), code=shown(price.item))


def _check_code(keys: Keys, code: str) -> None:
    if not _CODE.fullmatch(code) or code == BASE:
        keys.note(
            N_("“{code}” cannot be a code. Use up to 40 letters, digits, hyphens and underscores, and not “base”."),
            code=shown(code),
        )
