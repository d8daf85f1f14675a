"""Beside the lists: the plan or add-on in the frame, its terms, and all its prices."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.catalog import Plan
from desktop.gui import theme
from desktop.gui.pages.catalog.words import interval_words, price_whole
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Facts
from desktop.gui.widgets.chips import FlowLayout
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.text import clear, label, line
from desktop.i18n import _, ngettext
from desktop.i18n.dates import date_long
from desktop.i18n.numbers import integer, percent
from desktop.services.shelf import ItemRow, Shelves


class ItemInspector(QFrame):
    """Shows one item; `change`, `new_price` and `campaign` are its acts, absent where nothing can be written."""

    def __init__(
        self,
        change: Callable[[], object],
        new_price: Callable[[], object],
        campaign: Callable[[], object],
        *,
        can_write: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setMinimumWidth(theme.px(300))
        self.setAccessibleName(_("The plan or add-on in the frame"))
        self._name = label(look="section", wrap=True)
        self._detail = label(look="small", tone="text_secondary", wrap=True)
        self.change = button(_("Change …"), change, icon="pencil", in_row=True)
        self.new_price = button(_("New price …"), new_price, icon="plus", in_row=True)
        self.campaign = button(_("Price change …"), campaign, icon="arrow-up", in_row=True)
        acts = FlowLayout()
        for act in (self.change, self.new_price, self.campaign):
            act.setVisible(can_write)
            acts.addWidget(act)
        self._acts = QWidget()
        self._acts.setLayout(acts)
        acts.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(6))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(4))
        for widget in (self._name, self._detail, self._acts, self._body):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        self._acts.hide()

    def show_item(self, shelves: Shelves, row: ItemRow | None) -> None:
        """Shows a row of a list; None empties it."""
        clear(self._body)
        self._acts.setVisible(row is not None)
        self._name.setText("" if row is None else row.name)
        self._detail.setText("" if row is None else row.detail)
        layout = self._body.layout()
        if row is None or not isinstance(layout, QVBoxLayout):
            return
        layout.addWidget(Facts(*_facts(shelves, row), name_width=104))
        layout.addWidget(line())
        layout.addWidget(label(_("Prices"), look="section"))
        for words, below in _prices(shelves, row):
            layout.addWidget(label(words, wrap=True), 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(label(below, look="small", tone="text_secondary", wrap=True))
        layout.addWidget(
            label(
                _("A price does not change: a new one is for new sales from its first day."),
                look="small",
                tone="text_secondary",
                wrap=True,
            )
        )


def _facts(shelves: Shelves, row: ItemRow) -> list[tuple[str, str]]:
    item = shelves.catalog.item(row.code)
    vat = _("no VAT") if row.vat is None else percent(row.vat)
    facts = [
        (_("Code"), row.code),
        (_("Is paid"), interval_words(row.interval)),
        (_("VAT"), _("{percent}, code {code}").format(percent=vat, code=row.vat_code)),
    ]
    return facts + (_terms(item) if isinstance(item, Plan) else _sold_with(row))


def _terms(plan: Plan) -> list[tuple[str, str]]:
    return [
        (_("When"), _("in arrears") if plan.in_arrears else _("in advance")),
        (_("Trial"), _days(plan.trial_days)),
        (_("Commitment"), _months(plan.commitment_months)),
        (_("Notice"), _days(plan.notice_days)),
        (_("Is issued"), _before(plan.lead_days)),
    ]


def _sold_with(row: ItemRow) -> list[tuple[str, str]]:
    return [(_("Sold with"), ", ".join(row.plans)), (_("Included in"), ", ".join(row.included))]


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=integer(count)) if count else ""


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count).format(count=integer(count)) if count else ""


def _before(count: int) -> str:
    words = ngettext("{count} day before the period", "{count} days before the period", count)
    return words.format(count=integer(count)) if count else ""


def _prices(shelves: Shelves, row: ItemRow) -> list[tuple[str, str]]:
    found = []
    for price in shelves.prices_of(row.code):
        day = date_long(price.valid_from)
        if price.valid_from > shelves.day:
            below = _("from {day}, to come").format(day=day)
        elif row.price is not None and price.id == row.price.id:
            below = _("from {day}, now").format(day=day)
        else:
            below = _("from {day}").format(day=day)
        found.append((price_whole(price), below))
    return found or [(_("No price yet. Enter one before it is sold."), "")]
