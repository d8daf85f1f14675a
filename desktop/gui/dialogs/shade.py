"""Darkens the window behind a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme


class Shade(QWidget):
    """Lies over its window until it is deleted; the pointer goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        dark = theme.colour("overlay")
        dark.setAlphaF(theme.tokens()["shadow"][f"overlay_alpha_{theme.mode()}"])
        QPainter(self).fillRect(self.rect(), dark)
