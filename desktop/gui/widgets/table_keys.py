"""What the keys do in a list; they are listed by F1 as `KEYS`."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.domain.text import N_
from desktop.gui.widgets.table_base import TableBase

KEYS = (
    ("↑ ↓ Home End PgUp PgDn", N_("Choose a row")),
    ("Space", N_("Mark the row")),
    ("Shift+↑ Shift+↓", N_("Mark several rows")),
    ("Ctrl+A", N_("Mark all rows")),
    ("Enter", N_("Open the row")),
    ("Ctrl+C", N_("Copy the marked rows with headers")),
    ("← →", N_("Choose a column")),
    ("Alt+↑ Alt+↓", N_("Sort by the column, up or down")),
)

Act = Callable[[], object]
_PLAIN, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def take_key(table: TableBase, event: QKeyEvent, *, copy: Act, opened: Act) -> bool:
    """Does what the key says; False leaves it to Qt, such as the arrows, or to the window."""
    if event.matches(QKeySequence.StandardKey.Copy):
        copy()
        return True
    if event.matches(QKeySequence.StandardKey.SelectAll):
        table.mark_all()
        return True
    act = _acts(table, opened).get((event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()))
    return act is not None and act() is not False


def _acts(table: TableBase, opened: Act) -> dict[tuple[Qt.KeyboardModifier, int], Act]:
    key, now, last = Qt.Key, table.currentIndex().row(), table.total - 1
    return {
        (_PLAIN, key.Key_Space): lambda: table.toggle(now),
        (_PLAIN, key.Key_Return): opened,
        (_PLAIN, key.Key_Enter): opened,
        (_PLAIN, key.Key_Home): lambda: table.set_current(0),
        (_PLAIN, key.Key_End): lambda: table.set_current(last),
        (_PLAIN, key.Key_Escape): table.clear_marks,
        (_SHIFT, key.Key_Up): lambda: table.extend(now - 1),
        (_SHIFT, key.Key_Down): lambda: table.extend(now + 1),
        (_SHIFT, key.Key_Home): lambda: table.extend(0),
        (_SHIFT, key.Key_End): lambda: table.extend(last),
        (_ALT, key.Key_Up): lambda: table.sort_current(descending=False),
        (_ALT, key.Key_Down): lambda: table.sort_current(descending=True),
    }
