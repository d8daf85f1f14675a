"""Runs cases: finds the adapter of each kind, compares, and counts."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.domain.errors import DomainError
from tests.conformance.adapters import ADAPTERS
from tests.conformance.case import Case, read_cases
from tests.conformance.compare import differences
from tests.conformance.conventions import left_out

NOT_YET = ("metrics.json",)
"""Files of a directory that are not run: their kinds have no adapters yet."""


class Outcome(NamedTuple):
    """What became of a case: what differs, or the convention that rules it out."""

    case: Case
    faults: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def word(self) -> str:
        return "skipped" if self.skipped else "failed" if self.faults else "passed"


def outcome_of(case: Case) -> Outcome:
    """Puts a case to the rules. A kind that nobody knows fails, as does a case that our rules refuse."""
    adapter = ADAPTERS.get(case.kind)
    if adapter is None:
        return Outcome(case, (f"expected an answer, got no kind {case.kind}",))
    ruled_out = left_out(case.keys)
    if ruled_out:
        return Outcome(case, skipped="; ".join(f"{key}: {sentence}" for key, sentence in ruled_out))
    try:
        got = adapter(case)
    except (DomainError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Outcome(case, (f"expected an answer, got {type(error).__name__}: {error}",))
    return Outcome(case, tuple(differences(case.expect, got)))


def outcomes(paths: Iterable[Path]) -> Iterator[Outcome]:
    """The outcome of each case of the files, in their order."""
    for path in paths:
        for case in read_cases(path):
            yield outcome_of(case)


def files_of(path: Path) -> list[Path]:
    """The files of a directory that hold cases, or the file itself."""
    if path.is_dir():
        return [file for file in sorted(path.glob("*.json")) if file.name not in NOT_YET]
    return [path]
