"""What happens to a subscription in a case, as moves of ours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.billing import CREDIT, PlannedLine
from desktop.domain.invoice import Document
from desktop.domain.period import ServicePeriod
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import (
    BASE,
    StopDay,
    Timing,
    add_add_on,
    cancel,
    change_plan,
    change_quantity,
    last_billed_day,
    move_billing_day,
    reactivate,
    remove_add_on,
    resume,
    stop_day,
    take_back,
)
from tests.conformance.adapters.prorations import documents
from tests.conformance.case import Case, Json
from tests.conformance.company import Company
from tests.conformance.words import day, last_of, maybe_day, minor


@dataclass(slots=True)
class Run:
    """What one run billed."""

    on: date
    lines: list[PlannedLine]
    documents: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """A company and its runs while the events of a case happen."""

    company: Company
    case: Case
    runs: list[Run] = field(default_factory=list)

    @property
    def rules(self) -> BillingRules:
        return self.company.rules

    def run(self, on: date, target: date | None = None) -> None:
        lines = self.company.run(target or on)
        if lines:
            made = documents(self.company, lines, self.case.given.get("tax_rate"))
            self.runs.append(Run(on, lines, made))

    def billed_through(self, on: date) -> date:
        """The first day the base line is not billed, on or after a day."""
        credited = [row for row in self.company.line().billed if row.kind == CREDIT]
        rows = [row for row in self.company.line().billed if row.kind != CREDIT and row.to_day > on]
        ends = [
            row.to_day for row in rows if not any(each.credits == row.id and each.from_day <= on for each in credited)
        ]
        return max(ends, default=on)

    def slot_of(self, plan: str) -> str:
        """The line that has the plan or add-on."""
        slots = [line.slot for line in self.company.state.lines if line.slot.split("#")[0] == f"{plan}+"]
        return slots[-1] if slots else BASE


ENDS = ("end_of_term", "end_of_period")
"""Policies that wait for the end of the period."""


def _effective(event: Json) -> date:
    return day(event.get("effective") or event["on"])


def _change(sequence: Story, event: Json) -> None:
    company, on = sequence.company, day(event["on"])
    joined = event.get("new_billing_cycle_day") or sequence.case.given.get("billing_cycle_day")
    policy = event.get("policy", "")
    timing: Timing | date | None = Timing.PERIOD_END if policy in ENDS else _effective(event)
    if policy == "start_of_term":
        timing = _period_at(sequence, on).start
    if "downgrade:end-of-term" in sequence.case.keys and not policy and not event.get("effective"):
        timing = None
    company.happens(
        change_plan(
            company.subscription,
            catalog=company.catalog,
            plan=event["plan"],
            today=on,
            timing=timing,
            rules=company.rules,
            billing_day=None if joined is None else int(joined),
        )
    )


def _period_at(sequence: Story, on: date) -> ServicePeriod:
    """The period of the base line that holds a day, from its first day of service on."""
    part = next(part for part in sequence.company.segments() if part.from_day <= on < part.to_day)
    whole = part.period_at(on)
    return ServicePeriod(max(whole.start, part.from_day), whole.end)


def _cancel(sequence: Story, event: Json) -> None:
    company, on = sequence.company, day(event["on"])
    if event.get("plan") and sequence.slot_of(event["plan"]) != BASE:
        _remove(sequence, event)
        return
    effective = _effective(event)
    policy = event.get("policy")
    if policy in ENDS or policy == "start_of_term":
        rule = StopDay.PERIOD_END if policy in ENDS else StopDay.PERIOD_START
        last = last_of(stop_day(_period_at(sequence, effective), on=effective, rule=rule))
    else:
        last = last_billed_day(effective, rules=company.rules)
    company.happens(cancel(company.subscription, today=min(on, last), last_day=last))


def _uncancel(sequence: Story, event: Json) -> None:
    company, on = sequence.company, day(event["on"])
    stop = next(c for c in reversed(company.subscription.changes) if c.kind == "cancelled")
    life = company.subscription
    if stop.effective > on:
        company.happens(take_back(life, sequence=stop.sequence, today=on))
    else:
        company.happens(reactivate(life, catalog=company.catalog, today=on, rules=company.rules))


def _pause(sequence: Story, event: Json) -> None:
    sequence.company.pause(_effective(event), maybe_day(event.get("until")))


def _resume(sequence: Story, event: Json) -> None:
    company = sequence.company
    company.happens(resume(company.subscription, on=_effective(event)))


def _add(sequence: Story, event: Json) -> None:
    company = sequence.company
    company.happens(
        add_add_on(
            company.subscription,
            catalog=company.catalog,
            code=f"{event['plan']}+",
            today=day(event["on"]),
            quantity=int(event.get("quantity", 1)),
            on=_effective(event),
        )
    )


def _remove(sequence: Story, event: Json) -> None:
    company = sequence.company
    slot = sequence.slot_of(event["plan"])
    timing = Timing.PERIOD_END if event.get("policy") in ENDS else _effective(event)
    if slot == BASE:
        _cancel(sequence, {name: value for name, value in event.items() if name != "plan"})
        return
    company.happens(remove_add_on(company.subscription, slot=slot, today=day(event["on"]), timing=timing))


def _quantity(sequence: Story, event: Json) -> None:
    company = sequence.company
    slot = sequence.slot_of(event["plan"]) if event.get("plan") else BASE
    company.happens(
        change_quantity(
            company.subscription,
            slot=slot,
            quantity=int(event["quantity"]),
            today=day(event["on"]),
            timing=_effective(event),
        )
    )


def _move(sequence: Story, event: Json) -> None:
    company, on = sequence.company, _effective(event)
    company.happens(
        move_billing_day(
            company.subscription,
            billing_day=int(event["day"]),
            today=on,
            billed_through=sequence.billed_through(on),
            rules=company.rules,
        )
    )


def _adjust(sequence: Story, event: Json) -> None:
    """A credit by hand on a billed line: its money, none of its days."""
    company = sequence.company
    named = str(event.get("line", "")).split(" ")
    for line in company.state.lines:
        for row in line.billed:
            fits = row.item.removesuffix("+") == named[0] and (len(named) < 2 or row.from_day == day(named[1]))
            if row.kind != CREDIT and fits:
                amount = -abs(minor(event["amount"], company.currency))
                credit = row._replace(id=row.id - 1000, kind=CREDIT, to_day=row.from_day, amount=amount, credits=row.id)
                company.keep(line.slot, [credit])
                return
    raise ValueError(f"no line is billed as {event.get('line')}")


def _nothing(_: Story, __: Json) -> None:
    """A payment changes nothing of what is billed."""


EVENTS: dict[str, Callable[[Story, Json], None]] = {
    "change": _change,
    "change_backdated": _change,
    "change_plan": _change,
    "upgrade": _change,
    "downgrade": _change,
    "cancel": _cancel,
    "cancel_backdated": _cancel,
    "terminate": _cancel,
    "uncancel": _uncancel,
    "take_back": _uncancel,
    "pause": _pause,
    "block": _pause,
    "resume": _resume,
    "unblock": _resume,
    "add": _add,
    "add_backdated": _add,
    "remove": _remove,
    "remove_backdated": _remove,
    "cancel_addon": _remove,
    "set_quantity": _quantity,
    "change_quantity": _quantity,
    "move_billing_day": _move,
    "adjust_line": _adjust,
    "pay": _nothing,
    "payment": _nothing,
    "refund": _nothing,
}
