"""Ends, and what takes them back: cancel, take back, undo (spec/lifecycle.md, Cancel)."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.errors import DomainError
from desktop.domain.money import times
from desktop.domain.period import ONE_DAY, ServicePeriod
from desktop.domain.settings import BillingRules
from desktop.domain.subscription.common import Effect, cancellation, terms_at
from desktop.domain.subscription.life import Change, ChangeKind, Origin, Subscription, Unused
from desktop.domain.subscription.segments import in_force
from desktop.domain.subscription.state import day_after, end_day, pause_on, pending, start_day
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
    begins = start_day(subscription.changes)
    resting = pause_on(subscription.changes, day=last_day) is not None
    if not resting and (begins is None or day_after(last_day) != begins):
        # The day before the first: service never began.
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
        if (
            wanted.kind is ChangeKind.PLAN_CHANGED
            and c.origin == Origin.PLAN_CHANGE
            and c.effective == wanted.effective
        )
        or (wanted.kind is ChangeKind.PAUSED and c.kind is ChangeKind.RESUMED and c.effective == wanted.until)
    ]
    # What a plan or quantity change replaced stays replaced; a cancellation only hid what it replaced.
    buried = () if wanted.kind is ChangeKind.CANCELLED else wanted.annuls
    change = Change(subscription.next_sequence, today, ChangeKind.TAKEN_BACK, annuls=(sequence, *with_it, *buried))
    return Effect(today, (change,), replaced=(wanted,))


def annul(subscription: Subscription, *, sequences: Sequence[int], today: date) -> Effect:
    """Undo: the named changes are without force from now on, and what they annulled has its force again."""
    change = Change(subscription.next_sequence, today, ChangeKind.ANNULLED, annuls=tuple(sequences))
    return Effect(today, (change,))


def last_billed_day(asked_on: date, *, rules: BillingRules) -> date:
    """The last day billed when a stop is asked for at once: that day, or by setting the one before."""
    return asked_on if rules.cancel_day_billed else asked_on - ONE_DAY


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


WITHDRAWAL_DAYS = 14
"""A consumer may withdraw from a distance purchase for so long (spec/norway.md, Consumers)."""


def withdraw(
    subscription: Subscription, *, purchased_on: date, today: date, used_on_request: bool, reason: str = ""
) -> Effect:
    """A consumer's withdrawal: all is credited, but the days used where service began on request.

    Refused when the days of withdrawal are over.
    """
    last = purchased_on + timedelta(days=WITHDRAWAL_DAYS)
    begins = start_day(subscription.changes)
    if begins is None or today > last:
        raise DomainError(N_("The right of withdrawal ended on {day}. Cancel instead."), day=last)
    effective = day_after(today) if used_on_request and today >= begins else begins
    replaced = pending(subscription.changes, today=today)
    change = replace(
        cancellation(effective, Origin.WITHDRAWAL, reason),
        sequence=subscription.next_sequence,
        annuls=tuple(c.sequence for c in replaced),
        last_access=today,
        last_delivery=today,
    )
    return Effect(effective, (change,), replaced=tuple(replaced))


class ExitFeeKind(enum.StrEnum):
    """What an early exit costs."""

    REMAINING_DAYS = "remaining_days"
    WHOLE_REMAINING = "whole_remaining"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class ExitFee:
    """The fee for leaving before the term ends, in minor units: by the days left, by the periods left, or one sum."""

    kind: ExitFeeKind
    amount: int = 0
    cap: int | None = None


def exit_fee(
    fee: ExitFee, *, period_amount: int, period: ServicePeriod, term_end: date, on: date, is_consumer: bool
) -> int:
    """The fee when service ends before `on`, in minor units, shown before the stop is made; it may be waived.

    `period` is the one that holds `on`. A consumer never pays more than the price of the days that are left.
    """
    left = max(0, (term_end - on).days)
    by_days = times(period_amount, left, period.days)
    match fee.kind:
        case ExitFeeKind.REMAINING_DAYS:
            amount = by_days
        case ExitFeeKind.WHOLE_REMAINING:
            amount = period_amount * -(-left // period.days)
        case ExitFeeKind.FIXED:
            amount = fee.amount if left else 0
    amount = amount if fee.cap is None else min(amount, fee.cap)
    return min(amount, by_days) if is_consumer else amount


def unused_answer(origin: Origin, *, paid: bool, rules: BillingRules) -> Unused:
    """What becomes of unused money by who stops, and whether it was paid; unpaid money only lowers the debt."""
    if not paid:
        return Unused.KEEP if rules.keeps_unpaid_unused else Unused.REDUCE_DEBT
    keeps = {
        Origin.SUBSCRIBER: rules.keeps_unused_of_subscriber,
        Origin.NON_PAYMENT: rules.keeps_unused_of_non_payment,
        Origin.END_OF_OFFER: rules.keeps_unused_of_staff,
    }
    return Unused.KEEP if keeps.get(origin, False) else Unused.CREDIT
