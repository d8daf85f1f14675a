"""What SQLite says in its own way: pragmas, the mark of a company file, the meaning of its errors."""

from enum import Enum
from typing import Final

from sqlalchemy import Connection

from desktop.store.types import SQLITE

APPLICATION_ID: Final = 0x466F_726E
"""The four letters `Forn`, which `file` and SQLite's tools read in the header of every company file."""

OLDEST_SQLITE: Final = (3, 51, 3)
"""Before this, several connections in WAL mode could corrupt the file."""


class Trouble(Enum):
    """What an error of the database means to people."""

    BUSY = "another connection holds the write lock"
    FULL = "the disk is full"
    READ_ONLY = "the file cannot be written to"
    DAMAGED = "the file is damaged"
    FOREIGN = "the file is no database"
    UNREADABLE = "the file cannot be opened"


# The driver gives no codes, only the texts of SQLite's errstr, which have not changed since version 3.0.
_SIGNS: Final = (
    ("database is locked", Trouble.BUSY),
    ("database table is locked", Trouble.BUSY),
    ("locking protocol", Trouble.BUSY),
    ("database or disk is full", Trouble.FULL),
    ("disk i/o error", Trouble.FULL),
    ("attempt to write a readonly database", Trouble.READ_ONLY),
    ("malformed", Trouble.DAMAGED),
    ("file is not a database", Trouble.FOREIGN),
    ("unable to open database file", Trouble.UNREADABLE),
)


def trouble_in(error: BaseException) -> Trouble | None:
    """What the text of a driver's error means; None for errors that are bugs."""
    said = str(getattr(error, "orig", error)).lower()
    return next((trouble for sign, trouble in _SIGNS if sign in said), None)


def is_sqlite(connection: Connection) -> bool:
    """True where SQLite's own features (triggers, FTS5, pragmas) apply."""
    return connection.dialect.name == SQLITE


def pragma(connection: Connection, name: str) -> object:
    """The one value of a pragma."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def mark(connection: Connection, *, schema: int) -> None:
    """Writes whose file this is and which schema it has; part of the open transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")


READ_PRAGMAS: Final = ("busy_timeout = {wait}", "query_only = ON", "temp_store = MEMORY", "cache_size = -16384")
"""For connections that look; `wait` is in milliseconds, cache sizes are in KiB below zero."""

WRITE_PRAGMAS: Final = (
    "busy_timeout = {wait}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",
)
"""For the connection that writes: what is confirmed survives a power cut."""

ALONE_PRAGMAS: Final = (
    "busy_timeout = {wait}",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = OFF",
    "synchronous = FULL",
)
"""For migration: no one else has the file, and rebuilding a table must not reach its children."""
