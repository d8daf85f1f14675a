"""Column types that mean the same on SQLite and PostgreSQL, and refuse what would lose meaning."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.domain.audit import canonical, instant_text

SQLITE = "sqlite"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; it holds 64 bits there as well.
WholeNumber = BigInteger().with_variant(Integer(), SQLITE)
"""Ids, counts, and amounts in minor units: 64 bits on both."""

Words = Text()
"""Text of any length; a length is a rule, and rules live in the domain."""

Bytes = LargeBinary()
"""Logos and stored documents."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: ISO text of fixed width on SQLite, which sorts as time; refuses a naive time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == SQLITE:
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant carries its zone")
        return instant_text(value) if dialect.name == SQLITE else value.astimezone(UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromisoformat(str(value))


class Day(TypeDecorator[date]):
    """A day: ISO text on SQLite, DATE on PostgreSQL; both compare and sort as days. Refuses an instant."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == SQLITE else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if isinstance(value, datetime):
            raise TypeError("a day is a date, not an instant; period.local_day makes one of the other")
        return value.isoformat() if dialect.name == SQLITE else value

    def process_result_value(self, value: object, dialect: Dialect) -> date | None:
        del dialect
        if value is None or isinstance(value, date):
            return value
        return date.fromisoformat(str(value))


class Truth(TypeDecorator[bool]):
    """True or false: 1 or 0 on SQLite, whose strict tables know no BOOLEAN."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == SQLITE else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> object:  # noqa: FBT001 - the base class's signature
        if value is None:
            return None
        return int(value) if dialect.name == SQLITE else value

    def process_result_value(self, value: object, dialect: Dialect) -> bool | None:
        del dialect
        return None if value is None else bool(value)


class Json(TypeDecorator[object]):
    """A small structure as canonical JSON text, so that its hash is the same wherever it is kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else canonical(value)

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        del dialect
        return None if value is None else json.loads(str(value))
