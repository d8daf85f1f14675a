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

    # As text: an Enum's own hash is a Python function, and the caches below ask for it on every line of a run.
    __hash__ = str.__hash__

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


class Rest(NamedTuple):
    """Whole months, and days of the month that begins where the last whole one ends, as a fraction."""

    months: int
    days: int
    month_days: int


def months_and_rest(start: date, end: date) -> Rest:
    """Whole months from start to end, and what is left: 7 Jan to 28 Feb is one month and 21 days of 28."""
    months = months_between(start, end)
    day = add_months(start, months)
    return Rest(months, (end - day).days, (add_months(start, months + 1) - day).days)


def whole_periods(start: date, interval: Interval, end: date) -> int:
    """How many complete periods lie between start and end."""
    return index_at(start, interval.unit, interval.n, end)


def on_billing_day(month_of: date, billing_day: int) -> date:
    """The billing day (1 to 31) of the month that holds the date, clamped to the month's end."""
    refuse_billing_day(billing_day)
    return month_of.replace(day=min(billing_day, days_in_month(month_of.year, month_of.month)))


def next_billing_day(day: date, billing_day: int) -> date:
    """The first date on or after `day` that falls on the billing day."""
    here = on_billing_day(day, billing_day)
    return here if here >= day else on_billing_day(add_months(day.replace(day=1), 1), billing_day)


def refuse_billing_day(billing_day: int) -> None:
    """Refuses what is no day of a month."""
    if not 1 <= billing_day <= 31:
        raise DomainError(N_("The billing day must be from 1 to 31, not {day}."), day=billing_day)


def first_boundary(start: date, billing_day: int, interval: Interval, *, within_one_period: bool = False) -> date:
    """Where a line that joins a billing day has its first boundary, on or after its start.

    The next such day; or, when it is to lie within one period of the start and the billing day of the start's month is
    past, one interval after that day. Days and weeks have no billing day: they begin at the start.
    """
    months = interval.months
    if months is None:
        return start
    here = on_billing_day(start, billing_day)
    if here >= start or not within_one_period:
        return next_billing_day(start, billing_day)
    return on_billing_day(add_months(here.replace(day=1), months), billing_day)


def anchor_through(boundary_day: date, billing_day: int, interval: Interval) -> date:
    """An anchor whose boundaries meet `boundary_day` and keep the billing day through short months.

    It lies in the next month of the interval that is long enough for the billing day (of a leap year in February).
    """
    months = interval.months
    if months is None or boundary_day.day >= billing_day:
        return boundary_day
    first = boundary_day.replace(day=1)
    candidates = [on_billing_day(add_months(first, k * months), billing_day) for k in range(96 // months + 1)]
    return max(candidates, key=lambda day: (day.day, -day.toordinal()))


def calendar_anchor(start: date, interval: Interval, *, from_start: bool = False) -> date:
    """Where the calendar begins an interval: 1 January, a Monday, the day itself.

    From 1 January three months are the quarters of the year; with `from_start`, blocks of n months or years are
    counted from the month or year of the start, and blocks of n weeks from its first Monday on or after it.
    """
    if interval.unit is Unit.WEEK:
        monday = start - timedelta(days=start.weekday())
        return monday + timedelta(days=7) if from_start and monday < start else monday
    if interval.months is None:
        return start
    return start.replace(day=1) if from_start and interval.unit is Unit.MONTH else date(start.year, 1, 1)


def anchor_on_day(day_of_month: int, near: date) -> date:
    """An anchor whose day of the month is `day_of_month` (1 to 31), at or before `near`.

    It lies in a month of 31 days, so that the wish for the 31st is kept through short months.
    """
    refuse_billing_day(day_of_month)
    year = near.year if near >= date(near.year, 1, day_of_month) else near.year - 1
    return date(year, 1, day_of_month)


def local_day(instant: datetime, zone: tzinfo) -> date:
    """The company's day of an instant; the only place where instants become days."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(zone).date()
