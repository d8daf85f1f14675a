"""The list of subscribers: found as one types, filtered by chips, sorted, marked and summed; Enter opens the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.domain.catalog import Catalog
from desktop.domain.rows import Counts
from desktop.gui.actions import Action
from desktop.gui.models.columns import Row
from desktop.gui.models.marks import Marking
from desktop.gui.models.query import Query, ServiceSource, filtered
from desktop.gui.pages.base import Desk, Page
from desktop.gui.pages.subscribers.columns import columns
from desktop.gui.pages.subscribers.filters import OVERDUE, Filters
from desktop.gui.pages.subscribers.new_panel import NewSubscriberPanel
from desktop.gui.widgets.bars import SelectionBar
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import EmptyState, Start
from desktop.gui.widgets.paged_table import PagedTable, TableState
from desktop.gui.widgets.shown import short
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer, money
from desktop.services import catalog, subscriber
from desktop.services.changes import Changed
from desktop.services.subscriber import Sums

_LIST, _NOBODY, _NOT_FOUND = range(3)


@dataclass(frozen=True, slots=True)
class Left:
    """How the page was left: the list, and what was typed into the form for a new subscriber."""

    table: TableState
    draft: Mapping[str, str]


class SubscribersPage(Page):
    """All that subscribe, or have."""

    shows: ClassVar[Changed] = (
        Changed.SUBSCRIBER
        | Changed.SUBSCRIPTION
        | Changed.INVOICE
        | Changed.PAYMENT
        | Changed.RENEWAL
        | Changed.CATALOG
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.source = ServiceSource(desk.session, subscriber)
        self.filters = Filters()
        self.table = PagedTable(columns(), desk.runner, name=_("Subscribers"), marking=Marking.SELECT)
        self.selection = SelectionBar(button(_("Copy the rows"), self.table.copy, icon="copy"))
        self._draft: Mapping[str, str] = {}
        self._everyone = 0
        self._connect()
        self._lay()

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.marks_changed.connect(self._marked)
        self.table.query_changed.connect(self._count)
        self.table.counted.connect(self._counted)
        self.table.copied.connect(self._copied)
        self.filters.asked.connect(self._ask)
        self.selection.cleared.connect(self.table.clear_marks)

    def _lay(self) -> None:
        middle = QWidget()
        self._either = QStackedLayout(middle)
        for part in (self.table, self._nobody(), self._not_found()):
            self._either.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(middle, 1)
        column.addWidget(self.selection)

    def _nobody(self) -> QWidget:
        return EmptyState(
            _("No subscribers yet"),
            _("Here come all who subscribe, with plan, next invoice and what they owe."),
            Start(
                "user-plus",
                _("Enter the first one"),
                _("A name and an address will do. Subscription and payment can come later."),
                _("New subscriber"),
                self.add,
            ),
        )

    def _not_found(self) -> QWidget:
        start = Start(
            "search",
            _("See all again"),
            _("The search and the filters are taken away."),
            _("Show all subscribers"),
            self.show_all,
        )
        return EmptyState(_("Nobody fits"), _("No subscriber fits the search and the filters."), start)

    # ---- the page ----

    def title(self) -> str:
        return _("Subscribers")

    def open(self, **args: object) -> None:
        status, overdue = str(args.get("status", "")), bool(args.get("overdue"))
        if self.table.rows.source is None or status or overdue:
            asked = filtered(Query(), "status", *((status,) if status else ()))
            asked = filtered(asked, OVERDUE, *(("yes",) if overdue else ()))
            self.filters.show_query(asked)
            self.table.show_rows(self.source, replace(asked, sort="number"))
            self._count()
            self._read_catalog()
        if args.get("new"):
            self.add()

    def refresh(self, changed: Changed) -> None:
        self.table.look_again()
        self._count()
        self._marked()
        if changed & Changed.CATALOG:
            self._read_catalog()

    def state(self) -> object:
        return Left(self.table.place(), self._draft)

    def restore(self, state: object) -> None:
        if isinstance(state, Left):
            self._draft = state.draft or self._draft
            self.filters.show_query(state.table.query)
            self.table.restore(self.source, state.table)
            self._count()

    def acts(self) -> Sequence[Action]:
        return (
            Action(
                id="subscriber.new",
                text=_("New subscriber"),
                run=self.add,
                shortcut="Ctrl+N",
                menu="subscription",
                icon="plus",
            ),
            Action(
                id="subscribers.first_chip",
                text=_("Go to the filters"),
                run=self._to_chips,
                shortcut="Ctrl+L",
                menu="edit",
                group=2,
                icon="filter",
            ),
            Action(
                id="subscribers.all",
                text=_("Show all subscribers"),
                run=self.show_all,
                menu="view",
                group=3,
                enabled=self.filters.is_narrowed,
            ),
        )

    def main_act(self) -> str:
        return "subscriber.new"

    def first_focus(self) -> QWidget:
        return self.table

    def find_field(self) -> QWidget:
        return self.filters.search

    def bar(self) -> QWidget:
        return self.selection

    def escape(self) -> bool:
        return self.table.clear_marks()

    # ---- rows ----

    def _ask(self, query: Query) -> None:
        now = self.table.query
        self.table.ask(replace(query, sort=now.sort, descending=now.descending))
        self._count()

    def show_all(self) -> None:
        """Takes search and filters away."""
        self.filters.show_query(Query())
        self._ask(Query())
        self.table.setFocus()

    def _to_chips(self) -> None:
        first = self.filters.chips.first_focus()
        if first is not None:
            first.setFocus()

    def _count(self, *_what: object) -> None:
        query, session = self.table.query, self.desk.session

        def look() -> tuple[Counts, int]:
            return subscriber.counts(session, query=query), subscriber.count(session, query=Query())

        self.desk.runner.start(look, owner=self, done=self._show_counts, slot="counts")

    def _show_counts(self, found: tuple[Counts, int]) -> None:
        counts, self._everyone = found
        self.filters.show_counts(counts)
        self._say()

    def _counted(self, _total: object) -> None:
        self._say()

    def _say(self) -> None:
        total = self.table.total
        everyone = max(self._everyone, total)
        said = ngettext("{shown} of {count} subscriber", "{shown} of {count} subscribers", everyone)
        self.filters.said.setText(said.format(shown=integer(total), count=integer(everyone)))
        shown = _LIST if total else _NOT_FOUND if self.filters.is_narrowed() else _NOBODY
        self._either.setCurrentIndex(shown)

    def _read_catalog(self) -> None:
        work = partial(catalog.catalog, self.desk.session)
        self.desk.runner.start(work, owner=self, done=self._show_catalog, slot="catalog")

    def _show_catalog(self, found: Catalog) -> None:
        self.filters.set_catalog(found)

    def _open(self, row: Row) -> None:
        self.desk.navigate("subscriber", id=row.id)

    # ---- marks ----

    def _marked(self) -> None:
        count = self.table.marked_count()
        if not count:
            self.selection.show_marked("")
            return
        self._show_sums(None)
        everything, ids, query = self.table.marked()
        marked = frozenset(number for number in ids if isinstance(number, int))
        work = partial(subscriber.sums, self.desk.session, query=query, everything=everything, marked=marked)
        self.desk.runner.start(work, owner=self, done=self._show_sums, slot="sums")

    def _show_sums(self, sums: Sums | None) -> None:
        count = self.table.marked_count()
        if not count:
            return
        text = ngettext("{count} marked", "{count} marked", count).format(count=integer(count))
        known = (
            [] if sums is None else [(_("Outstanding"), money(sums.outstanding)), (_("Overdue"), money(sums.overdue))]
        )
        self.selection.show_marked(text, known)

    def _copied(self, count: int) -> None:
        text = ngettext("{count} row is copied", "{count} rows are copied", count).format(count=integer(count))
        self.desk.toast(text)

    # ---- a new one ----

    def add(self) -> None:
        """Opens the form for a new subscriber, with a number nobody has."""
        work = partial(subscriber.next_number, self.desk.session)
        self.desk.runner.start(work, owner=self, done=self._open_form, slot="new")

    def _open_form(self, number: str) -> None:
        panel = NewSubscriberPanel(self.desk, number=number, draft=self._draft, keep=self._keep_draft, done=self._added)
        self.desk.open_panel(panel)

    def _keep_draft(self, draft: Mapping[str, str]) -> None:
        self._draft = draft

    def _added(self, made: int, name: str) -> None:
        self.desk.navigate("subscriber", id=made)
        self.desk.toast(_("{name} is added").format(name=short(name)))
