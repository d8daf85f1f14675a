"""The house: file, users, commands, audit, outbox, numbers, settings, the seller, VAT."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, text

from desktop.store.types import Bytes, Day, Instant, Json, Truth, WholeNumber, Words

TABLES = (
    "company_file",
    "user",
    "command",
    "audit",
    "audit_head",
    "outbox",
    "id_block",
    "series",
    "counter",
    "setting",
    "company_fact",
    "vat_rate",
)


def create() -> None:
    """The tables and their indexes, as they first were."""
    _company_file()
    _user()
    _command()
    _audit()
    _audit_head()
    _outbox()
    _id_block()
    _series()
    _counter()
    _setting()
    _company_fact()
    _vat_rate()


def _company_file() -> None:
    op.create_table(
        "company_file",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("key", Words, nullable=False),
        Column("made_at", Instant(), nullable=False),
        Column("zone", Words, nullable=False),
        CheckConstraint("id = 1", name=op.f("ck_company_file_one")),
        PrimaryKeyConstraint("id", name="pk_company_file"),
        sqlite_strict=True,
    )


def _user() -> None:
    op.create_table(
        "user",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("name", Words, nullable=False),
        Column("initials", Words, nullable=False),
        Column("role", Words, nullable=False),
        Column("version", WholeNumber, nullable=False),
        PrimaryKeyConstraint("id", name="pk_user"),
        sqlite_strict=True,
    )


def _command() -> None:
    op.create_table(
        "command",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("name", Words, nullable=False),
        Column("parameters", Json(), nullable=False),
        Column("user_id", WholeNumber, nullable=False),
        Column("at", Instant(), nullable=False),
        ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_command_user_id"),
        PrimaryKeyConstraint("id", name="pk_command"),
        sqlite_strict=True,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        Column("seq", WholeNumber, autoincrement=False, nullable=False),
        Column("prev", Words, nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        Column("batch", WholeNumber, nullable=False),
        Column("body", Words, nullable=False),
        Column("sha256", Words, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_audit_command_id"),
        PrimaryKeyConstraint("seq", name="pk_audit"),
        UniqueConstraint("command_id", "batch", name="uq_audit_command_id_batch"),
        sqlite_strict=True,
    )


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("seq", WholeNumber, nullable=False),
        Column("sha256", Words, nullable=False),
        CheckConstraint("id = 1", name=op.f("ck_audit_head_one")),
        PrimaryKeyConstraint("id", name="pk_audit_head"),
        sqlite_strict=True,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        Column("seq", WholeNumber, autoincrement=False, nullable=False),
        Column("subject", Words, nullable=False),
        Column("subject_id", WholeNumber, nullable=False),
        Column("body", Json(), nullable=False),
        Column("from_day", Day(), nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        Column("published_at", Instant(), nullable=True),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_outbox_command_id"),
        PrimaryKeyConstraint("seq", name="pk_outbox"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_outbox_unpublished",
        "outbox",
        ["seq"],
        unique=False,
        sqlite_where=text("published_at IS NULL"),
        postgresql_where=text("published_at IS NULL"),
    )


def _id_block() -> None:
    op.create_table(
        "id_block",
        Column("noun", Words, nullable=False),
        Column("next_id", WholeNumber, nullable=False),
        PrimaryKeyConstraint("noun", name="pk_id_block"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _series() -> None:
    op.create_table(
        "series",
        Column("code", Words, nullable=False),
        Column("kind", Words, nullable=False),
        Column("prefix", Words, nullable=False),
        Column("first", WholeNumber, nullable=False),
        Column("next", WholeNumber, nullable=False),
        Column("last_day", Day(), nullable=True),
        Column("active", Truth(), nullable=False),
        PrimaryKeyConstraint("code", name="pk_series"),
        UniqueConstraint("kind", "prefix", name="uq_series_kind_prefix"),
        sqlite_strict=True,
    )


def _counter() -> None:
    op.create_table(
        "counter",
        Column("name", Words, nullable=False),
        Column("next", WholeNumber, nullable=False),
        PrimaryKeyConstraint("name", name="pk_counter"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        Column("key", Words, nullable=False),
        Column("value", Json(), nullable=False),
        Column("version", WholeNumber, nullable=False),
        PrimaryKeyConstraint("key", name="pk_setting"),
        sqlite_strict=True,
    )


def _company_fact() -> None:
    op.create_table(
        "company_fact",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("from_day", Day(), nullable=False),
        Column("name", Words, nullable=False),
        Column("org_number", Words, nullable=False),
        Column("vat_registered", Truth(), nullable=False),
        Column("business_register", Truth(), nullable=False),
        Column("address1", Words, nullable=False),
        Column("address2", Words, nullable=False),
        Column("postcode", Words, nullable=False),
        Column("city", Words, nullable=False),
        Column("country", Words, nullable=False),
        Column("email", Words, nullable=False),
        Column("phone", Words, nullable=False),
        Column("website", Words, nullable=False),
        Column("account", Words, nullable=False),
        Column("kid_payer_width", WholeNumber, nullable=False),
        Column("kid_running_width", WholeNumber, nullable=False),
        Column("kid_method", Words, nullable=False),
        Column("logo", Bytes, nullable=False),
        Column("version", WholeNumber, nullable=False),
        PrimaryKeyConstraint("id", name="pk_company_fact"),
        UniqueConstraint("from_day", name="uq_company_fact_from_day"),
        sqlite_strict=True,
    )


def _vat_rate() -> None:
    op.create_table(
        "vat_rate",
        Column("code", Words, nullable=False),
        Column("valid_from", Day(), nullable=False),
        Column("basis_points", WholeNumber, nullable=True),
        Column("ehf", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("text", Words, nullable=False),
        PrimaryKeyConstraint("code", "valid_from", name="pk_vat_rate"),
        sqlite_strict=True,
    )
