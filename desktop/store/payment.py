"""Money in: payments, and what they and credit notes cover of invoices."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from desktop.domain.ids import CommandId, PaymentId
from desktop.store.pen import Pen
from desktop.store.tables import AllocationRow, InvoiceRow, JournalRow, PaymentRow


class Payment(NamedTuple):
    """Money that came in on a day, in minor units; below zero it takes back the payment it reverses."""

    payer: int
    currency: str
    day: date
    amount: int
    kid: str | None = None
    text: str = ""
    reverses: PaymentId | None = None
    id: PaymentId = PaymentId(0)


class OpenItem(NamedTuple):
    """An invoice that is not covered in full; amounts in minor units."""

    invoice: int
    number: int
    due_day: date | None
    total: int
    open_amount: int
    currency: str


class PaymentReader:
    """Looks up payments and what is open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_payer(self, payer_id: int) -> list[Payment]:
        """Everything a payer paid, oldest first."""
        asked = select(
            PaymentRow.payer_id,
            PaymentRow.currency,
            PaymentRow.day,
            PaymentRow.amount,
            PaymentRow.kid,
            PaymentRow.text,
            PaymentRow.reverses_id,
            PaymentRow.id,
        ).where(PaymentRow.payer_id == payer_id)
        rows = self._connection.execute(asked.order_by(PaymentRow.day, PaymentRow.id))
        return [
            Payment(payer, currency, day, amount, kid, text, None if back is None else PaymentId(back), PaymentId(made))
            for payer, currency, day, amount, kid, text, back, made in rows
        ]

    def open_items(self, payer_id: int) -> list[OpenItem]:
        """The payer's invoices that are not covered, the first due first."""
        settled = (
            select(func.coalesce(func.sum(AllocationRow.amount), 0))
            .where(AllocationRow.invoice_id == InvoiceRow.id)
            .correlate(InvoiceRow)
            .scalar_subquery()
        )
        rest = InvoiceRow.total - settled
        asked = (
            select(InvoiceRow.id, InvoiceRow.number, InvoiceRow.due_day, InvoiceRow.total, rest, InvoiceRow.currency)
            .where(InvoiceRow.payer_id == payer_id, InvoiceRow.kind == "invoice", rest != 0)
            .order_by(InvoiceRow.due_day, InvoiceRow.id)
        )
        return [OpenItem(*row) for row in self._connection.execute(asked)]

    def invoice_with_kid(self, kid: str) -> int | None:
        """The invoice that bears a KID, None when none does."""
        return self._connection.execute(select(InvoiceRow.id).where(InvoiceRow.kid == kid)).scalar_one_or_none()


class PaymentWriter(PaymentReader):
    """Records payments; they never change, and a reversal is a payment of its own."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(self, payment: Payment, *, command_id: CommandId) -> PaymentId:
        """A new payment; gives its id. What it covers and how it is posted are rows of their own."""
        made = PaymentId(self._pen.take_id("payment"))
        row = {
            "id": made,
            "payer_id": payment.payer,
            "currency": payment.currency,
            "day": payment.day,
            "amount": payment.amount,
            "kid": payment.kid,
            "text": payment.text,
            "reverses_id": payment.reverses,
            "command_id": command_id,
        }
        self._pen.add_final(PaymentRow, [row])
        return made

    def allocate(
        self, parts: Sequence[tuple[int, int]], *, payment_id: PaymentId, day: date, command_id: CommandId
    ) -> None:
        """What the payment covers: (invoice, amount) each; moving it later is a row below zero and a new one."""
        ids = self._pen.take_ids("allocation", len(parts))
        rows = [
            {
                "id": number,
                "invoice_id": invoice,
                "payment_id": payment_id,
                "credit_note_id": None,
                "amount": amount,
                "day": day,
                "command_id": command_id,
            }
            for number, (invoice, amount) in zip(ids, parts, strict=True)
        ]
        self._pen.add_final(AllocationRow, rows)

    def post(
        self,
        postings: Sequence[tuple[str, int, str | None]],
        *,
        payment_id: PaymentId,
        day: date,
        currency: str,
        command_id: CommandId,
    ) -> None:
        """The journal rows of a payment: (account, amount, VAT code) each; they sum to zero."""
        ids = self._pen.take_ids("journal", len(postings))
        rows = [
            {
                "id": number,
                "day": day,
                "account": account,
                "amount": amount,
                "currency": currency,
                "vat_code": vat_code,
                "invoice_id": None,
                "payment_id": payment_id,
                "command_id": command_id,
            }
            for number, (account, amount, vat_code) in zip(ids, postings, strict=True)
        ]
        self._pen.add(JournalRow, rows)
