"""The one list: any number of rows, sorted, filtered and searched by its source, marked and worked by keys."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from desktop.gui import theme
from desktop.gui.models.columns import Column, Kind, Row, fitted, tab_separated
from desktop.gui.models.marks import Marked, Marking
from desktop.gui.models.paged import WINDOW, first_field
from desktop.gui.models.query import PageSource, Query
from desktop.gui.runner import Runner
from desktop.gui.widgets.table_base import TableBase
from desktop.gui.widgets.table_delegate import TableDelegate
from desktop.gui.widgets.table_header import TableHeader
from desktop.gui.widgets.table_keys import take_key
from desktop.i18n import ngettext
from desktop.i18n.numbers import integer

Index = QModelIndex | QPersistentModelIndex

_CHECK_WIDTH = 36
_SETTLE_MS = 25  # a scroll bar in flight asks for nothing until it rests this long
MOST_COPIED = 100_000  # rows


@dataclass(frozen=True, slots=True)
class TableState:
    """Where a person was in a list: what was asked, the current row, the scroll, the marks."""

    query: Query
    current: int
    identity: Hashable | None
    top: int
    everything: bool
    ids: frozenset[Hashable]


class PagedTable(TableBase):
    """A list over a `PageSource`; `name` is what a screen reader calls it.

    `opened` (row): Enter or double click; `current_changed` (row or None); `marks_changed` (); `counted` (int as
    object); `query_changed` (Query): sorted by a person; `link_clicked` (row, column key); `copied` (int as object).
    """

    opened = Signal(object)
    current_changed = Signal(object)
    marks_changed = Signal()
    counted = Signal(object)
    link_clicked = Signal(object, object)
    copied = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        runner: Runner,
        *,
        name: str,
        identity: Callable[[Row], Hashable] = first_field,
        marking: Marking = Marking.NONE,
        left_out: Callable[[Row], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(columns, runner, identity=identity, marking=marking, left_out=left_out, parent=parent)
        self._after_load: TableState | None = None
        self._fitting = False
        self._widths: dict[str, int] = {}
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._want)
        self.setAccessibleName(name)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        header = TableHeader(self)
        self.setHorizontalHeader(header)
        self.setModel(self.rows)
        header.stand_alone()
        self.setItemDelegate(TableDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self._fit_columns()

    def _connect(self) -> None:
        self.rows.swapped.connect(self._swapped)
        self.rows.counted.connect(self.counted)
        self.rows.marks_changed.connect(self.marks_changed)
        self.rows.marks_changed.connect(self.viewport().update)
        self.horizontalHeader().sectionClicked.connect(self.click_head)
        self.horizontalHeader().sectionResized.connect(self._resized_by_hand)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.doubleClicked.connect(self._double_clicked)

    # ---- what a page asks of it ----

    def show_rows(self, source: PageSource, query: Query | None = None) -> None:
        """Shows the rows of `source` for `query`, from the top; the rows before stay until they have come."""
        self.rows.ask(source, self.query if query is None else query)

    def look_again(self) -> None:
        """Reads the same rows anew where the person is: scroll, current row and marks stay."""
        if self.rows.source is not None:
            self.rows.ask(self.rows.source, self.query, around=self._in_sight())

    def place(self) -> TableState:
        """Where the person is, for `restore`."""
        current, marks = self.currentIndex().row(), self.rows.marks
        identity, top = self.rows.identity_at(current), self.verticalScrollBar().value()
        return TableState(self.query, current, identity, top, marks.everything, frozenset(marks.ids))

    def restore(self, source: PageSource, place: TableState) -> None:
        """Shows the list as it was left."""
        self._after_load = place
        self.rows.ask(source, place.query)

    def copy(self) -> None:
        """Puts the marked rows, or else the current one, on the clipboard with their headers, tab-separated."""
        source, row = self.rows.source, self.current_row()
        if self.rows.marking is not Marking.SELECT or self.rows.marks.none:
            self._put_on_clipboard(tab_separated(self.rows.columns, [] if row is None else [row]))
        elif source is not None:
            work = partial(_copied, source, self.marked(), self.rows.columns, self.rows.identity)
            self.runner.start(work, done=self._put_on_clipboard, owner=self, slot="copy")

    def _put_on_clipboard(self, lines: Sequence[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
        count = len(lines) - 1
        words = ngettext("{count} row copied", "{count} rows copied", count).format(count=integer(count))
        QToolTip.showText(self.mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()), words, self)
        self.copied.emit(count)

    # ---- rows come and go ----

    def _in_sight(self) -> range:
        top = max(self.rowAt(0), 0)
        bottom = self.rowAt(self.viewport().height() - 1)
        return range(top, (bottom if bottom >= 0 else max(self.total - 1, top)) + 1)

    def _scrolled(self, _value: object) -> None:
        self._settle.start()

    def _want(self) -> None:
        self.rows.want(self._in_sight())

    def _swapped(self, others: object) -> None:
        remembered, self._after_load = self._after_load, None
        if remembered is not None:
            self._put_back(remembered)
        elif others or not self.currentIndex().isValid():
            self.scrollToTop()
            self.set_current(0)
        self._want()
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.current_changed.emit(self.current_row())

    def _put_back(self, place: TableState) -> None:
        self.rows.marks.everything, self.rows.marks.ids = place.everything, set(place.ids)
        self.rows.tell_marks()
        found = None if place.identity is None else self.rows.find(place.identity)
        self.set_current(min(place.current, self.total - 1) if found is None else found)
        self.verticalScrollBar().setValue(place.top)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(self.current_row())

    # ---- keys and mouse ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if take_key(self, event, copy=self.copy, opened=self.open_current):
            return
        if event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()  # the window's, and letters search nothing here: Qt would read every row
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing does not search here: Qt would read every row."""

    def open_current(self) -> None:
        """Opens the row where the person is, as Enter does."""
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.rows.column(index.column()) is not None:
            self.open_current()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._take_press(event, index):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.set_current(index.row())
            return
        super().mousePressEvent(event)

    def _take_press(self, event: QMouseEvent, index: QModelIndex) -> bool:
        held, select = event.modifiers(), self.rows.marking is Marking.SELECT
        if select and held & Qt.KeyboardModifier.ShiftModifier:
            self.extend(index.row())
        elif self.rows.column(index.column()) is None or (select and held & Qt.KeyboardModifier.ControlModifier):
            self.toggle(index.row())
        else:
            return False
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        column, row = self.rows.column(index.column()), self.rows.row(index.row())
        if index.isValid() and column is not None and column.kind is Kind.LINK and row is not None and column.text(row):
            self.link_clicked.emit(row, column.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        column = self.rows.column(index.column()) if index.isValid() else None
        over_link = column is not None and column.kind is Kind.LINK
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over_link else Qt.CursorShape.ArrowCursor)
        self._hover(index.row())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, number: int) -> None:
        if number != self.hovered:
            self.hovered = number
            self.viewport().update()

    # ---- widths ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._settle.start()

    def _fit_columns(self) -> None:
        """Gives room left to the columns that stretch, or takes it from all down to their least width."""
        self._fitting = True
        shift, box = int(self.rows.checks), theme.px(_CHECK_WIDTH)
        if shift:
            self.setColumnWidth(0, box)
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        columns = [replace(one, width=self._widths.get(one.key, one.width)) for one in self.rows.columns]
        for at, width in enumerate(fitted(columns, self.viewport().width() - shift * box)):
            self.setColumnWidth(at + shift, width)
        self._fitting = False

    def _resized_by_hand(self, section: int, _old: object, new: int) -> None:
        """A person's own width stays when the window is resized."""
        column = self.rows.column(section)
        if column is not None and not self._fitting:
            self._widths[column.key] = max(new * 100 // theme.zoom(), 24)

    def widths(self) -> dict[str, int]:
        """The widths a person has set, by column key, in pixels before zoom; for `set_widths` another day."""
        return dict(self._widths)

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Gives columns the widths a person has set before."""
        self._widths = dict(widths)
        self._fit_columns()

    def sizeHintForColumn(self, column: int) -> int:
        """The width as given: Qt would measure rows."""
        found = self.rows.column(column)
        return theme.px(found.width if found else _CHECK_WIDTH)


def _copied(
    source: PageSource, marked: Marked, columns: Sequence[Column], identity: Callable[[Row], Hashable]
) -> list[str]:
    """The marked rows in lines with tabs, on a read lane: at most `MOST_COPIED`."""
    lines, offset = tab_separated(columns, []), 0
    while len(lines) <= MOST_COPIED and (rows := source.page(marked.query, offset, WINDOW * 10)):
        offset += len(rows)
        wanted = [row for row in rows if (identity(row) in marked.ids) != marked.everything]
        lines += tab_separated(columns, wanted)[1:]
        if not marked.everything and len(lines) > len(marked.ids):
            break
    return lines[: MOST_COPIED + 1]
