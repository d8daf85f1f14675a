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
    """The days that are billed or paid, those to be credited, and those to come; `unpaid` are ids of invoices."""
    ahead: dict[int, list[Days]] = {}
    back: dict[int, list[tuple[date, date]]] = {}
    for planned in (line for each in coming for document in each.documents for line in document.lines):
        if planned.kind == CHARGE:
            ahead.setdefault(planned.line, []).append(Days(planned.from_day, planned.to_day, "next", planned.amount))
        elif planned.credits is not None:
            back.setdefault(planned.credits, []).append((planned.from_day, planned.to_day))
    return {
        (line.subscription, line.slot): tuple(sorted([*_billed_days(line, unpaid, back), *ahead.get(line.line, ())]))
        for state in states
        for line in state.lines
    }


def _billed_days(line: LineState, unpaid: set[int], back: Mapping[int, Sequence[tuple[date, date]]]) -> Iterator[Days]:
    """Charges without the days that credits took back; days to be credited say so."""
    gone: dict[int, list[tuple[date, date]]] = {}
    for row in line.billed:
        if row.credits is not None:
            gone.setdefault(row.credits, []).append((row.from_day, row.to_day))
    for row in line.billed:
        if row.kind != CHARGE:
            continue
        kind, day = "billed" if row.invoice in unpaid else "paid", row.from_day
        spans = [(start, end, "") for start, end in gone.get(row.id, ())]
        spans += [(start, end, "credited") for start, end in back.get(row.id, ())]
        for start, end, instead in sorted(spans):
            if day < start:
                yield Days(day, start, kind, row.amount)
            if instead:
                yield Days(start, end, instead, row.amount)
            day = max(day, end)
        if day < row.to_day:
            yield Days(day, row.to_day, kind, row.amount)
