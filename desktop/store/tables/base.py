"""What all tables share: names of constraints, types of columns, and the short forms that the others use."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column

from desktop.store.types import Bytes, Day, Instant, Json, Truth, WholeNumber, Words


class Base(DeclarativeBase):
    """Typed columns for Core statements; no row is ever loaded as an object."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[object, object]] = {
        int: WholeNumber,
        str: Words,
        date: Day(),
        datetime: Instant(),
        bool: Truth(),
        bytes: Bytes,
        object: Json(),
    }


Id = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
"""A key from a block of `id_block`; never chosen by the database."""

Key = Annotated[str, mapped_column(primary_key=True)]
"""A natural key that people chose, and that never changes."""

Fields = Annotated[object, mapped_column(Json())]
"""Canonical JSON."""

OptionalFields = Annotated[object, mapped_column(Json(), nullable=True)]
"""Canonical JSON, or NULL for none."""

CommandRef = Annotated[int, mapped_column(ForeignKey("command.id"))]
SubscriberRef = Annotated[int, mapped_column(ForeignKey("subscriber.id"))]
SubscriptionRef = Annotated[int, mapped_column(ForeignKey("subscription.id"))]
ItemRef = Annotated[str, mapped_column(ForeignKey("item.code"))]
ProductRef = Annotated[str, mapped_column(ForeignKey("product.code"))]
InvoiceRef = Annotated[int, mapped_column(ForeignKey("invoice.id"))]
