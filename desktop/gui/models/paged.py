"""A table model that holds windows of a list of any length: rows come on read lanes, late answers are dropped."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.domain.errors import DomainError
from desktop.gui.models.columns import Column, Row
from desktop.gui.models.marks import Marking, Marks
from desktop.gui.models.query import PageSource, Query, same_rows
from desktop.gui.runner import Job, Runner
from desktop.i18n import _

WINDOW = 200  # rows asked for at a time
_KEPT = 40  # windows held at most
_AT_ONCE = 2  # windows on their way at most: as many as there are read lanes

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def first_field(row: Row) -> Hashable:
    """The identity of a NamedTuple whose first field is its id."""
    found: Hashable = row[0]
    return found


class PagedModel(QAbstractTableModel):
    """Rows of a `PageSource`, asked for window by window as the view wants them.

    Old rows and count stay until those of a new query have come. `swapped` carries whether the rows are
    others than before (True) or only looked at again (False); `counted` the number of rows.
    """

    swapped = Signal(object)
    counted = Signal(object)
    marks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        runner: Runner,
        *,
        identity: Callable[[Row], Hashable] = first_field,
        marking: Marking = Marking.NONE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.marking = marking
        self.checks = marking is not Marking.NONE
        self.marks = Marks(everything=marking is Marking.INCLUDE)
        self.query = Query()
        self.identity = identity
        self._runner = runner
        self._source: PageSource | None = None
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._count = 0
        self._generation = 0
        self._fresh: _Fresh | None = None
        self._wanted = range(0)
        self._jobs: dict[int, Job[Sequence[Row]]] = {}

    # ---- what is asked for ----

    def ask(self, source: PageSource, query: Query, *, around: range = range(1)) -> None:
        """Looks again, for `query`: the count, and the windows of the rows `around` what is seen."""
        others = source != self._source or query != self.query
        if self.marking is Marking.SELECT and not same_rows(query, self.query) and not self.marks.none:
            self.marks.set_everything(marked=False)
            self.tell_marks()
        self._source, self.query = source, query
        self._generation += 1
        self._stop_jobs()
        wanted = set(_windows_of(range(1) if others else around))
        self._fresh = _Fresh(others=others or (self._fresh is not None and self._fresh.others), wanted=wanted)
        self._start(partial(source.count, query), partial(self._take_count, self._generation))
        for window in sorted(wanted):
            self._load(window)

    def want(self, rows: range) -> None:
        """The view now shows these rows: what is missing is loaded, what is no longer seen is not waited for."""
        self._wanted = rows
        if self._fresh is None:
            self._load_missing()

    @property
    def loading(self) -> bool:
        """Whether a new query waits for its first rows."""
        return self._fresh is not None

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> Job[Any]:
        return self._runner.start(work, done=done, failed=self._refused, owner=self)

    def _load(self, window: int) -> None:
        if self._source is not None:
            work = partial(self._source.page, self.query, window * WINDOW, WINDOW)
            self._jobs[window] = self._start(work, partial(self._take_window, self._generation, window))

    def _load_missing(self) -> None:
        wanted = [one for one in _windows_of(self._wanted) if one not in self._windows]
        for window in [one for one in self._jobs if one not in wanted]:
            self._jobs.pop(window).cancel()
        for window in wanted:
            if window not in self._jobs and len(self._jobs) < _AT_ONCE:
                self._load(window)

    def _stop_jobs(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    # ---- what comes ----

    def _take_count(self, generation: int, count: int) -> None:
        if generation == self._generation and self._fresh is not None:
            self._fresh.count = count
            self._swap_if_ready()

    def _take_window(self, generation: int, window: int, rows: Sequence[Row]) -> None:
        if generation != self._generation:
            return
        self._jobs.pop(window, None)
        if self._fresh is not None:
            self._fresh.windows[window] = rows
            self._swap_if_ready()
            return
        self._keep(window, rows)
        first = window * WINDOW
        last = min(first + WINDOW, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self._load_missing()

    def _keep(self, window: int, rows: Sequence[Row]) -> None:
        self._windows[window] = rows
        while len(self._windows) > _KEPT:
            self._windows.popitem(last=False)

    def _swap_if_ready(self) -> None:
        fresh = self._fresh
        if fresh is None or fresh.count is None or not fresh.wanted <= fresh.windows.keys():
            return
        self._fresh = None
        self._windows = OrderedDict(fresh.windows)
        self._set_count(fresh.count)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))
        self.swapped.emit(fresh.others)
        self.counted.emit(self._count)

    def _set_count(self, count: int) -> None:
        """Grows or shrinks at the end: a reset would lose the scroll position and the current row."""
        before = self._count
        if count > before:
            self.beginInsertRows(QModelIndex(), before, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < before:
            self.beginRemoveRows(QModelIndex(), count, before - 1)
            self._count = count
            self.endRemoveRows()

    def _refused(self, error: DomainError) -> None:
        self._fresh = None
        self._runner.refused.emit(error)

    # ---- rows ----

    @property
    def source(self) -> PageSource | None:
        """Who answers."""
        return self._source

    def row(self, number: int) -> Row | None:
        """The row at `number`, or None while it is not loaded."""
        window = self._windows.get(number // WINDOW)
        if window is None:
            return None
        at = number % WINDOW
        return window[at] if at < len(window) else None

    def identity_at(self, number: int) -> Hashable | None:
        """The identity of the row at `number`, or None while it is not loaded."""
        row = self.row(number)
        return None if row is None else self.identity(row)

    def find(self, identity: Hashable) -> int | None:
        """The number of a loaded row with this identity."""
        for window, rows in self._windows.items():
            for at, row in enumerate(rows):
                if self.identity(row) == identity:
                    return window * WINDOW + at
        return None

    def column(self, section: int) -> Column | None:
        """The column shown at `section`, or None for the check boxes."""
        at = section - 1 if self.checks else section
        return self.columns[at] if 0 <= at < len(self.columns) else None

    def set_marked(self, identities: Sequence[Hashable], *, marked: bool) -> None:
        """Marks these rows or takes their marks away."""
        self.marks.put(identities, marked=marked)
        self.tell_marks()

    def tell_marks(self) -> None:
        """Tells the view and the page that marks are others than before."""
        self.marks_changed.emit()
        if self._count and self.checks:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    # ---- Qt's questions ----

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns) + self.checks

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Text for people and screen readers; painting asks `row` instead."""
        if role not in {Role.DisplayRole, Role.AccessibleTextRole, Role.CheckStateRole}:
            return None
        row, column = self.row(index.row()), self.column(index.column())
        if column is None:
            return self._check_data(row, role)
        if role == Role.CheckStateRole:
            return None
        if row is None:
            return _("loading") if role == Role.AccessibleTextRole else ""
        return column.spoken(row) if role == Role.AccessibleTextRole else column.text(row)

    def _check_data(self, row: Row | None, role: int) -> object:
        marked = row is not None and self.marks.has(self.identity(row))
        if role == Role.AccessibleTextRole:
            return _("marked") if marked else _("not marked")
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
        return ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.column(section)
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return column.title if column else _("Mark all")
        if role == Role.ToolTipRole and column:
            return column.tooltip or None
        return None


class _Fresh:
    """The beginning of an answer, until count and the first windows are there."""

    def __init__(self, *, others: bool, wanted: set[int]) -> None:
        self.others = others
        self.wanted = wanted
        self.count: int | None = None
        self.windows: dict[int, Sequence[Row]] = {}


def _windows_of(rows: range) -> range:
    if not rows:
        return range(0)
    return range(rows[0] // WINDOW, rows[-1] // WINDOW + 1)
