"""One document: its paper as it was issued, and beside it what is known of it today."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.invoice import DocumentKind
from desktop.domain.rows import InvoiceRow
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.actions import Action
from desktop.gui.dialogs.papers import Papers
from desktop.gui.models.columns import Status
from desktop.gui.pages.base import Crumb, Desk, Page
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.cards import Facts as FactLines
from desktop.gui.widgets.chips import StatusChip
from desktop.gui.widgets.document_lines import DocumentLines
from desktop.gui.widgets.paper_view import FIT, PaperView
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.text import clear, label, line
from desktop.gui.widgets.work_bar import WorkBar
from desktop.i18n import _
from desktop.i18n.dates import date_long, date_short
from desktop.i18n.numbers import account_number, money
from desktop.services import invoice
from desktop.services.changes import Changed
from desktop.services.invoice import Facts, State

_LOOKS = {
    State.UNPAID: (N_("Unpaid"), "hourglass", "neutral"),
    State.PARTLY: (N_("Partly paid"), "hourglass", "info"),
    State.OVERDUE: (N_("Overdue"), "circle-alert", "danger"),
    State.SETTLED: (N_("Settled"), "circle-check", "ok"),
    State.FREE: (N_("In the subscriber's favour"), "info", "info"),
}
_ASIDE = 320  # px before zoom
_NARROW = 700  # px before zoom; the page below it shows the paper alone


class InvoicePage(Page):
    """The paper at the left, facts at the right."""

    shows: ClassVar[Changed] = Changed.INVOICE | Changed.PAYMENT | Changed.SUBSCRIBER

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id = 0
        self.facts: Facts | None = None
        self.paper = PaperView(desk.runner)
        self.work = WorkBar()
        self.papers = Papers(self, desk.runner, desk.session, self.work, say=desk.toast)
        self.beside = Aside(desk)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._tools())
        left.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.work)

    def _tools(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("look", "head")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(6))
        self._zoom = label(look="small", tone="text_secondary", tabular=True)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(theme.px(48))
        self.paper.zoomed.connect(self._show_zoom)
        row.addWidget(icon_button("minus", _("Smaller paper"), partial(self.paper.step_zoom, -1)))
        row.addWidget(self._zoom)
        row.addWidget(icon_button("plus", _("Larger paper"), partial(self.paper.step_zoom, 1)))
        row.addWidget(button(_("Whole width"), partial(self.paper.set_zoom, FIT), style="quiet", in_row=True))
        row.addStretch(1)
        row.addWidget(button(_("Save PDF …"), self._save, icon="download"))
        row.addWidget(button(_("Print …"), self._print, icon="printer"))
        self._show_zoom(FIT)
        return bar

    # ---- the page ----

    def title(self) -> str:
        return "" if self.facts is None else _name(self.facts.row)

    def path(self) -> Sequence[Crumb]:
        return (Crumb(_("Invoices"), "invoices"), Crumb(self.title()))

    def open(self, **args: object) -> None:
        wanted = int(str(args["id"]))
        if wanted != self._id:
            self._id = wanted
            self._load_paper()
        self._load()

    def refresh(self, changed: Changed) -> None:
        self._load()

    def acts(self) -> Sequence[Action]:
        return (
            Action(
                id="invoice.print",
                text=_("Print …"),
                run=self._print,
                shortcut="Ctrl+P",
                menu="billing",
                icon="printer",
            ),
            Action(
                id="invoice.save",
                text=_("Save PDF …"),
                run=self._save,
                shortcut="Ctrl+Shift+E",
                menu="billing",
                icon="download",
            ),
        )

    def first_focus(self) -> QWidget:
        return self.paper

    # ---- what is shown ----

    def _load(self) -> None:
        work = partial(invoice.facts, self.desk.session, invoice=self._id)
        self.desk.runner.start(work, owner=self, slot="facts", done=self._show)

    def _load_paper(self) -> None:
        work = partial(invoice.paper, self.desk.session, invoice=self._id)
        self.desk.runner.start(work, owner=self, slot="paper", done=self._show_paper)

    def _show(self, facts: Facts) -> None:
        self.facts = facts
        self.beside.show_facts(facts)
        self.desk.retitle()

    def _show_paper(self, pdf: bytes) -> None:
        self.paper.show_pdf(pdf, name=_("The paper"))

    def _show_zoom(self, _zoom: object) -> None:
        self._zoom.setText(f"{self.paper.percent}\u00a0%")

    def _print(self) -> None:
        self.papers.print_all(partial(list, [self._id]))

    def _save(self) -> None:
        if self.facts is not None:
            self.papers.save_one(partial(list, [self._id]), name=invoice.file_name(self.facts.document))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.beside.setVisible(self.width() >= theme.px(_NARROW))


class Aside(QFrame):
    """What is known of a document today, with ways on to its payer and to what belongs to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("look", "panel")
        self.setFixedWidth(theme.px(_ASIDE))
        self.setAccessibleName(_("About the document"))
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(8))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scrolling(self._inside))

    def show_facts(self, facts: Facts) -> None:
        """Shows them."""
        clear(self._inside)
        row, document = facts.row, facts.document
        text, icon, tone = _LOOKS[facts.state]
        self._add(StatusChip(Status(_(text), icon, tone)))
        self._add(label(document.buyer.name or row.name, look="heading", wrap=True))
        link = _("Customer no. {number}").format(number=row.payer_number)
        self._link(link, partial(self._desk.navigate, "subscriber", id=row.payer))
        self._add(FactLines(*_known(facts), name_width=96))
        for day, amount, note in facts.settled_by:
            self._add(label(_settled(date_short(day), money(amount, row.currency), note), look="small", wrap=True))
        for other in facts.related:
            self._link(_name(other), partial(self._desk.navigate, "invoice", id=other.id))
        self._add(line())
        self._add(label(_("How the amount was worked out"), look="section", wrap=True))
        lines = DocumentLines()
        total = _("Credited") if document.kind is DocumentKind.CREDIT_NOTE else _("Invoiced")
        lines.show_documents([document], total=total)
        self._add(lines)

    def _link(self, text: str, go: "partial[None]") -> None:
        made = button(text, go, style="link")
        layout = self._inside.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, widget: QWidget) -> None:
        layout = self._inside.layout()
        if isinstance(layout, QVBoxLayout):
            small = isinstance(widget, StatusChip)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if small else Qt.AlignmentFlag(0))


def _known(facts: Facts) -> list[tuple[str, str]]:
    row, document = facts.row, facts.document
    return [
        (_("Date"), date_long(row.document_day)),
        (_("Due"), "" if row.due_day is None else date_long(row.due_day)),
        (_("Incl. VAT"), money(row.total, row.currency)),
        (_("VAT"), money(document.vat, row.currency)),
        (_("Open"), money(row.open_amount, row.currency)),
        (_("KID"), row.kid),
        (_("To account"), account_number(document.seller.account) if row.kid else ""),
        (_("Run"), "" if facts.run is None else str(facts.run)),
    ]


def _settled(day: str, amount: str, note: str) -> str:
    if note:
        return _("{day}: {amount} covered by credit note {number}").format(day=day, amount=amount, number=note)
    return _("{day}: {amount} paid").format(day=day, amount=amount)


def _name(row: InvoiceRow) -> str:
    words = _("Credit note {number}") if row.kind == DocumentKind.CREDIT_NOTE.value else _("Invoice {number}")
    return words.format(number=row.number)
