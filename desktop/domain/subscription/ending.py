"""Ends, and what takes them back: cancel, take back, undo (spec/lifecycle.md, Cancel)."""

import enum
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.period import ServicePeriod
from desktop.domain.subscription.common import Effect, cancellation, terms_at
from desktop.domain.subscription.life import Change, ChangeKind, Origin, Subscription, Unused
from desktop.domain.subscription.segments import in_force
from desktop.domain.subscription.state import day_after, end_day, pending
from desktop.domain.text import N_


def cancel(
    subscription: Subscription,
    *,
    today: date,
    last_day: date,
    origin: Origin = Origin.SUBSCRIBER,
    reason: str = "",
    unused: Unused = Unused.CREDIT,
    last_access: date | None = None,
    last_delivery: date | None = None,
) -> Effect:
    """Ends base and add-ons after `last_day`, the last billed one; access and deliveries then, or on days of their own.

    Pending changes lose their force while this one has it.
    """
    ended = end_day(subscription.changes)
    if ended is not None and ended <= today:
        raise DomainError(N_("The subscription ended on {day} already."), day=ended)
    terms_at(subscription, last_day)
    replaced = pending(subscription.changes, today=today)
    stops = [c for c in in_force(subscription.changes) if c.kind is ChangeKind.CANCELLED]
    gone = {c.sequence: c for c in [*replaced, *stops]}
    change = replace(
        cancellation(day_after(last_day), origin, reason),
        sequence=subscription.next_sequence,
        annuls=tuple(gone),
        unused=unused,
        last_access=last_access,
        last_delivery=last_delivery,
    )
    return Effect(change.effective, (change,), replaced=tuple(replaced))


def take_back(subscription: Subscription, *, sequence: int, today: date) -> Effect:
    """Takes back a pending change, and what came with it; refuses one that has taken effect."""
    waiting = {c.sequence: c for c in pending(subscription.changes, today=today)}
    if sequence not in waiting:
        raise DomainError(N_("This change has taken effect and cannot be taken back. Make a new change instead."))
    wanted = waiting[sequence]
    with_it = [
        c.sequence
        for c in waiting.values()
        if wanted.kind is ChangeKind.PLAN_CHANGED and c.origin == Origin.PLAN_CHANGE and c.effective == wanted.effective
    ]
    # What a plan or quantity change replaced stays replaced; a cancellation only hid what it replaced.
    buried = () if wanted.kind is ChangeKind.CANCELLED else wanted.annuls
    change = Change(subscription.next_sequence, today, ChangeKind.TAKEN_BACK, annuls=(sequence, *with_it, *buried))
    return Effect(today, (change,), replaced=(wanted,))


def annul(subscription: Subscription, *, sequences: Sequence[int], today: date) -> Effect:
    """Undo: the named changes are without force from now on, and what they annulled has its force again."""
    change = Change(subscription.next_sequence, today, ChangeKind.ANNULLED, annuls=tuple(sequences))
    return Effect(today, (change,))


class StopDay(enum.StrEnum):
    """Where a stop falls: at once, when the period is over, or as if the period had never begun."""

    NOW = "now"
    PERIOD_END = "period_end"
    PERIOD_START = "period_start"


def stop_day(period: ServicePeriod, *, on: date, rule: StopDay) -> date:
    """The first day without service (or without billing) when a stop is asked for on a day of the period."""
    match rule:
        case StopDay.NOW:
            return on
        case StopDay.PERIOD_END:
            return period.end
        case StopDay.PERIOD_START:
            return period.start
