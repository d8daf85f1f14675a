"""Selling: which changes a wish becomes (spec/lifecycle.md, Trial; spec/parties.md, Sale)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.catalog import Catalog, Plan
from desktop.domain.errors import DomainError
from desktop.domain.period import add_months
from desktop.domain.settings import BillingRules
from desktop.domain.subscription.common import (
    USUAL,
    Effect,
    Numbering,
    add_on_change,
    agreement,
    base_change,
    cancellation,
    joined_anchor,
    refuse_count,
)
from desktop.domain.subscription.life import BASE, ChangeKind, Origin, Subscription
from desktop.domain.subscription.segments import in_force
from desktop.domain.subscription.state import day_after, free_slot
from desktop.domain.text import N_


@dataclass(frozen=True, slots=True)
class Wish:
    """What is sold: a plan, add-ons with quantities, and what was agreed.

    Periods count from the first paid day, from the `billing_day` (1 to 31) joined by one leading part, or from an
    `anchor` named. A trial is the plan's, unless days or a last day are given; 0 days is none.
    """

    plan: str
    start: date
    add_ons: tuple[tuple[str, int], ...] = ()
    quantity: int = 1
    billing_day: int | None = None
    agreed: int | None = None
    agreed_includes_vat: bool = False
    elsewhere_through: date | None = None
    commitment_months: int | None = None
    last_day: date | None = None
    reason: str = ""
    anchor: date | None = None
    trial_days: int | None = None
    trial_last_day: date | None = None
    notice_days: int | None = None
    ends_with_term: bool = False


def start(
    wish: Wish, *, catalog: Catalog, currency: str, first_sequence: int = 1, rules: BillingRules = USUAL
) -> Effect:
    """The changes of a sale. Refuses an add-on its plan forbids, a quantity under one, and a missing price."""
    plan = catalog.plan(wish.plan)
    refuse_count(wish.quantity)
    if wish.last_day is not None and day_after(wish.last_day) < wish.start:
        raise DomainError(
            N_("The last day, {last}, lies before the first day, {first}."), last=wish.last_day, first=wish.start
        )
    numbered = Numbering(first_sequence)
    agreed = wish.agreed is not None
    paid_from = first_paid_day(wish, plan)
    base = replace(
        base_change(plan, wish.start, ChangeKind.STARTED),
        quantity=wish.quantity,
        anchor=_anchor(wish, plan, paid_from, rules),
        billing_day=wish.billing_day or 0,
        until=paid_from if paid_from > wish.start else None,
        notice_days=plan.notice_days if wish.notice_days is None else wish.notice_days,
        ends_with_term=wish.ends_with_term,
        price=None if agreed else catalog.price_for_sale(item=plan.code, currency=currency, day=wish.start).id,
        elsewhere_through=wish.elsewhere_through,
        commitment_months=plan.commitment_months if wish.commitment_months is None else wish.commitment_months,
        reason=wish.reason,
    )
    changes = [base]
    slots = [BASE]
    for code, quantity in wish.add_ons:
        slots.append(free_slot(slots, code))
        changes.append(
            replace(
                add_on_change(catalog, plan, (code, quantity), wish.start, currency, covered=agreed),
                slot=slots[-1],
                elsewhere_through=wish.elsewhere_through,
            )
        )
    if wish.agreed is not None:
        changes.append(agreement(wish.start, wish.agreed, includes_vat=wish.agreed_includes_vat))
    if wish.last_day is not None:
        changes.append(cancellation(day_after(wish.last_day), Origin.SUBSCRIBER, wish.reason))
    elif wish.ends_with_term and base.commitment_months:
        changes.append(cancellation(add_months(paid_from, base.commitment_months), Origin.END_OF_OFFER, wish.reason))
    return Effect(wish.start, numbered.all(changes))


def first_paid_day(wish: Wish, plan: Plan) -> date:
    """The first day after the trial, which is also what the periods count from; the start without a trial."""
    if wish.trial_last_day is not None:
        return max(wish.start, day_after(wish.trial_last_day))
    days = plan.trial_days if wish.trial_days is None else wish.trial_days
    return wish.start + timedelta(days=days)


def _anchor(wish: Wish, plan: Plan, paid_from: date, rules: BillingRules) -> date:
    if wish.anchor is not None:
        return wish.anchor
    return joined_anchor(paid_from, wish.billing_day, plan.interval, rules) if wish.billing_day else paid_from


def refuse_second_trial(earlier: Iterable[Subscription], *, product: str) -> None:
    """Refuses a trial of a product that the subscriber has tried before; staff may sell it without asking."""
    for subscription in earlier:
        started = [c for c in in_force(subscription.changes) if c.kind is ChangeKind.STARTED and c.until is not None]
        if subscription.product == product and started:
            raise DomainError(
                N_("The subscriber has tried this product before, from {day}. Sell it without a trial."),
                day=started[0].effective,
            )
