"""What may be done with a subscription today, and the days that such acts depend on."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.period import ONE_DAY, OPEN_END
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import (
    BASE,
    WITHDRAWAL_DAYS,
    ChangeKind,
    Origin,
    Status,
    Subscription,
    billing_day_of,
    commitment_on,
    end_day,
    in_force,
    notice_deadline,
    pause_on,
    pauses,
    status_on,
    term_end,
    terms_on,
)


class Verb(enum.StrEnum):
    """What a person can do to a subscription."""

    QUANTITY = "quantity"
    AGREE = "agree"
    PAUSE = "pause"
    RESUME = "resume"
    TRIAL = "trial"
    BILLING_DAY = "billing_day"
    COMMIT = "commit"
    PAYER = "payer"
    WITHDRAW = "withdraw"
    RESTART = "restart"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Terms:
    """The dates and numbers that a subscription's acts begin from; days are inclusive, None where there is none.

    `by_quantity`: the quantity changes what it costs. `billing_day` 0 is its own day; `first_end`, the last day it can
    end on by its commitment and notice; by `keeps_price_until` it must start again to keep its price.
    """

    quantity: int = 1
    by_quantity: bool = False
    billing_day: int = 0
    period_start: date | None = None
    trial_last: date | None = None
    paused_from: date | None = None
    paused_last: date | None = None
    commitment_months: int = 0
    notice_days: int = 0
    ends_with_term: bool = False
    term_last: date | None = None
    notice_by: date | None = None
    first_end: date | None = None
    withdraw_by: date | None = None
    keeps_price_until: date | None = None


def terms_today(life: Subscription, *, today: date, sold_on: date, is_consumer: bool, rules: BillingRules) -> Terms:
    """What the acts on a subscription begin from."""
    changes = life.changes
    base, committed = terms_on(changes, day=today).get(BASE), commitment_on(changes, day=today)
    span = pause_on(changes, day=today) or next((p for p in pauses(in_force(changes)) if p.from_day > today), None)
    term, notice = term_end(changes, day=today), notice_deadline(changes, day=today)
    first_end = term
    if term is not None and notice is not None and today > notice:
        first_end = term_end(changes, day=term)
    by = sold_on + timedelta(days=WITHDRAWAL_DAYS)
    on_trial = status_on(changes, day=today) is Status.TRIAL and base is not None
    ended = end_day(changes)
    return Terms(
        quantity=base.quantity if base else 1,
        billing_day=billing_day_of(changes, day=today),
        period_start=base.period_at(today).start if base else None,
        trial_last=base.to_day - ONE_DAY if on_trial and base else None,
        paused_from=span.from_day if span else None,
        paused_last=span.to_day - ONE_DAY if span and span.to_day < OPEN_END else None,
        commitment_months=committed.commitment_months if committed else 0,
        notice_days=committed.notice_days if committed else 0,
        ends_with_term=committed.ends_with_term if committed else False,
        term_last=term - ONE_DAY if term else None,
        notice_by=notice,
        first_end=first_end - ONE_DAY if first_end else None,
        keeps_price_until=_keeps_price_until(life, ended, today, rules),
        withdraw_by=by if is_consumer and today <= by and life.changes else None,
    )


def _keeps_price_until(life: Subscription, ended: date | None, today: date, rules: BillingRules) -> date | None:
    """For one that ended for non-payment: the last day to start again at the price it had."""
    if ended is None or ended > today:
        return None
    stop = [change for change in in_force(life.changes) if change.kind is ChangeKind.CANCELLED][-1]
    last = ended + timedelta(days=rules.keep_price_days)
    return last if stop.origin == Origin.NON_PAYMENT and today <= last else None


_RUNNING = frozenset({Verb.QUANTITY, Verb.AGREE, Verb.PAUSE, Verb.BILLING_DAY, Verb.COMMIT, Verb.PAYER})
_BY_STATUS = {
    Status.NOT_STARTED: frozenset[Verb](),
    Status.TRIAL: _RUNNING - {Verb.BILLING_DAY} | {Verb.TRIAL},
    Status.ACTIVE: _RUNNING,
    Status.CANCELLED: _RUNNING - {Verb.COMMIT},
    Status.PAUSED: frozenset({Verb.RESUME}),
    Status.ENDED: frozenset({Verb.RESTART}),
}


def verbs_of(status: Status, terms: Terms) -> frozenset[Verb]:
    """What may be done with a subscription in that state."""
    offered = _BY_STATUS[status] if terms.by_quantity or terms.quantity > 1 else _BY_STATUS[status] - {Verb.QUANTITY}
    withdraws = terms.withdraw_by is not None and status is not Status.ENDED
    return offered | {Verb.UNDO} | ({Verb.WITHDRAW} if withdraws else frozenset())
