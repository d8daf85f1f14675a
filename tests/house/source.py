"""What the checks of the house read: the tracked files, and the Python among them, parsed."""

import ast
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "desktop"


class Source(NamedTuple):
    """A Python file of ours: `name` relative to the top of the checkout."""

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@lru_cache
def tracked_files() -> tuple[Path, ...]:
    """Every file git knows or would add, so that a new file is checked before its commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


@lru_cache
def python_files() -> tuple[Source, ...]:
    """All Python of ours: package, tests, scripts and benchmarks."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for path in tracked_files()
        if path.suffix == ".py"
        for text in [path.read_text(encoding="utf-8")]
    )


def package_files() -> tuple[Source, ...]:
    """The program itself."""
    return tuple(each for each in python_files() if each.name.startswith("desktop/"))
