"""A window of invented people, for tests and for the gallery: the smallest use of everything a page may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.actions import Action
from desktop.gui.models.columns import Column, Kind, Row, Status
from desktop.gui.models.marks import Marking
from desktop.gui.models.query import Query, filtered
from desktop.gui.pages.base import Crumb, Desk, Page
from desktop.gui.routes import Route
from desktop.gui.widgets.bars import SelectionBar
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.gui.widgets.fields import Field, MoneyEdit, SearchField
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.paged_table import PagedTable, TableState
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.text import label
from desktop.i18n.numbers import money
from desktop.services.changes import Changed

STATES = {"active": "Aktiv", "trial": "Prøvetid", "paused": "Pauset", "cancelling": "Oppsagt", "ended": "Avsluttet"}
NAMES = (
    ("Kari Nordahl", "Bergen", "Hverdag · 2 × 250 g", "active", 27800, 0),
    ("Sagatun Regnskap AS", "Hamar", "Kontor · 3 kg", "active", 149000, 0),
    ("Ola Bråten", "Lillehammer", "Liten · 1 × 250 g", "trial", 14900, 0),
    ("Ingvild Aasen Moe", "Trondheim", "Stor · 4 × 250 g", "active", 45800, 0),
    ("Tannlegene på Torget", "Drammen", "Kontor · 5 kg", "active", 239000, 239000),
    ("Mohammed Al-Hassan", "Oslo", "Hverdag · 2 × 250 g", "active", 24900, 0),
    ("Sunniva Lie Østby", "Stavanger", "Hverdag · 2 × 250 g", "paused", None, 0),
    ("Brekke Båtbyggeri ANS", "Vestnes", "Kontor · 3 kg", "active", 149000, -20000),
    ("Per Gunnar Hætta", "Kautokeino", "Stor · 4 × 250 g", "active", 42900, 0),
    ("Anne-Lise Fjeld", "Molde", "Liten · 1 × 250 g", "cancelling", None, 0),
    ("Yngvar Tveit", "Voss", "Hverdag · 2 × 250 g", "active", 29800, 0),
    ("Nøtterøy Frisør", "Nøtterøy", "Kontor · 1 kg", "active", 62000, 0),
    ("Torstein Rygh", "Kongsberg", "Hverdag · 2 × 250 g", "active", 24900, 49800),
)


class Person(NamedTuple):
    id: int
    name: str
    city: str
    plan: str
    status: str
    due: date | None
    amount: int | None
    open_amount: int
    since: date


class People:
    """Invented people, as many as asked for."""

    def __init__(self, many: int) -> None:
        self.many = many

    def count(self, query: Query) -> int:
        return len(self._numbers(query))

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Person]:
        numbers = self._numbers(query)
        ordered = numbers[::-1] if query.descending else numbers
        return [self.person(number) for number in ordered[offset : offset + limit]]

    def _numbers(self, query: Query) -> Sequence[int]:
        if not query.search and not query.filters:
            return range(self.many)
        states = query.values("status")
        return [
            number
            for number in range(min(self.many, 5_000))
            if query.search.casefold() in NAMES[number % len(NAMES)][0].casefold()
            and (not states or NAMES[number % len(NAMES)][3] in states)
        ]

    def person(self, number: int) -> Person:
        name, city, plan, status, amount, open_amount = NAMES[number % len(NAMES)]
        due = None if amount is None else date(2026, 12, 7) + timedelta(days=number % 9)
        since = date(2024, 3, 9) + timedelta(days=number * 3 % 900)
        return Person(10482 + number, name, city, plan, status, due, amount, open_amount, since)


def columns() -> list[Column]:
    return [
        Column("id", "Nr.", Kind.ID, width=70, min_width=70),
        Column("name", "Navn", width=200, min_width=140, strong=True, stretch=True),
        Column("city", "Sted", width=120, min_width=80, muted=True),
        Column("plan", "Abonnement", width=176, min_width=120),
        Column("status", "Status", Kind.STATUS, width=120, min_width=100, value=_status),
        Column("due", "Neste forfall", Kind.DATE, width=110, min_width=100),
        Column("amount", "Beløp, kr", Kind.MONEY, width=104, min_width=90),
        Column(
            "open_amount", "Utestående, kr", Kind.MONEY, width=126, min_width=110, tone=_overdue, icon=_overdue_icon
        ),
        Column("since", "Kunde siden", Kind.DATE, width=118, min_width=100, muted=True),
    ]


def _status(row: Row) -> Status:
    return Status.of(row.status, STATES[row.status])


def _overdue(row: Row) -> str:
    return "danger" if row.open_amount > 0 else ""


def _overdue_icon(row: Row) -> str:
    return "circle-alert" if row.open_amount > 0 else ""


class PeoplePage(Page):
    """A list with search, filters, marks and sums."""

    shows: ClassVar[Changed] = Changed.SUBSCRIBER
    many: ClassVar[int] = 1_284

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.source = People(self.many)
        self.refreshed: list[Changed] = []
        self.search = SearchField("Filtrer abonnenter")
        self.chips = {key: self._chip(key, text) for key, text in STATES.items()}
        self.table = PagedTable(columns(), desk.runner, name="Abonnenter", marking=Marking.SELECT)
        self.table.opened.connect(self._open)
        self.table.marks_changed.connect(self._show_marks)
        self.search.searched.connect(self._filter)
        self.selection = SelectionBar(button("Endre nivå …", self.change), button("Pause …"))
        self.selection.cleared.connect(self.table.clear_marks)
        head = QFrame()
        head.setProperty("look", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self.search)
        row.addWidget(ChipRow(*self.chips.values()), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.selection)

    def _chip(self, key: str, text: str) -> Chip:
        look = Status.of(key, text)
        chip = Chip(text, icon=look.icon, tone=look.tone)
        chip.set_count(sum(1 for name in NAMES if name[3] == key) * 98)
        chip.toggled.connect(self._filter)
        return chip

    def _filter(self, _what: object) -> None:
        on = [key for key, chip in self.chips.items() if chip.isChecked()]
        self.table.ask(filtered(Query(search=self.search.text()), "status", *on))

    def title(self) -> str:
        return "Abonnenter"

    def open(self, **_args: object) -> None:
        if self.table.rows.source is None:
            self.table.show_rows(self.source)

    def refresh(self, changed: Changed) -> None:
        self.refreshed.append(changed)
        self.table.look_again()

    def state(self) -> object:
        return self.table.place()

    def restore(self, state: object) -> None:
        if isinstance(state, TableState):
            self.search.set_quietly(state.query.search)
            self.table.restore(self.source, state)

    def acts(self) -> Sequence[Action]:
        return (
            Action(
                id="subscriber.new",
                text="Ny abonnent",
                run=self.change,
                shortcut="Ctrl+N",
                menu="subscription",
                icon="plus",
            ),
        )

    def main_act(self) -> str:
        return "subscriber.new"

    def first_focus(self) -> QWidget:
        return self.table

    def find_field(self) -> QWidget:
        return self.search

    def escape(self) -> bool:
        return self.table.clear_marks()

    def bar(self) -> QWidget:
        return self.selection

    def _open(self, row: Row) -> None:
        self.desk.navigate("person", id=row.id)

    def _show_marks(self) -> None:
        count = self.table.marked_count()
        self.selection.show_marked(f"{count} valgt" if count else "", [("Neste forfall", money(count * 24900))])

    def change(self) -> None:
        panel = Panel("Endre nivå", "Kaffe hjem, abonnement S-10482-1")
        name, price = FormField("Navn", Field("Kari")), FormField("Pris", MoneyEdit(24900))
        panel.add(name)
        panel.add(price)
        panel.set_primary("Endre til Stor fra i dag", lambda: self.desk.toast("Endret til Stor"))
        panel.set_note("Kan angres til fakturaen utstedes 25. november")
        self.desk.open_panel(panel)


class PersonPage(Page):
    """A record reached from the list."""

    shows: ClassVar[Changed] = Changed.SUBSCRIBER

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.id = 0
        self.words = label(look="title")
        self.note = FormField("Notat", Field())
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.note)
        column.addStretch(1)

    def title(self) -> str:
        return f"Abonnent {self.id}"

    def path(self) -> Sequence[Crumb]:
        return (Crumb("Abonnenter", "people"), Crumb(self.title()))

    def open(self, **args: object) -> None:
        self.id = int(str(args["id"]))
        self.words.setText(self.title())

    def first_focus(self) -> QWidget:
        return self.note.field


@dataclass(frozen=True)
class DemoSession:
    """As much of a session as the window itself asks for."""

    today: date = date(2026, 11, 23)


ROUTES = (
    Route("people", "Subscribers", "users", PeoplePage, group=1),
    Route("person", "Subscriber", "user", PersonPage, section="people"),
    Route("other", "Invoices", "file-text", PeoplePage, group=2),
)
