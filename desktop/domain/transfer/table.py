"""A table as another program left it, and what is wrong with it, said with its place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.text import N_, Message

Cell = str | Decimal | date
"""What a cell holds: text as it stands, a number that the file itself says is one, or a day."""

LONGEST_SHOWN = 60
"""So many characters of a cell stand in a sentence about it."""


class Row(NamedTuple):
    """The cells under the header, one for each column; `number` counts from 1 at the top, as a spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows. `read_as` names how the file was understood, such as its encoding and separator."""

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to do: in a row and column of the file, or at a `place` of the mapping."""

    reason: Message
    row: int | None = None
    column: str = ""
    place: str | Message = ""

    @property
    def message(self) -> Message:
        """The whole sentence, with its place in front."""
        if self.place:
            return Message(N_("The mapping, {place}: {reason}"), values={"place": self.place, "reason": self.reason})
        if self.row is None:
            return self.reason
        if not self.column:
            return Message(N_("Row {row}: {reason}"), values={"row": self.row, "reason": self.reason})
        return Message(
            N_("Row {row}, column “{column}”: {reason}"),
            values={"row": self.row, "column": self.column, "reason": self.reason},
        )


def fault(
    text: str,
    /,
    *,
    row: int | None = None,
    column: str = "",
    place: str = "",
    count: int | None = None,
    **values: object,
) -> Fault:
    """A fault with its sentence; the text is marked where it is written."""
    return Fault(Message(text, count=count, values=values), row, column, place)


def faults_of_header(header: Iterable[str], *, row: int) -> list[Fault]:
    """A column without a name is skipped later; a name that stands twice leaves in doubt which one is meant."""
    seen: set[str] = set()
    faults: list[Fault] = []
    for name in header:
        if name and name in seen:
            faults.append(
                fault(N_("The header names the column twice. Rename one of them."), row=row, column=shown(name))
            )
        seen.add(name)
    return faults


def text_of(cell: Cell) -> str:
    """The cell as text without space around it; a number in plain figures, a day as ISO writes it."""
    if isinstance(cell, str):
        return cell.strip()
    return cell.isoformat() if isinstance(cell, date) else plain(cell)


def plain(number: Decimal) -> str:
    """A number in figures without an exponent and without idle zeros: 1E+3 → 1000, 5.0 → 5."""
    return format(number.normalize() + 0, "f")


def shown(text: str) -> str:
    """A piece of the file for a sentence: one line, nothing unprintable, and not longer than a line."""
    line = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def is_printable(text: str) -> bool:
    """False for text with control characters (line breaks too) or unpaired surrogates."""
    return all(unicodedata.category(each) not in ("Cc", "Cs") for each in text)
