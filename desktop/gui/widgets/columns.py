"""A wide and a narrow column side by side; where there is no room, the narrow one stands under the wide."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme


class TwoColumns(QWidget):
    """`wide` and `side` are layouts to fill; `side_width` and `narrow` (below it they stack) in pixels before zoom."""

    def __init__(self, *, side_width: int, narrow: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_width, self._narrow = theme.px(side_width), theme.px(narrow)
        self.wide, self.side = QVBoxLayout(), QVBoxLayout()
        self._left, self._right = QWidget(), QWidget()
        for column, widget in ((self.wide, self._left), (self.side, self._right)):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.px(12))
            widget.setLayout(column)
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(20))
        self._row.setSpacing(theme.px(12))
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right, 0)
        self._row.addStretch(0)
        self._right.setFixedWidth(self._side_width)

    def end(self) -> None:
        """Nothing more comes: cards keep their height and stand at the top."""
        self.wide.addStretch(1)
        self.side.addStretch(1)

    def even_out(self, buttons: Sequence[QWidget]) -> None:
        """Gives buttons of rows the width of the widest, so that what stands before them ends on one line."""
        widest = max((button.sizeHint().width() for button in buttons), default=0)
        for button in buttons:
            button.setMinimumWidth(max(widest, button.minimumWidth()))

    def minimumSizeHint(self) -> QSize:
        return height_as_laid(self, super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < self._narrow
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self._row.setStretch(0, 0 if stacked else 1)
            self._row.setStretch(2, 1 if stacked else 0)
            self._right.setMinimumWidth(0 if stacked else self._side_width)
            self._right.setMaximumWidth(16_777_215 if stacked else self._side_width)


def height_as_laid(widget: QWidget, least: QSize) -> QSize:
    """The least size of a widget whose words wrap; Qt would take its height when narrowest, and scroll for nothing."""
    high = widget.heightForWidth(max(widget.width(), least.width()))
    return QSize(least.width(), min(least.height(), high) if high > 0 else least.height())
