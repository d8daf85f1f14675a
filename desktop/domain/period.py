"""Service periods: half-open ranges of days, counted from an anchor (spec/billing.md, Periods)."""

import calendar
import enum
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.text import N_

OPEN_END = date.max
"""The end of what has no end yet."""

ONE_DAY = timedelta(days=1)


class Unit(enum.StrEnum):
    """What an interval is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class ServicePeriod(NamedTuple):
    """The days from `start` up to, but not including, `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """What people see as the end: the last day of service."""
        return self.end - ONE_DAY


class Interval(NamedTuple):
    """A billing interval: every `n` units."""

    unit: Unit
    n: int

    @property
    def months(self) -> int | None:
        """Length in whole months, None for days and weeks."""
        if self.unit is Unit.MONTH:
            return self.n
        return 12 * self.n if self.unit is Unit.YEAR else None


@lru_cache(maxsize=65_536)
def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, clamped to the month's end: 31 Jan + 1 = 28 Feb."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise DomainError(N_("The date is outside the calendar: year {year}."), year=year)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return calendar.monthrange(year, month)[1]


@lru_cache(maxsize=65_536)
def boundary(anchor: date, unit: Unit, n: int, k: int) -> date:
    """Boundary k: the anchor and k intervals on, always from the anchor, never from the boundary before."""
    if unit is Unit.MONTH:
        return add_months(anchor, k * n)
    if unit is Unit.YEAR:
        return add_months(anchor, 12 * k * n)
    return anchor + timedelta(days=k * n * (7 if unit is Unit.WEEK else 1))


@lru_cache(maxsize=65_536)
def index_at(anchor: date, unit: Unit, n: int, day: date) -> int:
    """K of the period that holds `day`: boundary(k) ≤ day < boundary(k + 1)."""
    if unit in (Unit.DAY, Unit.WEEK):
        return (day - anchor).days // (n * (7 if unit is Unit.WEEK else 1))
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    k = months // (n * (12 if unit is Unit.YEAR else 1))
    # The month count is exact but for the day of the month, so k is right or one too high.
    return k if boundary(anchor, unit, n, k) <= day else k - 1


@lru_cache(maxsize=65_536)
def period_at(anchor: date, unit: Unit, n: int, day: date) -> ServicePeriod:
    """The period that holds `day`."""
    k = index_at(anchor, unit, n, day)
    return ServicePeriod(boundary(anchor, unit, n, k), boundary(anchor, unit, n, k + 1))


def periods(anchor: date, interval: Interval, start: date, end: date) -> Iterator[ServicePeriod]:
    """The parts that the boundaries cut [start, end) into: a leading part, whole periods, a trailing part."""
    unit, n = interval
    day = start
    while day < end:
        until = min(period_at(anchor, unit, n, day).end, end)
        yield ServicePeriod(day, until)
        day = until


def next_boundary(anchor: date, interval: Interval, after: date) -> date:
    """The first boundary later than `after`."""
    return period_at(anchor, interval.unit, interval.n, after).end


def months_between(start: date, end: date) -> int:
    """Whole months from start to end: 31 Jan to 28 Feb is one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def anchor_on_day(day_of_month: int, near: date) -> date:
    """An anchor whose day of the month is `day_of_month` (1 to 31), at or before `near`.

    It lies in a month of 31 days, so that the wish for the 31st is kept through short months.
    """
    if not 1 <= day_of_month <= 31:
        raise DomainError(N_("The billing day must be from 1 to 31, not {day}."), day=day_of_month)
    year = near.year if near >= date(near.year, 1, day_of_month) else near.year - 1
    return date(year, 1, day_of_month)


def local_day(instant: datetime, zone: tzinfo) -> date:
    """The company's day of an instant; the only place where instants become days."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(zone).date()
