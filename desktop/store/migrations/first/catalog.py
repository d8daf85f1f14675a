"""Catalog and parties: products, plans, add-ons, prices, subscribers, contacts, agreements, notes."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from desktop.store.types import Day, Instant, Json, Truth, WholeNumber, Words

TABLES = (
    "product",
    "preference_field",
    "item",
    "plan",
    "add_on",
    "add_on_rule",
    "item_vat",
    "price",
    "subscriber",
    "contact",
    "payment_agreement",
    "note",
)


def create() -> None:
    """The tables and their indexes, as they first were."""
    _product()
    _preference_field()
    _item()
    _plan()
    _add_on()
    _add_on_rule()
    _item_vat()
    _price()
    _subscriber()
    _contact()
    _payment_agreement()
    _note()


def _product() -> None:
    op.create_table(
        "product",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("code", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("description", Words, nullable=False),
        Column("active", Truth(), nullable=False),
        Column("version", WholeNumber, nullable=False),
        PrimaryKeyConstraint("id", name="pk_product"),
        UniqueConstraint("code", name="uq_product_code"),
        sqlite_strict=True,
    )


def _preference_field() -> None:
    op.create_table(
        "preference_field",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("product_code", Words, nullable=False),
        Column("key", Words, nullable=False),
        Column("label", Words, nullable=False),
        Column("choices", Json(), nullable=False),
        Column("default_value", Words, nullable=False),
        Column("ordinal", WholeNumber, nullable=False),
        ForeignKeyConstraint(["product_code"], ["product.code"], name="fk_preference_field_product_code"),
        PrimaryKeyConstraint("id", name="pk_preference_field"),
        UniqueConstraint("product_code", "key", name="uq_preference_field_product_code_key"),
        sqlite_strict=True,
    )


def _item() -> None:
    op.create_table(
        "item",
        Column("code", Words, nullable=False),
        Column("kind", Words, nullable=False),
        PrimaryKeyConstraint("code", name="pk_item"),
        sqlite_strict=True,
    )


def _plan() -> None:
    op.create_table(
        "plan",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("code", Words, nullable=False),
        Column("product_code", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("detail", Words, nullable=False),
        Column("rank", WholeNumber, nullable=False),
        Column("unit", Words, nullable=False),
        Column("interval_count", WholeNumber, nullable=False),
        Column("in_arrears", Truth(), nullable=False),
        Column("lead_days", WholeNumber, nullable=False),
        Column("trial_days", WholeNumber, nullable=False),
        Column("commitment_months", WholeNumber, nullable=False),
        Column("notice_days", WholeNumber, nullable=False),
        Column("active", Truth(), nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["code"], ["item.code"], name="fk_plan_code"),
        ForeignKeyConstraint(["product_code"], ["product.code"], name="fk_plan_product_code"),
        PrimaryKeyConstraint("id", name="pk_plan"),
        UniqueConstraint("code", name="uq_plan_code"),
        sqlite_strict=True,
    )


def _add_on() -> None:
    op.create_table(
        "add_on",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("code", Words, nullable=False),
        Column("product_code", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("detail", Words, nullable=False),
        Column("unit", Words, nullable=True),
        Column("interval_count", WholeNumber, nullable=True),
        Column("active", Truth(), nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["code"], ["item.code"], name="fk_add_on_code"),
        ForeignKeyConstraint(["product_code"], ["product.code"], name="fk_add_on_product_code"),
        PrimaryKeyConstraint("id", name="pk_add_on"),
        UniqueConstraint("code", name="uq_add_on_code"),
        sqlite_strict=True,
    )


def _add_on_rule() -> None:
    op.create_table(
        "add_on_rule",
        Column("add_on_code", Words, nullable=False),
        Column("plan_code", Words, nullable=False),
        Column("rule", Words, nullable=False),
        Column("included_quantity", WholeNumber, nullable=False),
        ForeignKeyConstraint(["add_on_code"], ["add_on.code"], name="fk_add_on_rule_add_on_code"),
        ForeignKeyConstraint(["plan_code"], ["plan.code"], name="fk_add_on_rule_plan_code"),
        PrimaryKeyConstraint("add_on_code", "plan_code", "rule", name="pk_add_on_rule"),
        sqlite_strict=True,
    )


def _item_vat() -> None:
    op.create_table(
        "item_vat",
        Column("item_code", Words, nullable=False),
        Column("valid_from", Day(), nullable=False),
        Column("vat_code", Words, nullable=False),
        ForeignKeyConstraint(["item_code"], ["item.code"], name="fk_item_vat_item_code"),
        PrimaryKeyConstraint("item_code", "valid_from", name="pk_item_vat"),
        sqlite_strict=True,
    )


def _price() -> None:
    op.create_table(
        "price",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("item_code", Words, nullable=False),
        Column("currency", Words, nullable=False),
        Column("model", Words, nullable=False),
        Column("amount", WholeNumber, nullable=False),
        Column("scale", WholeNumber, nullable=False),
        Column("includes_vat", Truth(), nullable=False),
        Column("tiers", Json(), nullable=False),
        Column("package_size", WholeNumber, nullable=False),
        Column("free_units", WholeNumber, nullable=False),
        Column("facts", Json(), nullable=False),
        Column("valid_from", Day(), nullable=False),
        Column("recorded_command", WholeNumber, nullable=False),
        ForeignKeyConstraint(["item_code"], ["item.code"], name="fk_price_item_code"),
        ForeignKeyConstraint(["recorded_command"], ["command.id"], name="fk_price_recorded_command"),
        PrimaryKeyConstraint("id", name="pk_price"),
        sqlite_strict=True,
    )
    op.create_index("ix_price_item", "price", ["item_code", "currency", "valid_from", "id"], unique=False)


def _subscriber() -> None:
    op.create_table(
        "subscriber",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("number", Words, nullable=False),
        Column("number_sort", Words, nullable=False),
        Column("kind", Words, nullable=False),
        Column("kid_number", WholeNumber, nullable=False),
        Column("name", Words, nullable=False),
        Column("name_sort", Words, nullable=False),
        Column("city", Words, nullable=False),
        Column("city_sort", Words, nullable=False),
        Column("language", Words, nullable=False),
        Column("org_number", Words, nullable=False),
        Column("search", Words, nullable=False),
        Column("since_day", Day(), nullable=False),
        Column("version", WholeNumber, nullable=False),
        PrimaryKeyConstraint("id", name="pk_subscriber"),
        UniqueConstraint("kid_number", name="uq_subscriber_kid_number"),
        UniqueConstraint("number", name="uq_subscriber_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_subscriber_city_sort", "subscriber", ["city_sort", "id"], unique=False)
    op.create_index("ix_subscriber_name_sort", "subscriber", ["name_sort", "id"], unique=False)
    op.create_index("ix_subscriber_number_sort", "subscriber", ["number_sort", "id"], unique=False)
    op.create_index("ix_subscriber_since_day", "subscriber", ["since_day", "id"], unique=False)


def _contact() -> None:
    op.create_table(
        "contact",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=False),
        Column("role", Words, nullable=False),
        Column("from_day", Day(), nullable=False),
        Column("to_day", Day(), nullable=False),
        Column("name", Words, nullable=False),
        Column("care_of", Words, nullable=False),
        Column("address1", Words, nullable=False),
        Column("address2", Words, nullable=False),
        Column("postcode", Words, nullable=False),
        Column("city", Words, nullable=False),
        Column("country", Words, nullable=False),
        Column("email", Words, nullable=False),
        Column("phone", Words, nullable=False),
        Column("reference", Words, nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_contact_subscriber_id"),
        PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_subscriber", "contact", ["subscriber_id", "role", "from_day"], unique=False)


def _payment_agreement() -> None:
    op.create_table(
        "payment_agreement",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=False),
        Column("method", Words, nullable=False),
        Column("reference", Words, nullable=False),
        Column("from_day", Day(), nullable=False),
        Column("to_day", Day(), nullable=False),
        Column("state", Words, nullable=False),
        Column("minimum_notice_days", WholeNumber, nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_payment_agreement_subscriber_id"),
        PrimaryKeyConstraint("id", name="pk_payment_agreement"),
        sqlite_strict=True,
    )
    op.create_index("ix_payment_agreement_subscriber", "payment_agreement", ["subscriber_id", "from_day"], unique=False)


def _note() -> None:
    op.create_table(
        "note",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=False),
        Column("text", Words, nullable=False),
        Column("pinned", Truth(), nullable=False),
        Column("at", Instant(), nullable=False),
        Column("user_id", WholeNumber, nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_note_command_id"),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_note_subscriber_id"),
        ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_note_user_id"),
        PrimaryKeyConstraint("id", name="pk_note"),
        sqlite_strict=True,
    )
    op.create_index("ix_note_subscriber", "note", ["subscriber_id", "at", "id"], unique=False)
