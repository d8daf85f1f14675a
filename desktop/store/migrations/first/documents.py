"""Documents with lines, tax, parties and renderings; payments, allocations and the journal."""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, text

from desktop.store.types import Bytes, Day, Instant, Json, Truth, WholeNumber, Words

TABLES = ("document_party", "invoice", "invoice_line", "invoice_vat", "rendering", "payment", "allocation", "journal")


def create() -> None:
    """The tables and their indexes, as they first were."""
    _document_party()
    _invoice()
    _invoice_line()
    _invoice_vat()
    _rendering()
    _payment()
    _allocation()
    _journal()


def _document_party() -> None:
    op.create_table(
        "document_party",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("role", Words, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=True),
        Column("salt", Words, nullable=False),
        Column("digest", Words, nullable=False),
        Column("number", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("care_of", Words, nullable=False),
        Column("address1", Words, nullable=False),
        Column("address2", Words, nullable=False),
        Column("postcode", Words, nullable=False),
        Column("city", Words, nullable=False),
        Column("country", Words, nullable=False),
        Column("org_number", Words, nullable=False),
        Column("email", Words, nullable=False),
        Column("phone", Words, nullable=False),
        Column("reference", Words, nullable=False),
        Column("website", Words, nullable=False),
        Column("account", Words, nullable=False),
        Column("vat_registered", Truth(), nullable=False),
        Column("business_register", Truth(), nullable=False),
        Column("logo", Bytes, nullable=False),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_document_party_subscriber_id"),
        PrimaryKeyConstraint("id", name="pk_document_party"),
        sqlite_strict=True,
    )
    op.create_index("ix_document_party_subscriber_id", "document_party", ["subscriber_id"], unique=False)


def _invoice() -> None:
    op.create_table(
        "invoice",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("kind", Words, nullable=False),
        Column("series", Words, nullable=False),
        Column("number", WholeNumber, nullable=False),
        Column("payer_id", WholeNumber, nullable=False),
        Column("currency", Words, nullable=False),
        Column("document_day", Day(), nullable=False),
        Column("due_day", Day(), nullable=True),
        Column("bill_day", Day(), nullable=False),
        Column("net", WholeNumber, nullable=False),
        Column("vat", WholeNumber, nullable=False),
        Column("total", WholeNumber, nullable=False),
        Column("kid", Words, nullable=True),
        Column("run_id", WholeNumber, nullable=True),
        Column("original_id", WholeNumber, nullable=True),
        Column("language", Words, nullable=False),
        Column("template_version", WholeNumber, nullable=False),
        Column("seller_party_id", WholeNumber, nullable=False),
        Column("seller_digest", Words, nullable=False),
        Column("buyer_party_id", WholeNumber, nullable=False),
        Column("buyer_digest", Words, nullable=False),
        Column("digest", Words, nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_invoice_command_id"),
        ForeignKeyConstraint(["original_id"], ["invoice.id"], name="fk_invoice_original_id"),
        ForeignKeyConstraint(["payer_id"], ["subscriber.id"], name="fk_invoice_payer_id"),
        ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_invoice_run_id"),
        ForeignKeyConstraint(["series"], ["series.code"], name="fk_invoice_series"),
        PrimaryKeyConstraint("id", name="pk_invoice"),
        UniqueConstraint("kid", name="uq_invoice_kid"),
        UniqueConstraint("series", "number", name="uq_invoice_series_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_invoice_document_day", "invoice", ["document_day", "id"], unique=False)
    op.create_index("ix_invoice_due_day", "invoice", ["due_day", "id"], unique=False)
    op.create_index("ix_invoice_number", "invoice", ["number", "id"], unique=False)
    op.create_index(
        "ix_invoice_original",
        "invoice",
        ["original_id"],
        unique=False,
        sqlite_where=text("original_id IS NOT NULL"),
        postgresql_where=text("original_id IS NOT NULL"),
    )
    op.create_index("ix_invoice_payer", "invoice", ["payer_id", "document_day", "id"], unique=False)
    op.create_index("ix_invoice_run_id", "invoice", ["run_id"], unique=False)
    op.create_index("ix_invoice_total", "invoice", ["total", "id"], unique=False)


def _invoice_line_columns() -> list[Column[Any]]:
    """Whose days, what share of which whole at what price, what came of it, and why."""
    return [
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("invoice_id", WholeNumber, nullable=False),
        Column("ordinal", WholeNumber, nullable=False),
        Column("subscription_line_id", WholeNumber, nullable=True),
        Column("subscription_id", WholeNumber, nullable=True),
        Column("slot", Words, nullable=False),
        Column("kind", Words, nullable=False),
        Column("from_day", Day(), nullable=True),
        Column("to_day", Day(), nullable=True),
        Column("turn", WholeNumber, nullable=False),
        Column("share_num", WholeNumber, nullable=False),
        Column("share_den", WholeNumber, nullable=False),
        Column("whole_from", Day(), nullable=True),
        Column("whole_to", Day(), nullable=True),
        Column("item_code", Words, nullable=True),
        Column("price_id", WholeNumber, nullable=True),
        Column("agreed", Truth(), nullable=False),
        Column("unit_amount", WholeNumber, nullable=False),
        Column("whole_amount", WholeNumber, nullable=False),
        Column("scale", WholeNumber, nullable=False),
        Column("quantity", WholeNumber, nullable=False),
        Column("includes_vat", Truth(), nullable=False),
        Column("amount", WholeNumber, nullable=False),
        Column("net", WholeNumber, nullable=False),
        Column("vat_code", Words, nullable=False),
        Column("vat_basis_points", WholeNumber, nullable=False),
        Column("segment_from", Day(), nullable=True),
        Column("change", WholeNumber, nullable=True),
        Column("covers", Words, nullable=False),
        Column("credits_line_id", WholeNumber, nullable=True),
        Column("most", WholeNumber, nullable=True),
        Column("discount", Json(), nullable=True),
        Column("tiers", Json(), nullable=True),
        Column("text", Words, nullable=False),
    ]


def _invoice_line() -> None:
    op.create_table(
        "invoice_line",
        *_invoice_line_columns(),
        ForeignKeyConstraint(["credits_line_id"], ["invoice_line.id"], name="fk_invoice_line_credits_line_id"),
        ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name="fk_invoice_line_invoice_id"),
        ForeignKeyConstraint(["item_code"], ["item.code"], name="fk_invoice_line_item_code"),
        ForeignKeyConstraint(["price_id"], ["price.id"], name="fk_invoice_line_price_id"),
        ForeignKeyConstraint(["subscription_id"], ["subscription.id"], name="fk_invoice_line_subscription_id"),
        ForeignKeyConstraint(
            ["subscription_line_id"], ["subscription_line.id"], name="fk_invoice_line_subscription_line_id"
        ),
        PrimaryKeyConstraint("id", name="pk_invoice_line"),
        UniqueConstraint("invoice_id", "ordinal", name="uq_invoice_line_invoice_id_ordinal"),
        UniqueConstraint(
            "subscription_line_id",
            "from_day",
            "kind",
            "turn",
            name="uq_invoice_line_subscription_line_id_from_day_kind_turn",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_invoice_line_credits",
        "invoice_line",
        ["credits_line_id"],
        unique=False,
        sqlite_where=text("credits_line_id IS NOT NULL"),
        postgresql_where=text("credits_line_id IS NOT NULL"),
    )


def _invoice_vat() -> None:
    op.create_table(
        "invoice_vat",
        Column("invoice_id", WholeNumber, nullable=False),
        Column("vat_code", Words, nullable=False),
        Column("basis_points", WholeNumber, nullable=False),
        Column("net", WholeNumber, nullable=False),
        Column("vat", WholeNumber, nullable=False),
        ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name="fk_invoice_vat_invoice_id"),
        PrimaryKeyConstraint("invoice_id", "vat_code", "basis_points", name="pk_invoice_vat"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _rendering() -> None:
    op.create_table(
        "rendering",
        Column("invoice_id", WholeNumber, nullable=False),
        Column("media_type", Words, nullable=False),
        Column("sha256", Words, nullable=False),
        Column("bytes", Bytes, nullable=False),
        Column("template_version", WholeNumber, nullable=False),
        Column("at", Instant(), nullable=False),
        ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name="fk_rendering_invoice_id"),
        PrimaryKeyConstraint("invoice_id", "media_type", name="pk_rendering"),
        sqlite_strict=True,
    )


def _payment() -> None:
    op.create_table(
        "payment",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("payer_id", WholeNumber, nullable=False),
        Column("currency", Words, nullable=False),
        Column("day", Day(), nullable=False),
        Column("amount", WholeNumber, nullable=False),
        Column("kid", Words, nullable=True),
        Column("text", Words, nullable=False),
        Column("reverses_id", WholeNumber, nullable=True),
        Column("command_id", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_payment_command_id"),
        ForeignKeyConstraint(["payer_id"], ["subscriber.id"], name="fk_payment_payer_id"),
        ForeignKeyConstraint(["reverses_id"], ["payment.id"], name="fk_payment_reverses_id"),
        PrimaryKeyConstraint("id", name="pk_payment"),
        sqlite_strict=True,
    )
    op.create_index("ix_payment_day", "payment", ["day", "id"], unique=False)
    op.create_index("ix_payment_payer", "payment", ["payer_id", "day", "id"], unique=False)


def _allocation() -> None:
    op.create_table(
        "allocation",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("invoice_id", WholeNumber, nullable=False),
        Column("payment_id", WholeNumber, nullable=True),
        Column("credit_note_id", WholeNumber, nullable=True),
        Column("amount", WholeNumber, nullable=False),
        Column("day", Day(), nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_allocation_command_id"),
        ForeignKeyConstraint(["credit_note_id"], ["invoice.id"], name="fk_allocation_credit_note_id"),
        ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name="fk_allocation_invoice_id"),
        ForeignKeyConstraint(["payment_id"], ["payment.id"], name="fk_allocation_payment_id"),
        PrimaryKeyConstraint("id", name="pk_allocation"),
        sqlite_strict=True,
    )
    op.create_index("ix_allocation_credit_note_id", "allocation", ["credit_note_id"], unique=False)
    op.create_index("ix_allocation_invoice_id", "allocation", ["invoice_id"], unique=False)
    op.create_index("ix_allocation_payment_id", "allocation", ["payment_id"], unique=False)


def _journal() -> None:
    op.create_table(
        "journal",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("day", Day(), nullable=False),
        Column("account", Words, nullable=False),
        Column("amount", WholeNumber, nullable=False),
        Column("currency", Words, nullable=False),
        Column("vat_code", Words, nullable=True),
        Column("invoice_id", WholeNumber, nullable=True),
        Column("payment_id", WholeNumber, nullable=True),
        Column("command_id", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_journal_command_id"),
        ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name="fk_journal_invoice_id"),
        ForeignKeyConstraint(["payment_id"], ["payment.id"], name="fk_journal_payment_id"),
        PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_account", "journal", ["account", "day", "id"], unique=False)
    op.create_index("ix_journal_invoice_id", "journal", ["invoice_id"], unique=False)
