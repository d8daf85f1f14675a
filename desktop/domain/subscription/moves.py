"""Which changes a wish becomes: start, plan change, add-ons, quantity, cancel, take back (spec/lifecycle.md)."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.catalog import Catalog, Plan, rank_of_move
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, anchor_through, first_boundary
from desktop.domain.settings import BillingRules, FirstBoundary
from desktop.domain.subscription.life import (
    BASE,
    Change,
    ChangeKind,
    Origin,
    Segment,
    Subscription,
    day_after,
    end_day,
    free_slot,
    in_force,
    pending,
    term_end,
    terms_on,
)
from desktop.domain.text import N_


USUAL = BillingRules()


class Timing(enum.StrEnum):
    """When a change takes effect."""

    NOW = "now"
    PERIOD_END = "period_end"
    TERM_END = "term_end"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a wish becomes: the changes to append, and what else they do, for the preview to say.

    `stopped` and `included` are the slots of add-ons that the new plan forbids or includes; `replaced`, pending changes
    that lose their force; `ends_agreed`, whether an agreed price ends.
    """

    effective: date
    changes: tuple[Change, ...]
    stopped: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    replaced: tuple[Change, ...] = ()
    ends_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What is sold: a plan, add-ons with quantities, and what was agreed. `billing_day` 1 to 31 aligns the periods."""

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


def start(
    wish: Wish, *, catalog: Catalog, currency: str, first_sequence: int = 1, rules: BillingRules = USUAL
) -> Effect:
    """The changes of a sale. Refuses an add-on its plan forbids, a quantity under one, and a missing price."""
    plan = catalog.plan(wish.plan)
    _count(wish.quantity)
    if wish.last_day is not None and day_after(wish.last_day) < wish.start:
        raise DomainError(
            N_("The last day, {last}, lies before the first day, {first}."), last=wish.last_day, first=wish.start
        )
    numbered = _Numbering(first_sequence)
    agreed = wish.agreed is not None
    anchor = joined_anchor(wish.start, wish.billing_day, plan.interval, rules) if wish.billing_day else wish.start
    base = replace(
        _base_change(plan, wish.start, ChangeKind.STARTED),
        quantity=wish.quantity,
        anchor=anchor,
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
                _add_on_change(catalog, plan, (code, quantity), wish.start, currency, covered=agreed),
                slot=slots[-1],
                elsewhere_through=wish.elsewhere_through,
            )
        )
    if wish.agreed is not None:
        changes.append(_agreement(wish.start, wish.agreed, includes_vat=wish.agreed_includes_vat))
    if wish.last_day is not None:
        changes.append(_cancellation(day_after(wish.last_day), Origin.SUBSCRIBER, wish.reason))
    return Effect(wish.start, numbered.all(changes))


def usual_timing(subscription: Subscription, *, catalog: Catalog, plan: str, today: date) -> Timing:
    """To a higher rank now; to a lower rank, or to another interval, when the period is over."""
    current = catalog.plan(_running(subscription, today, BASE).item)
    wanted = catalog.plan(plan)
    if wanted.interval != current.interval:
        return Timing.PERIOD_END
    return Timing.NOW if rank_of_move(catalog, old=current.code, new=plan) > 0 else Timing.PERIOD_END


def when(subscription: Subscription, *, timing: Timing | date, today: date, slot: str = BASE) -> date:
    """The day a change takes effect; a change is refused before the start and after the end."""
    if isinstance(timing, date):
        return timing
    if timing is Timing.NOW:
        return today
    terms = _running(subscription, today, slot)
    if timing is Timing.TERM_END:
        return term_end(subscription.changes, day=today) or terms.period_at(today).end
    return terms.period_at(today).end


def change_plan(
    subscription: Subscription,
    *,
    catalog: Catalog,
    plan: str,
    today: date,
    timing: Timing | date | None = None,
    keep_agreed: bool = False,
    reason: str = "",
) -> Effect:
    """Another plan of the same product. Quantity is kept; add-ons that the plan forbids stop the same day."""
    wanted = catalog.plan(plan)
    if wanted.product != subscription.product:
        raise DomainError(
            N_("{plan} belongs to another product. Sell it as a subscription of its own."), plan=wanted.name
        )
    usual = usual_timing(subscription, catalog=catalog, plan=plan, today=today)
    day = when(subscription, timing=usual if timing is None else timing, today=today)
    terms = _terms_at(subscription, day)
    base = terms[BASE]
    if base.item == plan:
        raise DomainError(N_("The subscription has {plan} already on {day}."), plan=wanted.name, day=day)
    replaced = _pending_of(subscription, BASE, today)
    agreed = base.agreed is not None
    keeps = agreed and keep_agreed
    stopped = [slot for slot, part in terms.items() if slot != BASE and not _allows(catalog, wanted, part.item)]
    included = [slot for slot, part in terms.items() if slot != BASE and part.item in wanted.included]
    price = None if keeps else catalog.price_on(item=plan, currency=subscription.currency, day=day)
    if price is None and not keeps and day <= today:
        catalog.price_for_sale(item=plan, currency=subscription.currency, day=day)
    change = replace(
        _base_change(wanted, day, ChangeKind.PLAN_CHANGED),
        quantity=base.quantity,
        price=price.id if price else None,
        keeps_agreed=keeps,
        anchor=day if wanted.interval != Interval(base.unit, base.n) else None,
        annuls=tuple(c.sequence for c in replaced),
        overridden=timing is not None and timing != usual,
        reason=reason,
    )
    stops = [
        Change(0, day, ChangeKind.ADD_ON_STOPPED, slot=slot, item=terms[slot].item, origin=Origin.PLAN_CHANGE)
        for slot in stopped
    ]
    numbered = _Numbering(subscription.next_sequence).all([change, *stops])
    return Effect(day, numbered, tuple(stopped), tuple(included), tuple(replaced), agreed and not keeps)


def add_add_on(
    subscription: Subscription, *, catalog: Catalog, code: str, today: date, quantity: int = 1, on: date | None = None
) -> Effect:
    """One more add-on, from a day on; its periods follow the base line."""
    day = on or today
    terms = _terms_at(subscription, day)
    plan = catalog.plan(terms[BASE].item)
    taken = {*terms, *(c.slot for c in pending(subscription.changes, today=today))}
    change = replace(
        _add_on_change(catalog, plan, (code, quantity), day, subscription.currency, covered=False),
        slot=code if code not in taken else free_slot(taken, code),
        sequence=subscription.next_sequence,
    )
    return Effect(day, (change,), included=(change.slot,) if code in plan.included else ())


def remove_add_on(
    subscription: Subscription, *, slot: str, today: date, timing: Timing | date = Timing.PERIOD_END, reason: str = ""
) -> Effect:
    """Stops an add-on line; when the period is over, if nothing else is said."""
    day = when(subscription, timing=timing, today=today, slot=slot)
    terms = _terms_at(subscription, day)
    if slot not in terms or slot == BASE:
        raise DomainError(N_("The add-on has ended already on {day}."), day=day)
    replaced = _pending_of(subscription, slot, today)
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
    _count(quantity)
    terms = _running(subscription, today, slot)
    usual = Timing.NOW if quantity > terms.quantity else Timing.PERIOD_END
    day = when(subscription, timing=usual if timing is None else timing, today=today, slot=slot)
    replaced = _pending_of(subscription, slot, today)
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


def cancel(
    subscription: Subscription,
    *,
    today: date,
    last_day: date,
    origin: Origin = Origin.SUBSCRIBER,
    reason: str = "",
) -> Effect:
    """Ends base and add-ons after `last_day`; pending changes lose their force while this one has it."""
    ended = end_day(subscription.changes)
    if ended is not None and ended <= today:
        raise DomainError(N_("The subscription ended on {day} already."), day=ended)
    _terms_at(subscription, last_day)
    replaced = pending(subscription.changes, today=today)
    stops = [c for c in in_force(subscription.changes) if c.kind is ChangeKind.CANCELLED]
    gone = {c.sequence: c for c in [*replaced, *stops]}
    change = replace(
        _cancellation(day_after(last_day), origin, reason),
        sequence=subscription.next_sequence,
        annuls=tuple(gone),
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


def joined_anchor(start: date, billing_day: int, interval: Interval, rules: BillingRules) -> date:
    """The anchor of a line that begins on `start` and joins a billing day: one leading part, then whole periods."""
    within = rules.first_boundary is FirstBoundary.WITHIN_ONE_PERIOD
    joined = first_boundary(start, billing_day, interval, within_one_period=within)
    return anchor_through(joined, billing_day, interval)


class _Numbering:
    """Gives changes their sequence."""

    def __init__(self, first: int) -> None:
        self._next = first

    def all(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        return tuple(replace(change, sequence=self._next + i) for i, change in enumerate(changes))


def _base_change(plan: Plan, day: date, kind: ChangeKind) -> Change:
    return Change(
        0,
        day,
        kind,
        item=plan.code,
        interval=plan.interval,
        in_arrears=plan.in_arrears,
        lead_days=plan.lead_days,
        included=tuple(sorted(plan.included.items())),
    )


def _add_on_change(
    catalog: Catalog, plan: Plan, bought: tuple[str, int], day: date, currency: str, *, covered: bool
) -> Change:
    code, quantity = bought
    add_on = catalog.add_on(code)
    _count(quantity)
    if not _allows(catalog, plan, code):
        raise DomainError(
            N_("{add_on} cannot be combined with {plan}. Choose another plan, or leave the add-on out."),
            add_on=add_on.name,
            plan=plan.name,
        )
    free = covered or quantity <= plan.included.get(code, 0)
    find = catalog.price_on if free else catalog.price_for_sale
    price = None if covered else find(item=code, currency=currency, day=day)
    return Change(
        0,
        day,
        ChangeKind.ADD_ON_STARTED,
        slot=code,
        item=code,
        quantity=quantity,
        price=price.id if price else None,
        interval=add_on.interval,
    )


def _agreement(day: date, amount: int, *, includes_vat: bool) -> Change:
    if amount < 0:
        raise DomainError(N_("An agreed price cannot be below zero."))
    return Change(0, day, ChangeKind.PRICE_AGREED, agreed=amount, agreed_includes_vat=includes_vat)


def _cancellation(effective: date, origin: Origin, reason: str) -> Change:
    return Change(0, effective, ChangeKind.CANCELLED, origin=origin, reason=reason)


def _allows(catalog: Catalog, plan: Plan, code: str) -> bool:
    return code in plan.included or plan.code in catalog.add_on(code).allowed_on


def _count(quantity: int) -> None:
    if quantity < 1:
        raise DomainError(N_("The quantity must be at least 1."))


def _running(subscription: Subscription, day: date, slot: str) -> Segment:
    terms = _terms_at(subscription, day)
    if slot not in terms:
        raise DomainError(N_("The add-on has ended already on {day}."), day=day)
    return terms[slot]


def _terms_at(subscription: Subscription, day: date) -> dict[str, Segment]:
    terms = terms_on(subscription.changes, day=day)
    if BASE not in terms:
        raise DomainError(N_("The subscription does not run on {day}. Choose a day while it runs."), day=day)
    return terms


def _pending_of(subscription: Subscription, slot: str, today: date) -> list[Change]:
    """The pending changes of a line, which a new one replaces, and the stops that came with them."""
    waiting = pending(subscription.changes, today=today)
    own = [c for c in waiting if c.slot == slot and c.kind is not ChangeKind.CANCELLED]
    days = {c.effective for c in own if c.kind is ChangeKind.PLAN_CHANGED}
    return own + [c for c in waiting if c.slot != slot and c.origin == Origin.PLAN_CHANGE and c.effective in days]
