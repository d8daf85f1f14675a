"""Undo and redo, exactly while nothing final came of a command; after that by documents that take it back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.audit import canonical
from desktop.domain.errors import DomainError
from desktop.domain.ids import CommandId, SubscriptionId
from desktop.domain.subscription import (
    Change,
    ChangeKind,
    Subscription,
    access_end,
    annul,
    commitment_on,
    delivery_end,
    end_day,
    in_force,
    pauses,
    payer_on,
    start_day,
)
from desktop.domain.text import N_, Message
from desktop.services.billing import common
from desktop.services.context import Session
from desktop.services.subscription.doing import TOUCHED, Outcome, append, first_payer
from desktop.services.timeline import change_text, is_note_of_payer, payers_of
from desktop.store.work import Reading


@dataclass(frozen=True, slots=True)
class LastDone:
    """The last command on a subscription in a sentence, and how it can be taken back.

    `is_billed`: it has been invoiced, so that taking it back makes a credit note. `is_undo`: it undid another, which
    comes into force again.
    """

    command: CommandId
    changes: tuple[Change, ...]
    text: Message
    is_billed: bool
    is_undo: bool

    @property
    def sequences(self) -> tuple[int, ...]:
        return tuple(change.sequence for change in self.changes)


def last_done(ctx: Session, *, subscription: int) -> LastDone | None:
    """What was done last to a subscription; None where nothing was."""
    with ctx.reading() as look:
        recorded = look.subscription.recorded(SubscriptionId(subscription))
        if not recorded:
            return None
        command = recorded[-1].command_id
        changes = tuple(each.change for each in recorded if each.command_id == command)
        whole = [each.change for each in recorded]
        told = next((change for change in changes if not is_note_of_payer(change, whole)), changes[0])
        life = look.subscription.get(SubscriptionId(subscription))
        return LastDone(
            command,
            changes,
            change_text(
                told,
                look.catalog.whole(),
                life.currency,
                {change.sequence: change for change in whole},
                payers_of(look, whole),
            ),
            look.invoice.bills_changes(subscription, _reached(life, [change.sequence for change in changes])),
            _is_undo(life, changes),
        )


def _is_undo(life: Subscription, changes: Sequence[Change]) -> bool:
    """True when the changes undid others; not when they did again what had been undone."""
    kinds = {change.sequence: change.kind for change in life.changes}
    return all(
        change.kind is ChangeKind.ANNULLED and ChangeKind.ANNULLED not in [kinds.get(each) for each in change.annuls]
        for change in changes
    )


def _reached(life: Subscription, sequences: Sequence[int]) -> list[int]:
    """The changes and all that they put in or out of force, through undo and redo."""
    annuls = {change.sequence: change.annuls for change in life.changes if change.kind is ChangeKind.ANNULLED}
    found: set[int] = set()
    waiting = list(sequences)
    while waiting:
        sequence = waiting.pop()
        if sequence not in found:
            found.add(sequence)
            waiting += annuls.get(sequence, ())
    return sorted(found)


def undo(ctx: Session, *, command: CommandId) -> Outcome:
    """Takes back a whole command, exactly: offered while nothing final came of it and nothing was built on it."""
    return _annul(ctx, command, "subscription.undone", final=False)


def redo(ctx: Session, *, command: CommandId) -> Outcome:
    """Takes back an undo: what `command` annulled has its force again."""
    with ctx.reading() as look:
        made = look.subscription.of_command(command)
        lives = look.subscription.get_many(sorted(made))
    kinds = [
        change.kind for number, life in lives.items() for change in life.changes if change.sequence in made[number]
    ]
    if not kinds or any(kind is not ChangeKind.ANNULLED for kind in kinds):
        raise DomainError(N_("There is nothing to do again."))
    return _annul(ctx, command, "subscription.redone", final=False)


def counter(ctx: Session, *, command: CommandId) -> Outcome:
    """Takes back a command that has been invoiced: the next run credits what it billed, and bills what it replaced.

    What it will be is shown by `preview` of `without_changes`. Refuses what something else was built on.
    """
    return _annul(ctx, command, "subscription.countered", final=True)


def _annul(ctx: Session, command: CommandId, name: str, *, final: bool) -> Outcome:
    with ctx.command(name, command=command) as work:
        made = work.subscription.of_command(command)
        if not made:
            raise DomainError(N_("This cannot be undone: it changed no subscription."))
        shared = common(work, today=ctx.today)
        for number, sequences in made.items():
            life = work.subscription.get(number)
            _refuse_undo(work, life, sequences, final=final)
            append(work, ctx, life, annul(life, sequences=sequences, today=ctx.today), shared)
        return Outcome(TOUCHED, work.command.id, next(iter(made)))


def _refuse_undo(look: Reading, life: Subscription, sequences: list[int], *, final: bool) -> None:
    if life.next_sequence - 1 not in sequences:
        raise DomainError(N_("This cannot be undone: the subscription was changed again since. Undo that first."))
    if not final and look.invoice.bills_changes(life.id, _reached(life, sequences)):
        raise DomainError(
            N_("This has been invoiced. Choose «Undo the last change» on the subscriber: a credit note takes it back.")
        )


def state_hash(ctx: Session, *, subscription: int) -> str:
    """What a subscription comes to, as SHA-256: equal before a command and after its undo (spec/model.md 9).

    Over what is kept and derived: segments as stored, pauses, ends, who pays when, commitment and preferences;
    without ids of changes, audit, outbox, versions and caches.
    """
    with ctx.reading() as look:
        life = look.subscription.get(SubscriptionId(subscription))
        kept = look.subscription.kept(life.id)
        return hashlib.sha256(canonical([_derived(life), kept]).encode()).hexdigest()


def _derived(life: Subscription) -> list[object]:
    standing = in_force(life.changes)
    first = first_payer(life) or life.payer
    days: list[date] = sorted({change.effective for change in standing})
    terms = (commitment_on(life.changes, day=day) for day in days)
    committed = [
        None if each is None else (each.commitment_months, each.notice_days, each.ends_with_term, str(each.until))
        for each in terms
    ]
    ends = (start_day, end_day, access_end, delivery_end)
    return [
        life.payer,
        _without_repeats([payer_on(life.changes, day=day, first=first) for day in days]),
        _without_repeats(committed),
        [[str(span.from_day), str(span.to_day), [str(each) for each in span.pause]] for span in pauses(standing)],
        [str(of(life.changes)) for of in ends],
        sorted(life.preferences.items()),
    ]


def _without_repeats(values: Sequence[object]) -> list[object]:
    return [value for at, value in enumerate(values) if not at or value != values[at - 1]]
