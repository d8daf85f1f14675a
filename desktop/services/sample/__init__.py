"""Sample companies, made by the program's own services with a fixed seed: `make` writes one."""

from datetime import date
from pathlib import Path

from desktop.jobs import Progress

__all__ = ["make"]


def make(path: Path, *, kind: str = "coffee", today: date | None = None, progress: Progress | None = None) -> Path:
    """A new company file with a sample company of that kind, with its history up to today."""
    raise NotImplementedError(path, kind, today, progress)
