"""Discounts of a document: their order, their cap, and their spread over the lines before tax (spec/catalog.md)."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.money import split, whole
from desktop.domain.settings import DiscountOrder

ZERO = Fraction(0)


class DiscountKind(enum.StrEnum):
    """A share of the sum, or an amount."""

    PERCENT = "percent"
    AMOUNT = "amount"


class Frequency(enum.StrEnum):
    """How often a discount is given."""

    ONCE = "once"
    PERIODS = "periods"
    FOR_EVER = "for_ever"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount as agreed: `rate` is a fraction of one, `amount` in minor units.

    `lines` limits it to lines of the document by their place; None is all of them. `periods` counts billed periods.
    """

    kind: DiscountKind
    rate: Fraction = ZERO
    amount: int = 0
    lines: frozenset[int] | None = None
    frequency: Frequency = Frequency.FOR_EVER
    periods: int | None = None
    code: str = ""


class DiscountLine(NamedTuple):
    """What a discount took: in minor units, and exactly of each line."""

    discount: Discount
    amount: int
    by_line: tuple[Fraction, ...]


class Discounted(NamedTuple):
    """The lines after all discounts: exactly, and in minor units by largest remainder; and what each discount took."""

    exact: tuple[Fraction, ...]
    nets: tuple[int, ...]
    taken: tuple[DiscountLine, ...]

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.taken)

    def of_line(self, line: int) -> Fraction:
        """All that was taken of a line, exactly."""
        return sum((each.by_line[line] for each in self.taken), ZERO)


def discounted(
    amounts: Sequence[int], discounts: Iterable[Discount], *, order: DiscountOrder = DiscountOrder.CREATION
) -> Discounted:
    """The lines after the discounts: each takes of what the earlier ones left, and never more than that."""
    exact = [Fraction(amount) for amount in amounts]
    nets = list(amounts)
    taken: list[DiscountLine] = []
    for discount in in_order(discounts, order):
        members = [i for i in range(len(exact)) if discount.lines is None or i in discount.lines]
        left = sum(nets[i] for i in members)
        amount = min(left, whole(left * discount.rate) if discount.kind is DiscountKind.PERCENT else discount.amount)
        if amount <= 0:
            continue
        by_line = _exactly(amount, [exact[i] for i in members])
        parts = [ZERO] * len(exact)
        for i, part in zip(members, by_line, strict=True):
            parts[i] = part
            exact[i] -= part
        for i, part_minor in zip(members, split(amount, [nets[i] for i in members]), strict=True):
            nets[i] -= part_minor
        taken.append(DiscountLine(discount, amount, tuple(parts)))
    return Discounted(tuple(exact), tuple(nets), tuple(taken))


def in_order(discounts: Iterable[Discount], order: DiscountOrder) -> list[Discount]:
    """As attached; percentages first; or those limited to the fewest lines first."""
    given = list(discounts)
    match order:
        case DiscountOrder.CREATION:
            return given
        case DiscountOrder.PERCENT_FIRST:
            return sorted(given, key=lambda each: each.kind is not DiscountKind.PERCENT)
        case DiscountOrder.SPECIFIC_FIRST:
            return sorted(given, key=lambda each: (each.lines is None, len(each.lines or ())))


def _exactly(amount: int, lines: Sequence[Fraction]) -> list[Fraction]:
    """An amount over lines in proportion, unrounded."""
    total = sum(lines, ZERO)
    return [amount * line / total if total else Fraction(amount, len(lines)) for line in lines]


def spread(amount: int, lines: Sequence[int]) -> list[int]:
    """The lines less a document's discount, spread by largest remainder, at most all of them."""
    parts = split(min(amount, sum(lines)), lines)
    return [line - part for line, part in zip(lines, parts, strict=True)]


def line_net(unit_amount: Fraction, quantity: Fraction, discount: Fraction) -> int:
    """Quantity × price × (1 − discount), in minor units, half up once."""
    return whole(unit_amount * quantity * (1 - discount))


def uses_left(discount: Discount, *, taken: int) -> tuple[bool, int | None]:
    """Whether a discount is used up once it took so much, and the billed periods it has left.

    An amount given once stays until all of it is taken.
    """
    match discount.frequency:
        case Frequency.FOR_EVER:
            return False, None
        case Frequency.ONCE:
            return discount.kind is DiscountKind.PERCENT or taken >= discount.amount, None
        case Frequency.PERIODS:
            left = max(0, (discount.periods or 0) - 1)
            return left == 0, left
