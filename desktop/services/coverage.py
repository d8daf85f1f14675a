"""Which days of a subscription are paid, invoiced, credited or still to come: what the coverage strip shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from desktop.domain.billing import CHARGE, LineState, PayerState
from desktop.services.billing import NextInvoice

MONTHS_SHOWN = 3
"""The coverage strip reaches so far back, and so far ahead."""


class Days(NamedTuple):
    """The days [start, end) of a line, and what they are: paid, billed, credited, next. Amount in minor units."""

    start: date
    end: date
    kind: str
    amount: int


Strips: TypeAlias = Mapping[tuple[int, str], tuple[Days, ...]]
"""By subscription and slot."""


def strips_of(states: Iterable[PayerState], coming: Sequence[NextInvoice], *, unpaid: set[int]) -> Strips:
    """The days that are billed or paid, those credited, and those to come; `unpaid` are ids of invoices."""
    ahead: dict[int, list[Days]] = {}
    for each in coming:
        for planned in (line for document in each.documents for line in document.lines if line.kind == CHARGE):
            ahead.setdefault(planned.line, []).append(Days(planned.from_day, planned.to_day, "next", planned.amount))
    return {
        (line.subscription, line.slot): tuple(sorted([*_billed_days(line, unpaid), *ahead.get(line.line, ())]))
        for state in states
        for line in state.lines
    }


def _billed_days(line: LineState, unpaid: set[int]) -> Iterator[Days]:
    """Charges cut where credits took days back."""
    credits_of: dict[int, list[tuple[date, date]]] = {}
    for row in line.billed:
        if row.credits is not None:
            credits_of.setdefault(row.credits, []).append((row.from_day, row.to_day))
    for row in line.billed:
        if row.kind != CHARGE:
            continue
        kind, day = "billed" if row.invoice in unpaid else "paid", row.from_day
        for start, end in sorted(credits_of.get(row.id, ())):
            if day < start:
                yield Days(day, start, kind, row.amount)
            day = max(day, end)
        if day < row.to_day:
            yield Days(day, row.to_day, kind, row.amount)
