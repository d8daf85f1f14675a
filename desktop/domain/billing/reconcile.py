"""Corrections: charges for days that are not billed and should be, credits for days that are and should not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.billing.parts import MOST_PARTS, Part, charge, parts, refuse_runaway, settled_to, terms_of
from desktop.domain.billing.values import CHARGE, CREDIT, BilledLine, LineAfter, LineState, PlannedLine, Question, Terms
from desktop.domain.money import exponent
from desktop.domain.period import OPEN_END, Interval, ServicePeriod, Unit, months_between
from desktop.domain.proration import part_amount, share
from desktop.domain.settings import DayCount
from desktop.domain.subscription import Segment

_Waiting = tuple[date, date]
"""The day a line is issued, and the first day it is for."""


@dataclass(slots=True)
class _Covered:
    """Days of a billed charge that no time credit has taken back."""

    row: BilledLine
    spans: list[tuple[date, date]]
    credited: int


def reconcile(state: LineState, question: Question, currency: str) -> tuple[list[PlannedLine], LineAfter]:
    """The charges and credits that make what is billed into what should be, up to the target."""
    covered = _coverage(state.billed)
    turns = _Turns(state.billed)
    charges, waiting = _charges(state, covered, turns, question, currency)
    returned, later = _credits(state, covered, turns, question, currency)
    lines = sorted([*returned, *charges], key=lambda line: (line.from_day, line.kind != CREDIT))
    waiting += later
    if not waiting:
        return lines, LineAfter(state.line, settled_to(state), None)
    return lines, LineAfter(state.line, min(day for _, day in waiting), min(issue for issue, _ in waiting))


def _charges(
    state: LineState, covered: list[_Covered], turns: "_Turns", question: Question, currency: str
) -> tuple[list[PlannedLine], list[_Waiting]]:
    """Charges due for days without cover; and of those not due yet, when they are issued and where they begin."""
    reach = max((end for each in covered for _, end in each.spans), default=date.min)
    lines: list[PlannedLine] = []
    waiting: list[_Waiting] = []
    for part in parts(state.segments, state.clean_from):
        if part.issue_day > question.target and part.from_day >= reach:
            waiting.append((part.issue_day, part.from_day))
            break
        if len(lines) >= MOST_PARTS:
            refuse_runaway()
        terms = terms_of(part.segment, currency, question.book)
        for start, end in _uncovered(part, terms, covered):
            bill_day = end if part.segment.in_arrears else start
            missing = part._replace(
                from_day=start, to_day=end, issue_day=bill_day - timedelta(days=part.segment.lead_days)
            )
            if missing.issue_day > question.target:
                waiting.append((missing.issue_day, start))
            else:
                lines.append(charge(state, missing, turns.next(CHARGE, start), question, currency))
    return lines, waiting


def _credits(
    state: LineState, covered: list[_Covered], turns: "_Turns", question: Question, currency: str
) -> tuple[list[PlannedLine], list[_Waiting]]:
    """Credits due for what is covered and no longer wanted, and those whose day has not come."""
    lines: list[PlannedLine] = []
    waiting: list[_Waiting] = []
    if question.rules.day_count is DayCount.NONE:
        return lines, waiting
    kept = kept_spans(state.segments)
    for each in covered:
        for span in _outside(each.spans, kept):
            start = max(span[0], state.clean_from)
            if start >= span[1]:
                continue
            if start > question.target:
                waiting.append((start, start))
            else:
                turn = turns.next(CREDIT, start)
                lines.append(_credit(state, each, ServicePeriod(start, span[1]), turn, question, currency))
    return lines, waiting


def kept_spans(segments: Sequence[Segment]) -> list[tuple[date, date]]:
    """Days without service whose money is kept: behind a segment that keeps, up to the next one."""
    if not any(segment.keeps for segment in segments):
        return []
    begins = [*(segment.from_day for segment in segments[1:]), OPEN_END]
    return [(segment.to_day, begin) for segment, begin in zip(segments, begins, strict=True) if segment.keeps]


def _outside(spans: list[tuple[date, date]], kept: list[tuple[date, date]]) -> list[tuple[date, date]]:
    for low, high in kept:
        spans = _without(spans, low, high)
    return spans


def _coverage(billed: Iterable[BilledLine]) -> list[_Covered]:
    """The charges with the days that are still theirs, and what was credited of each."""
    rows = sorted(billed, key=lambda row: row.id)
    covered = {row.id: _Covered(row, [(row.from_day, row.to_day)], 0) for row in rows if row.kind == CHARGE}
    for row in rows:
        if row.kind == CREDIT and row.credits in covered:
            charge = covered[row.credits]
            charge.credited -= row.amount
            charge.spans = _without(charge.spans, row.from_day, row.to_day)
    return list(covered.values())


def _uncovered(part: Part, terms: Terms, covered: list[_Covered]) -> list[tuple[date, date]]:
    """The days of the part that no charge with the same terms covers; the covered ones are taken off the charge."""
    missing = [(part.from_day, part.to_day)]
    for each in covered:
        if not _bills(each.row, part.segment, terms):
            continue
        for start, end in list(each.spans):
            low, high = max(start, part.from_day), min(end, part.to_day)
            if low < high:
                missing = _without(missing, low, high)
                each.spans = _without(each.spans, low, high)
    return missing


def _bills(row: BilledLine, segment: Segment, terms: Terms) -> bool:
    """True when the billed row has the terms of the segment, so that its days stay as they are."""
    return (
        row.item == segment.item
        and row.quantity == segment.quantity
        and row.agreed == terms.agreed
        and row.price == terms.price
        and (row.unit_amount, row.scale, row.includes_vat) == (terms.unit_amount, terms.scale, terms.includes_vat)
    )


def _credit(  # noqa: PLR0917 - the hot verbs of the planner take their few values by place
    state: LineState, charge: _Covered, served: ServicePeriod, turn: int, question: Question, currency: str
) -> PlannedLine:
    """Back for unused days: their share of the billed price, at most what is left; all of it for the last days."""
    row = charge.row
    whole = ServicePeriod(row.whole_from, row.whole_to)
    fraction = share(served, whole, interval=_interval_of(state, row), count=question.rules.day_count)
    left = row.amount - charge.credited
    share_amount = part_amount(row.whole_amount, row.scale, exponent(currency), fraction)
    amount = min(share_amount, left)
    charge.credited += amount
    return PlannedLine(
        state.line,
        state.subscription,
        state.slot,
        CREDIT,
        served.start,
        served.end,
        turn,
        *fraction,
        row.whole_from,
        row.whole_to,
        row.item,
        row.price,
        row.agreed,
        row.unit_amount,
        row.whole_amount,
        row.scale,
        row.quantity,
        row.includes_vat,
        -amount,
        row.segment_from,
        _cause_of(state, served.start),
        served.start,
        "",
        row.id,
        row.invoice,
        row.vat_code,
        row.vat_basis_points,
        left if left < share_amount else None,
    )


def _interval_of(state: LineState, row: BilledLine) -> Interval:
    """The interval the row was billed by; where an undo left no segment, the months of its whole period."""
    found = [segment for segment in state.segments if segment.from_day <= row.segment_from] or state.segments
    if found:
        return Interval(found[-1].unit, found[-1].n)
    return Interval(Unit.MONTH, max(1, months_between(row.whole_from, row.whole_to)))


def _cause_of(state: LineState, day: date) -> int:
    """The change that made the days no longer wanted: the one whose segment begins there, else the last before."""
    causes = [segment.change for segment in state.segments if segment.from_day <= day]
    return causes[-1] if causes else 0


class _Turns:
    """Counts the final and planned rows that begin on a day, so that each has a turn of its own."""

    def __init__(self, billed: Iterable[BilledLine]) -> None:
        self._seen: dict[tuple[str, date], int] = {}
        for row in billed:
            self.next(row.kind, row.from_day)

    def next(self, kind: str, day: date) -> int:
        self._seen[kind, day] = self._seen.get((kind, day), 0) + 1
        return self._seen[kind, day]


def _without(spans: list[tuple[date, date]], low: date, high: date) -> list[tuple[date, date]]:
    """The spans less [low, high)."""
    kept = []
    for start, end in spans:
        if start < min(end, low):
            kept.append((start, min(end, low)))
        if max(start, high) < end:
            kept.append((max(start, high), end))
    return kept
