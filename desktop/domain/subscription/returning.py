"""Coming back: the same subscription, its history kept (spec/lifecycle.md, Reactivate)."""

import enum
from dataclasses import replace
from datetime import date

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.period import ONE_DAY
from desktop.domain.settings import BillingRules
from desktop.domain.subscription.common import (
    USUAL,
    Effect,
    Numbering,
    add_on_change,
    agreement,
    base_change,
    joined_anchor,
)
from desktop.domain.subscription.life import BASE, ChangeKind, Origin, Subscription
from desktop.domain.subscription.segments import in_force
from desktop.domain.subscription.state import billing_day_of, end_day, terms_on
from desktop.domain.text import N_


class Gap(enum.StrEnum):
    """What the days between a stop for non-payment and the return are."""

    NOT_DELIVERED = "not_delivered"
    BILLED = "billed"
    FREE = "free"


def reactivate(
    subscription: Subscription,
    *,
    catalog: Catalog,
    today: date,
    on: date | None = None,
    gap: Gap = Gap.NOT_DELIVERED,
    rules: BillingRules = USUAL,
    reason: str = "",
) -> Effect:
    """The same lines again, at today's prices; soon after a stop for non-payment, at the terms they had.

    Kept terms hold for `rules.keep_price_days` after the stop; then the gap is billed, free, or was not delivered.
    """
    ended = end_day(subscription.changes)
    day = on or today
    if ended is None or ended > day:
        raise DomainError(N_("The subscription still runs on {day}."), day=day)
    stop = [c for c in in_force(subscription.changes) if c.kind is ChangeKind.CANCELLED][-1]
    kept = stop.origin == Origin.NON_PAYMENT and (day - ended).days <= rules.keep_price_days
    before = terms_on(subscription.changes, day=ended - ONE_DAY)
    if BASE not in before:
        raise DomainError(N_("The subscription had no service before it ended. Sell it anew."))
    from_day = ended if kept and gap is Gap.BILLED else day
    base = before[BASE]
    plan = catalog.plan(base.item)
    joined = billing_day_of(subscription.changes, day=ended)
    anchor = joined_anchor(from_day, joined, plan.interval, rules) if joined else (base.anchor if kept else from_day)
    price = base.price if kept else catalog.price_for_sale(item=plan.code, currency=subscription.currency, day=day).id
    first = replace(
        base_change(plan, from_day, ChangeKind.REACTIVATED),
        quantity=base.quantity,
        price=price,
        agreed=None,
        anchor=anchor,
        billing_day=joined,
        commitment_months=plan.commitment_months,
        notice_days=plan.notice_days,
        reason=reason,
    )
    changes = [first]
    for slot, part in before.items():
        if slot != BASE:
            wanted = (part.item, _bought(subscription, slot))
            again = add_on_change(catalog, plan, wanted, from_day, subscription.currency, covered=kept)
            changes.append(replace(again, slot=slot, price=part.price if kept else again.price))
    if kept and base.agreed is not None:
        changes.append(agreement(from_day, base.agreed, includes_vat=base.agreed_includes_vat))
    return Effect(from_day, Numbering(subscription.next_sequence).all(changes))


def _bought(subscription: Subscription, slot: str) -> int:
    """What was last bought of an add-on, whatever the plan included."""
    kinds = (ChangeKind.ADD_ON_STARTED, ChangeKind.QUANTITY_CHANGED)
    return [c.quantity for c in in_force(subscription.changes) if c.slot == slot and c.kind in kinds][-1]
