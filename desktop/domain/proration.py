"""The share of a period, as an exact fraction, and what it costs, rounded once (spec/billing.md, Proration)."""

import calendar
from datetime import date

from desktop.domain.money import times
from desktop.domain.period import Interval, ServicePeriod, period_at
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


def days_of_30(part: ServicePeriod) -> int:
    """Actual days, plus what the month of the start lacks to 30 when the part goes past its end."""
    start, end = part
    month_days = calendar.monthrange(start.year, start.month)[1]
    crosses = (end.year, end.month) != (start.year, start.month)
    return part.days + (30 - month_days if crosses else 0)


def whole_of(
    part: ServicePeriod, *, anchor: date, interval: Interval, stub: StubDenominator = StubDenominator.ENCLOSING
) -> ServicePeriod:
    """The period that a part is a share of: the one that encloses it, or for a first part the full one after it."""
    enclosing = period_at(anchor, interval.unit, interval.n, part.start)
    if stub is StubDenominator.ADJACENT and part.start != enclosing.start and part.end == enclosing.end:
        return period_at(anchor, interval.unit, interval.n, part.end)
    return enclosing


def part_amount(whole_amount: int, scale: int, places: int, fraction: tuple[int, int]) -> int:
    """An exact whole amount with `scale` decimals times the fraction, in minor units, rounded half up once."""
    numerator, denominator = fraction
    if scale == places:
        return whole_amount if numerator == denominator else times(whole_amount, numerator, denominator)
    if scale > places:
        return times(whole_amount, numerator, denominator * 10 ** (scale - places))
    return times(whole_amount * 10 ** (places - scale), numerator, denominator)
