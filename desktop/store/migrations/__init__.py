"""How a company file gets the newest schema; Alembic is imported only when there is something to do."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from desktop.store import triggers
from desktop.store.dialect import is_sqlite, mark

HEAD: Final = 1
"""The schema this program knows: the number of its newest migration, kept in the file as `user_version`."""


class BrokenKeysError(Exception):
    """A migration left rows that point to nothing; nothing of it was committed."""


def migrate(connection: Connection, *, to: int = HEAD) -> None:
    """Takes the schema to migration `to`, up or down, inside the transaction that is open on the connection.

    The connection is one of its own, with foreign keys off since before BEGIN: rebuilding a table would else reach its
    children. Triggers are dropped first and made anew at the newest schema.
    """
    triggers.drop(connection)
    _run(connection, to)
    if to == HEAD:
        triggers.create(connection)
    if is_sqlite(connection):
        mark(connection, schema=to)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenKeysError(f"{len(broken)} rows point to nothing, first {tuple(broken[0])}")


def _run(connection: Connection, to: int) -> None:
    from alembic import command
    from alembic.config import Config

    here = _schema(connection)
    if to == here:
        return
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    (command.upgrade if to > here else command.downgrade)(config, f"{to:04d}" if to else "base")


def _schema(connection: Connection) -> int:
    """The number of the newest migration the file has, 0 for none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return 0
    return int(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or 0)
