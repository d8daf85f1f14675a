"""The side panel: every change of a record is made here, beside the record it changes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button, icon_button, plain
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.text import label, line
from desktop.i18n import _


class Panel(QFrame):
    """Head with act and object, a body that scrolls, a foot with the primary. Fill `body` and `set_primary`.

    `closed` is emitted once when it goes, by a person or by `close_panel`. Ctrl+Enter presses the primary, Esc closes.
    """

    closed = Signal()

    def __init__(self, act: str, of: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setMinimumWidth(theme.px(360))
        self.setAccessibleName(act)
        self._ready: Callable[[], bool] = lambda: True
        self._act: Callable[[], object] | None = None
        self.body = QVBoxLayout()
        self.body.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(20))
        self.body.setSpacing(theme.px(8))
        self._primary = button("", self.press, style="primary")
        self._cancel = button(_("Cancel"), self.close_panel, style="quiet")
        self._note = label(look="small", tone="text_secondary", wrap=True, right=True)
        self._fault = label(look="small", tone="danger", wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head(act, of))
        outer.addWidget(self._scrolling(), 1)
        outer.addWidget(self._foot())

    def _head(self, act: str, of: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(label(act, look="heading"))
        self._of = label(of, look="small", tone="text_secondary", wrap=True)
        words.addWidget(self._of)
        if not of:
            self._of.hide()  # showing it before it has a parent would open a window of its own
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(20), theme.px(14), theme.px(12), theme.px(12))
        row.addLayout(words, 1)
        row.addWidget(icon_button("x", _("Close the panel"), self.close_panel), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _scrolling(self) -> QScrollArea:
        self._inside = inside = QWidget()
        inside.setLayout(self.body)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        return scrolling(inside)

    def _foot(self) -> QFrame:
        self._bottom = QFrame()
        column = QVBoxLayout(self._bottom)
        column.setContentsMargins(0, 0, 0, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(line())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.px(20), theme.px(4), theme.px(20), 0)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._primary)
        for words in (self._fault, self._note):
            words.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
            words.hide()
        column.addWidget(self._fault)
        column.addLayout(buttons)
        column.addWidget(self._note)
        self._bottom.hide()
        return self._bottom

    # ---- what a page asks of it ----

    def add(self, widget: QWidget) -> None:
        """Puts a widget at the end of the body."""
        self.body.addWidget(widget)

    def set_primary(self, text: str, pressed: Callable[[], object], *, ready: Callable[[], bool] | None = None) -> None:
        """The primary repeats choice and day. `ready` is asked before; it moves the focus to the first fault itself."""
        self._primary.setText(plain(text))
        self._act = pressed
        if ready is not None:
            self._ready = ready
        self._bottom.show()

    def set_note(self, text: str) -> None:
        """One line on how long it can be undone."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_fault(self, text: str) -> None:
        """A refusal, shown where the primary is; "" takes it away."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def set_busy(self, *, busy: bool) -> None:
        """While a preview is computed or a change is written, the primary waits."""
        self._primary.setEnabled(not busy)

    def press(self) -> None:
        """Does what the primary does."""
        if self._primary.isEnabled() and self._act is not None and self._ready():
            self.set_fault("")
            self._act()

    def close_panel(self) -> None:
        """Closes the panel; what its fields hold is the page's to keep."""
        self.closed.emit()

    def focus_first(self) -> None:
        """Moves the focus to the first field of the body."""
        inside = self._inside
        for widget in inside.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(inside) and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.press()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
