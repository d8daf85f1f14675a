"""A table of a TOML file, taken key by key: what has the wrong type, and what nobody asked for, is noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar, cast

from desktop.domain.text import N_, Message
from desktop.domain.transfer import Fault, Value, shown

T = TypeVar("T")

_KINDS: dict[type, Message] = {
    str: Message(N_("a text in quotation marks")),
    bool: Message(N_("true or false")),
    int: Message(N_("a whole number")),
    Decimal: Message(N_("a number")),
    date: Message(N_("a date such as 2026-11-30")),
    dict: Message(N_("a table")),
    list: Message(N_("a list in brackets")),
}


@dataclass(slots=True)
class Keys:
    """A table and where it stands, such as `[catalog.plans.basic]`; all its readers share one list of faults."""

    table: dict[str, object]
    place: str
    faults: list[Fault]
    known: list[str] = field(default_factory=list)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        return self._take(key, str, default, "")

    def yes(self, key: str, *, default: bool) -> bool:
        """True or false."""
        return self._take(key, bool, default, default)

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number from `least` to `most`."""
        found = self._take(key, int, default, least)
        if not least <= found <= most:
            self.note(
                N_("“{key}” is {found}. Give a whole number from {least} to {most}."),
                key=key,
                found=found,
                least=least,
                most=most,
            )
            return least
        return found

    def number(self, key: str) -> Decimal:
        """A number, with decimals or without."""
        return Decimal(self._take(key, Decimal, None, Decimal(0)))

    def day(self, key: str, default: date | None = None) -> date:
        """A date, written without quotation marks."""
        return self._take(key, date, default, date.min)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none when the key is absent."""
        found = self._take(key, list, [], [])
        wrong = [each for each in found if not isinstance(each, str)]
        if wrong:
            self.note(N_("“{key}” must be a list of texts."), key=key)
        return tuple(each for each in found if isinstance(each, str))

    def one_of(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of the words."""
        found = self.text(key, default)
        if found not in choices:
            self.note(N_("“{key}” must be one of: {choices}."), key=key, choices=tuple(choices))
            return default
        return found

    def value(self, key: str) -> Value | None:
        """A text, a number or a date; None when the key is absent."""
        self.known.append(key)
        found = self.table.get(key)
        if found is None:
            return None
        if not _is_value(found):
            self.note(N_("“{key}” must be a text, a number or a date."), key=key)
            return None
        return cast("Value", found)

    def inner(self, key: str, *, required: bool = False) -> "Keys":
        """The table under the key; an empty one when it is absent."""
        found = self._take(key, dict, None if required else {}, {})
        return Keys(found, f"{self.place[:-1]}.{key}]" if self.place else f"[{key}]", self.faults)

    def each(self, key: str) -> list["Keys"]:
        """The tables of a list of tables, `[[catalog.prices]]`; none when the key is absent."""
        found = self._take(key, list, [], [])
        if any(not isinstance(each, dict) for each in found):
            self.note(N_("“{key}” must be a list of tables."), key=key)
        tables = (each for each in found if isinstance(each, dict))
        return [Keys(each, f"{self.place[:-1]}.{key} {n}]", self.faults) for n, each in enumerate(tables, start=1)]

    def tables(self) -> Iterable[tuple[str, "Keys"]]:
        """Each key with the table under it."""
        return [(key, self.inner(key)) for key in self.table]

    def note(self, text: str, /, **values: object) -> None:
        """A fault at this place; the text is marked where it is written."""
        self.faults.append(Fault(Message(text, values=values), place=self.place or Message(N_("at the top"))))

    def done(self) -> None:
        """Notes the keys that nothing has asked for: most often a slip of the finger."""
        for key in self.table:
            if key not in self.known:
                self.note(
                    N_("There is no key “{key}” here. The keys are: {keys}."),
                    key=shown(key),
                    keys=tuple(dict.fromkeys(self.known)),
                )

    def _take(self, key: str, kind: type[T], default: T | None, instead: T) -> T:
        self.known.append(key)
        if key not in self.table:
            if default is None:
                self.note(N_("“{key}” is missing. Write it as {kind}."), key=key, kind=_KINDS[kind])
                return instead
            return default
        found = self.table[key]
        if not _is(found, kind):
            self.note(N_("“{key}” must be {kind}."), key=key, kind=_KINDS[kind])
            return instead
        return cast("T", found)


def _is_value(found: object) -> bool:
    """True for what a mapping may say of a cell: true and false are words of TOML, not of a file."""
    return not isinstance(found, bool | datetime) and isinstance(found, str | int | Decimal | date)


def _is(found: object, kind: type) -> bool:
    if isinstance(found, bool) or kind is bool:
        return kind is bool and isinstance(found, bool)
    if kind is Decimal:
        return isinstance(found, int | Decimal)
    return isinstance(found, kind) and not isinstance(found, datetime)
