"""The lists of a plan: those to be invoiced, those gone since the last run, and those set aside."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.renewal import Difference
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.models.columns import Column, Kind, Row, Status
from desktop.gui.models.marks import Marking
from desktop.gui.models.query import Query
from desktop.gui.runner import Runner
from desktop.gui.widgets.paged_table import PagedTable
from desktop.gui.widgets.text import label
from desktop.i18n import _, ngettext, translate
from desktop.i18n.numbers import MINUS, NO_BREAK_SPACE, amount, integer
from desktop.services.renewal import AsideRow, PlanRow, Rows

_NEW, _GONE = N_("new"), N_("gone")
_LOOKS = {
    Difference.NEW: ("user-plus", "ok"),
    Difference.HIGHER: ("arrow-up", "warn"),
    Difference.LOWER: ("arrow-down", "info"),
    Difference.SAME: ("equal", "text_secondary"),
    Difference.GONE: ("circle-slash", "text_secondary"),
    Difference.SET_ASIDE: ("triangle-alert", "warn"),
}
_WORDS = {Difference.NEW: _NEW, Difference.GONE: _GONE}
_MOST_ASIDE = 5  # rows of those set aside that are seen at once


class PlanTable(PagedTable):
    """Everyone to be invoiced; a row that is not ticked is left out. Marks are kept by payer, whatever is filtered."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        columns = plan_columns(lambda payer: payer in self.excluded)
        super().__init__(columns, runner, name=_("Run plan"), marking=Marking.INCLUDE, parent=parent)

    @property
    def excluded(self) -> Collection[int]:
        """The payers left out."""
        return self.rows.marks.ids  # type: ignore[return-value]  # payers are whole numbers

    def _payers(self) -> Sequence[int]:
        source = self.rows.source
        return source.payers(self.query) if isinstance(source, Rows) else ()

    def mark_all(self, *, marked: bool = True) -> None:
        """All rows that are listed now: others keep their marks."""
        self.rows.set_marked(self._payers(), marked=marked)

    def marked_count(self) -> int:
        """How many of the rows that are listed take part."""
        excluded = self.excluded
        if not excluded:
            return self.total
        return sum(1 for payer in self._payers() if payer not in excluded)

    def check_state(self) -> Qt.CheckState:
        """The box in the head: a list without rows has nothing to tick."""
        return super().check_state() if self.total else Qt.CheckState.Unchecked


def plan_columns(is_left_out: Callable[[int], bool]) -> list[Column]:
    """The columns of a plan; the reason of one who is left out says so."""

    def why(row: Row) -> str:
        return _("Excluded") if is_left_out(row.payer) else _why(row)

    return [
        Column("number", _("No."), Kind.ID, width=76, min_width=64),
        Column("name", _("Subscriber"), width=180, min_width=120, strong=True, stretch=True),
        Column("items", _("Is invoiced"), width=170, min_width=90),
        Column("total", _("Incl. VAT, kr"), Kind.MONEY, width=116, min_width=96, strong=True),
        Column("last", _("Last, kr"), Kind.NUMBER, width=100, min_width=84, value=_last, muted=True),
        Column("percent", _("Difference"), Kind.STATUS, width=100, min_width=88, value=_difference, muted=True),
        Column("why", _("Why"), width=230, min_width=110, value=why, sortable=False, stretch=True),
    ]


def gone_table(runner: Runner) -> PagedTable:
    """Those who were invoiced last time and are not now."""
    columns = [
        Column("number", _("No."), Kind.ID, width=76, min_width=64),
        Column("name", _("Subscriber"), width=220, min_width=140, strong=True, stretch=True),
        Column("last", _("Last, kr"), Kind.NUMBER, width=120, min_width=90, value=_last),
        Column("percent", _("Difference"), Kind.STATUS, width=140, min_width=88, value=_difference, sortable=False),
    ]
    return PagedTable(columns, runner, name=_("Gone since the last run"))


class AsideTable(PagedTable):
    """Has a row in the frame only while it has the focus: the frame of the plan above is the one that counts."""

    def set_current(self, number: int) -> None:
        if self.hasFocus():
            super().set_current(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.set_current(0)
        self.current_changed.emit(self.current_row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.selectionModel().clearCurrentIndex()
        self.viewport().update()


class AsideSection(QFrame):
    """Those set aside: a heading, and a row each with its reason and the one act that clears it."""

    def __init__(self, runner: Runner, act: Callable[[AsideRow], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self._head = label(weight=600)
        self.table = AsideTable(_aside_columns(), runner, name=_("Set aside"))
        self.table.opened.connect(act)
        self.table.link_clicked.connect(lambda row, _key: act(row))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(4))
        self.table.horizontalHeader().hide()
        words = QHBoxLayout()
        words.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        words.setSpacing(theme.px(10))
        words.addWidget(self._head)
        says = _("They come along as soon as the cause is put right.")
        words.addWidget(label(says, look="small", tone="text_secondary", yielding=True), 1)
        column.addLayout(words)
        column.addWidget(self.table, 1)

    def show_rows(self, rows: Rows[AsideRow], *, whole: bool = False) -> None:
        """Shows them, a few at a time unless `whole`."""
        count = len(rows.all)
        sentence = ngettext(
            "{count} is set aside and is not invoiced now", "{count} are set aside and are not invoiced now", count
        )
        self._head.setText(sentence.format(count=integer(count)))
        if self.table.rows.source is not rows:
            self.table.show_rows(rows, Query())
        self.set_whole(whole=whole)
        self.setVisible(bool(count))

    def set_whole(self, *, whole: bool) -> None:
        """Whether the list takes all the room there is."""
        source = self.table.rows.source
        count = len(source.all) if isinstance(source, Rows) else 0
        high = min(count, _MOST_ASIDE) * theme.row_height() + theme.px(2)
        self.table.setMinimumHeight(min(high, 3 * theme.row_height()))
        self.table.setMaximumHeight(_NO_LIMIT if whole else high)


_NO_LIMIT = 16_777_215  # Qt's own


def _aside_columns() -> list[Column]:
    return [
        Column("number", _("No."), Kind.ID, width=98, min_width=84, icon=lambda _row: "triangle-alert", tone=_warn),
        Column("name", _("Subscriber"), width=180, min_width=120, strong=True),
        Column("why", _("Why"), width=330, min_width=140, value=_why, sortable=False, stretch=True),
        Column("amount", _("Incl. VAT, kr"), Kind.MONEY, width=116, min_width=90),
        Column("remedy", _("What clears it"), Kind.LINK, width=150, min_width=110, value=_remedy, sortable=False),
    ]


def _warn(_row: Row) -> str:
    return "warn"


def _remedy(row: AsideRow) -> str:
    return _(row.remedy.text)


def _why(row: PlanRow | AsideRow) -> str:
    return "" if row.why is None else translate(row.why)


def _last(row: PlanRow) -> str:
    return "" if row.last is None else amount(row.last, row.currency)


def _difference(row: PlanRow) -> Status:
    icon, tone = _LOOKS[row.difference]
    return Status(_moved(row), icon, tone)


def _moved(row: PlanRow) -> str:
    word = _WORDS.get(row.difference)
    if word is not None:
        return _(word)
    if not row.percent:
        return ""
    sign = MINUS if row.percent < 0 else "+"
    return f"{sign}{integer(abs(row.percent))}{NO_BREAK_SPACE}%"
