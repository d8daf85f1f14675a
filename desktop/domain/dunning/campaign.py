"""When to ask again: reminders by the sum that is overdue, and retries of a payment that failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


class Overdue(NamedTuple):
    """A claim that may become overdue: the first day it is, what is open, in minor units, and its currency."""

    from_day: date
    open: int
    currency: str = "NOK"


@dataclass(frozen=True, slots=True)
class Campaign:
    """Reminders when the overdue sum of a currency reaches its threshold, at most so many, so many days apart."""

    max_attempts: int
    days_between: int
    thresholds: Mapping[str, int]


class Attempt(NamedTuple):
    """A reminder: its day, its number, and the sum it asks for."""

    day: date
    currency: str
    number: int
    requested: int


def overdue_from(due_day: date) -> date:
    """A claim is overdue the day after its due day."""
    return due_day + timedelta(days=1)


def attempts(campaign: Campaign, claims: Sequence[Overdue], days: Iterable[date]) -> list[Attempt]:
    """The reminders made when the campaign is run on the days; each currency counts its own."""
    made: list[Attempt] = []
    for day in sorted(set(days)):
        for currency, threshold in campaign.thresholds.items():
            overdue = sum(c.open for c in claims if c.currency == currency and c.from_day <= day)
            before = [attempt for attempt in made if attempt.currency == currency]
            if not overdue or overdue < threshold or len(before) >= campaign.max_attempts:
                continue
            if before and (day - before[-1].day).days <= campaign.days_between:
                continue
            made.append(Attempt(day, currency, len(before) + 1, overdue))
    return made


def retry_days(failed_on: date, *, every_days: int, most: int) -> list[date]:
    """The days on which a payment that failed is tried again."""
    return [failed_on + timedelta(days=every_days * n) for n in range(1, most + 1)]
