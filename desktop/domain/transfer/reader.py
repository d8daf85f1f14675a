"""One row of a file, read field by field through the mapping; what is wrong is noted and reading goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.period import add_months
from desktop.domain.subscriber import LONGEST_FIELD
from desktop.domain.text import N_, Message
from desktop.domain.transfer.cells import AmountReader, amount_of, cell_of, day_of, line_of, whole_of
from desktop.domain.transfer.mapping import FIELDS, MOST_MONTHS, AddOnSource, Mapping, Source
from desktop.domain.transfer.table import Cell, Fault, Row, shown, text_of

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

T = TypeVar("T")


@dataclass(slots=True)
class RowReader:
    """A row with all that is needed to read it; `faults` gathers what is wrong with it."""

    row: Row
    places: dict[str, int]
    mapping: Mapping
    catalog: Catalog
    amounts: AmountReader
    faults: list[Fault] = field(default_factory=list)

    def note(self, text: str, /, *, at: str, **values: object) -> None:
        """A fault in the column `at`; the text is marked where it is written."""
        self.faults.append(Fault(Message(text, values=values), self.row.number, at))

    def column(self, name: str) -> str:
        """The column of a field; the number's when the field has none of its own."""
        return self.mapping.column_of(name) or self.mapping.column_of("number")

    def text(self, name: str) -> str:
        """A line of text, empty when there is none."""
        found = self._field(name, line_of) or ""
        if len(found) > LONGEST_FIELD and name != "name":
            self.note(N_("This field has at most {most} characters."), at=self.column(name), most=LONGEST_FIELD)
            return ""
        return found

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of the words; the first when the cell is empty."""
        found = self.text(name)
        if found and found not in choices:
            self.note(
                N_("“{text}” is none of: {choices}."), at=self.column(name), text=shown(found), choices=tuple(choices)
            )
        return found if found in choices else choices[0]

    def day(self, name: str) -> date | None:
        """A day; from whole months back when the mapping says so."""
        source = self.mapping.columns.get(name)
        reference = source.months_before if source is not None else None
        if reference is None:
            found = self._field(name, day_of)
        else:
            months = self._field(name, lambda cell: whole_of(cell, least=0, most=MOST_MONTHS))
            found = None if months is None else add_months(reference, -months)
        if found is not None and not EARLIEST <= found <= LATEST:
            self.note(
                N_("{day} lies before 1900 or after 2199. Correct the date, or leave the cell empty."),
                at=self.column(name),
                day=found,
            )
            return None
        return found

    def whole(self, name: str) -> int | None:
        """A whole number within the limits of its field."""
        _, _, least, most = FIELDS[name]
        return self._field(name, lambda cell: whole_of(cell, least=least, most=most))

    def amount(self, name: str) -> int | None:
        """Minor units of the mapping's currency."""
        currency = self.mapping.currency
        return self._field(name, lambda cell: amount_of(cell, currency=currency, read=self.amounts))

    def preference(self, key: str) -> str:
        """What the subscriber prefers; empty when nothing is said."""
        source = self.mapping.preferences[key]
        return self._read(source, line_of, required=False) or ""

    def bought(self, source: AddOnSource, *, most: int) -> int:
        """How many of an add-on the row buys: by its words for yes and no, or by a count."""
        cell = self.row.cells[self.places[source.column]]
        word = text_of(cell)
        if source.counts:
            if not word:
                return 0
            try:
                return whole_of(cell, least=0, most=most)
            except DomainError as refusal:
                self._refused(refusal, source.column)
                return 0
        if word.casefold() in source.yes:
            return 1
        if word.casefold() not in source.no:
            self.note(
                N_("“{text}” is neither yes nor no in the mapping. Add it to the mapping, or correct the row."),
                at=source.column,
                text=shown(word),
            )
        return 0

    def _field(self, name: str, read: Callable[[Cell], T]) -> T | None:
        source = self.mapping.columns.get(name)
        return None if source is None else self._read(source, read, required=FIELDS[name].required)

    def _read(self, source: Source, read: Callable[[Cell], T], *, required: bool) -> T | None:
        """The fixed value, or the cell through the value map; None, noted when required, for an empty one."""
        at = source.column or self.mapping.column_of("number")
        try:
            cell = self._cell(source)
            if text_of(cell):
                return read(cell)
        except DomainError as refusal:
            self._refused(refusal, at)
            return None
        if required:
            self.note(N_("The cell is empty. Fill it in."), at=at)
        return None

    def _cell(self, source: Source) -> Cell:
        if source.fixed is not None:
            return cell_of(source.fixed)
        cell = self.row.cells[self.places[source.column]]
        word = text_of(cell)
        if source.values is None or (not word and word not in source.values):
            return cell
        if word not in source.values:
            raise DomainError(
                N_("The mapping gives “{text}” no meaning here. Add it to the mapping, or correct the row."),
                text=shown(word),
            )
        return cell_of(source.values[word])

    def _refused(self, refusal: DomainError, column: str) -> None:
        self.faults.append(Fault(refusal.message, self.row.number, column))
