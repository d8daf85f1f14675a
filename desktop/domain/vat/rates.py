"""Value added tax: dated rates, and the tax of a document per rate, as EN 16931 asks (spec/invoicing.md, Tax)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.money import split, times
from desktop.domain.text import N_

WHOLE = 10_000
"""Basis points in one."""

NOT_REGISTERED = "7"
"""The SAF-T code of a seller that is not registered for VAT."""


@dataclass(frozen=True, slots=True)
class VatRate:
    """What a VAT code means from a day on; `basis_points` is 2500 for 25 %, None where no VAT is treated."""

    code: str
    valid_from: date
    basis_points: int | None
    ehf: str
    name: str
    text: str = ""


class PricedLine(NamedTuple):
    """An amount as priced, in minor units, before the tax of its document is known."""

    amount: int
    code: str
    basis_points: int
    includes_vat: bool


class VatGroup(NamedTuple):
    """The tax of one code and rate on one document, in minor units."""

    code: str
    basis_points: int
    net: int
    vat: int


def rate_on(rates: Iterable[VatRate], *, code: str, day: date) -> VatRate:
    """The rate of the code that is valid on the day; refuses a code that has none."""
    found = max(
        (rate for rate in rates if rate.code == code and rate.valid_from <= day),
        key=lambda rate: rate.valid_from,
        default=None,
    )
    if found is None:
        raise DomainError(N_("VAT code {code} has no rate on {day}. Add it in Settings."), code=code, day=day)
    return found


def tax_of_net(net: int, basis_points: int) -> int:
    """Tax on a net sum, half up."""
    return times(net, basis_points, WHOLE)


def tax_of_gross(gross: int, basis_points: int) -> int:
    """Tax within a gross sum, half up: 10.02 at 25 % holds 2.00."""
    return times(gross, basis_points, WHOLE + basis_points)


def nets_and_groups(lines: Sequence[PricedLine]) -> tuple[list[int], list[VatGroup]]:
    """The net of each line, and the tax per code and rate of the whole document.

    Net-priced lines keep their amount; the gross-priced lines of a rate share their common net by largest remainder,
    so that the gross on the document is the price promised.
    """
    if all(line[1:] == lines[0][1:] for line in lines):
        return _one_rate(lines)
    nets = [line.amount for line in lines]
    groups: dict[tuple[str, int], list[int]] = {}
    for key in dict.fromkeys(line[1:] for line in lines):
        code, basis_points, includes_vat = key
        members = [i for i, line in enumerate(lines) if line[1:] == key]
        total = sum(lines[i].amount for i in members)
        if includes_vat:
            vat = tax_of_gross(total, basis_points)
            for i, net in zip(members, _spread(total - vat, [lines[i].amount for i in members]), strict=True):
                nets[i] = net
            total -= vat
        else:
            vat = tax_of_net(total, basis_points)
        group = groups.setdefault((code, basis_points), [0, 0])
        group[0] += total
        group[1] += vat
    return nets, [VatGroup(code, rate, net, vat) for (code, rate), (net, vat) in sorted(groups.items())]


def _one_rate(lines: Sequence[PricedLine]) -> tuple[list[int], list[VatGroup]]:
    """The common case, and the fast one: every line of a document has the same rate and the same kind of price."""
    if not lines:
        return [], []
    _, code, basis_points, includes_vat = lines[0]
    amounts = [line[0] for line in lines]
    total = sum(amounts)
    if not includes_vat:
        return amounts, [VatGroup(code, basis_points, total, tax_of_net(total, basis_points))]
    vat = tax_of_gross(total, basis_points)
    return _spread(total - vat, amounts), [VatGroup(code, basis_points, total - vat, vat)]


def _spread(net: int, grosses: Sequence[int]) -> list[int]:
    """A common net over gross lines of either sign: each is scaled, and the largest remainders take what is left."""
    if all(gross >= 0 for gross in grosses) or all(gross <= 0 for gross in grosses):
        return split(net, grosses)
    total = sum(grosses)
    if total == 0:
        return [0 if i else net for i in range(len(grosses))] if net else [0] * len(grosses)
    sign = -1 if total < 0 else 1
    floors = [sign * gross * net // (sign * total) for gross in grosses]
    by_remainder = sorted(range(len(grosses)), key=lambda i: -(sign * grosses[i] * net % (sign * total)))
    for i in by_remainder[: net - sum(floors)]:
        floors[i] += 1
    return floors
