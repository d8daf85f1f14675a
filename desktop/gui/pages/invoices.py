"""Invoices: every issued document, found, counted, summed, printed and saved as PDF."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.invoice import DocumentKind
from desktop.domain.rows import Counts, InvoiceRow
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.actions import Action
from desktop.gui.dialogs.papers import Papers
from desktop.gui.models.columns import Column, Kind, Status
from desktop.gui.models.marks import Marking
from desktop.gui.models.query import Query, ServiceSource, filtered
from desktop.gui.pages.base import Desk, Page
from desktop.gui.widgets.bars import SelectionBar
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import EmptyState, Start
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.gui.widgets.fields import SearchField
from desktop.gui.widgets.paged_table import PagedTable, TableState
from desktop.gui.widgets.text import label
from desktop.gui.widgets.work_bar import WorkBar
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer, money
from desktop.services import invoice, renewal
from desktop.services.changes import Changed
from desktop.services.invoice import State, Sums

_NOTE = DocumentKind.CREDIT_NOTE.value
_STATES = {
    State.UNPAID: (N_("Unpaid"), "hourglass", "text_secondary"),
    State.PARTLY: (N_("Partly paid"), "hourglass", "info"),
    State.OVERDUE: (N_("Overdue"), "circle-alert", "danger"),
    State.SETTLED: (N_("Settled"), "circle-check", "ok"),
    State.FREE: (N_("In the subscriber's favour"), "info", "info"),
}


class InvoicesPage(Page):
    """The list of documents."""

    shows: ClassVar[Changed] = Changed.INVOICE | Changed.PAYMENT | Changed.SUBSCRIBER | Changed.RENEWAL

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.source = ServiceSource(desk.session, invoice)
        self._run: int | None = None
        self._payer: int | None = None
        self.search = SearchField(_("Find an invoice"), placeholder=_("Number, name or KID"))
        self.search.searched.connect(self._ask)
        self.table = PagedTable(_columns(desk.today), desk.runner, name=_("Invoices"), marking=Marking.SELECT)
        self.search.left_down.connect(self.table.setFocus)
        self.search.accepted.connect(self.table.open_current)
        self.work = WorkBar()
        self.papers = Papers(self, desk.runner, desk.session, self.work, say=desk.toast)
        self._make_chips()
        self.selection = SelectionBar(
            button(_("Print …"), self._print, icon="printer"),
            button(_("One PDF each …"), self._save_each, icon="download"),
            button(_("All in one file …"), self._save_one),
        )
        self._lay()
        self.table.opened.connect(self._open)
        self.table.counted.connect(self._counted)
        self.table.marks_changed.connect(self._sum)
        self.selection.cleared.connect(self.table.clear_marks)

    def _make_chips(self) -> None:
        self.chips = {
            "unpaid": Chip(_("Unpaid"), icon="hourglass"),
            "overdue": Chip(_("Overdue"), icon="circle-alert", tone="danger"),
            "kind": Chip(_("Credit notes"), icon="undo-2"),
        }
        for chip in self.chips.values():
            chip.toggled.connect(self._ask)
        self.run_chip = Chip("", removable=True)
        self.run_chip.removed.connect(self._forget_run)
        self.run_chip.hide()

    def _lay(self) -> None:
        head = QFrame()
        head.setProperty("look", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(self.search)
        chips = QVBoxLayout()
        chips.setContentsMargins(0, theme.px(2), 0, 0)
        chips.addWidget(ChipRow(*self.chips.values(), self.run_chip))
        row.addLayout(chips, 1)
        self._found = label(look="small", tone="text_secondary")
        row.addWidget(self._found)
        self.lists = QStackedWidget()
        self._empty = EmptyState(
            _("No invoices yet"),
            _("Here come all invoices and credit notes, with what is open and when it is due."),
            Start(
                "refresh-cw",
                _("Run the renewals"),
                _("Work out what is due, look through it, and issue it."),
                _("Go to Renewals"),
                lambda: self.desk.navigate("renewals"),
            ),
        )
        self._none = EmptyState(_("No documents fit"), _("Take a filter away, or search for something else."))
        for shown in (self.table, self._empty, self._none):
            self.lists.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.lists, 1)
        column.addWidget(self.work)
        column.addWidget(self.selection)

    # ---- the page ----

    def title(self) -> str:
        return _("Invoices")

    def open(self, **args: object) -> None:
        run, payer = args.get("run"), args.get("payer")
        if isinstance(run, int) or isinstance(payer, int):
            self._run = run if isinstance(run, int) else None
            self._payer = payer if isinstance(payer, int) else None
            self._name_filter()
            self.table.show_rows(self.source, self._query())
        elif self.table.rows.source is None:
            self.table.show_rows(self.source, self._query())
        self._count()

    def refresh(self, changed: Changed) -> None:
        self.table.look_again()
        self._count()

    def state(self) -> object:
        return (self.table.place(), self._run, self._payer)

    def restore(self, state: object) -> None:
        match state:
            case (TableState() as place, int() | None as run, int() | None as payer):
                self._run, self._payer = run, payer
                self._name_filter()
                self.search.set_quietly(place.query.search)
                for key, chip in self.chips.items():
                    chip.blockSignals(True)
                    chip.setChecked(bool(place.query.values(key)))
                    chip.blockSignals(False)
                self.table.restore(self.source, place)

    def acts(self) -> Sequence[Action]:
        def act(name: str, text: str, run: Callable[[], object], keys: str = "", icon: str = "") -> Action:
            return Action(
                id=f"invoice.{name}", text=text, run=run, shortcut=keys, menu="billing", icon=icon, enabled=self._any
            )

        return (
            act("print", _("Print the marked documents …"), self._print, "Ctrl+P", "printer"),
            act("save_each", _("Save one PDF each …"), self._save_each, "", "download"),
            act("save_one", _("Save all in one PDF …"), self._save_one, "Ctrl+Shift+E"),
        )

    def first_focus(self) -> QWidget:
        return self.table

    def find_field(self) -> QWidget:
        return self.search

    def bar(self) -> QWidget:
        return self.selection

    def escape(self) -> bool:
        return self.table.clear_marks()

    # ---- what is listed ----

    def _query(self) -> Query:
        query = Query(search=self.search.text(), sort=self.table.query.sort, descending=self.table.query.descending)
        values = {"unpaid": "1", "overdue": self.desk.today().isoformat(), "kind": _NOTE}
        for key, chip in self.chips.items():
            query = filtered(query, key, *([values[key]] if chip.isChecked() else []))
        for key, chosen in (("run", self._run), ("payer", self._payer)):
            query = filtered(query, key, *([str(chosen)] if chosen is not None else []))
        return query

    def _ask(self, _what: object = None) -> None:
        self.table.ask(self._query())
        self._count()

    def _count(self) -> None:
        work = partial(invoice.counts, self.desk.session, query=self._query())
        self.desk.runner.start(work, owner=self, slot="counts", done=self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        for key, name in (("unpaid", "unpaid"), ("overdue", "overdue"), ("kind", "credit_note")):
            self.chips[key].set_count(counts.by.get(name, 0))
        has_any = counts.total or self.search.text() or not self.run_chip.isHidden()
        if not has_any:
            self.lists.setCurrentWidget(self._empty)
        elif self.lists.currentWidget() is self._empty:
            self.lists.setCurrentWidget(self.table)

    def _counted(self, count: object) -> None:
        number = int(str(count))
        sentence = ngettext("{count} document", "{count} documents", number)
        self._found.setText(sentence.format(count=integer(number)))
        if self.lists.currentWidget() is not self._empty:
            self.lists.setCurrentWidget(self.table if number else self._none)

    def _name_filter(self) -> None:
        self.run_chip.setVisible(self._run is not None or self._payer is not None)
        self.run_chip.set_words(_("One subscriber"))
        if self._run is not None:
            self.run_chip.set_words(_("One run"))
            work = partial(renewal.run_number, self.desk.session, run=self._run)
            self.desk.runner.start(work, owner=self, slot="run", done=self._name_run)

    def _name_run(self, number: int) -> None:
        self.run_chip.set_words(_("Run {number}").format(number=number))

    def _forget_run(self) -> None:
        self._run = self._payer = None
        self.run_chip.hide()
        self._ask()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- marks ----

    def _any(self) -> bool:
        return self.table.total > 0

    def _sum(self) -> None:
        count = self.table.marked_count()
        if not count:
            self.selection.show_marked("")
            return
        session, marked = self.desk.session, self.table.marked()

        def work() -> Sums:
            found = invoice.chosen(session, query=marked.query, everything=marked.everything, marked=marked.ids)
            return invoice.sums(session, invoices=found)

        self.desk.runner.start(work, owner=self, slot="sums", done=self._show_sums)

    def _show_sums(self, sums: Sums) -> None:
        if not self.table.marked_count():
            return
        words = ngettext("{count} marked", "{count} marked", sums.documents).format(count=integer(sums.documents))
        amounts = [(_("Incl. VAT"), money(sums.total)), (_("Open"), money(sums.open_amount))]
        self.selection.show_marked(words, amounts)

    def wanted(self) -> "partial[list[int]]":
        """The marked documents; without marks, the one in the frame."""
        if self.table.marked_count():
            marked = self.table.marked()
            return partial(
                invoice.chosen,
                self.desk.session,
                query=marked.query,
                everything=marked.everything,
                marked=marked.ids,
            )
        row = self.table.current_row()
        return partial(list, [] if row is None else [row.id])

    def _print(self) -> None:
        self.papers.print_all(self.wanted())

    def _save_each(self) -> None:
        self.papers.save_each(self.wanted())

    def _save_one(self) -> None:
        self.papers.save_one(self.wanted())

    def _open(self, row: InvoiceRow) -> None:
        self.desk.navigate("invoice", id=row.id)


def _columns(today: Callable[[], date]) -> list[Column]:
    def state(row: InvoiceRow) -> Status:
        text, icon, tone = _STATES[invoice.state_of(row, today=today())]
        return Status(_(text), icon, tone)

    def overdue(row: InvoiceRow) -> str:
        return "danger" if invoice.state_of(row, today=today()) is State.OVERDUE else ""

    return [
        Column("number", _("No."), Kind.ID, width=84, min_width=70),
        Column("kind", _("Document"), width=104, min_width=90, value=_kind, muted=True, sortable=False),
        Column("name", _("Payer"), width=220, min_width=140, strong=True, stretch=True),
        Column("payer_number", _("Customer no."), Kind.ID, width=106, min_width=84, sortable=False),
        Column("document_day", _("Date"), Kind.DATE, width=106, min_width=96),
        Column("due_day", _("Due"), Kind.DATE, width=106, min_width=96),
        Column("total", _("Incl. VAT, kr"), Kind.MONEY, width=116, min_width=96, value=_total),
        Column("open_amount", _("Open, kr"), Kind.MONEY, width=110, min_width=90, tone=overdue),
        Column("state", _("Status"), Kind.STATUS, width=150, min_width=120, value=state, sortable=False),
        Column("kid", _("KID"), Kind.ID, width=150, min_width=120, sortable=False),
    ]


def _kind(row: InvoiceRow) -> str:
    return _("Credit note") if row.kind == _NOTE else _("Invoice")


def _total(row: InvoiceRow) -> int:
    return -row.total if row.kind == _NOTE else row.total
