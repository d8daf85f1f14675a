"""Tables of money: payments, what they cover, and the journal."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Id


class PaymentRow(Base):
    """Money that came in; never changes, a reversal is a payment of the opposite sign."""

    __tablename__ = "payment"
    id: Mapped[Id]
    payer_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"))
    currency: Mapped[str]
    day: Mapped[date]
    amount: Mapped[int]
    kid: Mapped[str | None]
    text: Mapped[str]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    command_id: Mapped[CommandRef]


Index("ix_payment_payer", PaymentRow.payer_id, PaymentRow.day, PaymentRow.id)
Index("ix_payment_day", PaymentRow.day, PaymentRow.id)


class AllocationRow(Base):
    """What a payment or a credit note covers of an invoice; never changes, moving it is a row of the opposite sign."""

    __tablename__ = "allocation"
    id: Mapped[Id]
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)
    credit_note_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    amount: Mapped[int]
    day: Mapped[date]
    command_id: Mapped[CommandRef]


class JournalRow(Base):
    """One posting: debit above zero, credit below; the postings of a document or payment sum to zero."""

    __tablename__ = "journal"
    id: Mapped[Id]
    day: Mapped[date]
    account: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    vat_code: Mapped[str | None]
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    command_id: Mapped[CommandRef]


Index("ix_journal_account", JournalRow.account, JournalRow.day, JournalRow.id)
