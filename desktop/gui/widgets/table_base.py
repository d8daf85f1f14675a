"""What the parts of a list share: its rows, its current row, its marks and its order."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from desktop.gui.models.columns import Column, Row
from desktop.gui.models.marks import Marked, Marking
from desktop.gui.models.paged import PagedModel
from desktop.gui.models.query import Query
from desktop.gui.runner import Runner

MOST_IN_RANGE = 20_000  # rows that Shift may mark at once


class TableBase(QTableView):
    """A list without its looks and its hands; `PagedTable` puts them on."""

    query_changed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        runner: Runner,
        *,
        identity: Callable[[Row], Hashable],
        marking: Marking,
        left_out: Callable[[Row], bool] | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.rows = PagedModel(columns, runner, identity=identity, marking=marking, parent=self)
        self.hovered = -1
        self.runner = runner
        self._left_out = left_out
        self._anchor = 0

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self.rows.query

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self.rows.rowCount()

    def ask(self, query: Query) -> None:
        """Asks the same source for other rows; those before stay until they have come."""
        if self.rows.source is not None:
            self.rows.ask(self.rows.source, query)

    def current_row(self) -> Row | None:
        """The row in the frame, if it is loaded."""
        return self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def set_current(self, number: int) -> None:
        """Moves the frame to a row, and there with the sight."""
        if 0 <= number < self.total:
            index = self.rows.index(number, max(self.currentIndex().column(), int(self.rows.checks)))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def edges(self) -> tuple[int, int]:
        """The first and last column in sight order."""
        header = self.horizontalHeader()
        return header.logicalIndex(0), header.logicalIndex(header.count() - 1)

    # ---- order ----

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Asks for the rows sorted by a column."""
        query = replace(self.query, sort=key, descending=descending)
        self.ask(query)
        self.horizontalHeader().viewport().update()
        self.query_changed.emit(query)

    def click_head(self, section: int) -> None:
        """Sorts by the column, the other way if it is sorted already; the box marks all or none."""
        column = self.rows.column(section)
        if column is None:
            self.mark_all(marked=self.check_state() != Qt.CheckState.Checked)
        elif column.sortable:
            self.sort_by(column.key, descending=self.query.sort == column.key and not self.query.descending)

    def sort_current(self, *, descending: bool) -> None:
        """Sorts by the column the arrow keys are in."""
        column = self.rows.column(self.currentIndex().column())
        if column is not None and column.sortable:
            self.sort_by(column.key, descending=descending)

    # ---- marks ----

    def marked(self) -> Marked:
        """The marked rows, as a bulk act takes them."""
        return self.rows.marks.frozen(self.query)

    def marked_count(self) -> int:
        """How many rows are marked."""
        return self.rows.marks.count(self.total)

    def mark_all(self, *, marked: bool = True) -> None:
        """Marks every row of the query, however many; or none."""
        if self.rows.checks:
            self.rows.marks.set_everything(marked=marked)
            self.rows.tell_marks()

    def clear_marks(self) -> bool:
        """Takes all marks away; False if there were none, so that Esc may do something else."""
        if self.rows.marking is not Marking.SELECT or self.rows.marks.none:
            return False
        self.mark_all(marked=False)
        return True

    def toggle(self, number: int) -> None:
        """Marks a row, or takes its mark away."""
        identity = self.rows.identity_at(number)
        if self.rows.checks and identity is not None:
            self._anchor = number
            self.rows.set_marked([identity], marked=not self.rows.marks.has(identity))

    def extend(self, number: int) -> None:
        """Moves to a row and marks all from where the marking began; where marks mean taking part it only moves."""
        number = min(max(number, 0), self.total - 1)
        if self.rows.marking is Marking.SELECT:
            now = self.currentIndex().row()
            identity = self.rows.identity_at(now)
            if identity is not None and not self.rows.marks.has(identity):
                self._anchor = now
            self._mark_to(number)
        self.set_current(number)

    def _mark_to(self, number: int) -> None:
        """Marks from the anchor to a row; rows not loaded are read first."""
        source = self.rows.source
        if source is None:
            return
        first, last = sorted((self._anchor, number))
        numbers = range(first, min(last, first + MOST_IN_RANGE - 1) + 1)
        found = [self.rows.identity_at(one) for one in numbers]
        if None not in found:
            self.rows.set_marked([one for one in found if one is not None], marked=True)
            return
        query, identity = self.query, self.rows.identity
        self.runner.start(
            lambda: [identity(row) for row in source.page(query, first, len(numbers))],
            done=lambda ids: self.rows.set_marked(ids, marked=True),
            owner=self,
            slot="range",
        )

    # ---- what the painters ask ----

    def is_marked(self, row: Row) -> bool:
        """Whether a row is marked."""
        return self.rows.checks and self.rows.marks.has(self.rows.identity(row))

    def is_lit(self, number: int, *, marked: bool) -> bool:
        """Whether a row has the ground of what is chosen: the marked ones, or without picking the current one."""
        if self.rows.marking is Marking.SELECT:
            return marked
        return number == self.currentIndex().row()

    def is_left_out(self, row: Row, *, marked: bool) -> bool:
        """Whether a row is struck through."""
        if self.rows.marking is Marking.INCLUDE and not marked:
            return True
        return self._left_out is not None and self._left_out(row)

    def check_state(self) -> Qt.CheckState:
        """The box in the head: all, none, or some."""
        count = self.marked_count()
        if count == 0:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if count >= self.total else Qt.CheckState.PartiallyChecked
