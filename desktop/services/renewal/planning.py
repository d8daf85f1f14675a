"""What a run would do: every payer's documents, and how they differ from the last run. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.billing import PayerPlan, PayerState, plan_payer, refuse_target
from desktop.domain.ids import SubscriberId
from desktop.domain.invoice import Document, documents_of
from desktop.domain.renewal import (
    Difference,
    Proposal,
    ProposedPayer,
    Run,
    RunState,
    change_in_percent,
    difference,
    sum_of,
)
from desktop.domain.rows import SetAsideRow
from desktop.domain.text import Message
from desktop.jobs import Progress, without_collecting
from desktop.services.billing import Common, common, originals_of
from desktop.services.context import Session
from desktop.store.work import Reading

STEP = 500
"""Payers between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Who a run is for: everyone, or the subscribers of one product; less those left out."""

    product: str | None = None
    excluded: frozenset[int] = frozenset()

    def facts(self) -> dict[str, object]:
        """As kept with the run: codes alone."""
        return {"product": self.product}


def propose(
    ctx: Session,
    *,
    target: date,
    selection: Selection | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> Proposal:
    """The plan of a run up to the target: what `commit` will write, row for row.

    Raises DomainError for a target too far ahead, and `Cancelled` when asked to stop.
    """
    wanted, day = selection or Selection(), today or ctx.today
    refuse_target(target=target, today=day)
    with ctx.reading() as look:
        return propose_within(look, target=target, today=day, selection=wanted, progress=progress or Progress())


def propose_within(look: Reading, *, target: date, today: date, selection: Selection, progress: Progress) -> Proposal:
    """The same, within a reading."""
    shared = common(look, today=today)
    last = look.renewal.newest(state=RunState.DONE)
    before = look.invoice.sums_of_run(last.id) if last else {}
    notice = shared.rules.notice_days
    states = look.billing.payers(day=today, usual_notice=notice, through=target, product=selection.product)
    payers: list[ProposedPayer] = []
    with without_collecting():
        for state in states:
            if len(payers) % STEP == 0:
                progress.step(len(payers), 0)
            payers.append(proposed(look, state, shared, target, before.get((state.payer, state.currency))))
    here = {payer.payer for payer in payers}
    gone = tuple((payer, total) for (payer, _), total in before.items() if payer not in here)
    kept = tuple(payer for payer in payers if payer.documents or payer.fault or payer.notices)
    return Proposal(target, today, kept, shared.digest, last.id if last else None, gone, look.audit.head().seq)


def proposed(look: Reading, state: PayerState, shared: Common, target: date, last_sum: int | None) -> ProposedPayer:
    """One payer of a proposal, by the planner."""
    plan = plan_payer(state, shared.question(target))
    documents = _documents(look, plan, shared)
    total = sum_of(documents)
    kind = Difference.SET_ASIDE if plan.fault else difference(total, last_sum, percent=shared.rules.difference_percent)
    return ProposedPayer(
        state.payer,
        state.currency,
        state.digest,
        tuple(documents),
        plan.after,
        total,
        last_sum,
        kind,
        plan.fault,
        plan.notices,
        plan.warnings,
        state.buyer,
    )


def _documents(look: Reading, plan: PayerPlan, shared: Common) -> list[Document]:
    return documents_of(
        plan, today=shared.today, vat_of=shared.vat_of, rules=shared.rules, originals=originals_of(look, plan)
    )


class ProposalRow(NamedTuple):
    """A payer of a proposal as a row of the page. `percent` is the move from the last run; amounts in minor units."""

    payer: int
    number: str
    name: str
    items: str
    total: int
    last: int | None
    difference: Difference
    percent: int | None
    currency: str
    fault: Message | None


def rows_of(ctx: Session, proposal: Proposal) -> list[ProposalRow]:
    """The payers of a proposal with names, what differs most first; those gone since the last run at the end."""
    with ctx.reading() as look:
        catalog = look.catalog.whole()
        ids = [payer.payer for payer in proposal.payers] + [payer for payer, _ in proposal.gone]
        names = {number: (each.number, each.name) for number, each in look.subscriber.get_many(ids).items()}
    short = {code: plan.name for code, plan in catalog.plans.items()}
    short |= {code: add_on.name for code, add_on in catalog.add_ons.items()}
    rows = [_row(payer, names, short) for payer in proposal.payers]
    rows += [
        ProposalRow(payer, *names[SubscriberId(payer)], "", 0, last, Difference.GONE, None, "NOK", None)
        for payer, last in proposal.gone
        if payer in names
    ]
    order = list(_FIRST)
    return sorted(rows, key=lambda row: (order.index(row.difference), -abs(row.total - (row.last or 0)), row.number))


_FIRST: Sequence[Difference] = (
    Difference.SET_ASIDE,
    Difference.HIGHER,
    Difference.LOWER,
    Difference.NEW,
    Difference.SAME,
    Difference.GONE,
)


def _row(payer: ProposedPayer, names: Mapping[SubscriberId, tuple[str, str]], short: Mapping[str, str]) -> ProposalRow:
    number, name = names.get(SubscriberId(payer.payer), ("", ""))
    items = dict.fromkeys(short[line.item] for document in payer.documents for line in document.lines)
    percent = change_in_percent(payer.sum, payer.last_sum)
    return ProposalRow(
        payer.payer,
        number,
        name,
        ", ".join(items),
        payer.sum,
        payer.last_sum,
        payer.difference,
        percent,
        payer.currency,
        payer.fault,
    )


def runs(ctx: Session, *, offset: int = 0, limit: int = 200) -> list[Run]:
    """The runs there were, newest first."""
    with ctx.reading() as look:
        return look.renewal.page(offset=offset, limit=limit)


def last_run(ctx: Session) -> Run | None:
    """The last run that was carried out whole."""
    with ctx.reading() as look:
        return look.renewal.newest(state=RunState.DONE)


def unfinished(ctx: Session) -> Run | None:
    """A run that was begun and neither finished nor stopped."""
    with ctx.reading() as look:
        newest = look.renewal.newest()
    return newest if newest and newest.state in (RunState.RUNNING, RunState.INTERRUPTED, RunState.STOPPED) else None


def set_aside(ctx: Session) -> list[SetAsideRow]:
    """Everyone whom a run could not bill, until the cause is gone."""
    with ctx.reading() as look:
        return look.renewal.set_aside()
