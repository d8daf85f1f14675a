"""Backups of the open company file: as asked, before bulk work and at close; and when the last one was taken."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desktop.services.context import Session
from desktop.store.backup import Reason, backups_of


class Taken(NamedTuple):
    """A backup: where it lies and the moment it was taken, in the company's time."""

    path: Path
    at: datetime


def take(ctx: Session) -> Taken:
    """A backup because a person asks for it. Raises DomainError when it cannot be made whole."""
    return _take(ctx, Reason.ASKED)


def before_bulk_work(ctx: Session) -> Taken:
    """A backup before much is written at once."""
    return _take(ctx, Reason.BULK)


def at_close(ctx: Session) -> Taken | None:
    """A backup when the file is closed; None where nothing was written since the last one."""
    if ctx.company.read_only:
        return None
    newest = last(ctx)
    if newest is not None and newest.at >= _written_at(ctx.company.path):
        return None
    return _take(ctx, Reason.CLOSE)


def last(ctx: Session) -> Taken | None:
    """The newest backup, None before the first."""
    found = backups_of(ctx.company.path)
    return Taken(found[0].path, _local(ctx, found[0].taken_at)) if found else None


def _take(ctx: Session, reason: Reason) -> Taken:
    made = ctx.company.back_up(now=ctx.now, reason=reason)
    return Taken(made.path, _local(ctx, made.taken_at))


def _local(ctx: Session, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ctx.company.zone))


def _written_at(path: Path) -> datetime:
    """When the file, or its log beside it, was last written."""
    log = path.with_name(path.name + "-wal")
    times = [each.stat().st_mtime for each in (path, log) if each.exists()]
    return datetime.fromtimestamp(max(times), UTC)
