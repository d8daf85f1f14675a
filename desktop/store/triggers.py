"""Triggers: final rows refuse to change, the search index follows its column; made anew after every migration."""

from typing import Final

from sqlalchemy import Connection

from desktop.store.dialect import is_sqlite

FINAL_TABLES: Final = (
    "command",
    "audit",
    "price",
    "change",
    "invoice",
    "invoice_line",
    "invoice_vat",
    "payment",
    "allocation",
    "journal",
)
"""Rows of these are appended and never changed or deleted."""

_PUBLISHED_ONCE: Final = """CREATE TRIGGER outbox_final BEFORE UPDATE ON outbox
WHEN OLD.published_at IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.subject <> OLD.subject
  OR NEW.subject_id <> OLD.subject_id OR NEW.body <> OLD.body OR NEW.from_day <> OLD.from_day
  OR NEW.command_id <> OLD.command_id
BEGIN SELECT RAISE(ABORT, 'final: outbox'); END"""

_NEVER_DELETED: Final = (
    "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'final: {table}'); END"
)
_NEVER_CHANGED: Final = (
    "CREATE TRIGGER {table}_final BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'final: {table}'); END"
)

_FORGET: Final = (
    "INSERT INTO subscriber_search (subscriber_search, rowid, search) VALUES ('delete', OLD.id, OLD.search);"
)
_LEARN: Final = "INSERT INTO subscriber_search (rowid, search) VALUES (NEW.id, NEW.search);"
_WHEN_NEW: Final = "AFTER UPDATE OF search ON subscriber WHEN OLD.search IS NOT NEW.search"
_SEARCH: Final = (
    f"CREATE TRIGGER subscriber_search_added AFTER INSERT ON subscriber BEGIN {_LEARN} END",
    f"CREATE TRIGGER subscriber_search_gone AFTER DELETE ON subscriber BEGIN {_FORGET} END",
    f"CREATE TRIGGER subscriber_search_changed {_WHEN_NEW} BEGIN {_FORGET} {_LEARN} END",
)


def statements() -> list[str]:
    """Every trigger as SQLite's SQL."""
    final = [text.format(table=table) for table in FINAL_TABLES for text in (_NEVER_CHANGED, _NEVER_DELETED)]
    return [*final, _PUBLISHED_ONCE, _NEVER_DELETED.format(table="outbox"), *_SEARCH]


def create(connection: Connection) -> None:
    """All triggers of the newest schema; call `drop` first."""
    if is_sqlite(connection):
        for statement in statements():
            connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Every trigger the file has, so that a migration may rebuild final tables."""
    if is_sqlite(connection):
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
        for name in names:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
