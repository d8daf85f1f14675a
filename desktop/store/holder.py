"""Who writes: a small file beside the company file, so that one who waited in vain can be told whom to ask."""

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

_HOST = socket.gethostname()


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that took the write lock, and the name of the person it works for, if known."""

    host: str
    pid: int
    person: str = ""


def this_process(person: str = "") -> Holder:
    """Ourselves."""
    return Holder(_HOST, os.getpid(), person)


def _file_of(path: Path) -> Path:
    return path.with_name(path.name + "-writer")


def write(path: Path, holder: Holder) -> None:
    """Says who holds the write lock of the company file at `path`; called once the lock is taken.

    The file is only ever read by one who could not get the lock, and then its last writer holds it. It is a courtesy:
    where it cannot be written the work goes on.
    """
    try:
        place = os.open(_file_of(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return
    try:
        os.write(place, json.dumps(asdict(holder)).encode())
    except OSError:
        pass  # A full disk is told by the database itself.
    finally:
        os.close(place)


def read(path: Path) -> Holder | None:
    """Who took the write lock last; None when that is not known."""
    try:
        said = json.loads(_file_of(path).read_text("utf-8"))
        return Holder(str(said["host"]), int(said["pid"]), str(said["person"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(path: Path) -> None:
    """Removes the file if it names this process; called when the company file is closed."""
    found = read(path)
    if found is not None and (found.host, found.pid) == (_HOST, os.getpid()):
        _file_of(path).unlink(missing_ok=True)
