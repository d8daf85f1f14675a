"""Tables of what is sold: products, plans, add-ons, their tax and their prices."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Fields, Id, ItemRef, Key, ProductRef


class ProductRow(Base):
    """What is delivered."""

    __tablename__ = "product"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str]
    active: Mapped[bool]
    version: Mapped[int]


class PreferenceFieldRow(Base):
    """A typed field that a product asks of its subscribers."""

    __tablename__ = "preference_field"
    __table_args__ = (UniqueConstraint("product_code", "key"),)
    id: Mapped[Id]
    product_code: Mapped[ProductRef]
    key: Mapped[str]
    label: Mapped[str]
    choices: Mapped[Fields]
    default_value: Mapped[str]
    ordinal: Mapped[int]


class ItemRow(Base):
    """The one namespace of codes that have prices and tax: a plan and an add-on never share one."""

    __tablename__ = "item"
    code: Mapped[Key]
    kind: Mapped[str]


class PlanRow(Base):
    """A tier of a product; a larger rank is a higher tier."""

    __tablename__ = "plan"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(ForeignKey("item.code"), unique=True)
    product_code: Mapped[ProductRef]
    name: Mapped[str]
    detail: Mapped[str]
    rank: Mapped[int]
    unit: Mapped[str]
    interval_count: Mapped[int]
    in_arrears: Mapped[bool]
    lead_days: Mapped[int]
    trial_days: Mapped[int]
    commitment_months: Mapped[int]
    notice_days: Mapped[int]
    active: Mapped[bool]
    version: Mapped[int]


class AddOnRow(Base):
    """What is bought beside a plan; NULL interval: the plan's."""

    __tablename__ = "add_on"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(ForeignKey("item.code"), unique=True)
    product_code: Mapped[ProductRef]
    name: Mapped[str]
    detail: Mapped[str]
    unit: Mapped[str | None]
    interval_count: Mapped[int | None]
    active: Mapped[bool]
    version: Mapped[int]


class AddOnRuleRow(Base):
    """An add-on is allowed on a plan, or included in it with a quantity."""

    __tablename__ = "add_on_rule"
    add_on_code: Mapped[str] = mapped_column(ForeignKey("add_on.code"), primary_key=True)
    plan_code: Mapped[str] = mapped_column(ForeignKey("plan.code"), primary_key=True)
    rule: Mapped[Key]
    included_quantity: Mapped[int]


class ItemVatRow(Base):
    """The VAT code of a plan or add-on from a day on."""

    __tablename__ = "item_vat"
    item_code: Mapped[str] = mapped_column(ForeignKey("item.code"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    vat_code: Mapped[str]


class PriceRow(Base):
    """A price from a day on; never changes, a new price is a new row."""

    __tablename__ = "price"
    id: Mapped[Id]
    item_code: Mapped[ItemRef]
    currency: Mapped[str]
    model: Mapped[str]
    amount: Mapped[int]
    scale: Mapped[int]
    includes_vat: Mapped[bool]
    tiers: Mapped[Fields]
    package_size: Mapped[int]
    free_units: Mapped[int]
    facts: Mapped[Fields]
    valid_from: Mapped[date]
    recorded_command: Mapped[CommandRef]


Index("ix_price_item", PriceRow.item_code, PriceRow.currency, PriceRow.valid_from, PriceRow.id)
