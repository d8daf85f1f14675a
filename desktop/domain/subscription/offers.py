"""Offers sold as a whole, step by step, and prices that change for those who have one (spec/parties.md, catalog.md)."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.ids import PriceId
from desktop.domain.money import times
from desktop.domain.period import Interval, add_months, period_at
from desktop.domain.settings import BillingRules
from desktop.domain.subscription.common import USUAL, Effect, Numbering, agreement, base_change, cancellation
from desktop.domain.subscription.life import Change, ChangeKind, Origin, Segment, Subscription
from desktop.domain.subscription.selling import Wish, start
from desktop.domain.subscription.state import term_end, terms_on
from desktop.domain.text import N_


class Length(enum.StrEnum):
    """What the length of a step is counted in."""

    PERIODS = "periods"
    DAYS = "days"
    UNTIL = "until"
    REST_OF_MONTH = "rest_of_month"
    REST_OF_YEAR = "rest_of_year"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an offer: how long, at what price (None: the plan's own), on which plan (None: the one before).

    `until` is the first day of the next step.
    """

    length: Length = Length.OPEN
    n: int = 1
    until: date | None = None
    price: int | None = None
    price_includes_vat: bool = False
    plan: str | None = None


def sell_chain(
    wish: Wish,
    steps: Sequence[Step],
    *,
    catalog: Catalog,
    currency: str,
    ends: bool = False,
    rules: BillingRules = USUAL,
) -> Effect:
    """A sale with all its steps as dated changes; with `ends` the subscription stops after the last.

    Refuses a chain that is not whole: no step, an open one before the last, or an end without a day.
    """
    _refuse_broken(steps, ends=ends)
    sold = start(replace(wish, plan=steps[0].plan or wish.plan), catalog=catalog, currency=currency, rules=rules)
    changes = list(sold.changes)
    anchor, interval = changes[0].anchor or wish.start, changes[0].interval
    day, plan = wish.start, steps[0].plan or wish.plan
    for number, step in enumerate(steps):
        if number and step.plan is not None and step.plan != plan:
            plan = step.plan
            interval = catalog.plan(plan).interval
            price = catalog.price_on(item=plan, currency=currency, day=day)
            changed = base_change(catalog.plan(plan), day, ChangeKind.PLAN_CHANGED)
            changes.append(replace(changed, price=price.id if price else None, quantity=wish.quantity))
        until = _end_of(step, day, anchor, interval or catalog.plan(plan).interval)
        if step.price is not None:
            agreed = agreement(day, step.price, includes_vat=step.price_includes_vat)
            changes.append(replace(agreed, until=until, alone=True))
        if until is None:
            break
        day = until
    if ends:
        changes.append(cancellation(day, Origin.END_OF_OFFER, ""))
    return Effect(wish.start, Numbering(changes[0].sequence).all(changes))


def _refuse_broken(steps: Sequence[Step], *, ends: bool) -> None:
    early = [step for step in steps[:-1] if step.length is Length.OPEN]
    if not steps or early or (ends and steps[-1].length is Length.OPEN) or any(step.n < 1 for step in steps):
        raise DomainError(N_("An offer needs steps with a length each; only the last may go on without an end."))


def _end_of(step: Step, day: date, anchor: date, interval: Interval) -> date | None:
    """The first day after a step that begins on the day."""
    match step.length:
        case Length.OPEN:
            return None
        case Length.DAYS:
            return day + timedelta(days=step.n)
        case Length.UNTIL:
            if step.until is None or step.until <= day:
                raise DomainError(N_("A step of the offer must end after it begins, on {day}."), day=day)
            return step.until
        case Length.REST_OF_MONTH:
            return add_months(day.replace(day=1), step.n)
        case Length.REST_OF_YEAR:
            return date(day.year + step.n, 1, 1)
        case Length.PERIODS:
            for _ in range(step.n):
                day = period_at(anchor, interval.unit, interval.n, day).end
            return day


@dataclass(frozen=True, slots=True)
class PriceCampaign:
    """New prices for those who have old ones: item → price row, from the first renewal on or after a day."""

    prices: Mapping[str, PriceId]
    first_day: date
    notice_days: int = 30
    excluded: frozenset[str] = frozenset()


class CampaignRow(NamedTuple):
    """What a campaign does to a line: the day it takes effect, and the last day to send the letter."""

    slot: str
    item: str
    first_day: date
    letter_by: date


def campaign_rows(subscription: Subscription, campaign: PriceCampaign, *, today: date) -> list[CampaignRow]:
    """The lines that a campaign moves: each at its first renewal, never within a paid period or a commitment."""
    if subscription.number in campaign.excluded:
        return []
    earliest = max(campaign.first_day, today)
    found = []
    for slot, part in terms_on(subscription.changes, day=earliest).items():
        moves = part.item in campaign.prices and campaign.prices[part.item] != part.price and part.agreed is None
        if moves:
            day = _renewal(subscription, part, earliest)
            found.append(CampaignRow(slot, part.item, day, day - timedelta(days=campaign.notice_days)))
    return found


def _renewal(subscription: Subscription, part: Segment, earliest: date) -> date:
    """The first boundary on or after a day that no commitment term runs across."""
    period = part.period_at(earliest)
    day = period.start if period.start == earliest else period.end
    ends = term_end(subscription.changes, day=earliest)
    if ends is None or ends <= day:
        return day
    period = part.period_at(ends)
    return period.start if period.start == ends else period.end


def move_prices(subscription: Subscription, campaign: PriceCampaign, *, today: date) -> Effect:
    """The changes of a campaign for one subscription; each can be taken back until it takes effect."""
    rows = campaign_rows(subscription, campaign, today=today)
    if not rows:
        raise DomainError(N_("The campaign changes no price of {number}."), number=subscription.number)
    changes = [
        Change(
            0, row.first_day, ChangeKind.PRICE_CHANGED, slot=row.slot, item=row.item, price=campaign.prices[row.item]
        )
        for row in rows
    ]
    return Effect(rows[0].first_day, Numbering(subscription.next_sequence).all(changes))


def raised(amount: int, *, percent_basis_points: int, step: int = 1) -> int:
    """A price raised (or lowered) by a percentage and rounded half up to whole steps, in price units."""
    new = times(amount, 10_000 + percent_basis_points, 10_000)
    return times(new, 1, step) * step


__all__ = [
    "CampaignRow",
    "Length",
    "PriceCampaign",
    "Step",
    "campaign_rows",
    "move_prices",
    "raised",
    "sell_chain",
]
