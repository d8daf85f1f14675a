"""The tax of one price: on top, within, stacked, shared, and who owes it (spec/invoicing.md, Tax)."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from desktop.domain.money import GrossRounding, TaxRounding
from desktop.domain.vat import (
    Buyer,
    Duty,
    Tax,
    duty_of,
    keep_gross,
    share_fee,
    stacked,
    tax_total,
    with_tax,
    without_tax,
)


def _percent(rate: str) -> Fraction:
    return Fraction(rate) / 100


@pytest.mark.parametrize(("rounding", "net", "tax"), [(GrossRounding.TAX, 4687, 563), (GrossRounding.NET, 4688, 562)])
def test_the_tax_or_the_net_of_a_gross_price_is_rounded(rounding: GrossRounding, net: int, tax: int) -> None:
    assert without_tax(5250, _percent("12"), rounding=rounding) == (net, tax, 5250)


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 10_000))
def test_a_negative_amount_mirrors_the_positive(amount: int, points: int) -> None:
    rate = Fraction(points, 10_000)
    assert with_tax(-amount, rate) == tuple(-part for part in with_tax(amount, rate))
    assert without_tax(-amount, rate) == tuple(-part for part in without_tax(amount, rate))


def test_another_rate_at_the_same_gross_lets_the_net_give_way() -> None:
    assert keep_gross(10000, normal=_percent("10"), applied=_percent("100")) == (5500, 5500, 11000)


@pytest.mark.parametrize(
    ("rounding", "tax"), [(TaxRounding.PER_LINE, 63), (TaxRounding.PER_RATE, 64), (TaxRounding.PER_DOCUMENT, 63)]
)
def test_tax_is_rounded_where_the_setting_says(rounding: TaxRounding, tax: int) -> None:
    rates = [_percent("25"), _percent("25"), _percent("12")]
    assert tax_total([Fraction(101), Fraction(101), Fraction(105)], rates, rounding) == tax


def test_included_taxes_are_taken_out_before_others_are_added() -> None:
    found = stacked(230000, [Tax(_percent("15")), Tax(_percent("5.5"), included=True)])
    assert (found.net, found.taxes, found.gross) == (218009, (32701, 11991), 262701)


def test_a_tax_of_the_gross_and_a_fixed_one() -> None:
    found = stacked(20000, [Tax(_percent("10"), of_gross=True), Tax(fixed=1000), Tax(_percent("10"))])
    assert (found.taxes, found.gross) == ((2222, 1000, 2000), 25222)


def test_a_tax_that_adds_to_the_base_is_taxed_by_the_next() -> None:
    assert stacked(10000, [Tax(_percent("10"), adds_to_base=True), Tax(_percent("10"))]).taxes == (1000, 1100)
    assert stacked(10000, [Tax(_percent("10")), Tax(_percent("10"), compound=True)]).taxes == (1000, 1100)
    within = [Tax(_percent("10"), included=True, adds_to_base=True), Tax(_percent("10"), included=True)]
    assert stacked(12100, within).net == 10000


@given(st.integers(0, 1_000_000), st.lists(st.integers(0, 2500), min_size=1, max_size=3))
def test_net_and_taxes_are_always_the_gross(price: int, points: list[int]) -> None:
    taxes = [Tax(Fraction(each, 10_000), included=i % 2 == 0) for i, each in enumerate(points)]
    found = stacked(price, taxes)
    assert found.net + sum(found.taxes) == found.gross


def test_a_fee_follows_the_rates_of_what_was_sold() -> None:
    gross = {_percent("19"): 1190, _percent("7"): 1070}
    assert share_fee(3, gross) == {_percent("7"): 1, _percent("19"): 2}
    assert share_fee(3, {}) == {}


@pytest.mark.parametrize(
    ("buyer", "duty"),
    [
        (Buyer("AT", business=True, vat_id_valid=True), Duty.REVERSE_CHARGE),
        (Buyer("AT", business=True), Duty.NORMAL),
        (Buyer("DE", business=True, vat_id_valid=True), Duty.NORMAL),
        (Buyer("US"), Duty.OUTSIDE),
        (Buyer("EL"), Duty.NORMAL),
        (Buyer("DE", exempt=True), Duty.EXEMPT),
    ],
)
def test_who_owes_the_tax_depends_on_the_buyer(buyer: Buyer, duty: Duty) -> None:
    assert duty_of(buyer, seller_country="DE") is duty
