"""What is for sale as a page shows it: rows with today's price and tax, and what a price comes to."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.catalog import AddOn, Catalog, Plan, Price, PriceModel, Product, Tier, amount_for
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval
from desktop.domain.text import N_
from desktop.domain.vat import VatRate, rate_on
from desktop.services.context import Session

TIERED = (PriceModel.GRADUATED, PriceModel.VOLUME, PriceModel.STAIRSTEP)
_LONGEST_CODE = 24
_FIRST_QUANTITIES = (1, 2, 5, 10)


class ItemRow(NamedTuple):
    """A plan or an add-on: `price` is today's for new sales, `vat` its rate in basis points (None: not treated).

    `plans` names where an add-on may be bought, `included` what a plan includes or where an add-on is included.
    """

    code: str
    name: str
    detail: str
    rank: int | None
    interval: Interval | None
    price: Price | None
    vat_code: str
    vat: int | None
    plans: tuple[str, ...]
    included: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product with its plans, lowest rank first, and its add-ons by name."""

    product: Product
    plans: tuple[ItemRow, ...]
    add_ons: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Shelves:
    """Everything for sale on the day; `rates` are the VAT rates that hold on it, `currency` the company's."""

    day: date
    catalog: Catalog
    shelves: tuple[Shelf, ...]
    rates: tuple[VatRate, ...]
    currency: str

    def shelf(self, product: str) -> Shelf | None:
        """The shelf of a product."""
        return next((shelf for shelf in self.shelves if shelf.product.code == product), None)

    def prices_of(self, item: str) -> list[Price]:
        """Every price row of an item, newest first."""
        found = [price for price in self.catalog.prices.values() if price.item == item]
        return sorted(found, key=lambda price: (price.valid_from, price.id), reverse=True)


def shelves(ctx: Session) -> Shelves:
    """Everything for sale today."""
    with ctx.reading() as look:
        catalog, rules = look.catalog.whole(), look.settings.rules()
        rates = look.settings.vat_rates()
    today = ctx.today
    codes = sorted({rate.code for rate in rates})
    valid = tuple(found for code in codes if (found := _rate(rates, code, today)) is not None)
    made = tuple(
        Shelf(
            product,
            tuple(_plan_row(plan, catalog, valid, today, rules.currency) for plan in catalog.plans_of(code)),
            tuple(
                _add_on_row(add_on, catalog, valid, today, rules.currency)
                for add_on in sorted(catalog.add_ons.values(), key=lambda each: each.name)
                if add_on.product == code
            ),
        )
        for code, product in catalog.products.items()
    )
    return Shelves(today, catalog, made, valid, rules.currency)


def _rate(rates: Collection[VatRate], code: str, day: date) -> VatRate | None:
    try:
        return rate_on(rates, code=code, day=day)
    except DomainError:
        return None


def _plan_row(plan: Plan, catalog: Catalog, rates: Sequence[VatRate], day: date, currency: str) -> ItemRow:
    code = catalog.vat_code_on(plan.code, day)
    names = tuple(catalog.add_ons[each].name for each in plan.included if each in catalog.add_ons)
    price = catalog.price_on(item=plan.code, currency=currency, day=day)
    row = (plan.code, plan.name, plan.detail, plan.rank, plan.interval, price, code, _percent(rates, code))
    return ItemRow(*row, (), names, plan.active)


def _add_on_row(add_on: AddOn, catalog: Catalog, rates: Sequence[VatRate], day: date, currency: str) -> ItemRow:
    code = catalog.vat_code_on(add_on.code, day)
    allowed = tuple(p.name for p in catalog.plans_of(add_on.product) if p.code in add_on.allowed_on)
    included = tuple(p.name for p in catalog.plans_of(add_on.product) if add_on.code in p.included)
    price = catalog.price_on(item=add_on.code, currency=currency, day=day)
    row = (add_on.code, add_on.name, add_on.detail, None, add_on.interval, price, code, _percent(rates, code))
    return ItemRow(*row, allowed, included, add_on.active)


def _percent(rates: Sequence[VatRate], code: str) -> int | None:
    return next((rate.basis_points for rate in rates if rate.code == code), None)


def code_for(name: str, *, taken: Collection[str]) -> str:
    """A code from a name: «Kaffe hjem» → `kaffe-hjem`; a number is added where it is taken."""
    folded = name.casefold().translate(str.maketrans("æøåđŧŋ", "aoadtn"))
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_CODE].strip("-") or "x"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


class Written(NamedTuple):
    """An amount as a person wrote it, with so many decimals: (1234, 4) is 0.1234."""

    amount: int
    scale: int


class TierWish(NamedTuple):
    """A tier as written: `up_to` None is the last one."""

    up_to: int | None
    unit: Written
    flat: Written


_NOTHING = Written(0, 2)


def price_of(
    *,
    item: str,
    currency: str,
    valid_from: date,
    model: PriceModel,
    includes_vat: bool,
    amount: Written = _NOTHING,
    tiers: Sequence[TierWish] = (),
    package_size: int = 1,
    free_units: int = 0,
) -> Price:
    """A price row from what was written: all its amounts with the decimals of the one that has most."""
    written = [amount] if model not in TIERED else [each for tier in tiers for each in (tier.unit, tier.flat)]
    scale = max((each.scale for each in written), default=2)
    if model in TIERED and not tiers:
        raise DomainError(N_("Enter at least one price tier."))
    return Price(
        item=item,
        currency=currency,
        amount=0 if model in TIERED else _scaled(amount, scale),
        valid_from=valid_from,
        model=model,
        scale=scale,
        includes_vat=includes_vat,
        tiers=tuple(Tier(tier.up_to, _scaled(tier.unit, scale), _scaled(tier.flat, scale)) for tier in tiers)
        if model in TIERED
        else (),
        package_size=package_size if model is PriceModel.PACKAGE else 1,
        free_units=free_units if model is PriceModel.PACKAGE else 0,
    )


def _scaled(written: Written, scale: int) -> int:
    return int(written.amount * 10 ** (scale - written.scale))


def examples(price: Price) -> list[tuple[int, int]]:
    """(Quantity, what it costs in price units) for the first few and on both sides of each bound."""
    if price.model is PriceModel.FLAT:
        return [(1, amount_for(price, 1))]
    bounds = [tier.up_to for tier in price.tiers if tier.up_to is not None]
    if price.model is PriceModel.PACKAGE:
        bounds += [price.free_units, price.free_units + price.package_size]
    wanted = {*_FIRST_QUANTITIES, *bounds, *(bound + 1 for bound in bounds), 2 * max([*bounds, 10])}
    return [(quantity, amount_for(price, quantity)) for quantity in sorted(wanted) if quantity > 0]
