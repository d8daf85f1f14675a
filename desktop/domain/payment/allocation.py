"""What a payment settles: oldest due first, editable; the rest is balance (spec/invoicing.md, Payments)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Open(NamedTuple):
    """A claim that is open: its due day and what is left of it, in minor units."""

    claim: int
    due_day: date
    amount: int


class Allocation(NamedTuple):
    """The part of a payment or credit that settles a claim, and what is left of the claim after it.

    `carried` is a rest within the tolerance: the claim is settled, and the rest becomes an item of its own.
    """

    claim: int
    amount: int
    left: int
    carried: int = 0


def allocate(
    amount: int, claims: Iterable[Open], *, first: Sequence[int] = (), tolerance: int = 0
) -> tuple[list[Allocation], int]:
    """A payment over open claims: those named first (by KID or by hand), then the oldest due; and its rest."""
    ordered = sorted(claims, key=lambda each: (each.claim not in first, each.due_day, each.claim))
    left = amount
    made: list[Allocation] = []
    for claim in ordered:
        take = min(left, claim.amount)
        if take <= 0:
            continue
        left -= take
        rest = claim.amount - take
        carried = rest if 0 < rest <= tolerance else 0
        made.append(Allocation(claim.claim, take, 0 if carried else rest, carried))
    return made, left


def settles(amount: int, *, claim: int, fees: Sequence[int] = ()) -> bool:
    """True for the claim, or the claim with its first fees: 199 with two fees of 35 is settled by 199, 234 and 269."""
    return amount in {claim + sum(fees[:n]) for n in range(len(fees) + 1)}


def unique_match(amount: int, claims: Sequence[Open]) -> Open | None:
    """Without a reference, only the one open claim of a payer that has exactly the amount."""
    return claims[0] if len(claims) == 1 and claims[0].amount == amount else None


def balance_of(
    *,
    invoices: Iterable[int] = (),
    credit_notes: Iterable[int] = (),
    fees: Iterable[int] = (),
    payments: Iterable[int] = (),
    refunds: Iterable[int] = (),
    write_offs: Iterable[int] = (),
    transfers: Iterable[int] = (),
) -> int:
    """What a payer owes: invoices − credit notes + fees and interest − payments + refunds − write-offs ± transfers."""
    owed = sum(invoices) - sum(credit_notes) + sum(fees)
    return owed - sum(payments) + sum(refunds) - sum(write_offs) + sum(transfers)
