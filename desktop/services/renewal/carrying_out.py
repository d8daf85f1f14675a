"""Carries a run out: batch by batch, each payer whole or not at all, exactly the rows that were shown."""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.billing import Buyer
from desktop.domain.errors import DomainError
from desktop.domain.ids import CommandId
from desktop.domain.invoice import refuse_earlier_day
from desktop.domain.renewal import Proposal, ProposedPayer, Run, RunState, totals_of
from desktop.domain.text import N_, Message
from desktop.jobs import Cancelled, Progress, without_collecting
from desktop.services.billing import Common, common
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.renewal.issuing import Issuer
from desktop.services.renewal.planning import Selection, propose_within
from desktop.store.renewal import Lease
from desktop.store.work import Reading, Work

BATCH = 400
"""Payers a transaction: some hundred rows a commit keep the others waiting for less than a moment."""

_DEAD_AFTER = timedelta(seconds=60)

_CHANGED = Message(N_("Something was changed after the plan was made. Work out the plan again."))


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended: its record, and those that were set aside during it, as (payer, why)."""

    run: Run
    set_aside: tuple[tuple[int, Message], ...]
    changed: Changed = Changed.RENEWAL | Changed.INVOICE | Changed.SUBSCRIPTION | Changed.LEDGER


def commit(
    ctx: Session,
    *,
    proposal: Proposal,
    selection: Selection | None = None,
    progress: Progress | None = None,
) -> Result:
    """Writes the documents of a proposal, less the excluded payers. Asked to stop, it keeps what is done.

    Raises DomainError, having written nothing, when catalog, rates or settings changed since, when the clock is
    behind the last document, or when another run is at work.
    """
    wanted = selection or Selection()
    payers = [payer for payer in proposal.payers if payer.payer not in wanted.excluded]
    totals = totals_of(payers)
    with ctx.command("renewal.run", target=proposal.target, today=proposal.today, product=wanted.product) as work:
        _refuse_changed(work, proposal)
        _refuse_another(work, ctx)
        for series in work.settings.series():
            refuse_earlier_day(document_day=proposal.today, last_day=series.last_day)
        record = Run(
            id=0,
            number=0,
            state=RunState.RUNNING,
            today=proposal.today,
            target=proposal.target,
            digest=proposal.digest(),
            planned_documents=totals.invoices + totals.credit_notes,
            planned_total=totals.total,
            done_documents=0,
            done_total=0,
            started_at=ctx.now,
        )
        run = work.renewal.begin(
            record,
            command_id=work.command.id,
            user_id=ctx.user,
            selection=wanted.facts(),
            common_digest=proposal.common_digest,
        )
        work.renewal.exclude(run, wanted.excluded)
        work.renewal.take_lease(run, _lease(ctx))
        command = work.command.id
    return _carry_out(ctx, (run, command), proposal, payers, progress or Progress())


def resume(ctx: Session, *, run: int, progress: Progress | None = None) -> Result:
    """Goes on with a run that was stopped or interrupted: what is billed stays, the rest is planned and billed.

    Documents bear the run's own day, so that they are those it would have made, in the same order.
    """
    with ctx.reading() as look:
        record = look.renewal.get(run)
        if record is None or record.state is RunState.DONE:
            raise DomainError(N_("This run has ended. There is nothing to go on with."))
        product = look.renewal.selection(run).get("product")
        wanted = Selection(str(product) if product else None, frozenset(look.renewal.excluded(run)))
        command = CommandId(look.renewal.command_of(run))
        last = max((s.last_day for s in look.settings.series() if s.last_day), default=record.today)
        proposal = propose_within(
            look,
            target=record.target,
            today=max(record.today, last),
            selection=wanted,
            progress=progress or Progress(),
        )
    payers = [payer for payer in proposal.payers if payer.payer not in wanted.excluded]
    with ctx.batch(command) as work:
        _refuse_another(work, ctx, but=run)
        work.renewal.take_lease(run, _lease(ctx))
        done = work.invoice.progress_of_run(run)
        work.renewal.advance(run, state=RunState.RUNNING, at=ctx.now, done=done)
    return _carry_out(ctx, (run, command), proposal, payers, progress or Progress())


def _carry_out(
    ctx: Session, begun: tuple[int, CommandId], proposal: Proposal, payers: Sequence[ProposedPayer], progress: Progress
) -> Result:
    """The batches, and the end of the run: done, or stopped by a person with what is committed kept."""
    run, command = begun
    batches = _Batches(ctx, run, command, proposal)
    state = RunState.DONE
    try:
        with without_collecting():
            batches.write([payer for payer in payers if payer.fault is None and payer.documents], progress)
    except Cancelled:
        state = RunState.STOPPED
    aside = [(payer, payer.fault) for payer in payers if payer.fault is not None] + batches.aside
    with ctx.batch(command) as work:
        done = work.invoice.progress_of_run(run)
        work.renewal.clear(batches.billed, at=ctx.now)
        rows = [(payer.payer, why, payer.sum or payer.last_sum or 0) for payer, why in aside]
        work.renewal.put_aside(run, rows, day=proposal.today)
        work.renewal.advance(run, state=state, at=ctx.now, done=done)
        work.renewal.take_lease(run, None)
        record = work.renewal.get(run)
    assert record is not None  # noqa: S101 - it was written a line above
    return Result(record, tuple((payer.payer, why) for payer, why in aside))


class _Batches:
    """Writes a plan in transactions, each payer only while what was read of it still holds."""

    def __init__(self, ctx: Session, run: int, command: CommandId, proposal: Proposal) -> None:
        self._ctx = ctx
        self._run = run
        self._command = command
        self._proposal = proposal
        # The entry that began the run is ours; while only ours follow, nobody has changed anything.
        self._head = proposal.head + 1
        self._shared: Common | None = None
        self.aside: list[tuple[ProposedPayer, Message]] = []
        self.billed: list[int] = []

    def write(self, payers: Sequence[ProposedPayer], progress: Progress) -> None:
        """All batches. Raises `Cancelled` between two; what is written stays."""
        for start in range(0, len(payers), BATCH):
            progress.step(start, len(payers))
            some = payers[start : start + BATCH]
            with self._ctx.batch(self._command) as work:
                work.renewal.take_lease(self._run, _lease(self._ctx))
                same = self._write(work, some)
            self._head += 1
            self.billed += same
            kept = set(same)
            self.aside += [(payer, _CHANGED) for payer in some if payer.payer not in kept]
        progress.step(len(payers), len(payers))

    def _write(self, work: Work, payers: Sequence[ProposedPayer]) -> list[int]:
        """Writes a batch; gives the payers whose inputs were still those that were planned."""
        alone = work.audit.head().seq == self._head
        if not alone or self._shared is None:
            self._shared = common(work, today=self._proposal.today)
        shared = self._shared
        if shared.digest != self._proposal.common_digest:
            raise _refusal()
        low, high = payers[0].payer, payers[-1].payer
        same = [(p, p.buyer) for p in payers if p.buyer is not None] if alone else self._still(work, payers, shared)
        Issuer(work, shared, self._run).issue(same, low=low, high=high)
        return [payer.payer for payer, _ in same]

    def _still(self, work: Work, payers: Sequence[ProposedPayer], shared: Common) -> list[tuple[ProposedPayer, Buyer]]:
        """Those of whom a fresh look finds what the plan was made from."""
        now = work.billing.digests(
            day=self._proposal.today,
            usual_notice=shared.rules.notice_days,
            through=self._proposal.target,
            low=payers[0].payer,
            high=payers[-1].payer,
            product=_product(work, self._run),
        )
        found = [(payer, now.get((payer.payer, payer.currency))) for payer in payers]
        return [(payer, read[1]) for payer, read in found if read is not None and read[0] == payer.digest]


def _product(look: Reading, run: int) -> str | None:
    product = look.renewal.selection(run).get("product")
    return str(product) if product else None


def _refuse_changed(look: Reading, proposal: Proposal) -> None:
    if _digest_of(look, proposal.today) != proposal.common_digest:
        raise _refusal()


def _digest_of(look: Reading, today: date) -> str:
    shared: Common = common(look, today=today)
    return shared.digest


def _refusal() -> DomainError:
    return DomainError(N_("Prices, rates or settings were changed after the plan was made. Work out the plan again."))


def _refuse_another(look: Reading, ctx: Session, *, but: int = 0) -> None:
    """Refuses while another process carries a run out; one that a crash left is taken over by `resume`."""
    newest = look.renewal.newest(state=RunState.RUNNING)
    if newest is None:
        return
    lease = look.renewal.lease(newest.id)
    if lease is not None and ctx.now - lease.heartbeat_at < _DEAD_AFTER and _alive(lease):
        raise DomainError(
            N_("Run {number} is being carried out by process {pid} on {host}. Wait until it is done."),
            number=newest.number,
            pid=str(lease.pid),
            host=lease.owner,
        )
    if newest.id != but:
        raise DomainError(
            N_("Run {number} was interrupted. Continue it before a new run; no invoice is made twice."),
            number=newest.number,
        )


def _alive(lease: Lease) -> bool:
    """False for a process of this machine that is gone; of another machine only its heartbeat tells.

    This process carries out one run at a time: a lease of its own is left from a run that failed.
    """
    if lease.owner != socket.gethostname():
        return True
    if lease.pid == os.getpid():
        return False
    try:
        os.kill(lease.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _lease(ctx: Session) -> Lease:
    return Lease(socket.gethostname(), os.getpid(), ctx.now)
