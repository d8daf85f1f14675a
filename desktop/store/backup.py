"""Backups: complete copies beside the company file, each with its SHA-256, rotated, proved, and restored from."""

import contextlib
import enum
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from desktop.domain.errors import DomainError
from desktop.domain.text import N_, Message
from desktop.store.engine import copy, copy_through, faults_in

DAILY: Final = 12
WEEKLY: Final = 10
MONTHLY: Final = 9

_STAMP: Final = "%Y-%m-%dT%H%M%S.%fZ"
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6}\.\d{6}Z)-([a-z]+)\.fornya")
_CHUNK: Final = 1 << 20


class Reason(enum.StrEnum):
    """When a backup is taken."""

    CLOSE = "close"
    MIGRATION = "migration"
    BULK = "bulk"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the backup folder, when it was taken and why."""

    path: Path
    taken_at: datetime
    reason: str


def folder_of(company: Path) -> Path:
    """Where the backups of a company file lie."""
    return company.with_name(company.name + ".backups")


def back_up(
    company: Path, *, now: datetime, reason: Reason, connection: Connection | None = None, mode: str = "rw"
) -> Backup:
    """Copies the file while others may use it, proves the copy, and writes its SHA-256 beside it.

    With a `connection`, which has the file alone, the copy goes through that. Raises DomainError when the copy fails
    its checks or the disk is full; nothing half is left behind.
    """
    folder = folder_of(company)
    made = Backup(folder / f"{now.astimezone(UTC).strftime(_STAMP)}-{reason}.fornya", now, reason)
    part = made.path.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder, now=now)
        _empty_file(part)
        if connection is None:
            copy(source=company, target=part, mode=mode)
        else:
            copy_through(connection, target=part)
        _settle(part, made.path, company=company)
    except OSError as error:
        raise DomainError(
            N_("The backup of {file} was not made: {reason}. Everything confirmed is saved."),
            file=company.name,
            reason=error.strerror or str(error),
        ) from error
    finally:
        with contextlib.suppress(NotADirectoryError):
            part.unlink(missing_ok=True)
    return made


def _sweep(folder: Path, *, now: datetime) -> None:
    """Removes copies that a killed program left half done more than a day ago."""
    long_ago = (now - timedelta(days=1)).timestamp()
    for part in folder.glob("*.part"):
        if part.stat().st_mtime < long_ago:
            part.unlink(missing_ok=True)


def _empty_file(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _settle(part: Path, final: Path, *, company: Path) -> None:
    """Checks the copy, makes it last, and gives it its name; the hash is there before the name is."""
    faults = faults_in(part)
    if faults:
        raise DomainError(
            N_("The backup of {file} was not made: the copy is damaged ({fault}). Run the data check."),
            file=company.name,
            fault=faults[0],
        )
    said = f"{sha256_of(part)}  {final.name}\n"
    place = os.open(_hash_file(final), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        os.write(place, said.encode())
        os.fsync(place)
    finally:
        os.close(place)
    sync(part)
    part.replace(final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Asks the system to have a file or folder on the disk before going on."""
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _hash_file(backup: Path) -> Path:
    return backup.with_name(backup.name + ".sha256")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            running.update(chunk)
    return running.hexdigest()


def backups_of(company: Path) -> list[Backup]:
    """The backups of a company file, newest first."""
    folder = folder_of(company)
    if not folder.is_dir():
        return []
    found = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    backups = [
        Backup(path, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), match[2])
        for path, match in found
        if match
    ]
    return sorted(backups, key=lambda backup: backup.taken_at, reverse=True)


def verify(backup: Path) -> list[Message]:
    """What is wrong with a backup, in sentences; empty when it is whole and its bytes are those that were written."""
    if not backup.is_file():
        return [Message(N_("The backup {file} is not there."), values={"file": backup.name})]
    try:
        said = _hash_file(backup).read_text("utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return [Message(N_("The backup {file} has no SHA-256 beside it."), values={"file": backup.name})]
    if said != sha256_of(backup):
        return [Message(N_("The backup {file} has changed since it was taken."), values={"file": backup.name})]
    return [
        Message(N_("The backup {file} is damaged: {fault}."), values={"file": backup.name, "fault": fault})
        for fault in faults_in(backup)
    ]


def rotate(company: Path) -> list[Backup]:
    """Deletes the backups that no rule keeps, and tells which; the newest good one is never among them.

    Kept are the newest of each of the last 12 days, 10 weeks and 9 months that have backups at all, in UTC.
    """
    found = backups_of(company)
    spare = [backup for backup in found if backup not in kept(found)]
    if spare:
        good = next((backup for backup in found if not verify(backup.path)), None)
        spare = [backup for backup in spare if backup != good]
    for backup in spare:
        backup.path.unlink(missing_ok=True)
        _hash_file(backup.path).unlink(missing_ok=True)
    return spare


_RULES: Final[Sequence[tuple[int, Callable[[datetime], object]]]] = (
    (DAILY, lambda at: at.date()),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


def kept(backups: Iterable[Backup]) -> list[Backup]:
    """Those that the rotation keeps, of backups given newest first."""
    newest_first = list(backups)
    keep: list[Backup] = []
    for limit, slot_of in _RULES:
        slots: dict[object, Backup] = {}
        for backup in newest_first:
            slots.setdefault(slot_of(backup.taken_at), backup)
        keep += list(slots.values())[:limit]
    return [backup for backup in newest_first if backup in keep]


def restore(backup: Path, *, to: Path) -> None:
    """Writes a proved backup to a new place; refuses a damaged one, and never writes over a file."""
    faults = verify(backup)
    if faults:
        raise DomainError(faults[0].text, **faults[0].values)
    try:
        _empty_file(to)
    except FileExistsError as error:
        raise DomainError(N_("{file} is already there. Choose another name."), file=to.name) from error
    try:
        copy(source=backup, target=to, mode="ro")
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    sync(to)
    sync(to.parent)
