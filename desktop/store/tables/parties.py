"""Tables of people and organisations: subscribers, their dated contacts, how they pay, notes on them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Id, SubscriberRef


class SubscriberRow(Base):
    """An identity and a number. City, the sort keys and the search text are derived, for lists."""

    __tablename__ = "subscriber"
    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    number_sort: Mapped[str]
    kind: Mapped[str]
    kid_number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    name_sort: Mapped[str]
    city: Mapped[str]
    city_sort: Mapped[str]
    language: Mapped[str]
    org_number: Mapped[str]
    search: Mapped[str]
    since_day: Mapped[date]
    version: Mapped[int]


Index("ix_subscriber_number_sort", SubscriberRow.number_sort, SubscriberRow.id)
Index("ix_subscriber_name_sort", SubscriberRow.name_sort, SubscriberRow.id)
Index("ix_subscriber_city_sort", SubscriberRow.city_sort, SubscriberRow.id)
Index("ix_subscriber_since_day", SubscriberRow.since_day, SubscriberRow.id)


class ContactRow(Base):
    """Name, address and reach of a subscriber in a role, from a day up to another."""

    __tablename__ = "contact"
    id: Mapped[Id]
    subscriber_id: Mapped[SubscriberRef]
    role: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    name: Mapped[str]
    care_of: Mapped[str]
    address1: Mapped[str]
    address2: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    reference: Mapped[str]
    version: Mapped[int]


Index("ix_contact_subscriber", ContactRow.subscriber_id, ContactRow.role, ContactRow.from_day)


class PaymentAgreementRow(Base):
    """How a subscriber pays, from a day up to another."""

    __tablename__ = "payment_agreement"
    id: Mapped[Id]
    subscriber_id: Mapped[SubscriberRef]
    method: Mapped[str]
    reference: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    state: Mapped[str]
    minimum_notice_days: Mapped[int]
    version: Mapped[int]


Index("ix_payment_agreement_subscriber", PaymentAgreementRow.subscriber_id, PaymentAgreementRow.from_day)


class NoteRow(Base):
    """What staff wrote about a subscriber; typed text lies here, never in commands or audit."""

    __tablename__ = "note"
    id: Mapped[Id]
    subscriber_id: Mapped[SubscriberRef]
    text: Mapped[str]
    pinned: Mapped[bool]
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    command_id: Mapped[CommandRef]
    version: Mapped[int]


Index("ix_note_subscriber", NoteRow.subscriber_id, NoteRow.at, NoteRow.id)
