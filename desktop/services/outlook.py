"""Previews in crowns: what a change bills, and the next invoices before and after, by the planner itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from desktop.domain.billing import CREDIT, LineState, PayerPlan, PayerState, PlannedLine, plan_payer
from desktop.domain.invoice import Document, DocumentKind, documents_of
from desktop.domain.subscription import BASE, Change, Effect, Subscription, segments
from desktop.domain.text import Message
from desktop.services.billing import Common, NextInvoice, next_invoices, originals_of
from desktop.store.subscription.writing import first_difference
from desktop.store.work import Reading

MOST_AHEAD = 3


class PreviewLine(NamedTuple):
    """A line that a change makes. `amount` in minor units as the subscriber sees it; a credit is negative."""

    text: str
    is_credit: bool
    from_day: date
    to_day: date
    share_num: int
    share_den: int
    whole_amount: int
    amount: int


class AheadRow(NamedTuple):
    """An invoice to come: its days, and what it comes to before the change and after it, in minor units."""

    issue_day: date
    due_day: date | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change will do, by the same function that does it.

    `lines` are what it bills by the day it takes effect; `difference` is what they come to incl. VAT. `shows_vat`
    says that the amounts of lines include VAT. Names of add-ons that stop or become included; pending changes that
    lose their force.
    """

    effect: Effect
    lines: tuple[PreviewLine, ...]
    difference: int
    shows_vat: bool
    ahead: tuple[AheadRow, ...]
    currency: str
    stopped: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    replaced: tuple[Change, ...] = ()
    fault: Message | None = None
    notices: tuple[Message, ...] = ()


def preview_of(look: Reading, life: Subscription, effect: Effect, shared: Common) -> Preview:
    """The preview of changes that are not yet written."""
    changed = replace(life, changes=(*life.changes, *effect.changes))
    since = min(effect.effective, shared.today, *_disturbed(life, changed))
    before = _state(look, life, shared, since=since)
    after = with_life(before, changed)
    target = max(effect.effective, shared.today)
    old, new = _plan(before, target, shared), _plan(after, target, shared)
    old_documents, new_documents = _documents(look, old, shared), _documents(look, new, shared)
    made = _made(old.lines, new.lines)
    nets = _totals(new_documents) - _totals(old_documents)
    ahead_before = next_invoices([before], shared, months=13, most=MOST_AHEAD)
    ahead_after = next_invoices([after], shared, months=13, most=MOST_AHEAD)
    return Preview(
        effect=effect,
        lines=tuple(_line(line, shared) for line in made),
        difference=nets,
        shows_vat=all(line.includes_vat for line in made) if made else False,
        ahead=_rows(ahead_before, ahead_after),
        currency=life.currency,
        stopped=_names(changed, effect.stopped, shared),
        included=_names(changed, effect.included, shared),
        replaced=effect.replaced,
        fault=new.fault,
        notices=new.notices,
    )


def _disturbed(life: Subscription, changed: Subscription) -> list[date]:
    """The first day of each line that comes out otherwise: an undo reaches back to what it undoes."""
    before, after = segments(life.changes), segments(changed.changes)
    days = [first_difference(before.get(slot, ()), after.get(slot, ())) for slot in {**before, **after}]
    return [day for day in days if day is not None]


def with_life(state: PayerState, life: Subscription) -> PayerState:
    """The payer's state as if the subscription had these changes; lines that are new count downwards from zero."""
    known = {line.slot: line for line in state.lines if line.subscription == life.id}
    others = [line for line in state.lines if line.subscription != life.id]
    own: list[LineState] = []
    for slot, parts in segments(life.changes).items():
        line = known.pop(slot, None)
        if line is None:
            own.append(LineState(-1 - len(own), life.id, slot, parts[0].from_day, tuple(parts)))
        else:
            own.append(line._replace(segments=tuple(parts)))
    own += [line._replace(segments=()) for line in known.values()]
    return state._replace(lines=(*others, *own))


def _state(look: Reading, life: Subscription, shared: Common, *, since: date) -> PayerState:
    states = look.billing.payer(life.payer, day=shared.today, usual_notice=shared.rules.notice_days, since=since)
    for state in states:
        if state.currency == life.currency:
            return state
    return PayerState(
        life.payer,
        life.currency,
        shared.rules.notice_days,
        look.billing.buyer(life.payer, day=shared.today),
        (),
    )


def _plan(state: PayerState, target: date, shared: Common) -> PayerPlan:
    return plan_payer(state, shared.question(target))


def _documents(look: Reading, plan: PayerPlan, shared: Common) -> list[Document]:
    originals = originals_of(look, plan)
    return documents_of(plan, today=shared.today, vat_of=shared.vat_of, rules=shared.rules, originals=originals)


def _totals(documents: Sequence[Document]) -> int:
    return sum(d.total if d.kind is DocumentKind.INVOICE else -d.total for d in documents)


def _made(old: Sequence[PlannedLine], new: Sequence[PlannedLine]) -> list[PlannedLine]:
    """The lines that are there after the change and were not before it; lines that would have come anyway are not."""
    before = {_key(line) for line in old}
    return [line for line in new if _key(line) not in before]


def _key(line: PlannedLine) -> tuple[object, ...]:
    return (line.subscription, line.slot, line.kind, line.from_day, line.to_day, line.amount)


def _line(line: PlannedLine, shared: Common) -> PreviewLine:
    catalog = shared.catalog
    item = catalog.item(line.item)
    text = item.name if line.slot != BASE else shared.text_of(line.item)
    return PreviewLine(
        text,
        line.kind == CREDIT,
        line.from_day,
        line.to_day,
        line.share_num,
        line.share_den,
        line.whole_amount,
        line.amount,
    )


def _rows(before: Sequence[NextInvoice], after: Sequence[NextInvoice]) -> tuple[AheadRow, ...]:
    days = sorted({each.issue_day for each in [*before, *after]})[:MOST_AHEAD]
    old = {each.issue_day: each for each in before}
    new = {each.issue_day: each for each in after}
    rows = []
    for day in days:
        one, other = old.get(day), new.get(day)
        due = next((each.due_day for each in (other, one) if each is not None), None)
        rows.append(AheadRow(day, due, one.total if one else None, other.total if other else None))
    return tuple(rows)


def _names(life: Subscription, slots: Sequence[str], shared: Common) -> tuple[str, ...]:
    parts = segments(life.changes)
    return tuple(shared.catalog.item(parts[slot][-1].item).name for slot in slots if slot in parts)
