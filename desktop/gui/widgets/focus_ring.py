"""The focus ring: one overlay that follows the focus while the keyboard moves it; fields and rows draw their own."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.gui import theme
from desktop.gui.theme import paint

_WIDTH, _GAP = 2, 2  # pixels, whatever the zoom
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show}


class FocusRing(QWidget):
    """Shown round buttons while keys are used; a widget's property `ring` may be `inside` or `none`.

    Watches the window's own input events, which are few, instead of every event of the program.
    """

    def __init__(self, window: QWidget, *, by_keys: bool = False) -> None:
        """`by_keys`: the keyboard is taken to be in use from the start, as in a dialog."""
        super().__init__(window)
        self._window = window
        self._by_keys = by_keys
        self._round: QWidget | None = None
        self._watched: list[QWidget] = []
        self._input: QObject | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def watch_input(self) -> None:
        """Listens to the window's input; call once the window is shown."""
        handle = self._window.windowHandle()
        if self._input is None and handle is not None:
            self._input = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._input:
            if kind == QEvent.Type.KeyPress and not self._by_keys:
                self._by_keys = True
            elif kind == QEvent.Type.MouseButtonPress:
                self._by_keys = False
                self.hide()
        elif kind in _MOVES:
            self._place()
        return False

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        self._round = now if isinstance(now, QAbstractButton) and now.window() is self._window else None
        if not self._by_keys or self._round is None or self._round.property("ring") == "none":
            self.hide()
            return
        step: QWidget | None = self._round
        while step is not None and step is not self._window:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place()

    def _place(self) -> None:
        inner = self._round
        if inner is None or not inner.isVisible():
            self.hide()
            return
        grow = 0 if inner.property("ring") == "inside" else _WIDTH + _GAP
        corner = inner.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(QRect(corner, inner.size()).adjusted(-grow, -grow, grow, grow))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = theme.px(6) + (0 if self._round is None or self._round.property("ring") == "inside" else _GAP + 1)
        ring = theme.colour("focus")
        paint.rounded(QPainter(self), QRectF(self.rect()), radius, fill=None, outline=ring, width=_WIDTH)
