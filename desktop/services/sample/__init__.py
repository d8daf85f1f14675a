"""Sample companies, made by the program's own services with a fixed seed: `make` writes one.

May import every other service. Begin in `coffee`, the story; `people` and `shop` are what it is told with.
"""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.domain.errors import DomainError
from desktop.domain.period import local_day
from desktop.domain.text import N_
from desktop.jobs import Progress
from desktop.services.context import current_time
from desktop.services.sample.coffee import live_through
from desktop.store.company import ZONE

__all__ = ["KINDS", "make"]

KINDS = ("coffee",)
"""The kinds of sample company there are."""

_BESIDE = ("", "-wal", "-shm", "-writer")
_ZONE = ZoneInfo(ZONE)


def make(path: Path, *, kind: str = "coffee", today: date | None = None, progress: Progress | None = None) -> Path:
    """A new company file with 18 months of history up to today and the latest run left undone; gives its path.

    The same facts each time for the same day. It gets its name once it is whole. Raises DomainError when the name is
    taken or the folder cannot be written to, and `Cancelled` when asked to stop.
    """
    if kind not in KINDS:
        raise DomainError(N_("There is no sample company “{kind}”. There is: {kinds}."), kind=kind, kinds=KINDS)
    if path.exists() or path.is_symlink():
        raise DomainError(N_("{file} is already there. Choose another name, or open it."), file=path.name)
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget(draft)
        live_through(draft, today=today or local_day(current_time(), _ZONE), progress=progress or Progress())
        draft.rename(path)
    except OSError as error:
        raise DomainError(
            N_("{file} was not made: {reason}. Choose a folder that you may write to."),
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    finally:
        _forget(draft)
    return path


def _forget(draft: Path) -> None:
    for ending in _BESIDE:
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
