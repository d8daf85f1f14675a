"""A published case: what is given, what is expected, and the conventions it is built on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.settings import BillingRules
from tests.conformance.conventions import rules_of

Json = dict[str, Any]
"""An object as the case gives it: words, dates and decimal strings."""

Adapter = Callable[["Case"], Json]
"""Puts a case to the program's rules, and gives back what they said under the names of the case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a kind."""

    id: str
    kind: str
    given: Json
    expect: Json
    keys: frozenset[str]

    @property
    def rules(self) -> BillingRules:
        """The settings that the conventions of the case ask for."""
        return rules_of(self.keys)

    def rows(self) -> list[Json]:
        """The rows of a table, each with what is given for all of them."""
        common = {key: value for key, value in self.given.items() if key != "rows"}
        return [{**common, **row} for row in self.given["rows"]]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: a list of them, or an object that holds one."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return [
        Case(
            str(each["id"]),
            str(each["kind"]),
            each.get("given") or {},
            each.get("expect") or {},
            frozenset(each.get("convention_keys") or ()),
        )
        for each in (read["cases"] if isinstance(read, dict) else read)
    ]
