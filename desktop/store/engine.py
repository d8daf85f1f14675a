"""Connections to a company file: readers that cannot write, one writer that takes its turn, one that has it alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, TimeoutError as NoConnectionError
from sqlalchemy.pool import NullPool, Pool, QueuePool

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.store import holder
from desktop.store.dialect import (
    ALONE_PRAGMAS,
    OLDEST_SQLITE,
    READ_PRAGMAS,
    WRITE_PRAGMAS,
    Trouble,
    trouble_in,
)

WAIT: Final = 5.0
"""Seconds a writer waits for its turn before it says who is writing."""

SQLITE_VERSION: Final[str] = driver.sqlite_version
"""Of the bundled library; shown in About."""

_READERS: Final = 4


def check_driver() -> None:
    """Refuses a SQLite that could corrupt a file used by several connections."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise DomainError(
            N_("SQLite {found} can damage company files. Install Fornya with SQLite {needed} or newer."),
            found=driver.sqlite_version,
            needed=".".join(map(str, OLDEST_SQLITE)),
        )


def read_engine(path: Path, *, mode: str = "rw", wait: float = WAIT) -> Engine:
    """A few connections that look at the file and refuse to write; `mode` is rw, ro or immutable."""
    return _engine(path, mode=mode, wait=wait, pragmas=READ_PRAGMAS, begin="BEGIN", size=_READERS)


def write_engine(path: Path, *, wait: float = WAIT) -> Engine:
    """The one connection of this process that writes; each transaction takes the write lock when it begins."""
    return _engine(path, mode="rw", wait=wait, pragmas=WRITE_PRAGMAS, begin="BEGIN IMMEDIATE", size=1)


def alone_engine(path: Path, *, mode: str = "rw", wait: float = WAIT) -> Engine:
    """A connection that has the file to itself, with foreign keys off: for migration, and for a new file (`rwc`)."""
    return _engine(path, mode=mode, wait=wait, pragmas=ALONE_PRAGMAS, begin="BEGIN EXCLUSIVE", size=0)


def _engine(path: Path, *, mode: str, wait: float, pragmas: tuple[str, ...], begin: str, size: int) -> Engine:
    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        connection = driver.connect(
            _uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=wait
        )
        try:
            for pragma in pragmas:
                connection.execute("PRAGMA " + pragma.format(wait=_milliseconds(wait))).close()
        except driver.Error:
            connection.close()
            raise
        return connection

    # Without the pool class SQLAlchemy takes the address for a database in memory and shares one connection.
    pool: type[Pool] = QueuePool if size else NullPool
    limits = {"pool_size": size, "max_overflow": 0, "pool_timeout": wait} if size else {}
    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=pool, **limits)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _milliseconds(seconds: float) -> int:
    """Whole milliseconds, at least one."""
    return max(1, int(seconds * 1000))


def _uri(path: Path, mode: str) -> str:
    query = "immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"{path.absolute().as_uri()}?{query}"


def copy(*, source: Path, target: Path, mode: str = "rw") -> None:
    """Copies a company file page by page through SQLite's backup API, whoever reads or writes it meanwhile.

    The copy is one file without a log beside it; `target` is an empty file.
    """
    with plain_words(source):
        connection = driver.connect(_uri(source, mode), uri=True, isolation_level=None, timeout=WAIT)
        try:
            _copy(connection, target)
        finally:
            connection.close()


def copy_through(connection: Connection, *, target: Path) -> None:
    """The same through a connection that has the file alone, so that nothing comes in between."""
    _copy(connection.connection.driver_connection, target)


def _copy(source: Any, target: Path) -> None:  # noqa: ANN401 - the driver has no types
    copied = driver.connect(_uri(target, "rw"), uri=True, isolation_level=None, timeout=WAIT)
    try:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE").close()
    finally:
        copied.close()


def faults_in(path: Path) -> list[str]:
    """What SQLite's own checks find in a file that nobody else uses; empty for a sound one."""
    try:
        connection = driver.connect(_uri(path, "ro"), uri=True, isolation_level=None, timeout=WAIT)
    except driver.Error as error:
        return [str(error)]
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        found += [f"{row[0]} {row[1]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except driver.Error as error:
        return [str(error)]
    finally:
        connection.close()
    return found


def marks_of(path: Path) -> tuple[int, int]:
    """The application id and the schema in a file's header, without a lock and without looking at its log.

    Asked through the driver, never by opening the file: on POSIX closing a file lets go of every lock that this process
    holds on it, also of those an open company file counts on. Raises DomainError for what is no database.
    """
    with plain_words(path):
        try:
            return _marks(path, "immutable")
        except driver.DatabaseError:
            # A process that was killed while it wrote the log back leaves pages that only the log makes whole again.
            if not path.with_name(path.name + "-wal").exists():
                raise
            return _marks(path, "ro")


def _marks(path: Path, mode: str) -> tuple[int, int]:
    connection = driver.connect(_uri(path, mode), uri=True, isolation_level=None, timeout=WAIT)
    try:
        asked = ("PRAGMA application_id", "PRAGMA user_version")
        application, schema = (int(connection.execute(each).fetchone()[0]) for each in asked)
    finally:
        connection.close()
    return application, schema


def asked_outside(connection: Connection, sql: str) -> object:
    """One value asked of the driver itself, without beginning a transaction and taking its lock."""
    raw: Any = connection.connection.driver_connection
    row = raw.execute(sql).fetchone()
    return None if row is None else row[0]


def mode_for_reading(path: Path) -> str:
    """How to open a file that cannot be written: with its log if there is one or it can be made, else as frozen."""
    try:
        connection = driver.connect(_uri(path, "ro"), uri=True, isolation_level=None, timeout=WAIT)
    except driver.Error:
        return "immutable"
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.Error as error:
        return "immutable" if trouble_in(error) in (Trouble.READ_ONLY, Trouble.UNREADABLE) else "ro"
    finally:
        connection.close()
    return "ro"


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turns what the database says about locks, disks and damage into a refusal; anything else is a bug and goes on."""
    try:
        yield
    except NoConnectionError as error:
        raise _busy(path) from error
    except (DBAPIError, driver.Error) as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        raise refusal(trouble, path) from error


def refusal(trouble: Trouble, path: Path) -> DomainError:
    """The sentence for a trouble with the file."""
    if trouble is Trouble.BUSY:
        return _busy(path)
    return DomainError(_SENTENCES[trouble], file=path.name)


_SENTENCES: Final = {
    Trouble.FULL: N_("The disk is full. Everything confirmed is saved. Free some space and continue."),
    Trouble.READ_ONLY: N_(
        "{file} can only be read. Nothing has been changed. Make the file and its folder writable, and open it again."
    ),
    Trouble.DAMAGED: N_("{file} is damaged. It has not been touched. Restore a backup."),
    Trouble.FOREIGN: N_("{file} is not a Fornya company file. It has not been touched."),
    Trouble.UNREADABLE: N_("{file} cannot be opened. Check that you may read the file and its folder."),
}


def _busy(path: Path) -> DomainError:
    found = holder.read(path)
    if found is None:
        return DomainError(
            N_("{file} is being written to by another program. Nothing has been changed. Try again."), file=path.name
        )
    if found.person:
        return DomainError(
            N_(
                "{file} is being written to by {person} (process {pid} on {host}). Nothing has been changed. Try again."
            ),
            file=path.name,
            person=found.person,
            pid=str(found.pid),
            host=found.host,
        )
    return DomainError(
        N_("{file} is being written to by process {pid} on {host}. Nothing has been changed. Try again."),
        file=path.name,
        pid=str(found.pid),
        host=found.host,
    )
