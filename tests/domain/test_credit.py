"""Credit notes: their limits, their tax, and that all of them together are the invoice (spec/invoicing.md)."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from desktop.domain.invoice import (
    CreditItem,
    CreditLine,
    NoteFault,
    NoteUse,
    applied,
    creditable,
    note_faults,
    notes_of,
    placed,
)
from desktop.domain.money import whole
from desktop.domain.settings import CreditUse

RATE = Fraction(1, 4)


def test_the_last_note_takes_what_rounding_left() -> None:
    lines = [CreditLine(6833, Fraction(1, 5)) for _ in range(4)]
    items = [[CreditItem(i, Fraction(6833))] for i in range(3)]
    items += [[CreditItem(3, Fraction(amount))] for amount in (1367, 2233, 3233)]
    notes = notes_of(lines, items, invoice_tax=5466, invoice_total=32798)
    assert [note.tax for note in notes] == [1367, 1367, 1367, 273, 447, 645]
    assert creditable(32798, [note.total for note in notes]) == 0


@given(
    st.lists(st.integers(1, 100_000), min_size=1, max_size=4),
    st.integers(0, 5000),
    st.data(),
)
def test_full_credit_ends_at_exactly_zero(amounts: list[int], points: int, data: st.DataObject) -> None:
    rate = Fraction(points, 10_000)
    discounts = [data.draw(st.integers(0, amount)) for amount in amounts]
    lines = [CreditLine(a, rate, Fraction(d)) for a, d in zip(amounts, discounts, strict=True)]
    net = sum(amounts) - sum(discounts)
    tax = whole(net * rate)
    items = []
    for i, amount in enumerate(amounts):
        first = data.draw(st.integers(0, amount))
        items += [[CreditItem(i, Fraction(first))], [CreditItem(i, Fraction(amount - first))]]
    notes = notes_of(lines, items, invoice_tax=tax, invoice_total=net + tax)
    assert sum(note.total for note in notes) == net + tax
    assert sum(note.tax for note in notes) == tax


@pytest.mark.parametrize(
    ("use", "left", "paid", "faults"),
    [
        (NoteUse(credit=12), 120, True, []),
        (NoteUse(credit=10, refund=2), 120, False, [NoteFault.REFUND_UNPAID]),
        (NoteUse(refund=12), 120, True, []),
        (NoteUse(credit=250), 120, True, [NoteFault.ABOVE_INVOICE, NoteFault.SUM_DIFFERS]),
        (NoteUse(), 120, True, [NoteFault.NOT_POSITIVE, NoteFault.SUM_DIFFERS]),
    ],
)
def test_a_note_has_its_limits(use: NoteUse, left: int, *, paid: bool, faults: list[NoteFault]) -> None:
    items = [(10, 100, Fraction(1, 5))]
    assert note_faults(items, use, invoice_left=left, refundable=120, is_paid=paid) == faults


def test_a_note_takes_no_more_of_a_line_than_is_left_and_refunds_no_more_than_was_paid() -> None:
    items = [(200, 100, Fraction(0))]
    faults = note_faults(items, NoteUse(refund=200), invoice_left=500, refundable=100, is_paid=True)
    assert faults == [NoteFault.ABOVE_PAID, NoteFault.ABOVE_LINE]


def test_a_credit_lowers_what_is_due_first_or_waits_by_setting() -> None:
    assert placed(3000, open_amount=12000, rule=CreditUse.REDUCES_DUE) == (3000, 0)
    assert placed(3000, open_amount=1000, rule=CreditUse.REDUCES_DUE) == (1000, 2000)
    assert placed(3000, open_amount=12000, rule=CreditUse.NEXT_INVOICE) == (0, 3000)


def test_open_credits_are_used_the_oldest_first_and_spread_over_the_lines() -> None:
    used = applied(10, [20, 50], lines=[6, 4])
    assert (used.used, used.left, used.total, used.by_line) == ((10, 0), (10, 50), 10, (6, 4))
    assert applied(0, [20]).used == (0,)
