"""Money in, by hand: a payment covers the invoice it names, then the oldest due; the rest is the payer's balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.ledger import postings_of_payment
from desktop.domain.text import N_
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.store.payment import OpenItem, Payment
from desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment to record: who paid how many minor units on what day, and the invoice it names, if any."""

    payer: int
    amount: int
    day: date
    invoice: int | None = None
    currency: str = "NOK"


def register(ctx: Session, *, payments: Sequence[Paid]) -> Changed:
    """Records payments in one command: each covers its invoice, then the payer's oldest due; the rest stays free."""
    with ctx.command("payment.registered", count=len(payments)) as work:
        for paid in payments:
            _register(work, paid=paid)
    return Changed.PAYMENT | Changed.INVOICE | Changed.LEDGER


def _register(work: Work, *, paid: Paid) -> None:
    if paid.amount <= 0:
        raise DomainError(N_("The amount of a payment must be above zero."))
    command = work.command.id
    items = work.payment.open_items(paid.payer)
    first = [item for item in items if item.invoice == paid.invoice]
    made = work.payment.add(Payment(paid.payer, paid.currency, paid.day, paid.amount), command_id=command)
    covered = _covered([*first, *(item for item in items if item not in first)], paid)
    work.payment.allocate(covered, payment_id=made, day=paid.day, command_id=command)
    postings = postings_of_payment(paid.amount, work.settings.accounts())
    work.payment.post(postings, payment_id=made, day=paid.day, currency=paid.currency, command_id=command)


def _covered(items: Sequence[OpenItem], paid: Paid) -> list[tuple[int, int]]:
    left, parts = paid.amount, list[tuple[int, int]]()
    for item in items:
        amount = min(left, item.open_amount) if item.currency == paid.currency else 0
        if amount > 0:
            parts.append((item.invoice, amount))
            left -= amount
    return parts


def open_items(ctx: Session, *, payer: int) -> list[OpenItem]:
    """The payer's unpaid invoices, the first due first."""
    with ctx.reading() as look:
        return look.payment.open_items(payer)


def of_payer(ctx: Session, *, payer: int) -> list[Payment]:
    """Everything a payer paid, oldest first."""
    with ctx.reading() as look:
        return look.payment.of_payer(payer)
