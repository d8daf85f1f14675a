"""What every move shares: its timing, its effect, and the terms of the day it takes effect."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.catalog import Catalog, Plan
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, anchor_through, first_boundary
from desktop.domain.settings import BillingRules, FirstBoundary
from desktop.domain.subscription.life import BASE, Change, ChangeKind, Origin, Segment, Subscription
from desktop.domain.subscription.state import pending, term_end, terms_on
from desktop.domain.text import N_

USUAL = BillingRules()


class Timing(enum.StrEnum):
    """When a change takes effect, if it may."""

    NOW = "now"
    PERIOD_END = "period_end"
    TERM_END = "term_end"
    FORBIDDEN = "forbidden"


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


def when(subscription: Subscription, *, timing: Timing | date, today: date, slot: str = BASE) -> date:
    """The day a change takes effect; a change is refused before the start and after the end."""
    if isinstance(timing, date):
        return timing
    if timing is Timing.NOW:
        return today
    terms = running(subscription, today, slot)
    if timing is Timing.TERM_END:
        return term_end(subscription.changes, day=today) or terms.period_at(today).end
    return terms.period_at(today).end


def joined_anchor(start: date, billing_day: int, interval: Interval, rules: BillingRules) -> date:
    """The anchor of a line that begins on `start` and joins a billing day: one leading part, then whole periods."""
    within = rules.first_boundary is FirstBoundary.WITHIN_ONE_PERIOD
    joined = first_boundary(start, billing_day, interval, within_one_period=within)
    return anchor_through(joined, billing_day, interval)


class Numbering:
    """Gives changes their sequence."""

    def __init__(self, first: int) -> None:
        self._next = first

    def all(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        return tuple(replace(change, sequence=self._next + i) for i, change in enumerate(changes))


def base_change(plan: Plan, day: date, kind: ChangeKind) -> Change:
    """The change that begins a plan on a day, with the terms the plan gives."""
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


def add_on_change(
    catalog: Catalog, plan: Plan, bought: tuple[str, int], day: date, currency: str, *, covered: bool
) -> Change:
    """The change that begins an add-on; refuses one that the plan forbids, and one without a price."""
    code, quantity = bought
    add_on = catalog.add_on(code)
    refuse_count(quantity)
    if not allows(catalog, plan, code):
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
        one_time=price is not None and price.one_time,
    )


def agreement(day: date, amount: int, *, includes_vat: bool) -> Change:
    """An agreed price for all lines present on the day."""
    if amount < 0:
        raise DomainError(N_("An agreed price cannot be below zero."))
    return Change(0, day, ChangeKind.PRICE_AGREED, agreed=amount, agreed_includes_vat=includes_vat)


def cancellation(effective: date, origin: Origin, reason: str) -> Change:
    """The change that ends all lines: `effective` is the first day without service."""
    return Change(0, effective, ChangeKind.CANCELLED, origin=origin, reason=reason)


def allows(catalog: Catalog, plan: Plan, code: str) -> bool:
    """True when the add-on may stand beside the plan."""
    return code in plan.included or plan.code in catalog.add_on(code).allowed_on


def refuse_count(quantity: int) -> None:
    """Refuses a quantity under one."""
    if quantity < 1:
        raise DomainError(N_("The quantity must be at least 1."))


def running(subscription: Subscription, day: date, slot: str) -> Segment:
    """The segment of a line that runs on the day; refuses one that has ended."""
    terms = terms_at(subscription, day)
    if slot not in terms:
        raise DomainError(N_("The add-on has ended already on {day}."), day=day)
    return terms[slot]


def terms_at(subscription: Subscription, day: date) -> dict[str, Segment]:
    """The segments of all lines on a day; refuses a day when the subscription does not run."""
    terms = terms_on(subscription.changes, day=day)
    if BASE not in terms:
        raise DomainError(N_("The subscription does not run on {day}. Choose a day while it runs."), day=day)
    return terms


def pending_of(subscription: Subscription, slot: str, today: date) -> list[Change]:
    """The pending changes of a line, which a new one replaces, and the stops that came with them."""
    waiting = pending(subscription.changes, today=today)
    own = [c for c in waiting if c.slot == slot and c.kind is not ChangeKind.CANCELLED]
    days = {c.effective for c in own if c.kind is ChangeKind.PLAN_CHANGED}
    return own + [c for c in waiting if c.slot != slot and c.origin == Origin.PLAN_CHANGE and c.effective in days]
