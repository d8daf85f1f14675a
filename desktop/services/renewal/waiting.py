"""What a plan waits for: whether it still holds, and whether a run before it has something left."""

from decimal import Decimal
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.renewal import Run, RunState
from desktop.domain.text import N_, Message
from desktop.services.billing import common
from desktop.services.context import Session
from desktop.services.renewal.showing import ShownPlan
from desktop.store.work import Reading


def stale(ctx: Session, *, plan: ShownPlan) -> Message | None:
    """What has changed since the plan was made, in a sentence; None while it holds.

    While nobody has written to the file, no payer is read.
    """
    proposal = plan.proposal
    if ctx.today != proposal.today:
        return Message(N_("The plan is from another day, and its documents would bear that day. Work it out again."))
    with ctx.reading() as look:
        if look.audit.head().seq == proposal.head:
            return None
        count = _changed_rows(look, plan)
    if count is None:
        return Message(
            N_("Prices, rates or settings were changed after {moment}. Work out the plan again."),
            values={"moment": plan.at},
        )
    if not count:
        return None
    return Message(
        "The plan has changed since {moment}: {count} row. Work it out again.",
        "The plan has changed since {moment}: {count} rows. Work it out again.",
        count,
        {"moment": plan.at},
    )


def _changed_rows(look: Reading, plan: ShownPlan) -> int | None:
    """How many payers are others than planned; None when what all share has changed."""
    proposal = plan.proposal
    shared = common(look, today=proposal.today)
    if shared.digest != proposal.common_digest:
        return None
    now = look.billing.digests(
        day=proposal.today,
        usual_notice=shared.rules.notice_days,
        through=proposal.target,
        low=0,
        high=1 << 62,
        product=plan.selection.product,
    )
    planned = {(payer.payer, payer.currency): payer.digest for payer in proposal.payers}
    return sum(1 for key, digest in planned.items() if key not in now or now[key][0] != digest)


class Rest(NamedTuple):
    """A run that waits to be continued: what happened, how many documents are left, and what is safe of it."""

    run: Run
    message: Message
    left: int


def rest(ctx: Session) -> Rest | None:
    """The last run, if it was stopped or interrupted with something left."""
    with ctx.reading() as look:
        newest = look.renewal.newest()
        if newest is None or newest.state not in _UNFINISHED:
            return None
        done = look.invoice.progress_of_run(newest.id)[0]
    left = newest.planned_documents - done
    return Rest(newest, _told(newest, done), left) if left > 0 else None


_UNFINISHED = (RunState.STOPPED, RunState.INTERRUPTED, RunState.RUNNING)


def _told(run: Run, done: int) -> Message:
    values = {"done": Decimal(done), "number": run.number}
    if run.state is RunState.STOPPED:
        return Message(
            "Run {number} was stopped after {done} of {count} document. What is done is saved.",
            "Run {number} was stopped after {done} of {count} documents. What is done is saved.",
            run.planned_documents,
            values,
        )
    return Message(
        "Run {number} was interrupted after {done} of {count} document. No invoice is made twice.",
        "Run {number} was interrupted after {done} of {count} documents. No invoice is made twice.",
        run.planned_documents,
        values,
    )


def run_number(ctx: Session, *, run: int) -> int:
    """The number of a run, by its id. Raises DomainError when there is none."""
    with ctx.reading() as look:
        found = look.renewal.get(run)
    if found is None:
        raise DomainError(N_("There is no such run. It may belong to another company."))
    return found.number
