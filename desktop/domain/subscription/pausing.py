"""Pauses: dated stretches without service, with their five answers (spec/lifecycle.md, Pause)."""

from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.subscription.common import Effect, terms_at
from desktop.domain.subscription.life import BASE, Change, ChangeKind, Pause, Subscription, Unused
from desktop.domain.subscription.segments import in_force
from desktop.domain.subscription.state import pause_on
from desktop.domain.text import N_


def pause(
    subscription: Subscription,
    *,
    answers: Pause,
    from_day: date,
    to_day: date | None = None,
    billed_through: date | None = None,
    reason: str = "",
) -> Effect:
    """A pause of [from_day, to_day), without an end until it is resumed; overlapping pauses become one.

    `billed_through` is the first day not billed: paid days from the pause on are what may be carried forward.
    """
    if pause_on(subscription.changes, day=from_day) is None:
        terms_at(subscription, from_day)
    if to_day is not None and to_day <= from_day:
        raise DomainError(N_("The pause must end after it begins."))
    number = subscription.next_sequence
    reach = to_day or date.max
    # A resumption that falls within this pause loses its force; this one's own takes over the days it carried.
    inner = [
        c for c in in_force(subscription.changes) if c.kind is ChangeKind.RESUMED and from_day <= c.effective < reach
    ]
    change = Change(
        number,
        from_day,
        ChangeKind.PAUSED,
        until=to_day,
        pause=answers,
        unused=answers.unused,
        annuls=tuple(c.sequence for c in inner),
        reason=reason,
    )
    if to_day is None or answers.unused is not Unused.CARRY:
        return Effect(from_day, (change,), replaced=tuple(inner))
    days = _carried(from_day, billed_through) + sum((c.until - c.effective).days for c in inner if c.until is not None)
    return Effect(from_day, (change, _resumption(number + 1, to_day, days, reason)), replaced=tuple(inner))


def resume(subscription: Subscription, *, on: date, billed_through: date | None = None, reason: str = "") -> Effect:
    """Service again from a day on; days carried forward come first, and the periods count from the day after them."""
    span = pause_on(subscription.changes, day=on)
    if span is None:
        raise DomainError(N_("The subscription is not paused on {day}."), day=on)
    days = _carried(span.from_day, billed_through) if span.pause.unused is Unused.CARRY else 0
    return Effect(on, (_resumption(subscription.next_sequence, on, days, reason),))


def _carried(from_day: date, billed_through: date | None) -> int:
    """Days paid for from the pause on."""
    return 0 if billed_through is None else max(0, (billed_through - from_day).days)


def _resumption(number: int, on: date, days: int, reason: str) -> Change:
    after = date.fromordinal(on.toordinal() + days)
    carried = after if days else None
    return Change(number, on, ChangeKind.RESUMED, slot=BASE, until=carried, anchor=carried, reason=reason)
