"""Marks text for translation and carries it, untranslated, to where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a marker, which the extractor looks for
    """The text itself: only marks it, so that it is collected here and translated where it is shown."""
    return text


class Amount(NamedTuple):
    """Money named in a message: whole minor units and an ISO 4217 code, written for people where shown."""

    minor: int
    currency: str = "NOK"

    def __str__(self) -> str:
        return f"{self.minor} minor units of {self.currency}"


class NarrowDay(NamedTuple):
    """A day named in a message where there is little room: «25. nov.»."""

    day: date

    def __str__(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Message:
    """A whole sentence in English with named placeholders, and the values to fill in.

    With a `plural`, `count` chooses between the two and is itself available as `{count}`. The pair is collected
    as a pair, so it is written bare: `Message("{count} row is new.", "{count} rows are new.", count)`.
    Values stay values (money, dates, names): `desktop.i18n.translate` writes them for people.
    """

    text: str
    plural: str | None = None
    count: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def placeholders(self) -> dict[str, object]:
        """What the sentence is filled with, `count` included."""
        return dict(self.values) if self.count is None else {"count": self.count, **self.values}

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        chosen = self.text if self.plural is None or self.count == 1 else self.plural
        return chosen.format_map(self.placeholders())
