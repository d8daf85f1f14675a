"""Chips: filters that count, filters that can be removed, filters with a list; and the status of a record."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from desktop.gui import theme
from desktop.gui.models.columns import Status
from desktop.gui.theme import paint
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.text import icon_label, label
from desktop.i18n import _
from desktop.i18n.numbers import integer

_SIDE, _GAP, _ICON = 10, 6, 16  # px before zoom


class Chip(QAbstractButton):
    """A filter. Checkable: on or off with a count. `removable` has a cross, and Delete removes it (`removed`).

    `has_list` shows a chevron: connect `clicked` and open a menu.
    """

    removed = Signal()

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        tone: str = "text_secondary",
        on: bool = False,
        removable: bool = False,
        has_list: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._removable, self._has_list = icon, tone, removable, has_list
        self._count: int | None = None
        self._words = text
        self.setText(plain(text))
        self.setCheckable(not (removable or has_list))
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int | None) -> None:
        """How many rows it would leave, counted under the other filters."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def set_words(self, text: str) -> None:
        """Other words, such as the values of a filter."""
        self._words = text
        self.setText(plain(text))
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        shown = self._words if self._count is None else f"{self._words} {integer(self._count)}"
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(_("Delete removes the filter") if self._removable else shown)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._font()).horizontalAdvance(self._words) + theme.px(2 * _SIDE)
        if self._icon:
            width += theme.px(_ICON + _GAP)
        if self._count is not None:
            width += theme.px(_GAP) + QFontMetrics(self._count_font()).horizontalAdvance(integer(self._count))
        if self._removable or self._has_list:
            width += theme.px(_ICON + _GAP)
        return QSize(width + 2, theme.size("chip_filter"))

    minimumSizeHint = sizeHint

    def _font(self) -> QFont:
        return theme.font("small", weight=500)

    def _count_font(self) -> QFont:
        return theme.font("small")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, on = QPainter(self), self.isCheckable() and self.isChecked()
        fill = "accent_subtle" if on else "hover" if self.underMouse() else "surface"
        outline = "accent" if on else "border_button"
        paint.rounded(
            painter,
            QRectF(self.rect()),
            theme.px(6),
            fill=theme.colour(fill),
            outline=theme.colour(outline),
            width=1.5 if on else 1,
        )
        inner = self.rect().adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        if self._icon:
            tone = "accent_text" if on else self._tone
            self._put_icon(painter, inner.left(), self._icon, tone)
            inner.setLeft(inner.left() + theme.px(_ICON + _GAP))
        self._write(painter, inner, self._words, self._font(), "accent_text" if on else "text")
        left = inner.left() + QFontMetrics(self._font()).horizontalAdvance(self._words) + theme.px(_GAP)
        if self._count is not None:
            box = QRect(left, 0, inner.width(), self.height())
            self._write(
                painter, box, integer(self._count), self._count_font(), "accent_text" if on else "text_secondary"
            )
        if self._removable or self._has_list:
            name = "x" if self._removable else "chevron-down"
            self._put_icon(painter, self.width() - theme.px(_SIDE + _ICON - 2), name, "text_secondary")

    def _put_icon(self, painter: QPainter, left: int, name: str, tone: str) -> None:
        painter.drawPixmap(QPoint(left, (self.height() - theme.px(_ICON)) // 2), theme.pixmap(name, tone=tone))

    def _write(self, painter: QPainter, box: QRect, text: str, font: QFont, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        over_cross = event.position().x() > self.width() - theme.px(_SIDE + _ICON + 2)
        super().mouseReleaseEvent(event)
        if self._removable and over_cross and self.rect().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """Chips side by side; what does not fit stands on a second row."""

    def __init__(self, *chips: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        for chip in chips:
            self.add(chip)

    def add(self, chip: QWidget) -> None:
        """Adds a chip, or a line between kinds of chips."""
        self._flow.addWidget(chip)
        self.updateGeometry()

    def remove(self, chip: QWidget) -> None:
        """Takes a chip out."""
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()

    def first_focus(self) -> QWidget | None:
        """The first chip: Ctrl+L goes here."""
        item = self._flow.itemAt(0)
        return item.widget() if item else None


class FlowLayout(QLayout):
    """Lays widgets in rows, wrapping like words."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.px(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() + self._gap for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _shown(self) -> Sequence[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, top, tallest = rect.left(), rect.top(), 0
        for item in self._shown():
            size = item.sizeHint()
            if left > rect.left() and left + size.width() > rect.right() + 1:
                left, top, tallest = rect.left(), top + tallest + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            tallest = max(tallest, size.height())
        return top + tallest - rect.top()


class StatusChip(QFrame):
    """A status with its ground, for the head of a record: icon and word, never colour alone."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "chip")
        self.setFixedHeight(theme.size("chip_status"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(6))
        self._icon, self._words = icon_label("info"), label(look="small", weight=500)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words)
        self.show_status(status)

    def show_status(self, status: Status) -> None:
        """Shows another status; an empty icon shows the word alone."""
        theme.set_tone(self, status.tone)
        theme.set_tone(self._words, status.tone)
        self._words.setText(status.text)
        self._icon.setVisible(bool(status.icon))
        if status.icon:
            theme.give_icon(self._icon, status.icon, tone=status.tone)
        self.setAccessibleName(status.text)
