"""Tables of the house itself: who asked for what, the chain that proves it, numbers, settings, the seller."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Fields, Id, Key


class CompanyFileRow(Base):
    """One row that says this is a company file: a key of its own, since when, and the company's time zone."""

    __tablename__ = "company_file"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)
    id: Mapped[Id]
    key: Mapped[str]
    made_at: Mapped[datetime]
    zone: Mapped[str]


class UserRow(Base):
    """Who works with the company file."""

    __tablename__ = "user"
    id: Mapped[Id]
    name: Mapped[str]
    initials: Mapped[str]
    role: Mapped[str]
    version: Mapped[int]


class CommandRow(Base):
    """What a person asked for; append-only."""

    __tablename__ = "command"
    id: Mapped[Id]
    name: Mapped[str]
    parameters: Mapped[Fields]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]


class AuditRow(Base):
    """One transaction in the chain; append-only."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("command_id", "batch"),)
    seq: Mapped[Id]
    prev: Mapped[str]
    command_id: Mapped[CommandRef]
    batch: Mapped[int]
    body: Mapped[str]
    sha256: Mapped[str]


class AuditHeadRow(Base):
    """One row: the last entry of the chain, taken as the last statement before commit."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)
    id: Mapped[Id]
    seq: Mapped[int]
    sha256: Mapped[str]


class OutboxRow(Base):
    """What others are to be told, in order; only `published_at` ever changes."""

    __tablename__ = "outbox"
    seq: Mapped[Id]
    subject: Mapped[str]
    subject_id: Mapped[int]
    body: Mapped[Fields]
    from_day: Mapped[date]
    command_id: Mapped[CommandRef]
    published_at: Mapped[datetime | None]


Index(
    "ix_outbox_unpublished",
    OutboxRow.seq,
    sqlite_where=OutboxRow.published_at.is_(None),
    postgresql_where=OutboxRow.published_at.is_(None),
)


class IdBlockRow(Base):
    """Where the next block of ids of a noun begins."""

    __tablename__ = "id_block"
    noun: Mapped[Key]
    next_id: Mapped[int]


class SeriesRow(Base):
    """A number series of documents; its numbers are given from first to next − 1, without gap.

    Of each kind the active one gives the next number.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("kind", "prefix"),)
    code: Mapped[Key]
    kind: Mapped[str]
    prefix: Mapped[str]
    first: Mapped[int]
    next: Mapped[int]
    last_day: Mapped[date | None]
    active: Mapped[bool]


class CounterRow(Base):
    """A company-wide counter: kid_number, kid_running, run, subscriber, subscription."""

    __tablename__ = "counter"
    name: Mapped[Key]
    next: Mapped[int]


class SettingRow(Base):
    """A rule of the company that differs from the usual one."""

    __tablename__ = "setting"
    key: Mapped[Key]
    value: Mapped[Fields]
    version: Mapped[int]


class CompanyFactRow(Base):
    """The seller as it is from a day on."""

    __tablename__ = "company_fact"
    id: Mapped[Id]
    from_day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]
    org_number: Mapped[str]
    vat_registered: Mapped[bool]
    business_register: Mapped[bool]
    address1: Mapped[str]
    address2: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    website: Mapped[str]
    account: Mapped[str]
    kid_payer_width: Mapped[int]
    kid_running_width: Mapped[int]
    kid_method: Mapped[str]
    logo: Mapped[bytes]
    version: Mapped[int]


class VatRateRow(Base):
    """What a VAT code means from a day on; NULL basis points where no VAT is treated."""

    __tablename__ = "vat_rate"
    code: Mapped[Key]
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    basis_points: Mapped[int | None]
    ehf: Mapped[str]
    name: Mapped[str]
    text: Mapped[str]
