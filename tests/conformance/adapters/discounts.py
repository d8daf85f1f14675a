"""Coupons and discounts on lines and documents."""

from dataclasses import replace
from fractions import Fraction

from desktop.domain.invoice import Discount, Frequency, applied, discounted, spread, uses_left
from desktop.domain.money import TaxRounding
from desktop.domain.vat import tax_total
from tests.conformance.adapters.taxes import discount_of, discounted_lines, line_rates, line_taxes, rate_of
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import major, majors, minor

FREQUENCIES = {
    "once": Frequency.ONCE,
    "recurring": Frequency.PERIODS,
    "repeating": Frequency.PERIODS,
    "periods": Frequency.PERIODS,
    "forever": Frequency.FOR_EVER,
    "for_ever": Frequency.FOR_EVER,
}


def _coupon(given: Json, currency: str) -> Discount:
    periods = next(
        (
            given[n]
            for n in ("periods_remaining", "periods", "frequency_duration", "duration")
            if given.get(n) is not None
        ),
        None,
    )
    usual = "recurring" if periods is not None else "forever"
    found = discount_of(given, currency)
    for name in ("remaining", "remaining_amount", "amount_remaining", "amount_left", "left"):
        if given.get(name) is not None:
            found = replace(found, amount=minor(given[name], currency))
    return replace(
        found,
        frequency=FREQUENCIES[given.get("frequency") or usual],
        periods=None if periods is None else int(periods),
    )


def _applies(coupon: Json, currency: str) -> bool:
    """False for a coupon of other plans or another currency, or one that is over."""
    plans = coupon.get("plans")
    elsewhere = plans is not None and all("other" in str(plan) for plan in plans)
    foreign = coupon.get("currency") not in {None, currency} and coupon.get("type") != "percent"
    return not elsewhere and not foreign and coupon.get("status", "active") == "active"


def coupon_single(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    coupon = _coupon(given["coupon"], currency)
    amounts = [minor(each, currency) for each in given.get("line_amounts") or [given["net"]]]
    found = discounted(amounts, [coupon])
    finished, left = uses_left(coupon, taken=found.total)
    return {
        "discount": major(found.total, currency),
        "line_discounts": [found.of_line(i) / 100 for i in range(len(amounts))],
        "coupon_finished": finished,
        "periods_remaining": left,
    }


def coupon_stack(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    fitting = [i for i, each in enumerate(given["coupons"]) if _applies(each, currency)]
    coupons = [replace(discount_of(given["coupons"][i], currency), code=str(i)) for i in fitting]
    found = discounted([minor(given["net"], currency)], coupons, order=case.rules.discount_order)
    used = sorted(int(each.discount.code) for each in found.taken)
    asked = case.expect.get("coupons_used")
    return {
        "discount": major(found.total, currency),
        "net_after": majors(found.nets, currency)[0],
        "coupons_used": [_name(given["coupons"][i], i) for i in used] if isinstance(asked, list) else len(used),
    }


def _name(coupon: Json, place: int) -> object:
    """What a case calls a coupon: its name, else its place."""
    return next((coupon[name] for name in ("id", "name", "code", "ref") if coupon.get(name)), place)


def coupon_breakdown(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    amounts = [minor(line["amount"], currency) for line in given["lines"]]
    found = discounted_lines(amounts, given["coupons"], currency, case.rules.discount_order)
    rates = line_rates(given)
    net, tax = sum(found.nets), tax_total(found.exact, rates, case.rules.tax_rounding)
    return {
        "line_discounts_exact": [found.of_line(i) / 100 for i in range(len(amounts))],
        "line_taxes": line_taxes(found, [[rate] for rate in rates], currency),
        "gross_net": major(sum(amounts), currency),
        "discount": major(found.total, currency),
        "net": major(net, currency),
        "tax": major(tax, currency),
        "total": major(net + tax, currency),
    }


def discount_spread(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = [minor(each, currency) for each in given["line_amounts"]]
    return {"line_net": majors(spread(minor(given["discount"], currency), lines), currency)}


def invoice_total(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = [minor(each, currency) for each in given["lines"]]
    coupons = [given[name] for name in ("line_coupon", "invoice_coupon") if given.get(name)]
    by_line = discounted_lines(lines, [c for c in coupons if "line" in c], currency, case.rules.discount_order)
    found = discounted_lines(lines, coupons, currency, case.rules.discount_order)
    rates = [rate_of(given.get("tax_rate"))] * len(lines)
    net = sum(found.nets)
    tax = tax_total([Fraction(each) for each in found.nets], rates, TaxRounding.PER_RATE)
    used = applied(net + tax, [minor(given.get("prepaid_credit", "0"), currency)])
    return {
        "after_line_coupon": major(sum(by_line.nets), currency),
        "after_invoice_coupon": major(net, currency),
        "tax": major(tax, currency),
        "total_with_tax": major(net + tax, currency),
        "due_after_credit": major(net + tax - used.total, currency),
    }


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each for each in (coupon_single, coupon_stack, coupon_breakdown, discount_spread, invoice_total)
}
