"""The filters over the list: search, states with their counts, overdue, products and plans."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.catalog import Catalog
from desktop.domain.rows import Counts
from desktop.gui import theme
from desktop.gui.models.columns import Status
from desktop.gui.models.query import Query, filtered
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.gui.widgets.fields import SearchField
from desktop.gui.widgets.shown import STATES, short, status_of
from desktop.gui.widgets.text import label, line
from desktop.i18n import _

ALWAYS = ("active", "cancelled", "ended")
"""States whose chips are shown even when they would leave nothing."""

OVERDUE = "overdue"
_YES = ("yes",)


class ListChip(QWidget):
    """A filter with a list of values: a chip that opens it, and once some are chosen, one that can be removed."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._options: Mapping[str, str] = {}
        self.chosen: tuple[str, ...] = ()
        self.opener, self.remover = Chip(name, has_list=True), Chip(name, removable=True)
        self.opener.clicked.connect(self._open)
        self.remover.clicked.connect(self._open)
        self.remover.removed.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.opener)
        row.addWidget(self.remover)
        self.remover.hide()

    def set_options(self, options: Mapping[str, str]) -> None:
        """The values with their words; a list of one is no filter."""
        self._options = options
        self.setVisible(len(options) > 1)
        self.choose(self.chosen)

    def choose(self, values: tuple[str, ...]) -> None:
        """Shows what is chosen, without telling."""
        self.chosen = values
        words = ", ".join(short(self._options.get(value, value), 24) for value in values)
        self.remover.set_words(f"{self._name}: {words}")
        self.remover.setVisible(bool(values))
        self.opener.setVisible(not values)
        self.updateGeometry()

    def _open(self) -> None:
        menu = QMenu(self)
        for value, text in self._options.items():
            entry = QAction(plain(short(text)), menu)
            entry.setCheckable(True)
            entry.setChecked(value in self.chosen)
            entry.triggered.connect(lambda on=False, value=value: self._toggle(value, on=on))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + theme.px(2))))

    def _toggle(self, value: str, *, on: bool) -> None:
        kept = [one for one in self._options if one in self.chosen and one != value]
        self.choose(tuple(one for one in self._options if one in kept or (on and one == value)))
        self.changed.emit()
        (self.remover if self.chosen else self.opener).setFocus()

    def _remove(self) -> None:
        self.choose(())
        self.changed.emit()
        self.opener.setFocus()


class Filters(QFrame):
    """Over the list. `asked` carries a query without order whenever a person has changed one of them."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "head")
        self.search = SearchField(_("Find a subscriber"), placeholder=_("Name, number, city, e-mail or telephone"))
        self.search.setMinimumWidth(theme.px(300))
        self.states = {key: self._state(key) for key in STATES}
        self.overdue = self._chip(_("Overdue"), Status.of(OVERDUE, _("Overdue")))
        self.product, self.plan = ListChip(_("Product")), ListChip(_("Plan"))
        self.said = label(look="small", tone="text_secondary", right=True)
        self._lay()
        self.search.searched.connect(self._tell)
        self.product.changed.connect(self._tell)
        self.plan.changed.connect(self._tell)

    def _lay(self) -> None:
        divider = line(strong=True, upright=True)
        divider.setFixedHeight(theme.size("chip_filter"))
        self.chips = ChipRow(*self.states.values(), divider, self.overdue, self.product, self.plan)
        first = QHBoxLayout()
        first.addWidget(self.search)
        first.addStretch(1)
        first.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        column.setSpacing(theme.px(8))
        column.addLayout(first)
        column.addWidget(self.chips)

    def _state(self, key: str) -> Chip:
        return self._chip(_(STATES[key]), status_of(key))

    def _chip(self, text: str, look: Status) -> Chip:
        chip = Chip(text, icon=look.icon, tone=look.tone)
        chip.clicked.connect(self._tell)
        return chip

    def set_catalog(self, catalog: Catalog) -> None:
        """The products and plans there are."""
        self.product.set_options({code: each.name for code, each in catalog.products.items()})
        several = len(catalog.products) > 1
        self.plan.set_options(
            {
                plan.code: f"{each.name}, {plan.name}" if several else plan.name
                for code, each in catalog.products.items()
                for plan in catalog.plans_of(code)
            }
        )
        self.chips.updateGeometry()

    # ---- query ----

    def query(self) -> Query:
        """What the filters ask for."""
        asked = Query(search=self.search.text().strip())
        on = [key for key, chip in self.states.items() if chip.isChecked()]
        asked = filtered(asked, "status", *on)
        asked = filtered(asked, OVERDUE, *(_YES if self.overdue.isChecked() else ()))
        asked = filtered(asked, "product", *self.product.chosen)
        return filtered(asked, "plan", *self.plan.chosen)

    def show_query(self, query: Query) -> None:
        """Puts the filters as a query has them, without telling."""
        self.search.set_quietly(query.search)
        for key, chip in self.states.items():
            chip.setChecked(key in query.values("status"))
        self.overdue.setChecked(bool(query.values(OVERDUE)))
        self.product.choose(query.values("product"))
        self.plan.choose(query.values("plan"))

    def show_counts(self, counts: Counts) -> None:
        """How many each chip would leave; a state nobody is in has no chip."""
        for key, chip in self.states.items():
            count = counts.by.get(key, 0)
            chip.set_count(count)
            chip.setVisible(count > 0 or key in ALWAYS or chip.isChecked())
        self.overdue.set_count(counts.by.get(OVERDUE, 0))
        self.chips.updateGeometry()

    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.query() != Query()

    def _tell(self, *_what: object) -> None:
        self.asked.emit(self.query())
