"""Limits of what a period costs: the least and the most, and what an agreement commits to. Amounts exact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class SpendLimits:
    """The least and the most of a period, and a percentage taken off before them (a fraction of one)."""

    minimum: Fraction | None = None
    maximum: Fraction | None = None
    discount: Fraction = ZERO


class Limited(NamedTuple):
    """A charge within its limits: what the discount and the maximum take off, what the minimum adds, and the sum."""

    charge: Fraction
    discount: Fraction
    maximum_discount: Fraction
    minimum_line: Fraction
    total: Fraction


def limited(charge: Fraction, limits: SpendLimits, *, already_billed: Fraction = ZERO, is_last: bool) -> Limited:
    """The maximum is a discount of what is above it; the minimum, a line on the period's last invoice.

    Both count what was billed of the period before.
    """
    discount = charge * limits.discount
    net = charge - discount
    above = ZERO if limits.maximum is None else max(ZERO, min(net, already_billed + net - limits.maximum))
    net -= above
    missing = ZERO
    if limits.minimum is not None and is_last:
        missing = max(ZERO, limits.minimum - already_billed - net)
    return Limited(charge, discount, above, missing, net + missing)


def true_up(commitment: int, fees: Iterable[int]) -> int:
    """What is missing to a commitment, in minor units; discounts do not count, since fees are before them."""
    return max(0, commitment - sum(fees))


def consumed(start: date, end: date, *, per_day: Fraction) -> Fraction:
    """What is used from `start` up to `end` at so much a day."""
    return per_day * (end - start).days
