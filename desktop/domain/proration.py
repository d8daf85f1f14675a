"""The share of a period, as an exact fraction, and what it costs, rounded once (spec/billing.md, Proration)."""

import calendar
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.money import times, whole
from desktop.domain.period import Interval, ServicePeriod, boundary, period_at
from desktop.domain.settings import DayCount, StubDenominator


def share(
    part: ServicePeriod,
    whole: ServicePeriod,
    *,
    interval: Interval,
    count: DayCount = DayCount.ACTUAL,
) -> tuple[int, int]:
    """The part of the whole, as (numerator, denominator): days over days, or days of a 30-day month."""
    if part == whole or count is DayCount.NONE:
        return 1, 1
    if count is DayCount.FIXED_30 and interval.months is not None:
        return days_of_30(part), 30 * interval.months
    return part.days, whole.days


def exact_share(
    part: ServicePeriod, whole: ServicePeriod, *, interval: Interval, count: DayCount = DayCount.ACTUAL
) -> Fraction:
    """As `share`, as one exact number; a part longer than the whole is more than one."""
    return Fraction(*share(part, whole, interval=interval, count=count))


def days_of_30(part: ServicePeriod) -> int:
    """Actual days, plus what the month of the start lacks to 30 when the part goes past its end."""
    start, end = part
    month_days = calendar.monthrange(start.year, start.month)[1]
    crosses = (end.year, end.month) != (start.year, start.month)
    return part.days + (30 - month_days if crosses else 0)


def whole_of(
    part: ServicePeriod, *, anchor: date, interval: Interval, stub: StubDenominator = StubDenominator.ENCLOSING
) -> ServicePeriod:
    """The period that a part is a share of: the one that encloses it, or the full one beside it.

    Beside a last part that is the full period that begins with it; beside a first part, the one that ends with it,
    counted from the part's own days: 26 Feb 2026 to the billing day 31 is 2 of 28 days enclosed, and 2 of 31 beside.
    """
    enclosing = period_at(anchor, interval.unit, interval.n, part.start)
    if stub is StubDenominator.ENCLOSING or part == enclosing:
        return enclosing
    return beside(part, interval, leading=part.start != enclosing.start)


def beside(part: ServicePeriod, interval: Interval, *, leading: bool) -> ServicePeriod:
    """The full period that ends with the part (leading), or begins with it."""
    unit, n = interval
    if leading:
        return ServicePeriod(boundary(part.end, unit, n, -1), part.end)
    return ServicePeriod(part.start, boundary(part.start, unit, n, 1))


def part_amount(whole_amount: int, scale: int, places: int, fraction: tuple[int, int]) -> int:
    """An exact whole amount with `scale` decimals times the fraction, in minor units, rounded half up once."""
    numerator, denominator = fraction
    if scale == places:
        return whole_amount if numerator == denominator else times(whole_amount, numerator, denominator)
    if scale > places:
        return times(whole_amount, numerator, denominator * 10 ** (scale - places))
    return times(whole_amount * 10 ** (places - scale), numerator, denominator)


class Swap(NamedTuple):
    """A change within a paid period: the rest of the old price comes back, and as much of the new one is charged."""

    credit: int
    charge: int

    @property
    def net(self) -> int:
        return self.charge - self.credit


def swap(old: int, new: int, *, left: Fraction) -> Swap:
    """Both parts of a change with so much of the period left, each rounded once. Amounts in minor units."""
    return Swap(whole(old * left), whole(new * left))
