"""The page and the panel beside it: the panel pushes the page, and lies over it where the window is narrow."""

import shiboken6
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.panel import Panel

NARROW = 1180  # pixels of window width before zoom; below it the panel overlays


class PageArea(QWidget):
    """Holds the page stack and at most one panel; the panel's width is remembered while the window lives."""

    panel_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.stack)
        self._splitter.splitterMoved.connect(self._remember)
        self._panel: Panel | None = None
        self.panel_width = theme.size("panel_width")
        self._came_from: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @property
    def panel(self) -> Panel | None:
        """The panel that is open."""
        return self._panel

    def open_panel(self, panel: Panel) -> None:
        """Shows a panel in place of the one before, and moves the focus into it."""
        self.close_panel()
        self._came_from = QApplication.focusWidget()
        self._panel = panel
        panel.closed.connect(self._panel_says_closed)
        self._place()
        panel.show()
        panel.focus_first()

    def close_panel(self) -> bool:
        """Closes the panel and gives the focus back; False if none was open."""
        panel, self._panel = self._panel, None
        if panel is None:
            return False
        panel.hide()
        panel.setParent(None)
        panel.deleteLater()
        if self._came_from is not None and shiboken6.isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.panel_closed.emit()
        return True

    def _panel_says_closed(self) -> None:
        if self.sender() is self._panel:
            self.close_panel()

    def _remember(self) -> None:
        if self._panel is not None and self._splitter.count() > 1:
            self.panel_width = self._splitter.sizes()[1]

    def _overlays(self) -> bool:
        return self.window().width() < theme.px(NARROW)

    def _place(self) -> None:
        panel = self._panel
        if panel is None:
            return
        if self._overlays():
            if panel.parentWidget() is not self:
                panel.setParent(self)
                panel.show()
            width = min(max(self.panel_width, panel.minimumWidth()), self.width())
            panel.setGeometry(QRect(self.width() - width, 0, width, self.height()))
            panel.raise_()
        elif panel.parentWidget() is not self._splitter:
            self._splitter.addWidget(panel)
            self._splitter.setStretchFactor(0, 1)
            self._splitter.setSizes([max(self.width() - self.panel_width, 1), self.panel_width])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
