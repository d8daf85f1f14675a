"""Percentages of a measured sum, with fees for each event and free allowances. Amounts in price units, exact."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.catalog import MILLION, Price, Tier

ZERO = Fraction(0)


class Allowance(NamedTuple):
    """What is free of a period: a sum, and the events within it."""

    total: Fraction
    events: int


def allowance(price: Price, running_totals: Sequence[Fraction]) -> Allowance:
    """Free events and a free sum work together: whichever is used up first ends what is free.

    `running_totals` is the sum after each event.
    """
    if price.free_events is None and price.free_total is None:
        return Allowance(ZERO, 0)
    counted = running_totals if price.free_events is None else running_totals[: price.free_events]
    if not counted:
        return Allowance(ZERO, 0)
    if price.free_total is None:
        return Allowance(counted[-1], len(counted))
    within = [total for total in counted if total <= price.free_total]
    return Allowance(min(counted[-1], Fraction(price.free_total)), len(within))


def percentage_charge(price: Price, *, total: Fraction, events: int, running_totals: Sequence[Fraction]) -> Fraction:
    """(total − free sum) × rate + (events − free events) × fee."""
    free = allowance(price, running_totals)
    by_rate = max(ZERO, total - free.total) * price.rate / MILLION
    return by_rate + (max(0, events - free.events) * price.amount if total else ZERO)


def event_charges(price: Price, amounts: Sequence[Fraction]) -> list[Fraction]:
    """What each event costs: rate and fee, from the least to the most for one event; what is free is left out first."""
    events_left = price.free_events
    sum_left = None if price.free_total is None else Fraction(price.free_total)
    charges: list[Fraction] = []
    for amount in amounts:
        free = _free_of(amount, events_left, sum_left)
        if events_left:
            events_left -= 1
        if sum_left is not None:
            sum_left -= free
        charges.append(ZERO if free == amount and free else _event(price, amount - free))
    return charges


def _free_of(amount: Fraction, events_left: int | None, sum_left: Fraction | None) -> Fraction:
    """What is free of an event: nothing, a part, or all of it."""
    if events_left is None and sum_left is None:
        return ZERO
    if events_left == 0:
        return ZERO
    return amount if sum_left is None else min(amount, sum_left)


def _event(price: Price, amount: Fraction) -> Fraction:
    cost = amount * price.rate / MILLION + price.amount
    if price.event_minimum is not None:
        cost = max(cost, Fraction(price.event_minimum))
    return cost if price.event_maximum is None else min(cost, Fraction(price.event_maximum))


def graduated_percentage(price: Price, total: Fraction) -> Fraction:
    """Each tier touched costs its flat amount once and its rate of the part that falls in it.

    `up_to` of a tier is in price units, like the total.
    """
    if total == 0:
        return Fraction(price.tiers[0].flat_amount) if price.zero_charges_first_flat else ZERO
    return sum((_tier(tier, part) for tier, part in _parts(price.tiers, total)), ZERO)


def _parts(tiers: Sequence[Tier], total: Fraction) -> list[tuple[Tier, Fraction]]:
    found: list[tuple[Tier, Fraction]] = []
    below = ZERO
    for tier in tiers:
        if total <= below:
            break
        upper = total if tier.up_to is None else min(total, Fraction(tier.up_to))
        found.append((tier, upper - below))
        below = upper
    return found


def _tier(tier: Tier, part: Fraction) -> Fraction:
    return part * tier.rate / MILLION + tier.flat_amount
