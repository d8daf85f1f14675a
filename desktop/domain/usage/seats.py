"""Seats that came and went within a period: placed in tiers by their number, priced by their days."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.catalog import Tier

ZERO = Fraction(0)


class SeatChange(NamedTuple):
    """Seats added (or removed, below zero), and the same by days: 5 seats for 21 of 30 days are 3.5."""

    units: int
    by_days: Fraction


def seats_charge(tiers: Sequence[Tier], changes: Iterable[SeatChange]) -> Fraction:
    """Each change is priced by days in the tiers its seats fill or leave; a tier's flat amount counts once, in full."""
    running = highest = 0
    total = ZERO
    for change in changes:
        if not change.units or (change.units > 0 and not change.by_days):
            continue
        after = running + change.units
        low, high = sorted((running, after))
        for tier, units in _between(tiers, low, high):
            total += Fraction(units, abs(change.units)) * change.by_days * tier.unit_amount
        running, highest = after, max(highest, after)
    return max(ZERO, total) + _flats(tiers, highest)


def _between(tiers: Sequence[Tier], low: int, high: int) -> list[tuple[Tier, int]]:
    """The seats from `low` to `high` in each tier."""
    found: list[tuple[Tier, int]] = []
    below = 0
    for tier in tiers:
        upper = high if tier.up_to is None else min(high, tier.up_to)
        units = upper - max(low, below)
        if units > 0:
            found.append((tier, units))
        below = upper if tier.up_to is None else tier.up_to
    return found


def _flats(tiers: Sequence[Tier], highest: int) -> Fraction:
    """The flat amounts of the tiers reached; the first one always is."""
    total, below = ZERO, 0
    for number, tier in enumerate(tiers):
        if number and highest <= below:
            break
        total += tier.flat_amount
        below = highest if tier.up_to is None else tier.up_to
    return total
