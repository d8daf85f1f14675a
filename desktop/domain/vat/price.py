"""The tax of one amount: on top, within, stacked taxes, a fee shared over rates. Amounts in whole minor units.

A rate is a fraction of one: 25 % is 1/4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.money import GrossRounding, TaxRounding, whole


class Parts(NamedTuple):
    """An amount and its tax: net + tax = gross."""

    net: int
    tax: int
    gross: int


def with_tax(net: int, rate: Fraction) -> Parts:
    """Tax on top of a net amount, half up; a negative amount mirrors the positive one."""
    tax = whole(net * rate)
    return Parts(net, tax, net + tax)


def without_tax(gross: int, rate: Fraction, *, rounding: GrossRounding = GrossRounding.TAX) -> Parts:
    """The tax within a gross amount: 52.50 at 12 % holds 5.63; when the net is rounded instead, 5.62."""
    if rounding is GrossRounding.NET:
        net = whole(gross / (1 + rate))
        return Parts(net, gross - net, gross)
    tax = whole(gross * rate / (1 + rate))
    return Parts(gross - tax, tax, gross)


def keep_gross(net: int, *, normal: Fraction, applied: Fraction) -> Parts:
    """Another rate at the gross price of the normal one: the net gives way."""
    return without_tax(with_tax(net, normal).gross, applied)


def tax_total(bases: Sequence[Fraction], rates: Sequence[Fraction], rounding: TaxRounding) -> int:
    """The tax of lines with exact bases: rounded per line, per rate, or once for the document."""
    exact = [base * rate for base, rate in zip(bases, rates, strict=True)]
    if rounding is TaxRounding.PER_LINE:
        return sum(whole(tax) for tax in exact)
    if rounding is TaxRounding.PER_DOCUMENT:
        return whole(sum(exact, Fraction(0)))
    by_rate: dict[Fraction, Fraction] = {}
    for tax, rate in zip(exact, rates, strict=True):
        by_rate[rate] = by_rate.get(rate, Fraction(0)) + tax
    return sum(whole(tax) for tax in by_rate.values())


@dataclass(frozen=True, slots=True)
class Tax:
    """One of several taxes on a price: a rate of the net (or of the gross), or a fixed sum in minor units.

    `included` in the price; `adds_to_base` of the taxes after it; `compound` is computed on net and taxes before it.
    """

    rate: Fraction = Fraction(0)
    fixed: int | None = None
    included: bool = False
    of_gross: bool = False
    adds_to_base: bool = False
    compound: bool = False


class Stack(NamedTuple):
    """A price with stacked taxes; `taxes` and `bases` run parallel to the taxes given."""

    net: int
    taxes: tuple[int, ...]
    bases: tuple[int, ...]
    gross: int


def stacked(price: int, taxes: Sequence[Tax]) -> Stack:
    """Included taxes are taken out first, the last one first; then those on top are added, in their order."""
    amounts: dict[int, int] = {}
    left = price
    for group in _included_groups(taxes):
        left -= _take_out(left, group, taxes, amounts)
    net, bases, base = left, [0] * len(taxes), left
    for i, tax in enumerate(taxes):
        before = net + sum(amounts[j] for j in range(i) if j in amounts)
        bases[i] = before if tax.compound else base
        if i not in amounts:
            amounts[i] = _on_top(bases[i], tax)
        if tax.adds_to_base:
            base += amounts[i]
    ordered = tuple(amounts[i] for i in range(len(taxes)))
    return Stack(net, ordered, tuple(bases), net + sum(ordered))


def _included_groups(taxes: Sequence[Tax]) -> list[list[int]]:
    """The included taxes that share a base, the last group first: one that adds to the base ends its group."""
    groups: list[list[int]] = [[]]
    for i, tax in enumerate(taxes):
        if not tax.included:
            continue
        if tax.compound and groups[-1]:
            groups.append([])
        groups[-1].append(i)
        if tax.adds_to_base:
            groups.append([])
    return [group for group in reversed(groups) if group]


def _take_out(gross: int, group: Sequence[int], taxes: Sequence[Tax], amounts: dict[int, int]) -> int:
    """The taxes of a group within a gross amount; they are noted, and their sum is given back."""
    fixed = sum(taxes[i].fixed or 0 for i in group)
    of_gross = sum((taxes[i].rate for i in group if taxes[i].of_gross), Fraction(0))
    rates = sum((taxes[i].rate for i in group if not taxes[i].of_gross), Fraction(0))
    base = (gross - fixed) * (1 - of_gross) / (1 + rates)
    for i in group:
        tax = taxes[i]
        if tax.fixed is not None:
            amounts[i] = tax.fixed
        elif tax.of_gross:
            amounts[i] = whole((gross - fixed) * tax.rate)
        else:
            amounts[i] = whole(base * tax.rate)
    return sum(amounts[i] for i in group)


def _on_top(base: int, tax: Tax) -> int:
    if tax.fixed is not None:
        return tax.fixed
    return whole(base * tax.rate / (1 - tax.rate)) if tax.of_gross else whole(base * tax.rate)


def share_fee(fee: int, gross_by_rate: Mapping[Fraction, int]) -> dict[Fraction, int]:
    """A fee over the tax rates of what was sold, in proportion; the highest rate takes the rest of the rounding."""
    if not gross_by_rate:
        return {}
    total = sum(gross_by_rate.values())
    rates = sorted(gross_by_rate)
    parts = {rate: whole(Fraction(fee * gross_by_rate[rate], total)) if total else 0 for rate in rates[:-1]}
    parts[rates[-1]] = fee - sum(parts.values())
    return parts
