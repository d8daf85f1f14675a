"""Columns as data: what a list shows of a row, of which kind, how wide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple, TypeAlias

from desktop.domain.money import split
from desktop.gui import theme
from desktop.i18n import _
from desktop.i18n.dates import date_short
from desktop.i18n.numbers import MINUS, NO_BREAK_SPACE, amount, integer

Row: TypeAlias = Any  # a frozen value of the page's own choice, best a NamedTuple

NOTHING = "–"


class Kind(Enum):
    """What a column holds; it decides how the cell is written, aligned and copied."""

    TEXT = auto()  # str
    MONEY = auto()  # int minor units, None: none; the header names the unit
    DATE = auto()  # date or None
    ID = auto()  # str or int, never grouped
    NUMBER = auto()  # int, grouped; or str, already written, such as «+99 %»
    STATUS = auto()  # Status
    LINK = auto()  # str: an act on this row, clickable


class Status(NamedTuple):
    """A word with its icon and tone, as a list or a chip shows it."""

    text: str
    icon: str
    tone: str

    @classmethod
    def of(cls, key: str, text: str) -> "Status":
        """The status `key` of the token table, such as `active`, with its word already translated."""
        look = theme.status_look(key)
        return cls(text, look.icon, look.tone)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` names the attribute of a row, and the column to sort by; widths in pixels before zoom.

    `value` replaces the attribute; `tone` and `icon` give a token and an icon name for a row, or "" for none;
    `strong` is for names, `muted` for what stands behind; a `stretch` column takes what room is left.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 120
    min_width: int = 60
    sortable: bool = True
    value: Callable[[Row], object] | None = None
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    strong: bool = False
    muted: bool = False
    stretch: bool = False
    tooltip: str = ""

    def of(self, row: Row) -> object:
        """The value of this column in a row."""
        return self.value(row) if self.value else getattr(row, self.key)

    @property
    def right(self) -> bool:
        """Whether it ends on the right: amounts, numbers and dates."""
        return self.kind in {Kind.MONEY, Kind.DATE, Kind.NUMBER}

    @property
    def tabular(self) -> bool:
        """Whether its digits have one width."""
        return self.kind in {Kind.MONEY, Kind.DATE, Kind.NUMBER, Kind.ID}

    def text(self, row: Row) -> str:
        """The cell as people read it."""
        return shown(self.of(row), self.kind)

    def spoken(self, row: Row) -> str:
        """The cell for a screen reader: one that holds no letter or digit names its column too."""
        text = self.text(row)
        if any(character.isalnum() for character in text):
            return text
        return _("{column}: none").format(column=self.title)

    def copied(self, row: Row) -> str:
        """The cell for a spreadsheet: bare figures, one line, and never read as a formula."""
        text = " ".join(self.text(row).split())
        if self.kind in {Kind.MONEY, Kind.NUMBER}:
            bare = "".join(text.split()).replace(NO_BREAK_SPACE, "").replace(MINUS, "-")
            return "" if bare == NOTHING else bare
        if text == NOTHING:
            return ""
        return f"'{text}" if text[:1] in "=+-@" and text else text


def shown(value: object, kind: Kind) -> str:
    """A value written as its kind is written."""
    if value is None or value == "":
        return NOTHING if kind in {Kind.MONEY, Kind.DATE, Kind.NUMBER} else ""
    match kind, value:
        case Kind.MONEY, int(minor):
            return amount(minor)
        case Kind.DATE, date() as day:
            return date_short(day)
        case Kind.NUMBER, int(number):
            return integer(number)
        case Kind.STATUS, Status() as status:
            return status.text
        case _:
            return str(value)


def is_quiet(value: object, kind: Kind) -> bool:
    """Whether a value is muted: nothing, or no money."""
    return value is None or value == "" or (kind in {Kind.MONEY, Kind.NUMBER} and value == 0)


def fitted(columns: Sequence[Column], room: int) -> list[int]:
    """Widths in pixels that fill `room`, if the least widths let them."""
    widths = [theme.px(column.width) for column in columns]
    spare = room - sum(widths)
    if spare >= 0:
        stretching = [at for at, column in enumerate(columns) if column.stretch] or [len(columns) - 1]
        for rank, at in enumerate(stretching):
            widths[at] += spare // len(stretching) + (1 if rank < spare % len(stretching) else 0)
        return widths
    slack = [width - min(theme.px(column.min_width), width) for width, column in zip(widths, columns, strict=True)]
    wanted = min(-spare, sum(slack))
    gives = split(wanted, slack)
    return [width - give for width, give in zip(widths, gives, strict=True)]


def tab_separated(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """A line of headers and one for each row, for a spreadsheet."""
    head = "\t".join(column.title for column in columns)
    return [head, *("\t".join(column.copied(row) for column in columns) for row in rows)]
