"""The middle of the page: chips that choose the list, the list itself, those set aside below, the inspector beside."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.renewal import Difference
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.models.columns import Row
from desktop.gui.models.query import Query, filtered
from desktop.gui.pages.renewals.inspector import Inspector
from desktop.gui.pages.renewals.tables import AsideSection, PlanTable, gone_table
from desktop.gui.runner import Runner
from desktop.gui.widgets.cards import EmptyState
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.gui.widgets.fields import SearchField
from desktop.gui.widgets.paged_table import PagedTable, TableState
from desktop.gui.widgets.text import line
from desktop.i18n import _, translate
from desktop.i18n.dates import date_long
from desktop.services.renewal import AsideRow, ShownPlan

ALL, EXCLUDED = "all", "excluded"
_GONE, _ASIDE = Difference.GONE.value, Difference.SET_ASIDE.value
_CHIPS = (
    (ALL, N_("Everyone"), ""),
    (Difference.NEW.value, N_("New ones"), "user-plus"),
    (Difference.HIGHER.value, N_("Higher"), "arrow-up"),
    (Difference.LOWER.value, N_("Lower"), "arrow-down"),
    (Difference.SAME.value, N_("As last time"), "equal"),
    (EXCLUDED, N_("Excluded"), "square-minus"),
    (_GONE, N_("Gone"), "circle-slash"),
    (_ASIDE, N_("Set aside"), "triangle-alert"),
)
_INSPECTOR = 264  # px before zoom
_NARROW = 860  # px before zoom; the page below it has no room for the inspector
_ABOVE_LISTS = 160  # px before zoom: the head and the chips
_NOBODY = "-1"


class PlanBody(QWidget):
    """Shows a plan. `marks_changed`: someone was left out or taken in again; `opened` carries a payer's id."""

    marks_changed = Signal()
    opened = Signal(object)

    def __init__(
        self,
        runner: Runner,
        act: Callable[[AsideRow], object],
        *above: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """`act` clears one who is set aside; what stands `above` the chips comes first for the Tab key too."""
        super().__init__(parent)
        self._above = above
        self.plan: ShownPlan | None = None
        self.shown = ALL
        self._payer: int | None = None
        self.table, self.gone = PlanTable(runner), gone_table(runner)
        self.aside = AsideSection(runner, act)
        self.inspector = Inspector(self._open_current)
        self.search = SearchField(_("Find in the plan"))
        self.search.hide()
        self._empty = QWidget()
        self.lists = QStackedWidget()
        for shown in (self.table, self.gone, self._empty):
            self.lists.addWidget(shown)
        self._make_chips()
        self._lay()
        self._connect()

    def _make_chips(self) -> None:
        self.chips = {key: Chip(_(text), icon=icon) for key, text, icon in _CHIPS}
        group = QButtonGroup(self)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(partial(self._choose, key))
        self.chips[ALL].setChecked(True)

    def _lay(self) -> None:
        head = QFrame()
        head.setProperty("look", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(10))
        row.addWidget(self.search)
        chips = list(self.chips.values())
        row.addWidget(ChipRow(*chips[:6], _upright(), *chips[6:]), 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in self._above:
            column.addWidget(widget)
        column.addWidget(head)
        column.addWidget(self.lists, 1)
        column.addWidget(line(strong=True))
        column.addWidget(self.aside)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self.inspector)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([theme.px(900), theme.px(_INSPECTOR)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        self._column = column
        self.aside.hide()

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._ask())
        self.table.marks_changed.connect(self._marks)
        for table in (self.table, self.gone):
            table.current_changed.connect(partial(self._show_current_of, table))
            table.opened.connect(lambda row: self.opened.emit(row.payer))
        self.aside.table.current_changed.connect(self._show_aside)

    # ---- what the page asks of it ----

    def show_plan(self, plan: ShownPlan, place: TableState | None = None) -> None:
        """Shows a plan; who is left out stays so, and the list where it was, or at `place`."""
        first, self.plan = self.plan is None and place is None, plan
        known = {row.payer for row in plan.rows.all}
        self.table.rows.marks.ids.intersection_update(known)
        if first:
            self.table.show_rows(plan.rows, self._query())
        else:
            self.table.restore(plan.rows, place or self.table.place())
        self.gone.show_rows(plan.gone, Query())
        self.aside.show_rows(plan.aside)
        self._fill_chips()
        self._show_list()

    @property
    def excluded(self) -> Collection[int]:
        """The payers left out."""
        return frozenset(self.table.excluded)

    def exclude(self, payers: Collection[int]) -> None:
        """Leaves these payers out, and no others."""
        self.table.rows.marks.ids.clear()
        self.table.rows.set_marked(list(payers), marked=False)

    def choose(self, key: str) -> None:
        """Presses a chip."""
        self.chips[key].setChecked(True)
        self._choose(key)

    def show_search(self) -> SearchField:
        """The field that finds in the plan; it comes when it is asked for."""
        self.search.show()
        return self.search

    def hide_search(self) -> bool:
        """Takes the search away; False if it was not there."""
        if not self.search.isVisible():
            return False
        self.search.clear()
        self.search.hide()
        self.table.setFocus()
        return True

    # ---- lists ----

    def _choose(self, key: str, _checked: object = None) -> None:
        self.shown = key
        self._show_list()
        self._ask()

    def _show_list(self) -> None:
        plan, whole = self.plan, self.shown == _ASIDE
        if plan is None:
            return
        nothing = not plan.rows.all and self.shown not in {_GONE, _ASIDE}
        if nothing:
            self._show_empty(plan)
        self.lists.setCurrentWidget(self._empty if nothing else self.gone if self.shown == _GONE else self.table)
        self.lists.setVisible(not whole)
        shown = self.lists.currentWidget()
        self._show_current(shown.current_row() if isinstance(shown, PagedTable) else None)
        self._column.setStretchFactor(self.aside, 1 if whole else 0)
        self.aside.set_whole(whole=whole)
        self.aside.setVisible(bool(plan.aside.all) or whole)

    def _show_empty(self, plan: ShownPlan) -> None:
        day = date_long(plan.proposal.target)
        made = EmptyState(
            _("Nothing to invoice through {day}").format(day=day),
            _("Everything that was due is invoiced. Choose a later day to look ahead."),
        )
        self.lists.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = made
        self.lists.addWidget(made)

    def _ask(self) -> None:
        if self.plan is not None:
            self.table.ask(self._query())

    def _query(self) -> Query:
        query = Query(search=self.search.text(), sort=self.table.query.sort, descending=self.table.query.descending)
        if self.shown == EXCLUDED:
            return filtered(query, "payer", *(map(str, sorted(self.excluded)) if self.excluded else (_NOBODY,)))
        if self.shown in {ALL, _GONE, _ASIDE}:
            return query
        return filtered(query, "difference", self.shown)

    def _marks(self) -> None:
        self.chips[EXCLUDED].set_count(len(self.excluded))
        self.marks_changed.emit()

    def _fill_chips(self) -> None:
        plan = self.plan
        if plan is None:
            return
        for key, _text, _icon in _CHIPS:
            self.chips[key].set_count(plan.counts.get(key, 0))
        self.chips[ALL].set_count(len(plan.rows.all))
        self.chips[EXCLUDED].set_count(len(self.excluded))

    # ---- the row in the frame ----

    def _show_current_of(self, table: PagedTable, row: Row | None) -> None:
        if table is self.lists.currentWidget():
            self._show_current(row)

    def _show_current(self, row: Row | None) -> None:
        if row is None or self.plan is None:
            self._payer = None
            self.inspector.show_drafts("", ())
            return
        self._payer = row.payer
        says = _("Was invoiced in the last run; nothing is due now.") if row.difference is Difference.GONE else ""
        self.inspector.show_drafts(row.name, self.plan.drafts(row.payer), says)

    def _show_aside(self, row: AsideRow | None) -> None:
        if row is not None and self.aside.table.hasFocus():
            self._payer = row.payer
            self.inspector.show_drafts(row.name, (), translate(row.why))

    def _open_current(self) -> None:
        if self._payer is not None:
            self.opened.emit(self._payer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inspector.setVisible(self.width() >= theme.px(_NARROW))
        self.aside.set_room(self.height() - theme.px(_ABOVE_LISTS))


def _upright() -> QFrame:
    made = line(strong=True, upright=True)
    made.setFixedHeight(theme.size("chip_filter"))
    return made
