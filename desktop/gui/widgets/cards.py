"""Cards and what stands in them: a titled group, a key figure, a line of facts, an empty state."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.theme import paint
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.text import icon_label, label

_STALE_MS = 150


class Card(QFrame):
    """A group of unlike things: a title, something at its right, and `body`. `preview` is the box inside a panel."""

    def __init__(
        self, title: str = "", *, aside: QWidget | str = "", preview: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "preview" if preview else "card")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(6))
        column = QVBoxLayout(self)
        edge = theme.px(16 if not preview else 14)
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(14))
        column.setSpacing(theme.px(8))
        if title or aside:
            column.addLayout(_head(title, aside))
        column.addLayout(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(title)

        self._late = QTimer(self, interval=_STALE_MS, singleShot=True)
        self._late.timeout.connect(lambda: self.setEnabled(False))

    def add(self, widget: QWidget) -> None:
        """Puts a widget at the end of the body."""
        self.body.addWidget(widget)

    def set_stale(self, *, stale: bool) -> None:
        """What it shows is being computed anew: after 150 ms its text is muted, and stays until the new has come."""
        if stale:
            self._late.start()
        else:
            self._late.stop()
            self.setEnabled(True)


class KeyFigure(QWidget):
    """One figure with its name above and a few words below; at most three over a working list."""

    def __init__(self, name: str, figure: str = "", below: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._figure, self._below = label(look="figure"), label(look="small", tone="text_secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(name, look="small", tone="text_secondary"))
        column.addWidget(self._figure)
        column.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.show_figure(figure, below)

    def show_figure(self, figure: str, below: str = "") -> None:
        """Shows a figure already written for people."""
        self._figure.setText(figure)
        self._below.setText(below)
        self.setAccessibleName(f"{self._name}: {figure}")


class Facts(QWidget):
    """Names at the left and what they are at the right, such as an address; text that can be selected."""

    def __init__(self, *facts: tuple[str, str], name_width: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnMinimumWidth(0, theme.px(name_width))
        self._grid.setColumnStretch(1, 1)
        for name, value in facts:
            self.add(name, value)

    def add(self, name: str, value: str) -> None:
        """Adds a fact; one without a value is left out."""
        if value:
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add_widget(name, words)

    def add_widget(self, name: str, widget: QWidget) -> None:
        """Adds a fact that shows itself."""
        at = self._grid.rowCount()
        self._grid.addWidget(label(name, tone="text_secondary"), at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, at, 1)


class SumLine(QWidget):
    """A line of a calculation: what, how it is worked out in small below, and the amount at the right."""

    def __init__(
        self, text: str, amount: str, *, below: str = "", total: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(label(text, weight=600 if total else 0, wrap=True), 1)
        row.addWidget(label(amount, weight=600 if total else 0, tabular=True, right=True))
        column.addLayout(row)
        if below:
            column.addWidget(label(below, look="small", tone="text_secondary", wrap=True))


class Start(NamedTuple):
    """One way to begin, in an empty state."""

    icon: str
    title: str
    text: str
    act: str
    run: Callable[[], object]


class EmptyState(QWidget):
    """What a page shows when there is nothing yet: what will come here, and the ways to begin."""

    def __init__(
        self, title: str, text: str = "", *starts: Start, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        column.addWidget(_EmptyPicture(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        column.addWidget(label(title, look="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        if text:
            column.addWidget(label(text, tone="text_secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        if starts:
            column.addSpacing(theme.px(16))
            column.addLayout(self._cards(starts))
        if note:
            column.addSpacing(theme.px(8))
            column.addWidget(label(note, look="small", tone="text_secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _cards(self, starts: tuple[Start, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addStretch(1)
        for rank, start in enumerate(starts):
            card = Card()
            card.setFixedWidth(theme.px(256))
            card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            card.add(icon_label(start.icon, tone="accent_text", size=20))
            card.add(label(start.title, look="section"))
            card.add(label(start.text, tone="text_secondary", wrap=True))
            card.body.addStretch(1)
            card.body.addSpacing(theme.px(8))
            act = button(start.act, start.run, style="primary" if rank == 0 else "plain")
            card.body.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            row.addWidget(card)
        row.addStretch(1)
        return row


class _EmptyPicture(QWidget):
    """Three small cards, the last one lit."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(204), theme.px(100))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rank, corner in enumerate((QPoint(1, 46), QPoint(53, 24), QPoint(105, 2))):
            self._card(painter, theme.px(corner.x()), theme.px(corner.y()), lit=rank == 2)  # noqa: PLR2004 - the last

    def _card(self, painter: QPainter, left: int, top: int, *, lit: bool) -> None:
        box = QRectF(left, top, theme.px(96), theme.px(52))
        edge = theme.colour("border_control" if lit else "border")
        paint.rounded(painter, box, theme.px(6), fill=theme.colour("surface"), outline=edge, width=1.5)
        for down, width, tone in ((14, 34, "accent" if lit else "pressed"), (26, 70, "pressed"), (36, 50, "pressed")):
            bar = QRectF(left + theme.px(12), top + theme.px(down), theme.px(width), theme.px(5))
            paint.rounded(painter, bar, theme.px(2), fill=theme.colour(tone), outline=None)


def _head(title: str, aside: QWidget | str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(title, look="section"), 1)
    if isinstance(aside, str):
        if aside:
            row.addWidget(label(aside, look="small", tone="text_secondary"))
    else:
        row.addWidget(aside)
    return row
