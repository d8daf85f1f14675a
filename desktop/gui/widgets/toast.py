"""The receipt at the foot of the window: what was done, and for ten seconds the way to undo it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.text import icon_label, label
from desktop.i18n import _

_SHOWN_MS = theme.tokens()["motion"]["toast_seconds"] * 1000


class Toast(QFrame):
    """One at a time; stays while the pointer is over it or it has the focus. Not for errors."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self._undo: Callable[[], object] | None = None
        self._words = label(tone="tooltip_text", most=560)
        self._button = button(_("Undo"), self.undo, style="toast")
        self._keys = label("Ctrl+Z", look="small", tone="tooltip_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(3), theme.px(12), theme.px(3))
        row.setSpacing(theme.px(10))
        row.addWidget(icon_label("check", tone="tooltip_ok"))
        row.addWidget(self._words)
        row.addSpacing(theme.px(14))
        row.addWidget(self._button)
        row.addWidget(self._keys)
        self._timer = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def show_toast(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Says what was done; with `undo` there is a button, and Ctrl+Z while it is shown."""
        self._undo = undo
        self._words.setText(text)
        self.setAccessibleName(text)
        self._button.setVisible(undo is not None)
        self._keys.setVisible(undo is not None)
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()

    @property
    def can_undo(self) -> bool:
        """Whether it is shown with a way to undo."""
        return self.isVisible() and self._undo is not None

    def undo(self) -> None:
        """Undoes what the toast says was done."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def place(self, left: int, bottom: int) -> None:
        """Stands with its lower left corner here."""
        self.adjustSize()
        self.move(left, bottom - self.height())

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start(1000)
        else:
            self._undo = None
            self.hide()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start(min(3000, _SHOWN_MS))
