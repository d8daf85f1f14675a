"""Tables of subscriptions: the appended changes, and the lines and segments that are derived from them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.period import OPEN_END
from desktop.store.tables.base import (
    Base,
    Fields,
    Id,
    Key,
    ProductRef,
    SubscriptionRef,
)

NEVER = OPEN_END
"""The start of a subscription whose sale was undone."""


class SubscriptionRow(Base):
    """Who receives what, who pays; `start_day`, `end_day` and `status` are caches of the changes."""

    __tablename__ = "subscription"
    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    product_code: Mapped[ProductRef]
    currency: Mapped[str]
    start_day: Mapped[date]
    end_day: Mapped[date | None]
    status: Mapped[str]
    version: Mapped[int]


Index("ix_subscription_start_day", SubscriptionRow.start_day, SubscriptionRow.id)
Index("ix_subscription_end_day", SubscriptionRow.end_day, SubscriptionRow.id)
Index("ix_subscription_product", SubscriptionRow.product_code, SubscriptionRow.status)


class SubscriptionPreferenceRow(Base):
    """What the subscriber chose of what the product asks."""

    __tablename__ = "subscription_preference"
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscription.id"), primary_key=True)
    key: Mapped[Key]
    value: Mapped[str]


class SubscriptionLineRow(Base):
    """A slot of a subscription through all its changes.

    `clean_from`: every day before it is billed exactly as it should be. `next_issue_day`: when it is next due, NULL
    for never. `billed_to`: where the furthest of its charges ends, NULL before the first; only when it lies beyond
    `clean_from` must billed rows be read. All three are caches; the doctor checks them.
    """

    __tablename__ = "subscription_line"
    __table_args__ = (UniqueConstraint("subscription_id", "slot"),)
    id: Mapped[Id]
    subscription_id: Mapped[SubscriptionRef]
    slot: Mapped[str]
    clean_from: Mapped[date]
    next_issue_day: Mapped[date | None]
    billed_to: Mapped[date | None]


Index("ix_subscription_line_due", SubscriptionLineRow.next_issue_day, SubscriptionLineRow.subscription_id)


class ChangeRow(Base):
    """A dated change of a subscription; append-only. `annuls` names sequences; `reason` is from the company's list.

    `facts` holds what few kinds of change say: the answers of a pause, the last day of access.
    """

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("subscription_id", "sequence"),)
    id: Mapped[Id]
    subscription_id: Mapped[SubscriptionRef]
    sequence: Mapped[int]
    effective: Mapped[date]
    kind: Mapped[str]
    slot: Mapped[str]
    item_code: Mapped[str | None] = mapped_column(ForeignKey("item.code"))
    quantity: Mapped[int]
    price_id: Mapped[int | None] = mapped_column(ForeignKey("price.id"))
    agreed: Mapped[int | None]
    agreed_includes_vat: Mapped[bool]
    keeps_agreed: Mapped[bool]
    until_day: Mapped[date | None]
    anchor: Mapped[date | None]
    unit: Mapped[str | None]
    interval_count: Mapped[int | None]
    in_arrears: Mapped[bool]
    lead_days: Mapped[int]
    elsewhere_through: Mapped[date | None]
    commitment_months: Mapped[int]
    included: Mapped[Fields]
    annuls: Mapped[Fields]
    origin: Mapped[str]
    reason: Mapped[str]
    overridden: Mapped[bool]
    facts: Mapped[Fields]
    command_id: Mapped[int] = mapped_column(ForeignKey("command.id"), index=True)
    recorded_at: Mapped[datetime]


class SegmentRow(Base):
    """What a line is from a day up to another, derived from the changes and rewritten with each of them.

    `change` is the sequence of the change that caused it; `to_day` is 9999-12-31 while no end is known.
    """

    __tablename__ = "segment"
    line_id: Mapped[int] = mapped_column(ForeignKey("subscription_line.id"), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    to_day: Mapped[date]
    item_code: Mapped[str] = mapped_column(ForeignKey("item.code"))
    price_id: Mapped[int | None] = mapped_column(ForeignKey("price.id"))
    agreed: Mapped[int | None]
    agreed_includes_vat: Mapped[bool]
    mode: Mapped[str]
    covers: Mapped[str]
    quantity: Mapped[int]
    anchor: Mapped[date]
    unit: Mapped[str]
    interval_count: Mapped[int]
    in_arrears: Mapped[bool]
    lead_days: Mapped[int]
    elsewhere_through: Mapped[date | None]
    change: Mapped[int]
    keeps: Mapped[bool]
