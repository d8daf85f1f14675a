"""F1: every shortcut that counts now, and the keys of lists and date fields."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.actions import Actions
from desktop.gui.dialogs.shade import Shade
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.focus_ring import FocusRing
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.table_keys import KEYS
from desktop.gui.widgets.text import keys_label, label
from desktop.i18n import _

_DATES = (
    ("+ −", N_("A day on, a day back")),
    ("t", N_("Today")),
    ("+7", N_("In 7 days")),
    (N_("me"), N_("The last day of the month")),
)
_PANELS = (
    ("Ctrl+Enter", N_("Do what the main button of the panel says")),
    ("Esc", N_("Close the panel, then take the marks away")),
)


class Shortcuts(QDialog):
    """A list to read; Esc closes it."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.destroyed.connect(Shade(parent).deleteLater)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.size("palette_width"), theme.px(620))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        grid.setHorizontalSpacing(theme.px(24))
        grid.setColumnStretch(1, 1)
        commands = [
            (made.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text)
            for action, made in actions.commands()
            if not made.shortcut().isEmpty()
        ]
        self._part(grid, _("Everywhere"), commands)
        self._part(grid, _("In a list"), [(keys, _(text)) for keys, text in KEYS])
        self._part(grid, _("In a date field"), [(_(keys), _(text)) for keys, text in _DATES])
        self._part(grid, _("In a panel"), [(keys, _(text)) for keys, text in _PANELS])
        area = scrolling(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Keyboard shortcuts"))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(14))
        foot.addStretch(1)
        close = button(_("Close"), self.accept)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)
        self._ring = FocusRing(self, by_keys=True)
        close.setFocus()

    def _part(self, grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
        at = grid.rowCount()
        grid.addWidget(label(title, look="section"), at, 0, 1, 2)
        for number, (keys, text) in enumerate(rows, start=at + 1):
            grid.addWidget(keys_label(keys), number, 0)
            grid.addWidget(label(text, wrap=True), number, 1)
        grid.setRowMinimumHeight(at + len(rows) + 1, theme.px(12))
