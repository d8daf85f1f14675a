"""Rows of lists, as the pages show them: values alone, made by the store, shown by the window and the terminal."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from desktop.domain.text import Message


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shows: text to find, filters (key → values, any of which fits), a sort key and direction."""

    search: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    descending: bool = False

    def values(self, key: str) -> tuple[str, ...]:
        """The values a filter lets through; none means all."""
        return next((values for name, values in self.filters if name == key), ())


class SubscriberRow(NamedTuple):
    """A subscriber in a list. Amounts in øre incl. VAT; `status` is that of the first running subscription."""

    id: int
    number: str
    name: str
    city: str
    subscription: str
    status: str
    next_issue_day: date | None
    outstanding: int
    overdue: int
    since: date
    currency: str = "NOK"


class InvoiceRow(NamedTuple):
    """A document in a list; `open_amount` is what allocations have not covered, below zero for a free credit."""

    id: int
    kind: str
    number: str
    payer: int
    payer_number: str
    name: str
    document_day: date
    due_day: date | None
    total: int
    open_amount: int
    currency: str
    kid: str
    original: str = ""


class RunRow(NamedTuple):
    """A renewal run in a list."""

    id: int
    number: int
    state: str
    started_at: datetime | None
    today: date
    target: date
    documents: int
    total: int
    set_aside: int
    by: str


class SetAsideRow(NamedTuple):
    """A payer that a run could not bill, and why."""

    id: int
    payer: int
    payer_number: str
    name: str
    reason: Message
    amount: int
    day: date


class TimelineRow(NamedTuple):
    """Something that happened to a subscriber: a change, a document, a payment, a note."""

    at: datetime
    day: date
    kind: str
    text: Message
    detail: str = ""
    by: str = ""
    amount: int | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows fit the search for each value of a filter, for the chips."""

    total: int
    by: dict[str, int] = field(default_factory=dict)
