"""What is paid too much, and what may be paid back. Amounts in whole minor units."""

from typing import NamedTuple

from desktop.domain.settings import Overpayment


class Settled(NamedTuple):
    """A claim after a payment: what is open of it, what became balance, and what was written off (negative: a gain)."""

    open: int
    balance: int
    written_off: int

    @property
    def is_paid(self) -> bool:
        return self.open == 0

    @property
    def receivable(self) -> int:
        """What stands on the payer: the open rest, less the balance."""
        return self.open - self.balance


def settled(total: int, paid: int, *, rule: Overpayment = Overpayment.BALANCE, tolerance: int = 0) -> Settled:
    """A surplus becomes balance, or is written off by setting; a rest within the tolerance is written off."""
    rest = total - paid
    if rest > 0:
        return Settled(0, 0, rest) if rest <= tolerance else Settled(rest, 0, 0)
    return Settled(0, 0, rest) if rule is Overpayment.WRITE_OFF else Settled(0, -rest, 0)


class Refundable(NamedTuple):
    """A credit in two parts: money back, and what stays as a credit."""

    refund: int
    credit: int


def refundable(credit: int, *, paid: int, used: int) -> Refundable:
    """Of a credit, only what was really paid for the unused part goes back: 75 paid of 90, 60 used: 15 of 30."""
    refund = max(0, min(credit, paid - used))
    return Refundable(refund, credit - refund)
