"""The figures of spec/catalog.md: price models, add-ons, issues."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from desktop.domain.catalog import (
    Price,
    PriceModel,
    Tier,
    amount_for,
    billed_quantity,
    check_tiers,
    dips,
    effective_quantity,
)
from desktop.domain.delivery import Issue, issue_credit, issue_period
from desktop.domain.errors import DomainError
from desktop.domain.usage import charge

UNITS = (Tier(10, 5000), Tier(50, 4000), Tier(None, 3000))
STAIRS = (Tier(10, 0, 40000), Tier(50, 0, 150000), Tier(None, 0, 250000))
BASE = Price("seat", "NOK", 0, date(2026, 1, 1))
GRADUATED = replace(BASE, model=PriceModel.GRADUATED, tiers=UNITS)
VOLUME = replace(BASE, model=PriceModel.VOLUME, tiers=UNITS)
STAIRSTEP = replace(BASE, model=PriceModel.STAIRSTEP, tiers=STAIRS)
PACKAGE = replace(BASE, model=PriceModel.PACKAGE, amount=30000, package_size=10, free_units=5)

TABLE = [
    (0, 0, 0, 400, 0),
    (1, 50, 50, 400, 0),
    (10, 500, 500, 400, 300),
    (11, 540, 440, 1500, 300),
    (50, 2100, 2000, 1500, 1500),
    (51, 2130, 1530, 2500, 1500),
    (100, 3600, 3000, 2500, 3000),
]


@pytest.mark.parametrize(("quantity", "graduated", "volume", "stairstep", "package"), TABLE)
def test_a_quantity_costs_what_its_model_says(
    quantity: int, graduated: int, volume: int, stairstep: int, package: int
) -> None:
    prices = (GRADUATED, VOLUME, STAIRSTEP, PACKAGE)
    assert [amount_for(price, quantity) // 100 for price in prices] == [graduated, volume, stairstep, package]
    assert [charge(price, Fraction(quantity)) / 100 for price in prices] == [graduated, volume, stairstep, package]


def test_flat_and_per_unit_prices() -> None:
    assert amount_for(replace(BASE, amount=19900), 7) == 19900
    assert amount_for(replace(BASE, amount=19900, model=PriceModel.PER_UNIT), 7) == 139300


def test_a_volume_price_falls_where_a_tier_begins_and_the_editor_is_told() -> None:
    assert dips(VOLUME, through=60) == [11, 51]
    assert dips(GRADUATED, through=60) == []


def test_graduated_adds_the_flat_amount_of_each_tier_touched() -> None:
    price = replace(GRADUATED, tiers=(Tier(10, 5000, 1000), Tier(None, 4000, 500)))
    assert amount_for(price, 11) == 10 * 5000 + 1000 + 4000 + 500
    assert amount_for(price, 0) == 0
    assert amount_for(replace(price, zero_charges_first_flat=True), 0) == 1000


def test_a_sum_is_not_priced_by_number() -> None:
    with pytest.raises(DomainError, match="priced by what is measured"):
        amount_for(replace(BASE, model=PriceModel.PERCENTAGE), 1)


@pytest.mark.parametrize("tiers", [(), (Tier(10, 1),), (Tier(10, 1), Tier(5, 1), Tier(None, 1))])
def test_tiers_must_rise_and_end_open(tiers: tuple[Tier, ...]) -> None:
    with pytest.raises(DomainError, match="rising upper bounds"):
        check_tiers(tiers)


@pytest.mark.parametrize(
    ("bought", "included", "has", "billed"), [(1, 0, 1, 1), (1, 1, 1, 0), (3, 2, 3, 1), (0, 2, 2, 0)]
)
def test_what_was_bought_is_remembered_and_what_is_included_is_free(
    bought: int, included: int, has: int, billed: int
) -> None:
    assert effective_quantity(bought=bought, included=included) == has
    assert billed_quantity(bought=bought, included=included) == billed


def test_a_period_of_issues_is_credited_by_what_was_not_sent() -> None:
    assert issue_credit(52000, count=26, delivered=10) == 32000


def test_a_sale_of_issues_is_refused_where_the_calendar_is_short() -> None:
    calendar = [Issue(number, date(2026, number, 1)) for number in range(1, 7)]
    period = issue_period(calendar, from_day=date(2026, 2, 15), count=3)
    assert (period.first.number, period.last.number) == (3, 5)
    with pytest.raises(DomainError, match="only 4 issues"):
        issue_period(calendar, from_day=date(2026, 2, 15), count=5)
