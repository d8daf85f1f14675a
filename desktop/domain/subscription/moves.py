"""Changes of a running subscription: plan, add-ons, quantity, billing day, price (spec/lifecycle.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.catalog import Catalog, Plan, Price, rank_of_move
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, add_months
from desktop.domain.settings import BillingRules, Downgrade
from desktop.domain.subscription.common import (
    USUAL,
    Effect,
    Numbering,
    Timing,
    add_on_change,
    allows,
    base_change,
    cancellation,
    joined_anchor,
    pending_of,
    refuse_count,
    running,
    terms_at,
    when,
)
from desktop.domain.subscription.life import BASE, Change, ChangeKind, Origin, Segment, Subscription
from desktop.domain.subscription.state import billing_day_of, free_slot, pending
from desktop.domain.text import N_


@dataclass(frozen=True, slots=True)
class MoveCase:
    """A row of the ordered table that says when a plan change takes effect; None fits every plan or interval.

    `direction` is 1 for a higher rank, −1 for a lower, 0 for the same.
    """

    timing: Timing
    from_plan: str | None = None
    to_plan: str | None = None
    from_interval: Interval | None = None
    to_interval: Interval | None = None
    direction: int | None = None

    def fits(self, old: Plan, new: Plan, direction: int) -> bool:
        wanted = (self.from_plan, self.to_plan, self.from_interval, self.to_interval, self.direction)
        found = (old.code, new.code, old.interval, new.interval, direction)
        return all(want is None or want == is_ for want, is_ in zip(wanted, found, strict=True))


def usual_timing(
    subscription: Subscription,
    *,
    catalog: Catalog,
    plan: str,
    today: date,
    rules: BillingRules = USUAL,
    cases: Sequence[MoveCase] = (),
) -> Timing:
    """The first case that fits; without one: to a higher rank now, to a lower one or another interval at period end."""
    current = catalog.plan(running(subscription, today, BASE).item)
    wanted = catalog.plan(plan)
    direction = rank_of_move(catalog, old=current.code, new=plan)
    found = next((case for case in cases if case.fits(current, wanted, direction)), None)
    if found is not None:
        return found.timing
    if rules.downgrade is Downgrade.AT_ONCE:
        return Timing.NOW
    if wanted.interval != current.interval:
        return Timing.PERIOD_END
    return Timing.NOW if direction > 0 else Timing.PERIOD_END


def change_plan(
    subscription: Subscription,
    *,
    catalog: Catalog,
    plan: str,
    today: date,
    timing: Timing | date | None = None,
    keep_agreed: bool = False,
    reason: str = "",
    rules: BillingRules = USUAL,
    cases: Sequence[MoveCase] = (),
    billing_day: int | None = None,
) -> Effect:
    """Another plan of the same product. Quantity is kept; add-ons that the plan forbids stop the same day.

    Another interval counts from the change's day, or joins the subscription's billing day; a `billing_day` given joins
    that one. A timing given overrides the table of cases, even where it forbids.
    """
    wanted = _plan_of_product(catalog, plan, subscription.product)
    usual = usual_timing(subscription, catalog=catalog, plan=plan, today=today, rules=rules, cases=cases)
    _refuse_forbidden(usual, timing, wanted)
    day = when(subscription, timing=usual if timing is None else timing, today=today)
    terms = terms_at(subscription, day)
    base = terms[BASE]
    if base.item == plan:
        raise DomainError(N_("The subscription has {plan} already on {day}."), plan=wanted.name, day=day)
    replaced = pending_of(subscription, BASE, today)
    agreed = base.agreed is not None
    keeps = agreed and keep_agreed
    stopped = [slot for slot, part in terms.items() if slot != BASE and not allows(catalog, wanted, part.item)]
    included = [slot for slot, part in terms.items() if slot != BASE and part.item in wanted.included]
    price = None if keeps else _price_after(catalog, subscription, plan, day, today=today)
    change = replace(
        base_change(wanted, day, ChangeKind.PLAN_CHANGED),
        quantity=base.quantity,
        price=price.id if price else None,
        keeps_agreed=keeps,
        anchor=_anchor_after(subscription, base, wanted, (day, billing_day), rules),
        billing_day=billing_day or 0,
        annuls=tuple(c.sequence for c in replaced),
        overridden=timing is not None and timing != usual,
        reason=reason,
    )
    stops = [
        Change(0, day, ChangeKind.ADD_ON_STOPPED, slot=slot, item=terms[slot].item, origin=Origin.PLAN_CHANGE)
        for slot in stopped
    ]
    numbered = Numbering(subscription.next_sequence).all([change, *stops])
    return Effect(day, numbered, tuple(stopped), tuple(included), tuple(replaced), agreed and not keeps)


def _plan_of_product(catalog: Catalog, code: str, product: str) -> Plan:
    plan = catalog.plan(code)
    if plan.product != product:
        raise DomainError(
            N_("{plan} belongs to another product. Sell it as a subscription of its own."), plan=plan.name
        )
    return plan


def _refuse_forbidden(usual: Timing, timing: Timing | date | None, wanted: Plan) -> None:
    if timing is None and usual is Timing.FORBIDDEN:
        raise DomainError(
            N_("This change to {plan} is not allowed. Choose a day yourself to allow it."), plan=wanted.name
        )


def _price_after(catalog: Catalog, subscription: Subscription, plan: str, day: date, *, today: date) -> Price | None:
    """The price valid on the day; a day to come may still get one, a day that is here must have it."""
    find = catalog.price_for_sale if day <= today else catalog.price_on
    return find(item=plan, currency=subscription.currency, day=day)


def _anchor_after(
    subscription: Subscription, base: Segment, wanted: Plan, moved: tuple[date, int | None], rules: BillingRules
) -> date | None:
    """The anchor after a plan change on a day, None when it stays."""
    day, named = moved
    if named is None and wanted.interval == Interval(base.unit, base.n):
        return None
    joined = named or billing_day_of(subscription.changes, day=day)
    return joined_anchor(day, joined, wanted.interval, rules) if joined else day


def add_add_on(
    subscription: Subscription, *, catalog: Catalog, code: str, today: date, quantity: int = 1, on: date | None = None
) -> Effect:
    """One more add-on, from a day on; its periods follow the base line."""
    day = on or today
    terms = terms_at(subscription, day)
    plan = catalog.plan(terms[BASE].item)
    taken = {*terms, *(c.slot for c in pending(subscription.changes, today=today))}
    change = replace(
        add_on_change(catalog, plan, (code, quantity), day, subscription.currency, covered=False),
        slot=code if code not in taken else free_slot(taken, code),
        sequence=subscription.next_sequence,
    )
    return Effect(day, (change,), included=(change.slot,) if code in plan.included else ())


def remove_add_on(
    subscription: Subscription, *, slot: str, today: date, timing: Timing | date = Timing.PERIOD_END, reason: str = ""
) -> Effect:
    """Stops an add-on line; when the period is over, if nothing else is said."""
    day = when(subscription, timing=timing, today=today, slot=slot)
    terms = terms_at(subscription, day)
    if slot not in terms or slot == BASE:
        raise DomainError(N_("The add-on has ended already on {day}."), day=day)
    replaced = pending_of(subscription, slot, today)
    change = Change(
        subscription.next_sequence,
        day,
        ChangeKind.ADD_ON_STOPPED,
        slot=slot,
        item=terms[slot].item,
        annuls=tuple(c.sequence for c in replaced),
        origin=Origin.SUBSCRIBER,
        reason=reason,
    )
    return Effect(day, (change,), stopped=(slot,), replaced=tuple(replaced))


def change_quantity(
    subscription: Subscription,
    *,
    slot: str,
    quantity: int,
    today: date,
    timing: Timing | date | None = None,
    reason: str = "",
) -> Effect:
    """Another quantity of a line: up now, down when the period is over, if nothing else is said."""
    refuse_count(quantity)
    terms = running(subscription, today, slot)
    usual = Timing.NOW if quantity > terms.quantity else Timing.PERIOD_END
    day = when(subscription, timing=usual if timing is None else timing, today=today, slot=slot)
    replaced = pending_of(subscription, slot, today)
    change = Change(
        subscription.next_sequence,
        day,
        ChangeKind.QUANTITY_CHANGED,
        slot=slot,
        item=terms.item,
        quantity=quantity,
        annuls=tuple(c.sequence for c in replaced),
        overridden=timing is not None and timing != usual,
        reason=reason,
    )
    return Effect(day, (change,), replaced=tuple(replaced))


def move_billing_day(
    subscription: Subscription,
    *,
    billing_day: int,
    today: date,
    on: date | None = None,
    billed_through: date | None = None,
    rules: BillingRules = USUAL,
    reason: str = "",
) -> Effect:
    """Another billing day, with exactly one partial period: from what is billed already, up to the new day.

    `billed_through` is the first day that is not billed; a period paid for is left alone.
    """
    day = max(on or today, billed_through or date.min)
    base = running(subscription, day, BASE)
    change = Change(
        subscription.next_sequence,
        day,
        ChangeKind.ANCHOR_MOVED,
        anchor=joined_anchor(day, billing_day, Interval(base.unit, base.n), rules),
        billing_day=billing_day,
        reason=reason,
    )
    return Effect(day, (change,))


def change_payer(subscription: Subscription, *, payer: int, today: date, on: date | None = None) -> Effect:
    """Another payer, from a day on; what is billed stays with the one who got the bill."""
    day = on or today
    terms_at(subscription, day)
    return Effect(day, (Change(subscription.next_sequence, day, ChangeKind.PAYER_CHANGED, payer=payer),))


def commit(
    subscription: Subscription, *, months: int, today: date, notice_days: int = 0, ends_with_term: bool = False
) -> Effect:
    """A new commitment term from today: its months, its notice, and whether it renews or ends."""
    terms_at(subscription, today)
    change = Change(
        0,
        today,
        ChangeKind.COMMITMENT_CHANGED,
        commitment_months=months,
        notice_days=notice_days,
        ends_with_term=ends_with_term,
    )
    ends = [cancellation(add_months(today, months), Origin.END_OF_OFFER, "")] if ends_with_term else []
    return Effect(today, Numbering(subscription.next_sequence).all([change, *ends]))


def end_trial(
    subscription: Subscription, *, paid_from: date, today: date, rules: BillingRules = USUAL, reason: str = ""
) -> Effect:
    """Extends a trial, or ends it at once: the first paid day, from which the periods count."""
    base = running(subscription, today, BASE)
    joined = billing_day_of(subscription.changes, day=today)
    anchor = joined_anchor(paid_from, joined, Interval(base.unit, base.n), rules) if joined else paid_from
    change = Change(
        subscription.next_sequence, today, ChangeKind.TRIAL_CHANGED, until=paid_from, anchor=anchor, reason=reason
    )
    return Effect(today, (change,))
