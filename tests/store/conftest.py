"""Company files for the tests of the store: real ones, each in a folder of its own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store.company import Company, create_company

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)

_HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.store.company import open_company
company = open_company(Path(sys.argv[1]), now=datetime(2026, 11, 23, tzinfo=UTC), person=sys.argv[2])
with company.working(audited=False):
    print("held", flush=True)
    sys.stdin.readline()
company.close()
"""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaffe.fornya"


@pytest.fixture
def company(path: Path) -> Iterator[Company]:
    """An open, empty company file that does not wait long for others."""
    made = create_company(path, now=NOW, person="Ingrid Solberg", wait=0.2)
    yield made
    made.close()


@contextmanager
def _held_elsewhere(path: Path, person: str = "") -> Iterator[int]:
    command = [sys.executable, "-c", _HOLD, str(path), person]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process.pid
        finally:
            process.communicate("\n", timeout=20)


@pytest.fixture
def held_elsewhere() -> Callable[..., AbstractContextManager[int]]:
    """Another process in the middle of a transaction on the file; called with the file and a person's name."""
    return _held_elsewhere
