"""The tax of prices, of stacked taxes, of fees and of whole invoices."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.domain.invoice import Discount, Discounted, DiscountKind, discounted
from desktop.domain.money import GrossRounding, TaxRounding, exponent, rounded, whole
from desktop.domain.settings import DiscountOrder
from desktop.domain.vat import (
    Buyer,
    Duty,
    Parts,
    Tax,
    duty_of,
    keep_gross,
    share_fee,
    stacked,
    tax_total,
    with_tax,
    without_tax,
)
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import major, majors, minor, number

ZERO = Fraction(0)


EXACT = 12
"""Decimals where nothing is to be rounded."""


def rate_of(percent: object) -> Fraction:
    """A percentage as a fraction of one."""
    return number(None if percent is None else str(percent)) / 100


def _places(given: Json) -> int:
    """The decimals of the currency."""
    if given.get("decimals") is not None:
        return int(given["decimals"])
    if given.get("round") is False:
        return EXACT
    if given.get("round_to") is not None:
        step = str(given["round_to"])
        return len(step.partition(".")[2])
    return exponent(given.get("currency", "NOK"))


def applied_rate(given: Json) -> tuple[Fraction, bool]:
    """The rate that applies to the customer, and whether the tax is taken off the price."""
    rate = rate_of(given.get("tax_rate"))
    customer = given.get("customer")
    if customer is None:
        return rate, False
    buyer = Buyer(
        str(customer.get("country") or ""),
        business=bool(customer.get("business")),
        vat_id_valid=bool(customer.get("vat_id_valid")),
        exempt=bool(customer.get("exempt")),
    )
    normal = duty_of(buyer, seller_country=str(given.get("seller_country") or "")) is Duty.NORMAL
    return (rate if normal else ZERO), not normal


def price_tax(case: Case) -> Json:
    given = case.given
    places = _places(given)
    included = bool(given.get("included"))
    names = ("gross_values", "gross") if included else ("net_values", "net")
    value = next(given[name] for name in names if given.get(name) is not None)
    many = isinstance(value, list)
    parts = [_parts(case, each, places=places) for each in (value if many else [value])]
    found = {
        name: [rounded(Fraction(getattr(each, name), 10**places), places) for each in parts] for name in Parts._fields
    }
    return {name: amounts if many else amounts[0] for name, amounts in found.items()}


def _parts(case: Case, value: str, *, places: int) -> Parts:
    rate, taken_off = applied_rate(case.given)
    amount = whole(number(value) * 10**places)
    if not case.given.get("included"):
        return with_tax(amount, rate)
    if not taken_off:
        rounding = GrossRounding.NET if case.given.get("rounding") == "net" else case.rules.gross_rounding
        return without_tax(amount, rate, rounding=rounding)
    net = without_tax(amount, rate_of(case.given.get("tax_rate"))).net
    return Parts(net, 0, net)


def price_tax_keep_gross(case: Case) -> Json:
    given = case.given
    net, normal, applied = minor(given["net_price"]), rate_of(given["normal_rate"]), rate_of(given["applied_rate"])
    found = keep_gross(net, normal=normal, applied=applied) if given.get("keep_gross") else with_tax(net, applied)
    return {name: major(getattr(found, name)) for name in Parts._fields}


ADDS = ("adds_to_base", "affects_base", "affects_next", "include_base", "include_base_amount", "in_next_base")
COMPOUND = ("compound", "on_top_of_previous", "on_previous", "compounds")


def price_multi_tax(case: Case) -> Json:
    taxes = [
        Tax(
            rate=rate_of(each.get("rate")),
            fixed=None if each.get("fixed") is None else minor(each["fixed"]),
            included=bool(each.get("included")),
            of_gross=bool(each.get("of_gross")),
            adds_to_base=any(each.get(name) for name in ADDS),
            compound=any(each.get(name) for name in COMPOUND) or ("tax:compound" in case.keys and not _named(case)),
        )
        for each in case.given["taxes"]
    ]
    found = stacked(minor(case.given["price"]), taxes)
    return {
        "net": major(found.net),
        "taxes": majors(found.taxes),
        "bases": majors(found.bases),
        "gross": major(found.gross),
    }


def _named(case: Case) -> bool:
    """True when the taxes of a compound case say themselves which of them compound."""
    return any(each.get(name) for each in case.given["taxes"] for name in (*ADDS, *COMPOUND))


def fee_split(case: Case) -> Json:
    gross = {rate_of(rate): minor(amount) for rate, amount in case.given["gross_by_rate"].items()}
    names = {rate_of(rate): rate for rate in case.given["gross_by_rate"]}
    splits = [share_fee(minor(fee), gross) for fee in case.given["fees"]]
    return {"splits": [{names[rate]: major(amount) for rate, amount in each.items()} for each in splits]}


def discount_of(given: Json, currency: str) -> Discount:
    """A coupon of a case."""
    percent = given.get("type") in {"percent", "percentage"} or given.get("rate") is not None
    applies = given.get("applies_to_lines", [given["line"]] if given.get("line") is not None else None)
    return Discount(
        DiscountKind.PERCENT if percent else DiscountKind.AMOUNT,
        rate=rate_of(given.get("rate")) if percent else ZERO,
        amount=0 if percent else minor(given.get("amount"), currency),
        lines=None if applies is None else frozenset(int(each) for each in applies),
    )


def discounted_lines(
    amounts: Sequence[int], coupons: Sequence[Json], currency: str, order: DiscountOrder
) -> Discounted:
    """The lines after the coupons."""
    return discounted(amounts, [discount_of(each, currency) for each in coupons], order=order)


def taxes_of(line: Json) -> list[Fraction]:
    """The taxes that a line itself names, one after the other."""
    named = line.get("taxes") or line.get("tax_rates") or ()
    return [rate_of(each.get("rate", each.get("tax_rate")) if isinstance(each, dict) else each) for each in named]


def line_rates(given: Json) -> list[Fraction]:
    """The rate of each line: its own, else the customer's; none for one who is exempt."""
    customer = given.get("customer") or {}
    if any(customer.get(name) for name in ("exempt", "tax_exempt", "reverse_charge")):
        return [ZERO] * len(given["lines"])
    return [_line_rate(line, given) for line in given["lines"]]


def _line_rate(line: Json, given: Json) -> Fraction:
    if taxes_of(line):
        return sum(taxes_of(line), ZERO)
    own = line.get("tax_rate")
    return rate_of(given.get("customer_tax_rate", given.get("tax_rate")) if own is None else own)


def invoice_tax(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    amounts = [minor(line["amount"], currency) for line in given["lines"]]
    found = discounted_lines(amounts, given.get("coupons") or (), currency, case.rules.discount_order)
    owed = _owed(given)
    bases = [found.exact[i] for i, rates in enumerate(owed) for _ in rates]
    tax = tax_total(bases, [rate for rates in owed for rate in rates], case.rules.tax_rounding)
    net = sum(found.nets)
    return {
        "line_discounts": [found.of_line(i) / 100 for i in range(len(amounts))],
        "line_taxes": line_taxes(found, owed, currency),
        "net": major(net, currency),
        "tax": major(tax, currency),
        "total": major(net + tax, currency),
        "tax_groups": _groups(case, found, owed, currency),
    }


def _owed(given: Json) -> list[list[Fraction]]:
    """The rates that each line owes: one, or each of several taxes."""
    return [
        taxes_of(line) or [rate] if rate else [rate]
        for line, rate in zip(given["lines"], line_rates(given), strict=True)
    ]


def line_taxes(found: Discounted, owed: Sequence[Sequence[Fraction]], currency: str) -> list[Decimal]:
    """The taxes of each line after its discounts, each rounded on the line."""
    return [
        major(tax_total([base] * len(rates), rates, TaxRounding.PER_LINE), currency)
        for base, rates in zip(found.exact, owed, strict=True)
    ]


def _groups(case: Case, found: Discounted, owed: Sequence[Sequence[Fraction]], currency: str) -> list[Json]:
    """Each rate with its base and its tax; a line with several taxes is in the group of each."""
    pairs = [(rate, found.exact[i]) for i, rates in enumerate(owed) for rate in rates]
    groups = []
    for rate in sorted({rate for rate, _ in pairs}):
        bases = [base for each, base in pairs if each == rate]
        tax = tax_total(bases, [rate] * len(bases), case.rules.tax_rounding)
        amount, taxed = rounded(sum(bases, ZERO) / 100, exponent(currency)), major(tax, currency)
        names: Json = {"rate": rate * 100, "tax_rate": rate * 100}
        groups.append({**names, "net": amount, "base": amount, "taxable": amount, "tax": taxed, "amount": taxed})
    return groups


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each for each in (price_tax, price_tax_keep_gross, price_multi_tax, fee_split, invoice_tax)
}
