"""A company file: made, opened, read, written and closed; every refusal in plain words before anything is touched."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, insert, select

from desktop.domain.audit import START
from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.store import backup, holder, migrations
from desktop.store.backup import Backup, Reason
from desktop.store.dialect import APPLICATION_ID, Trouble, pragma
from desktop.store.engine import (
    WAIT,
    alone_engine,
    asked_outside,
    check_driver,
    marks_of,
    mode_for_reading,
    plain_words,
    read_engine,
    refusal,
    write_engine,
)
from desktop.store.tables import AuditHeadRow, CompanyFileRow, IdBlockRow, UserRow
from desktop.store.work import Lane, Reading, Work, reading, working

ZONE: Final = "Europe/Oslo"
_CHECKED_WHOLE: Final = 32 * 1024 * 1024
"""Files up to this many bytes are checked page by page when opened; larger ones by the data check and by backups."""


class _Seen(NamedTuple):
    """What a file says of itself before any of it is trusted."""

    schema: int
    mode: str
    key: str = ""
    zone: str = ""


@dataclass(slots=True, eq=False)
class Company:
    """An open company file: `reading()` to look, `working()` to write, `close()` when done."""

    path: Path
    key: str
    zone: str
    read_only: bool
    _mode: str
    _looks: Engine
    _lane: Lane | None
    _data_version: int = field(default=0, init=False)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A moment of the file; all that is read inside belongs together."""
        with plain_words(self.path), reading(self._looks) as look:
            yield look

    @contextmanager
    def working(self, *, audited: bool = True) -> Iterator[Work]:
        """A transaction; raises DomainError when the file is read-only, or when another writes for too long."""
        if self._lane is None:
            raise refusal(Trouble.READ_ONLY, self.path)
        with plain_words(self.path), working(self._lane, audited=audited) as work:
            yield work

    def changed_elsewhere(self) -> bool:
        """True when another process has committed since last asked; asked between commands, each second."""
        if self._lane is None:
            return False
        with plain_words(self.path), self._lane.engine.connect() as connection:
            seen = int(str(asked_outside(connection, "PRAGMA data_version")))
        changed = self._data_version not in (0, seen)
        self._data_version = seen
        return changed

    def back_up(self, *, now: datetime, reason: Reason) -> Backup:
        """A proved copy in the backup folder, and the rotation of the older ones."""
        made = backup.back_up(self.path, now=now, reason=reason, mode=self._mode)
        backup.rotate(self.path)
        return made

    def close(self) -> None:
        """Lets go of the file; the log is written back when this was the last that had it open."""
        self._looks.dispose()
        if self._lane is not None:
            self._lane.engine.dispose()
            holder.forget(self.path)


def create_company(path: Path, *, now: datetime, zone: str = ZONE, person: str = "", wait: float = WAIT) -> Company:
    """A new company file with the newest schema and nothing in it, readable by its owner alone; and opens it.

    It gets its name once it is whole. Raises DomainError when the name is taken or the folder cannot be written to.
    """
    check_driver()
    if path.exists() or path.is_symlink():
        raise DomainError(N_("{file} is already there. Choose another name, or open it."), file=path.name)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _fill(part, now=now, zone=zone, person=person, wait=wait)
        backup.sync(part)
        part.rename(path)
        backup.sync(path.parent)
    except OSError as error:
        raise DomainError(
            N_("{file} was not made: {reason}. Choose a folder that you may write to."),
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return open_company(path, now=now, person=person, wait=wait)


def _fill(part: Path, *, now: datetime, zone: str, person: str, wait: float) -> None:
    engine = alone_engine(part, wait=wait)
    try:
        with plain_words(part), engine.connect() as connection:
            with connection.begin():
                migrations.migrate(connection)
                _first_rows(connection, now=now, zone=zone, person=person)
            asked_outside(connection, "PRAGMA journal_mode = WAL")
    finally:
        engine.dispose()


def _first_rows(connection: Connection, *, now: datetime, zone: str, person: str) -> None:
    """The row that makes it a company file of ours, the head of an empty chain, and the first user, whose id is 1."""
    key = secrets.token_hex(16)
    connection.execute(insert(CompanyFileRow), [{"id": 1, "key": key, "made_at": now, "zone": zone}])
    connection.execute(insert(AuditHeadRow), [{"id": 1, "seq": 0, "sha256": START}])
    initials = "".join(word[0] for word in person.split())[:3].upper()
    user = {"id": 1, "name": person, "initials": initials, "role": "administrator", "version": 1}
    connection.execute(insert(UserRow), [user])
    connection.execute(insert(IdBlockRow), [{"noun": "user", "next_id": 2}])


def open_company(path: Path, *, now: datetime, person: str = "", wait: float = WAIT) -> Company:
    """Opens a company file, brought up to date after a backup if it is older; one that cannot be written is read-only.

    Raises DomainError, having touched nothing, for what is missing, empty, a folder, foreign, damaged or newer.
    `person` is whom others are told of while this process writes; `wait` is how long it waits for others, in seconds.
    """
    check_driver()
    schema = _check_outside(path)
    writable = _writable(path)
    if writable and schema < migrations.HEAD:
        _look_inside(path, "rw", wait)
        _bring_up_to_date(path, now=now, wait=wait)
    seen = _look_inside(path, "rw" if writable else mode_for_reading(path), wait)
    if seen.schema < migrations.HEAD:
        raise DomainError(
            N_("{file} was made by an older Fornya and can only be read. Make it writable, and open it again."),
            file=path.name,
        )
    looks = read_engine(path, mode=seen.mode, wait=wait)
    lane = Lane(write_engine(path, wait=wait), path, person) if writable else None
    company = Company(path, seen.key, seen.zone, not writable, seen.mode, looks, lane)
    company.changed_elsewhere()
    return company


def _check_outside(path: Path) -> int:
    """The schema of a file by its header alone, so that what is not ours stays untouched."""
    _check_place(path)
    if not os.access(path, os.R_OK):
        raise refusal(Trouble.UNREADABLE, path)
    if not path.stat().st_size:
        raise DomainError(N_("{file} is empty, so it is no company file. It has not been touched."), file=path.name)
    application, schema = marks_of(path)
    if application != APPLICATION_ID:
        raise refusal(Trouble.FOREIGN, path)
    _check_schema(schema, path)
    return schema


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise DomainError(N_("{file} is a folder. Choose a company file in it."), file=path.name)
    if not path.exists():
        raise DomainError(N_("{file} is not there. It may have been moved or renamed."), file=path.name)
    if not path.is_file():
        raise refusal(Trouble.FOREIGN, path)


def _check_schema(schema: int, path: Path) -> None:
    if schema > migrations.HEAD:
        raise DomainError(
            N_("{file} was made by a newer Fornya. It has not been touched. Update Fornya to open it."),
            file=path.name,
        )


def _writable(path: Path) -> bool:
    """True when the file is marked as writable and the system lets us write it and its log beside it."""
    marked = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return bool(marked) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _look_inside(path: Path, mode: str, wait: float) -> _Seen:
    """The file's own word, read through the database, and a check of its pages where that is quick."""
    engine = read_engine(path, mode=mode, wait=wait)
    try:
        with plain_words(path), engine.connect() as connection:
            schema = int(str(pragma(connection, "user_version")))
            _check_schema(schema, path)
            _check_pages(connection, path)
            row = connection.execute(select(CompanyFileRow.key, CompanyFileRow.zone)).one_or_none()
    finally:
        engine.dispose()
    if row is None:
        raise refusal(Trouble.FOREIGN, path)
    return _Seen(schema, mode, row.key, row.zone)


def _check_pages(connection: Connection, path: Path) -> None:
    if not connection.dialect.has_table(connection, "company_file"):
        raise refusal(Trouble.FOREIGN, path)
    pages, size = pragma(connection, "page_count"), pragma(connection, "page_size")
    if int(str(pages)) * int(str(size)) <= _CHECKED_WHOLE and pragma(connection, "quick_check(1)") != "ok":
        raise refusal(Trouble.DAMAGED, path)


def _bring_up_to_date(path: Path, *, now: datetime, wait: float) -> None:
    """Takes the file alone, backs it up, and migrates it: all of it or nothing."""
    engine = alone_engine(path, wait=wait)
    try:
        with _taken_alone(engine, path) as connection, plain_words(path):
            backup.back_up(path, now=now, reason=Reason.MIGRATION, connection=connection)
            with connection.begin():
                migrations.migrate(connection)
    finally:
        engine.dispose()


def _taken_alone(engine: Engine, path: Path) -> Connection:
    """After its first transaction a connection in exclusive locking mode keeps the file to itself."""
    try:
        with plain_words(path):
            connection = engine.connect()
            with connection.begin():
                return connection
    except DomainError as error:
        raise DomainError(
            N_(
                "{file} must be brought up to date, but another program has it open. Close it there, and open it again."
            ),
            file=path.name,
        ) from error
