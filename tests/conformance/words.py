"""The words of the cases in ours: intervals, days, amounts."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from desktop.domain.money import exponent, to_decimal
from desktop.domain.period import ONE_DAY, Interval, Unit
from tests.conformance.case import Json

INTERVALS = {
    "daily": Interval(Unit.DAY, 1),
    "weekly": Interval(Unit.WEEK, 1),
    "biweekly": Interval(Unit.WEEK, 2),
    "fortnightly": Interval(Unit.WEEK, 2),
    "thirty_days": Interval(Unit.DAY, 30),
    "thirty-days": Interval(Unit.DAY, 30),
    "thirty_one_days": Interval(Unit.DAY, 31),
    "sixty_days": Interval(Unit.DAY, 60),
    "ninety_days": Interval(Unit.DAY, 90),
    "monthly": Interval(Unit.MONTH, 1),
    "month_end": Interval(Unit.MONTH, 1),
    "bimestrial": Interval(Unit.MONTH, 2),
    "bimonthly": Interval(Unit.MONTH, 2),
    "quarterly": Interval(Unit.MONTH, 3),
    "four_monthly": Interval(Unit.MONTH, 4),
    "triannual": Interval(Unit.MONTH, 4),
    "semiannual": Interval(Unit.MONTH, 6),
    "semi_annual": Interval(Unit.MONTH, 6),
    "semi-annual": Interval(Unit.MONTH, 6),
    "half_yearly": Interval(Unit.MONTH, 6),
    "semesterly": Interval(Unit.MONTH, 6),
    "semestrial": Interval(Unit.MONTH, 6),
    "half-yearly": Interval(Unit.MONTH, 6),
    "bi-weekly": Interval(Unit.WEEK, 2),
    "bi_weekly": Interval(Unit.WEEK, 2),
    "biannual": Interval(Unit.MONTH, 6),
    "annual": Interval(Unit.YEAR, 1),
    "annually": Interval(Unit.YEAR, 1),
    "yearly": Interval(Unit.YEAR, 1),
    "sesquiennial": Interval(Unit.MONTH, 18),
    "biennial": Interval(Unit.YEAR, 2),
    "triennial": Interval(Unit.YEAR, 3),
}
"""What a billing period is called, and what it is."""


def interval(words: str | Json | None, *, times: int = 1) -> Interval:
    """`monthly`, or `2 weeks`, or unit and count; `times` so many of them."""
    if isinstance(words, dict):
        return interval(f"{words.get('count', words.get('n', 1))} {words.get('unit', words.get('interval'))}")
    named = (words or "monthly").strip().lower()
    if named in INTERVALS:
        unit, n = INTERVALS[named]
    else:
        found = re.fullmatch(r"(?:every\s+)?(\d+)?[\s_-]*(day|week|month|quarter|year)s?", named)
        if found is None:
            raise ValueError(f"no interval is called {words}")
        count, word = int(found[1] or 1), found[2]
        unit, n = (Unit.MONTH, 3 * count) if word == "quarter" else (Unit(word), count)
    return Interval(unit, n * times)


def interval_of(given: Json) -> Interval:
    """The interval of a case, by whichever name it has one."""
    every = given.get("every")
    named = given.get("billing_period") or given.get("interval") or given.get("rule")
    if isinstance(every, str):
        return interval(every)
    return interval(named, times=int(every or 1))


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text[:10])


def maybe_day(text: str | None) -> date | None:
    """An ISO date, or nothing."""
    return None if text is None else day(text)


def end_of(given: Json, exclusive: str = "end_exclusive", inclusive: str = "end_inclusive") -> date | None:
    """The first day outside: `end` and `…_exclusive` are it, the day after `…_inclusive` is."""
    for name in ("end", exclusive):
        if given.get(name) is not None:
            return day(given[name])
    return None if given.get(inclusive) is None else day(given[inclusive]) + ONE_DAY


def last_of(end: date) -> date:
    """The last day inside."""
    return end - ONE_DAY


def days_on(start: date, days: int) -> date:
    """So many days later."""
    return start + timedelta(days=days)


def number(value: str | float | None, default: int = 0) -> Fraction:
    """A decimal string as an exact number."""
    return Fraction(default) if value is None else Fraction(str(value))


def minor(value: str | float | None, currency: str = "NOK") -> int:
    """A decimal string of major units in whole minor units."""
    scaled: Fraction = number(value) * 10 ** exponent(currency)
    if scaled.denominator != 1:
        raise ValueError(f"{value} is no whole number of minor units of {currency}")
    return scaled.numerator


def major(amount: int, currency: str = "NOK") -> Decimal:
    """Whole minor units as a decimal of major units."""
    return to_decimal(amount, exponent(currency))


def majors(amounts: Iterable[int], currency: str = "NOK") -> list[Decimal]:
    """Each of them."""
    return [major(amount, currency) for amount in amounts]


def scale_of(*values: str | float | None) -> int:
    """The decimals that hold all the amounts, at least two."""
    texts = [str(value) for value in values if value is not None]
    return max([2, *(len(text.partition(".")[2]) for text in texts)])


def scaled(value: str | float | None, scale: int) -> int:
    """A decimal string as a whole number with so many decimals."""
    return int(number(value) * 10**scale)


def basis_points(percent: str | float | None) -> int:
    """A percentage in hundredths of a percent: 25 is 2500."""
    points = number(percent) * 100
    if points.denominator != 1:
        raise ValueError(f"{percent} % is no whole number of basis points")
    return points.numerator
