"""One of a few, all in sight: rows with what each costs, or plain lines; arrow keys choose."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.theme import paint
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.text import plain_tip

_DOT = 16


@dataclass(frozen=True, slots=True)
class Option:
    """One to choose: its value, its words, a few more behind them, a word in a chip, an amount at the right."""

    value: Hashable
    text: str
    more: str = ""
    chip: str = ""
    right: str = ""
    enabled: bool = True


class Choice(QWidget):
    """Named for screen readers by `name`; `chosen` carries the value. `boxed` gives each option a frame."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        *,
        value: Hashable = None,
        boxed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._rows: dict[Hashable, OptionRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6 if boxed else 0))
        for option in options:
            row = OptionRow(option, boxed=boxed)
            self._rows[option.value] = row
            self._group.addButton(row)
            column.addWidget(row)
            row.toggled.connect(self._tell)
        if value in self._rows:
            self.set_value(value)

    def value(self) -> Hashable:
        """The value chosen, or None."""
        return next((value for value, row in self._rows.items() if row.isChecked()), None)

    def rows(self) -> "list[OptionRow]":
        """The options, in order; the one chosen is checked."""
        return list(self._rows.values())

    def set_value(self, value: Hashable) -> None:
        """Chooses a value, and tells it. Raises KeyError for one that is not offered."""
        self._rows[value].setChecked(True)

    def _tell(self, on: object) -> None:
        if on:
            self.chosen.emit(self.value())


class OptionRow(QRadioButton):
    """One option; paints itself."""

    def __init__(self, option: Option, *, boxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(plain(option.text), parent)
        self._option, self._boxed = option, boxed
        self.setEnabled(option.enabled)
        self.setProperty("ring", "inside" if boxed else "outside")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(" ".join(part for part in (option.more, option.chip, option.right) if part))

    def sizeHint(self) -> QSize:
        option, edge = self._option, theme.px(14 if self._boxed else 0)
        width = 2 * edge + theme.px(_DOT + 10) + _width(option.text, self._font())
        width += sum(_width(text, theme.font("small")) + theme.px(18) for text in (option.more, option.chip) if text)
        if option.right:
            width += theme.px(16) + _width(option.right, theme.font("body", tabular=True))
        return QSize(width, theme.px(40 if self._boxed else 24))

    def minimumSizeHint(self) -> QSize:
        """The few words more may be cut; they stand in the tooltip then."""
        more = self._option.more
        spare = _width(more, theme.font("small")) + theme.px(18) if more else 0
        return QSize(self.sizeHint().width() - spare, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(plain_tip(self._option.more) if cut else "")

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _font(self) -> QFont:
        return theme.font("emphasis" if self._boxed else "body")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option, on = QPainter(self), self._option, self.isChecked()
        if self._boxed:
            self._paint_box(painter, on=on)
        edge = theme.px(14 if self._boxed else 0)
        side = theme.px(_DOT)
        dot = QRectF(max(edge, 1), (self.height() - side) / 2, side, side)
        paint.radio(painter, dot, on=on, enabled=self.isEnabled())
        left = edge + side + theme.px(10)
        main = "text" if self.isEnabled() else "text_disabled"
        left = self._words(painter, left, option.text, self._font(), main) + theme.px(10)
        small = theme.font("small")
        if option.more:
            room = self.width() - left - self._right_of_more()
            more = QFontMetrics(small).elidedText(option.more, Qt.TextElideMode.ElideRight, max(room, 0))
            left = self._words(painter, left, more, small, "text_secondary") + theme.px(10)
        if option.chip:
            self._paint_chip(painter, left, option.chip)
        if option.right:
            font = theme.font("body", tabular=True)
            self._words(painter, self.width() - edge - _width(option.right, font), option.right, font, main)

    def _right_of_more(self) -> int:
        """The room that chip and amount take at the right of the few words more."""
        option, edge = self._option, theme.px(14 if self._boxed else 0)
        chip = _width(option.chip, theme.font("small")) + theme.px(28) if option.chip else 0
        right = _width(option.right, theme.font("body", tabular=True)) + theme.px(16) if option.right else 0
        return edge + chip + right

    def _paint_box(self, painter: QPainter, *, on: bool) -> None:
        fill = "accent_subtle" if on else "hover" if self.underMouse() else "surface"
        outline = "accent" if on else "border_button"
        paint.rounded(
            painter,
            QRectF(self.rect()),
            theme.px(6),
            fill=theme.colour(fill),
            outline=theme.colour(outline),
            width=2 if on else 1,
        )

    def _paint_chip(self, painter: QPainter, left: int, text: str) -> None:
        font = theme.font("small")
        high = theme.size("chip_status")
        box = QRectF(left, (self.height() - high) / 2, _width(text, font) + theme.px(14), high)
        paint.rounded(painter, box, theme.px(4), fill=theme.colour("neutral_bg"), outline=None)
        self._words(painter, left + theme.px(7), text, font, "neutral")

    def _words(self, painter: QPainter, left: int, text: str, font: QFont, tone: str) -> int:
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        box = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return left + _width(text, font)


def _width(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
