"""Subscriptions, their changes, lines and segments, and the renewal runs."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from desktop.store.types import Day, Instant, Json, Truth, WholeNumber, Words

TABLES = (
    "subscription",
    "subscription_preference",
    "subscription_line",
    "change",
    "segment",
    "run",
    "run_exclusion",
    "set_aside",
)


def create() -> None:
    """The tables and their indexes, as they first were."""
    _subscription()
    _subscription_preference()
    _subscription_line()
    _change()
    _segment()
    _run()
    _run_exclusion()
    _set_aside()


def _subscription() -> None:
    op.create_table(
        "subscription",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("number", Words, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=False),
        Column("payer_id", WholeNumber, nullable=False),
        Column("product_code", Words, nullable=False),
        Column("currency", Words, nullable=False),
        Column("start_day", Day(), nullable=False),
        Column("end_day", Day(), nullable=True),
        Column("status", Words, nullable=False),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["payer_id"], ["subscriber.id"], name="fk_subscription_payer_id"),
        ForeignKeyConstraint(["product_code"], ["product.code"], name="fk_subscription_product_code"),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_subscription_subscriber_id"),
        PrimaryKeyConstraint("id", name="pk_subscription"),
        UniqueConstraint("number", name="uq_subscription_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_subscription_end_day", "subscription", ["end_day", "id"], unique=False)
    op.create_index("ix_subscription_payer_id", "subscription", ["payer_id"], unique=False)
    op.create_index("ix_subscription_product", "subscription", ["product_code", "status"], unique=False)
    op.create_index("ix_subscription_start_day", "subscription", ["start_day", "id"], unique=False)
    op.create_index("ix_subscription_subscriber_id", "subscription", ["subscriber_id"], unique=False)


def _subscription_preference() -> None:
    op.create_table(
        "subscription_preference",
        Column("subscription_id", WholeNumber, nullable=False),
        Column("key", Words, nullable=False),
        Column("value", Words, nullable=False),
        ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_subscription_preference_subscription_id"
        ),
        PrimaryKeyConstraint("subscription_id", "key", name="pk_subscription_preference"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _subscription_line() -> None:
    op.create_table(
        "subscription_line",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("subscription_id", WholeNumber, nullable=False),
        Column("slot", Words, nullable=False),
        Column("clean_from", Day(), nullable=False),
        Column("next_issue_day", Day(), nullable=True),
        Column("billed_to", Day(), nullable=True),
        ForeignKeyConstraint(["subscription_id"], ["subscription.id"], name="fk_subscription_line_subscription_id"),
        PrimaryKeyConstraint("id", name="pk_subscription_line"),
        UniqueConstraint("subscription_id", "slot", name="uq_subscription_line_subscription_id_slot"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_subscription_line_due", "subscription_line", ["next_issue_day", "subscription_id"], unique=False
    )


def _change() -> None:
    op.create_table(
        "change",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("subscription_id", WholeNumber, nullable=False),
        Column("sequence", WholeNumber, nullable=False),
        Column("effective", Day(), nullable=False),
        Column("kind", Words, nullable=False),
        Column("slot", Words, nullable=False),
        Column("item_code", Words, nullable=True),
        Column("quantity", WholeNumber, nullable=False),
        Column("price_id", WholeNumber, nullable=True),
        Column("agreed", WholeNumber, nullable=True),
        Column("agreed_includes_vat", Truth(), nullable=False),
        Column("keeps_agreed", Truth(), nullable=False),
        Column("until_day", Day(), nullable=True),
        Column("anchor", Day(), nullable=True),
        Column("unit", Words, nullable=True),
        Column("interval_count", WholeNumber, nullable=True),
        Column("in_arrears", Truth(), nullable=False),
        Column("lead_days", WholeNumber, nullable=False),
        Column("elsewhere_through", Day(), nullable=True),
        Column("commitment_months", WholeNumber, nullable=False),
        Column("included", Json(), nullable=False),
        Column("annuls", Json(), nullable=False),
        Column("origin", Words, nullable=False),
        Column("reason", Words, nullable=False),
        Column("overridden", Truth(), nullable=False),
        Column("facts", Json(), nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        Column("recorded_at", Instant(), nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_change_command_id"),
        ForeignKeyConstraint(["item_code"], ["item.code"], name="fk_change_item_code"),
        ForeignKeyConstraint(["price_id"], ["price.id"], name="fk_change_price_id"),
        ForeignKeyConstraint(["subscription_id"], ["subscription.id"], name="fk_change_subscription_id"),
        PrimaryKeyConstraint("id", name="pk_change"),
        UniqueConstraint("subscription_id", "sequence", name="uq_change_subscription_id_sequence"),
        sqlite_strict=True,
    )
    op.create_index("ix_change_command_id", "change", ["command_id"], unique=False)


def _segment() -> None:
    op.create_table(
        "segment",
        Column("line_id", WholeNumber, nullable=False),
        Column("from_day", Day(), nullable=False),
        Column("to_day", Day(), nullable=False),
        Column("item_code", Words, nullable=False),
        Column("price_id", WholeNumber, nullable=True),
        Column("agreed", WholeNumber, nullable=True),
        Column("agreed_includes_vat", Truth(), nullable=False),
        Column("mode", Words, nullable=False),
        Column("covers", Words, nullable=False),
        Column("quantity", WholeNumber, nullable=False),
        Column("anchor", Day(), nullable=False),
        Column("unit", Words, nullable=False),
        Column("interval_count", WholeNumber, nullable=False),
        Column("in_arrears", Truth(), nullable=False),
        Column("lead_days", WholeNumber, nullable=False),
        Column("elsewhere_through", Day(), nullable=True),
        Column("change", WholeNumber, nullable=False),
        Column("keeps", Truth(), nullable=False),
        ForeignKeyConstraint(["item_code"], ["item.code"], name="fk_segment_item_code"),
        ForeignKeyConstraint(["line_id"], ["subscription_line.id"], name="fk_segment_line_id"),
        ForeignKeyConstraint(["price_id"], ["price.id"], name="fk_segment_price_id"),
        PrimaryKeyConstraint("line_id", "from_day", name="pk_segment"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _run() -> None:
    op.create_table(
        "run",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("number", WholeNumber, nullable=False),
        Column("command_id", WholeNumber, nullable=False),
        Column("user_id", WholeNumber, nullable=False),
        Column("state", Words, nullable=False),
        Column("today", Day(), nullable=False),
        Column("target_day", Day(), nullable=False),
        Column("selection", Json(), nullable=False),
        Column("digest", Words, nullable=False),
        Column("common_digest", Words, nullable=False),
        Column("planned_documents", WholeNumber, nullable=False),
        Column("planned_total", WholeNumber, nullable=False),
        Column("done_documents", WholeNumber, nullable=False),
        Column("done_total", WholeNumber, nullable=False),
        Column("first_number", WholeNumber, nullable=True),
        Column("last_number", WholeNumber, nullable=True),
        Column("started_at", Instant(), nullable=True),
        Column("ended_at", Instant(), nullable=True),
        Column("lease_owner", Words, nullable=True),
        Column("lease_pid", WholeNumber, nullable=True),
        Column("heartbeat_at", Instant(), nullable=True),
        Column("previous_run_id", WholeNumber, nullable=True),
        Column("version", WholeNumber, nullable=False),
        ForeignKeyConstraint(["command_id"], ["command.id"], name="fk_run_command_id"),
        ForeignKeyConstraint(["previous_run_id"], ["run.id"], name="fk_run_previous_run_id"),
        ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_run_user_id"),
        PrimaryKeyConstraint("id", name="pk_run"),
        UniqueConstraint("number", name="uq_run_number"),
        sqlite_strict=True,
    )


def _run_exclusion() -> None:
    op.create_table(
        "run_exclusion",
        Column("run_id", WholeNumber, nullable=False),
        Column("subscriber_id", WholeNumber, nullable=False),
        ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_exclusion_run_id"),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_run_exclusion_subscriber_id"),
        PrimaryKeyConstraint("run_id", "subscriber_id", name="pk_run_exclusion"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        Column("id", WholeNumber, autoincrement=False, nullable=False),
        Column("run_id", WholeNumber, nullable=True),
        Column("subscriber_id", WholeNumber, nullable=False),
        Column("reason_code", Words, nullable=False),
        Column("reason", Json(), nullable=False),
        Column("amount", WholeNumber, nullable=True),
        Column("day", Day(), nullable=False),
        Column("cleared_at", Instant(), nullable=True),
        ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_set_aside_run_id"),
        ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_set_aside_subscriber_id"),
        PrimaryKeyConstraint("id", name="pk_set_aside"),
        sqlite_strict=True,
    )
    op.create_index("ix_set_aside_day", "set_aside", ["day", "id"], unique=False)
    op.create_index("ix_set_aside_run_id", "set_aside", ["run_id"], unique=False)
    op.create_index("ix_set_aside_subscriber", "set_aside", ["subscriber_id", "cleared_at"], unique=False)
