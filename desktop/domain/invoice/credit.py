"""Credit notes against a final invoice: what may be credited, how a note's tax follows, how notes are used.

Amounts in minor units (spec/invoicing.md, Credit notes).
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.money import split, whole
from desktop.domain.settings import CreditUse

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line of the invoice: its amount before the document's discount, its share of that, its rate or its tax."""

    amount: int
    rate: Fraction = ZERO
    discount: Fraction = ZERO
    tax: int | None = None

    @property
    def net(self) -> Fraction:
        return self.amount - self.discount

    @property
    def exact_tax(self) -> Fraction:
        return Fraction(self.tax) if self.tax is not None else self.net * self.rate


class CreditItem(NamedTuple):
    """What a note takes of a line, in minor units before the document's discount."""

    line: int
    amount: Fraction


class Note(NamedTuple):
    """A credit note's sums: the lines' share of the document's discount, net, tax and total."""

    discount_share: int
    net: int
    tax: int
    total: int


def notes_of(
    lines: Sequence[CreditLine], notes: Iterable[Sequence[CreditItem]], *, invoice_tax: int, invoice_total: int
) -> list[Note]:
    """Notes one after the other; the one that credits all that is left takes what rounding left, to end at zero."""
    left = [Fraction(line.amount) for line in lines]
    tax_left, total_left = invoice_tax, invoice_total
    made: list[Note] = []
    for items in notes:
        for item in items:
            left[item.line] -= item.amount
        is_last = not any(left)
        note = _note(lines, items, tax_left=tax_left, total_left=total_left, is_last=is_last)
        tax_left, total_left = tax_left - note.tax, total_left - note.total
        made.append(note)
    return made


def _note(
    lines: Sequence[CreditLine], items: Sequence[CreditItem], *, tax_left: int, total_left: int, is_last: bool
) -> Note:
    parts = [
        (lines[item.line], item.amount / lines[item.line].amount if lines[item.line].amount else ZERO) for item in items
    ]
    discount = whole(sum((line.discount * part for line, part in parts), ZERO))
    if is_last:
        return Note(discount, total_left - tax_left, tax_left, total_left)
    net = min(whole(sum((line.net * part for line, part in parts), ZERO)), total_left)
    tax = min(whole(sum((line.exact_tax * part for line, part in parts), ZERO)), tax_left)
    return Note(discount, net, tax, net + tax)


def _part(line: CreditLine, amount: Fraction) -> Fraction:
    return amount / line.amount if line.amount else ZERO


class NoteFault(enum.StrEnum):
    """Why a credit note is refused."""

    NOT_POSITIVE = "not_positive"
    REFUND_UNPAID = "refund_unpaid"
    ABOVE_PAID = "above_paid"
    ABOVE_LINE = "above_line"
    ABOVE_INVOICE = "above_invoice"
    SUM_DIFFERS = "sum_differs"


@dataclass(frozen=True, slots=True)
class NoteUse:
    """How a note is used: it lowers the debt or stays as a credit, is refunded, or is set off."""

    credit: int = 0
    refund: int = 0
    offset: int = 0

    @property
    def total(self) -> int:
        return self.credit + self.refund + self.offset


def note_faults(
    items: Sequence[tuple[int, int, Fraction]],
    use: NoteUse,
    *,
    invoice_left: int,
    refundable: int,
    is_paid: bool,
    tolerance: int = 1,
) -> list[NoteFault]:
    """What is wrong with a note; nothing when it may be made.

    `items` are (net credited, net left of the line, rate); `invoice_left` is the invoice less earlier notes,
    `refundable` what was paid and not refunded. A cent of rounding is let through.
    """
    faults: list[NoteFault] = []
    gross = whole(sum((net * (1 + rate) for net, _, rate in items), ZERO))
    if use.total <= 0 or any(net < 0 for net, _, _ in items):
        faults.append(NoteFault.NOT_POSITIVE)
    if use.refund and not is_paid:
        faults.append(NoteFault.REFUND_UNPAID)
    if use.refund > refundable:
        faults.append(NoteFault.ABOVE_PAID)
    if any(net > left for net, left, _ in items):
        faults.append(NoteFault.ABOVE_LINE)
    if use.total > invoice_left + tolerance:
        faults.append(NoteFault.ABOVE_INVOICE)
    if items and abs(use.total - gross) > tolerance:
        faults.append(NoteFault.SUM_DIFFERS)
    return faults


def creditable(total: int, credited: Iterable[int]) -> int:
    """What is left of an invoice to credit."""
    return total - sum(credited)


class Placed(NamedTuple):
    """Where a credit goes: what it lowers of the invoice it credits, and what is kept for the next."""

    on_original: int
    kept: int


def placed(credit: int, *, open_amount: int, rule: CreditUse) -> Placed:
    """A credit on an invoice that is not paid lowers what is due first; by setting it waits for the next invoice."""
    lowered = min(credit, max(0, open_amount)) if rule is CreditUse.REDUCES_DUE else 0
    return Placed(lowered, credit - lowered)


class Applied(NamedTuple):
    """How open credits were used on an invoice: of each, what is left of each, their sum, and its spread over lines."""

    used: tuple[int, ...]
    left: tuple[int, ...]
    total: int
    by_line: tuple[int, ...]


def applied(invoice_total: int, open_credits: Sequence[int], *, lines: Sequence[int] = ()) -> Applied:
    """Open credits, the oldest first, up to the invoice's total; spread over its lines by largest remainder."""
    used: list[int] = []
    due = max(0, invoice_total)
    for credit in open_credits:
        take = min(credit, due)
        used.append(take)
        due -= take
    total = sum(used)
    left = tuple(credit - take for credit, take in zip(open_credits, used, strict=True))
    return Applied(tuple(used), left, total, tuple(split(total, lines)))
