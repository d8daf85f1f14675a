"""Price models for any quantity, whole or not, exact; rounding is left to the one who bills."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.catalog import Price, PriceModel, Tier
from desktop.domain.errors import DomainError
from desktop.domain.money import upward
from desktop.domain.text import N_

ZERO = Fraction(0)


class Step(NamedTuple):
    """A part of a charge: so many units (or packages) of a tier, or its flat amount. Amounts in price units, exact."""

    tier: int
    quantity: Fraction
    amount: Fraction
    flat: bool = False


def charge(price: Price, quantity: Fraction) -> Fraction:
    """What a quantity costs for one period, in price units (`price.scale` decimals)."""
    return sum((step.amount for step in breakdown(price, quantity)), ZERO)


def increment(price: Price, *, before: Fraction, added: Fraction) -> Fraction:
    """What one more reading costs: the charge of the new running quantity less that of the old."""
    return charge(price, before + added) - charge(price, before)


def packages(price: Price, quantity: Fraction) -> int:
    """Started packages, after the free units."""
    return upward(max(ZERO, quantity - price.free_units) / price.package_size)


def breakdown(price: Price, quantity: Fraction, *, before: Fraction = ZERO) -> list[Step]:
    """The parts of a charge; with `before`, those of the units between the old and the new running quantity."""
    match price.model:
        case PriceModel.FLAT:
            return [] if before else [Step(0, Fraction(1), Fraction(price.amount), flat=True)]
        case PriceModel.PER_UNIT:
            return [_units(0, quantity - before, price.amount)]
        case PriceModel.PACKAGE:
            return [_units(0, Fraction(packages(price, quantity) - packages(price, before)), price.amount)]
        case PriceModel.GRADUATED:
            return _graduated(price, quantity, before)
        case PriceModel.VOLUME | PriceModel.STAIRSTEP:
            return _whole(price, quantity) if not before else _difference(price, quantity, before)
        case _:
            raise DomainError(N_("{item} is priced by its sum, not by its quantity."), item=price.item)


def per_tier(price: Price, quantity: Fraction) -> list[Fraction]:
    """What each tier touched costs, its flat amount with it."""
    sums: dict[int, Fraction] = {}
    for step in breakdown(price, quantity):
        sums[step.tier] = sums.get(step.tier, ZERO) + step.amount
    return list(sums.values())


def _units(tier: int, quantity: Fraction, unit_amount: int) -> Step:
    return Step(tier, quantity, quantity * unit_amount)


def _graduated(price: Price, quantity: Fraction, before: Fraction) -> list[Step]:
    """Units fill the tiers in turn; a tier's flat amount is added when it is reached.

    What is beyond a closed last tier costs nothing.
    """
    if quantity == 0:
        return _first_flat(price)
    steps: list[Step] = []
    below = ZERO
    for number, tier in enumerate(price.tiers):
        if quantity <= below:
            break
        upper = quantity if tier.up_to is None else min(quantity, Fraction(tier.up_to))
        if upper > before:
            units = _counted(tier, upper - below) - _counted(tier, max(ZERO, before - below))
            if not tier.flat_only:
                steps.append(_units(number, units, tier.unit_amount))
            if tier.flat_amount and before <= below:
                steps.append(Step(number, Fraction(1), Fraction(tier.flat_amount), flat=True))
        below = upper
    return steps


def _whole(price: Price, quantity: Fraction) -> list[Step]:
    """One tier prices everything: by volume its units and flat amount, by stairstep its flat amount alone."""
    number, tier = next(
        ((i, tier) for i, tier in enumerate(price.tiers) if tier.up_to is None or quantity <= tier.up_to),
        (len(price.tiers) - 1, price.tiers[-1]),
    )
    flat = Step(number, Fraction(1), Fraction(tier.flat_amount), flat=True)
    if price.model is PriceModel.STAIRSTEP:
        return [flat]
    if quantity == 0:
        return _first_flat(price)
    units = [] if tier.flat_only else [_units(number, _counted(tier, quantity), tier.unit_amount)]
    return [*units, flat] if tier.flat_amount else units


def _difference(price: Price, quantity: Fraction, before: Fraction) -> list[Step]:
    """One tier prices everything, so an increment has no parts of its own: only the difference of two charges."""
    sums = [sum((step.amount for step in _whole(price, each)), ZERO) for each in (quantity, before)]
    return [Step(_whole(price, quantity)[0].tier, quantity - before, sums[0] - sums[1])]


def _first_flat(price: Price) -> list[Step]:
    first = price.tiers[0]
    return [Step(0, Fraction(1), Fraction(first.flat_amount), flat=True)] if price.zero_charges_first_flat else []


def _counted(tier: Tier, units: Fraction) -> Fraction:
    return Fraction(upward(units / tier.package_size)) if tier.package_size else units


class Capacity(NamedTuple):
    """A step of a capacity price: its amount, and the highest peak it holds of each metric (None: without bound)."""

    amount: int
    most: Mapping[str, Fraction | None]


def capacity_step(steps: Sequence[Capacity], peaks: Mapping[str, Fraction]) -> Capacity:
    """The first step that holds every peak, bounds inclusive; refuses what is beyond the last."""
    for step in steps:
        bounds = [(peak, step.most.get(metric)) for metric, peak in peaks.items()]
        if all(bound is None or peak <= bound for peak, bound in bounds):
            return step
    raise DomainError(N_("The usage is beyond the highest step of the price."))
