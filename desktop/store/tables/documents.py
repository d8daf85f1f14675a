"""Tables of final documents: invoices and credit notes with lines, tax, parties and renderings."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Id, InvoiceRef, OptionalFields


class DocumentPartyRow(Base):
    """Seller or buyer as printed on documents; purged by law one day, so documents keep only its salted digest."""

    __tablename__ = "document_party"
    id: Mapped[Id]
    role: Mapped[str]
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscriber.id"), index=True)
    salt: Mapped[str]
    digest: Mapped[str]
    number: Mapped[str]
    name: Mapped[str]
    care_of: Mapped[str]
    address1: Mapped[str]
    address2: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    org_number: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    reference: Mapped[str]
    website: Mapped[str]
    account: Mapped[str]
    vat_registered: Mapped[bool]
    business_register: Mapped[bool]
    logo: Mapped[bytes]


class InvoiceRow(Base):
    """A final document; never changes. The party ids have no foreign key: parties are purged before documents."""

    __tablename__ = "invoice"
    __table_args__ = (UniqueConstraint("series", "number"),)
    id: Mapped[Id]
    kind: Mapped[str]
    series: Mapped[str] = mapped_column(ForeignKey("series.code"))
    number: Mapped[int]
    payer_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"))
    currency: Mapped[str]
    document_day: Mapped[date]
    due_day: Mapped[date | None]
    bill_day: Mapped[date]
    net: Mapped[int]
    vat: Mapped[int]
    total: Mapped[int]
    kid: Mapped[str | None] = mapped_column(unique=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    original_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    language: Mapped[str]
    template_version: Mapped[int]
    seller_party_id: Mapped[int]
    seller_digest: Mapped[str]
    buyer_party_id: Mapped[int]
    buyer_digest: Mapped[str]
    digest: Mapped[str]
    command_id: Mapped[CommandRef]


Index("ix_invoice_payer", InvoiceRow.payer_id, InvoiceRow.document_day, InvoiceRow.id)
Index("ix_invoice_number", InvoiceRow.number, InvoiceRow.id)
Index("ix_invoice_document_day", InvoiceRow.document_day, InvoiceRow.id)
Index("ix_invoice_due_day", InvoiceRow.due_day, InvoiceRow.id)
Index("ix_invoice_total", InvoiceRow.total, InvoiceRow.id)
Index(
    "ix_invoice_original",
    InvoiceRow.original_id,
    sqlite_where=InvoiceRow.original_id.is_not(None),
    postgresql_where=InvoiceRow.original_id.is_not(None),
)


class InvoiceLineRow(Base):
    """A line of a final document and how it came to be; the unique key keeps a day from being billed twice."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("invoice_id", "ordinal"),
        UniqueConstraint("subscription_line_id", "from_day", "kind", "turn"),
    )
    id: Mapped[Id]
    invoice_id: Mapped[InvoiceRef]
    ordinal: Mapped[int]
    subscription_line_id: Mapped[int | None] = mapped_column(ForeignKey("subscription_line.id"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscription.id"))
    slot: Mapped[str]
    kind: Mapped[str]
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
    turn: Mapped[int]
    share_num: Mapped[int]
    share_den: Mapped[int]
    whole_from: Mapped[date | None]
    whole_to: Mapped[date | None]
    item_code: Mapped[str | None] = mapped_column(ForeignKey("item.code"))
    price_id: Mapped[int | None] = mapped_column(ForeignKey("price.id"))
    agreed: Mapped[bool]
    unit_amount: Mapped[int]
    whole_amount: Mapped[int]
    scale: Mapped[int]
    quantity: Mapped[int]
    includes_vat: Mapped[bool]
    amount: Mapped[int]
    net: Mapped[int]
    vat_code: Mapped[str]
    vat_basis_points: Mapped[int]
    segment_from: Mapped[date | None]
    change: Mapped[int | None]
    covers: Mapped[str]
    credits_line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_line.id"))
    most: Mapped[int | None]
    discount: Mapped[OptionalFields]
    tiers: Mapped[OptionalFields]
    text: Mapped[str]


Index(
    "ix_invoice_line_credits",
    InvoiceLineRow.credits_line_id,
    sqlite_where=InvoiceLineRow.credits_line_id.is_not(None),
    postgresql_where=InvoiceLineRow.credits_line_id.is_not(None),
)


class InvoiceVatRow(Base):
    """The tax of one code and rate on one document."""

    __tablename__ = "invoice_vat"
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), primary_key=True)
    vat_code: Mapped[str] = mapped_column(primary_key=True)
    basis_points: Mapped[int] = mapped_column(primary_key=True)
    net: Mapped[int]
    vat: Mapped[int]


class RenderingRow(Base):
    """A document as it was first shown or sent."""

    __tablename__ = "rendering"
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), primary_key=True)
    media_type: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    bytes: Mapped[bytes]
    template_version: Mapped[int]
    at: Mapped[datetime]
