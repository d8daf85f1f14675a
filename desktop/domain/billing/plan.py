"""What is due now: what should be billed, less what has been billed (spec/billing.md, The planner)."""

from dataclasses import replace
from datetime import date, timedelta

from desktop.domain.billing.parts import MOST_PARTS, charge, new_tuple, parts, refuse_runaway, settled_to
from desktop.domain.billing.reconcile import reconcile
from desktop.domain.billing.values import (
    CHARGE,
    Buyer,
    LineAfter,
    LineState,
    PayerPlan,
    PayerState,
    PlannedLine,
    Question,
    Shape,
)
from desktop.domain.errors import DomainError
from desktop.domain.period import ONE_DAY, add_months
from desktop.domain.text import N_, Message

MONTHS_AHEAD = 36
"""A run reaches at most so far."""

_A_YEAR = timedelta(days=365)

LONGEST_PERIOD_MONTHS = 12
"""Subscriptions are invoiced at most a year ahead (spec/norway.md)."""


def plan_payer(state: PayerState, question: Question) -> PayerPlan:
    """All that is due for one payer up to the target; a fault sets the payer aside whole."""
    _, currency, _, buyer, states, _ = state
    lines: list[PlannedLine] = []
    after: list[LineAfter] = []
    notices: tuple[Message, ...] = ()
    shapes = question.shapes.get(currency) or question.shapes.setdefault(currency, {})
    try:
        if buyer.is_organisation or not buyer.name.strip():
            _refuse_buyer(buyer)
        for line in states:
            number, subscription, slot, clean_from, segments, billed = line
            if not billed:
                known = shapes.get((id(segments), clean_from))
                rests, settled, due, usual, _, _ = known or shape_of(line, question, currency)
                if usual:
                    for rest in rests:
                        # Most shapes have one line, and these two ways of writing it cost a third less.
                        lines.append(new_tuple(PlannedLine, (number, subscription, slot) + rest))  # noqa: PERF401, RUF005 - see above
                    after.append(new_tuple(LineAfter, (number, settled, due)))
                    continue
            planned, caches = plan_line(line, question, currency)
            for each in planned:
                refuse_period(each, today=question.today)
            lines += planned
            after.append(caches)
            notices += tuple(notices_of(line))
    except DomainError as refusal:
        return PayerPlan(state, (), (), refusal.message)
    warnings = () if buyer.has_address or not lines else ("address",)
    return new_tuple(PayerPlan, (state, tuple(lines), tuple(after), None, notices, warnings))


def plan_line(state: LineState, question: Question, currency: str) -> tuple[list[PlannedLine], LineAfter]:
    """The charges and credits of one line due up to the target, and its caches after."""
    if state.billed:
        return reconcile(state, question, currency)
    lines: list[PlannedLine] = []
    target = question.target
    for part in parts(state.segments, state.clean_from):
        if part.issue_day > target:
            return lines, new_tuple(LineAfter, (state.line, part.from_day, part.issue_day))
        if len(lines) >= MOST_PARTS:
            refuse_runaway()
        lines.append(charge(state, part, 1, question, currency))
    return lines, LineAfter(state.line, settled_to(state), None)


def shape_of(state: LineState, question: Question, currency: str) -> Shape:
    """The answer for every unbilled line with these segments, settled to this day; worked out once and kept."""
    lines, after = plan_line(state, question, currency)
    elsewhere = _elsewhere_through(state) is not None
    rests = tuple([line[3:] for line in lines])
    usual = not elsewhere and all(_is_ordinary(line, question.today) for line in lines)
    shape = Shape(rests, after.clean_from, after.next_issue_day, usual, elsewhere, state.segments)
    question.shapes.setdefault(currency, {})[id(state.segments), state.clean_from] = shape
    return shape


def _is_ordinary(line: PlannedLine, today: date) -> bool:
    """True for a period that no rule of the calendar can refuse."""
    return line.to_day - line.from_day < _A_YEAR and line.from_day - today < _A_YEAR


def next_issue_day(state: LineState, question: Question, currency: str) -> LineAfter:
    """When the line is next due: the planner asked with a target before all days."""
    return plan_line(state, replace(question, target=date.min), currency)[1]


def notices_of(state: LineState) -> list[Message]:
    """A notice where a change would have credited days that another system billed."""
    through = _elsewhere_through(state)
    if through is None or state.clean_from > through:
        return []
    begins = [s.from_day for s in state.segments[1:] if s.from_day <= through]
    ends = state.segments[-1].to_day <= through
    if not begins and not ends:
        return []
    return [
        Message(
            N_(
                "Days up to {day} were billed elsewhere, and a change falls among them. Settle them by a manual credit."
            ),
            values={"day": through},
        )
    ]


def _elsewhere_through(state: LineState) -> date | None:
    """The last day that another system billed, of all segments; a plain loop, since every line of a run asks."""
    through = None
    for segment in state.segments:
        day = segment.elsewhere_through
        if day is not None and (through is None or day > through):
            through = day
    return through


def refuse_period(line: PlannedLine, *, today: date) -> None:
    """Refuses a period longer than a year, and one that begins more than a year after the document's day."""
    if line.kind != CHARGE or _is_ordinary(line, today):
        return
    if line.to_day > add_months(line.from_day, LONGEST_PERIOD_MONTHS):
        raise DomainError(
            N_("The period {start} to {last} is longer than 12 months, and so long cannot be invoiced at once."),
            start=line.from_day,
            last=line.to_day - ONE_DAY,
        )
    if line.from_day > add_months(today, LONGEST_PERIOD_MONTHS):
        raise DomainError(
            N_("The period from {start} begins more than 12 months ahead, too early to invoice. A later run takes it."),
            start=line.from_day,
        )


def refuse_target(*, target: date, today: date) -> None:
    """Refuses a target so far ahead that it must be a slip of the finger."""
    if target > add_months(today, MONTHS_AHEAD):
        raise DomainError(
            N_("A run reaches at most {most} months ahead, to {last}. Choose an earlier day."),
            most=MONTHS_AHEAD,
            last=add_months(today, MONTHS_AHEAD),
        )


def _refuse_buyer(buyer: Buyer) -> None:
    if not buyer.name.strip():
        raise DomainError(N_("The payer has no name. Enter it on the subscriber's record."))
    if buyer.is_organisation and not buyer.org_number:
        raise DomainError(N_("The organisation number is missing. An invoice to an organisation must show it."))
