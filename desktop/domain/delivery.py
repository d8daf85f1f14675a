"""Issues: the numbered calendar of a magazine or a box, and periods that count them (spec/catalog.md)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.money import times
from desktop.domain.text import N_


class Issue(NamedTuple):
    """A numbered issue and the day it is sent."""

    number: int
    day: date


class IssuePeriod(NamedTuple):
    """A period of n issues, from one number to another, both with it."""

    first: Issue
    last: Issue
    issues: int


def issue_period(calendar: Sequence[Issue], *, from_day: date, count: int) -> IssuePeriod:
    """The next `count` issues from a day on; refuses a sale that the calendar is too short for."""
    coming = sorted((issue for issue in calendar if issue.day >= from_day), key=lambda issue: issue.day)
    if len(coming) < count:
        raise DomainError(
            N_("The calendar has only {found} issues from {day}, and the sale needs {count}. Add issues first."),
            found=len(coming),
            day=from_day,
            count=count,
        )
    return IssuePeriod(coming[0], coming[count - 1], count)


def issue_credit(amount: int, *, count: int, delivered: int) -> int:
    """Back for issues that were not sent, in minor units: 520.00 for 26 with 10 sent is 320.00."""
    return times(amount, max(0, count - delivered), count)
