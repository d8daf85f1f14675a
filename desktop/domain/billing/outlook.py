"""What comes next: the planner asked day after day, each answer taken as billed before the next question."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from desktop.domain.billing.plan import next_issue_day, plan_payer
from desktop.domain.billing.values import BilledLine, LineState, PayerPlan, PayerState, PlannedLine, Question


class Upcoming(NamedTuple):
    """What a payer is billed on a day, if nothing changes until then."""

    issue_day: date
    plan: PayerPlan


def outlook(state: PayerState, question: Question, *, through: date) -> Iterator[Upcoming]:
    """The plans of the days to come, up to `through`, each on the first day that something is due.

    What is overdue is planned on the question's today. Ends early at a fault, which is the last answer.
    """
    current = state
    day = question.today
    while (due := _next_day(current, question)) is not None and due <= through:
        day = max(day, due)
        plan = plan_payer(current, replace(question, target=day, today=max(day, question.today)))
        if not plan.lines and plan.fault is None:
            return
        yield Upcoming(day, plan)
        if plan.fault is not None:
            return
        current = as_billed(current, plan)


def _next_day(state: PayerState, question: Question) -> date | None:
    days = (next_issue_day(line, question, state.currency).next_issue_day for line in state.lines)
    return min((day for day in days if day is not None), default=None)


def as_billed(state: PayerState, plan: PayerPlan) -> PayerState:
    """The payer's state as if the plan's lines were final: for outlooks and what-if, never stored."""
    after = {caches.line: caches.clean_from for caches in plan.after}
    return state._replace(
        lines=tuple(_line_after(line, plan, after.get(line.line, line.clean_from)) for line in state.lines)
    )


def _line_after(line: LineState, plan: PayerPlan, clean_from: date) -> LineState:
    # Rows that are not in the store count downwards from zero, so that no two are the same.
    lowest = min((row.id for row in line.billed), default=0)
    planned = [each for each in plan.lines if each.line == line.line]
    rows = [*line.billed, *(_final(each, min(lowest, 0) - 1 - i) for i, each in enumerate(planned))]
    kept = {row.id for row in rows if row.to_day > clean_from}
    return line._replace(
        clean_from=clean_from, billed=tuple(row for row in rows if row.id in kept or row.credits in kept)
    )


def _final(line: PlannedLine, number: int) -> BilledLine:
    return BilledLine(
        id=number,
        invoice=0,
        kind=line.kind,
        from_day=line.from_day,
        to_day=line.to_day,
        item=line.item,
        price=line.price,
        agreed=line.agreed,
        unit_amount=line.unit_amount,
        whole_amount=line.whole_amount,
        scale=line.scale,
        quantity=line.quantity,
        includes_vat=line.includes_vat,
        amount=line.amount,
        whole_from=line.whole_from,
        whole_to=line.whole_to,
        vat_code=line.vat_code,
        vat_basis_points=line.vat_basis_points,
        segment_from=line.segment_from,
        change=line.change,
        credits=line.credits,
        text="",
    )
