"""What measured quantities cost, and the limits of a period."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from desktop.domain.catalog import Price, PriceModel, Tier
from desktop.domain.errors import DomainError
from desktop.domain.usage import (
    Capacity,
    SeatChange,
    SpendLimits,
    breakdown,
    capacity_step,
    charge,
    consumed,
    event_charges,
    graduated_percentage,
    increment,
    limited,
    packages,
    per_tier,
    percentage_charge,
    seats_charge,
    true_up,
)

BASE = Price("call", "NOK", 0, date(2026, 1, 1))
TIERS = (Tier(5, 0, 100), Tier(10, 0, 50, flat_only=True), Tier(15, 5), Tier(None, 1))
GRADUATED = replace(BASE, model=PriceModel.GRADUATED, tiers=TIERS)
BLOCKS = replace(GRADUATED, tiers=(Tier(1000, 1, package_size=100), Tier(None, 1, package_size=1000)))


def _numbers(*values: str) -> list[Fraction]:
    return [Fraction(value) for value in values]


def test_a_charge_is_broken_down_into_units_and_flat_amounts() -> None:
    assert [step.amount for step in breakdown(GRADUATED, Fraction(22))] == [0, 100, 50, 25, 7]
    assert [step.amount for step in breakdown(GRADUATED, Fraction(22), before=Fraction(12))] == [15, 7]
    assert per_tier(GRADUATED, Fraction(22)) == [100, 50, 25, 7]


def test_started_blocks_count_whole_and_fill_their_tiers() -> None:
    assert per_tier(BLOCKS, Fraction(5325)) == [10, 5]


def test_what_is_beyond_a_closed_last_tier_is_free_by_tiers_and_priced_by_volume() -> None:
    closed = (Tier(10, 2), Tier(20, 1))
    assert charge(replace(GRADUATED, tiers=closed), Fraction(50)) == 30
    assert charge(replace(GRADUATED, tiers=closed, model=PriceModel.VOLUME), Fraction(50)) == 50


def test_free_units_go_first_and_packages_are_started() -> None:
    package = replace(BASE, model=PriceModel.PACKAGE, amount=100, package_size=10, free_units=10)
    assert packages(package, Fraction(121)) == 12
    assert increment(package, before=Fraction(17), added=Fraction(15)) == 200


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([GRADUATED, BLOCKS]))
def test_increments_sum_to_the_charge_of_the_whole(first: int, second: int, price: Price) -> None:
    one = increment(price, before=Fraction(0), added=Fraction(first))
    two = increment(price, before=Fraction(first), added=Fraction(second))
    assert one + two == charge(price, Fraction(first + second))


@given(st.integers(1, 300), st.integers(1, 300), st.sampled_from([GRADUATED, BLOCKS]))
def test_the_parts_of_an_increment_sum_to_it(before: int, added: int, price: Price) -> None:
    parts = breakdown(price, Fraction(before + added), before=Fraction(before))
    assert sum(step.amount for step in parts) == increment(price, before=Fraction(before), added=Fraction(added))


def test_free_events_and_a_free_sum_work_together() -> None:
    price = replace(BASE, model=PriceModel.PERCENTAGE, amount=200, rate=13_000, free_events=3, free_total=25000)
    totals = _numbers("5000", "15000", "40000")
    assert percentage_charge(price, total=Fraction(80000), events=4, running_totals=totals) == 1115
    few = replace(price, free_total=None)
    assert percentage_charge(few, total=Fraction(80000), events=4, running_totals=totals) == 720


def test_an_event_costs_from_its_least_to_its_most() -> None:
    price = replace(BASE, model=PriceModel.PERCENTAGE_PER_EVENT, rate=29_900, event_minimum=175, event_maximum=1200)
    assert event_charges(price, _numbers("1000", "8000", "1000000")) == [175, Fraction("239.2"), 1200]
    free = replace(price, free_total=3000)
    assert event_charges(free, _numbers("1000", "8000", "1000000")) == [0, Fraction("179.4"), 1200]


def test_each_tier_of_a_percentage_has_its_flat_amount_once() -> None:
    tiers = (Tier(10, 0, 200, rate=10_000), Tier(20, 0, 300, rate=20_000), Tier(None, 0, 400, rate=30_000))
    price = replace(BASE, model=PriceModel.GRADUATED_PERCENTAGE, tiers=tiers)
    assert graduated_percentage(price, Fraction(21)) == Fraction("900.33")
    assert graduated_percentage(price, Fraction(0)) == 0
    with pytest.raises(DomainError, match="priced by its sum"):
        charge(price, Fraction(1))


def test_a_capacity_is_the_first_step_that_holds_every_peak() -> None:
    steps = [
        Capacity(10, {"a": Fraction(100), "b": Fraction(50)}),
        Capacity(20, {"a": Fraction(200), "b": Fraction(100)}),
    ]
    assert capacity_step(steps, {"a": Fraction(100), "b": Fraction(51)}).amount == 20
    with pytest.raises(DomainError, match="highest step"):
        capacity_step(steps, {"a": Fraction(201)})


def test_seats_are_placed_by_number_and_priced_by_days() -> None:
    tiers = (Tier(5, 10, 100), Tier(None, 5, 50))
    changes = [
        SeatChange(5, Fraction("3.5")),
        SeatChange(5, Fraction("2.66667")),
        SeatChange(10, Fraction(2)),
        SeatChange(-6, Fraction("-2.2")),
    ]
    assert seats_charge(tiers, changes) == Fraction("197.33335")
    assert seats_charge(tiers, []) == 100


def test_the_maximum_is_a_discount_and_the_minimum_a_line_at_the_end() -> None:
    limits = SpendLimits(minimum=Fraction(1000), maximum=Fraction(1500), discount=Fraction(1, 10))
    least = limited(Fraction(100), limits, already_billed=Fraction(100), is_last=True)
    assert [least.discount, least.minimum_line, least.total] == [10, 810, 900]
    assert limited(Fraction(100), limits, is_last=False).minimum_line == 0
    most = limited(Fraction(2000), limits, is_last=True)
    assert [most.maximum_discount, most.total] == [300, 1500]


def test_a_commitment_is_topped_up_by_what_is_missing() -> None:
    assert true_up(10000, [200, 300, 150]) == 9350
    assert true_up(200, [200, 300]) == 0
    assert consumed(date(2016, 1, 1), date(2016, 2, 1), per_day=Fraction(10)) == 310
