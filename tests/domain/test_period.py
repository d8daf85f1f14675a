"""Periods count from the anchor, whatever months they pass."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.period import (
    Interval,
    Unit,
    anchor_on_day,
    boundary,
    index_at,
    local_day,
    months_between,
    period_at,
    periods,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
UNITS = st.sampled_from(list(Unit))
COUNTS = st.integers(1, 24)


@pytest.mark.parametrize(
    ("anchor", "unit", "count", "expected"),
    [
        (date(2026, 1, 31), Unit.MONTH, 1, [(2026, 1, 31), (2026, 2, 28), (2026, 3, 31), (2026, 4, 30), (2026, 5, 31)]),
        (date(2024, 1, 30), Unit.MONTH, 1, [(2024, 1, 30), (2024, 2, 29), (2024, 3, 30)]),
        (date(2024, 2, 29), Unit.YEAR, 1, [(2024, 2, 29), (2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
        (date(2026, 1, 5), Unit.WEEK, 2, [(2026, 1, 5), (2026, 1, 19), (2026, 2, 2)]),
        (date(2026, 1, 5), Unit.DAY, 10, [(2026, 1, 5), (2026, 1, 15)]),
    ],
)
def test_boundaries_are_counted_from_the_anchor(
    anchor: date, unit: Unit, count: int, expected: list[tuple[int, int, int]]
) -> None:
    assert [boundary(anchor, unit, count, k) for k in range(len(expected))] == [date(*day) for day in expected]


@given(DAYS, UNITS, COUNTS, DAYS)
def test_every_day_lies_in_exactly_one_period(anchor: date, unit: Unit, count: int, day: date) -> None:
    k = index_at(anchor, unit, count, day)
    assert boundary(anchor, unit, count, k) <= day < boundary(anchor, unit, count, k + 1)
    assert period_at(anchor, unit, count, day).days > 0


@given(DAYS, st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.YEAR]), st.integers(1, 12), DAYS, st.integers(0, 900))
def test_the_parts_of_a_stretch_leave_no_gap_and_no_overlap(
    anchor: date, unit: Unit, count: int, start: date, days: int
) -> None:
    end = start + timedelta(days=days)
    parts = list(periods(anchor, Interval(unit, count), start, end))
    assert sum(part.days for part in parts) == days
    for before, after in pairwise(parts):
        assert before.end == after.start
        assert boundary(anchor, unit, count, index_at(anchor, unit, count, after.start)) == after.start


@given(st.integers(1, 31), DAYS)
def test_an_anchor_keeps_the_wished_day_and_lies_before(day: int, near: date) -> None:
    anchor = anchor_on_day(day, near)
    assert anchor.day == day
    assert anchor <= near


def test_a_billing_day_outside_the_month_is_refused() -> None:
    with pytest.raises(DomainError, match="from 1 to 31"):
        anchor_on_day(32, date(2026, 1, 1))


def test_whole_months_are_counted_with_the_clamp() -> None:
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert months_between(date(2026, 1, 31), date(2026, 2, 27)) == 0


def test_an_instant_becomes_the_companys_day_at_the_edge() -> None:
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    assert local_day(late, ZoneInfo("Europe/Oslo")) == date(2026, 4, 1)
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2026, 1, 1), ZoneInfo("Europe/Oslo"))  # noqa: DTZ001 - a naive time is the case
