"""Paints every cell of every list: no style sheet, no widget, only the theme."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop.gui import theme
from desktop.gui.models.columns import NOTHING, Column, Kind, Row, Status, is_quiet, shown
from desktop.gui.theme import paint
from desktop.gui.widgets.table_base import TableBase
from desktop.gui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_PADDING = 10  # px before zoom, left and right in a cell
_ICON = 18


class TableDelegate(QStyledItemDelegate):
    """One row at a time: ground, hairline, check box, icon and word, the frame of the current row."""

    def __init__(self, table: TableBase) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, number, cell = self._table, index.row(), _rect(option)
        row = table.rows.row(number)
        marked = row is not None and table.is_marked(row)
        lit = table.is_lit(number, marked=marked)
        painter.fillRect(cell, theme.colour(self._ground(number, lit=lit)))
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.colour("border_subtle"))
        column = table.rows.column(index.column())
        if row is None:
            if column is not None and column.strong:
                self._paint_waiting(painter, cell)
        elif column is None:
            state = Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
            paint.check_box(painter, check_rect(cell), state)
        else:
            out = table.is_left_out(row, marked=marked)
            self._paint_value(painter, cell, column, row, lit=lit, out=out)
        if number == table.currentIndex().row():
            first, last = table.edges()
            paint.row_frame(painter, cell, first=index.column() == first, last=index.column() == last)

    def _ground(self, number: int, *, lit: bool) -> str:
        if lit:
            return "selection" if self._table.isActiveWindow() else "selection_inactive"
        return "hover" if number == self._table.hovered else "surface"

    def _paint_waiting(self, painter: QPainter, cell: QRect) -> None:
        bar = QRectF(cell.left() + theme.px(_PADDING), cell.center().y() - theme.px(4), cell.width() // 2, theme.px(8))
        paint.rounded(painter, bar, theme.px(4), fill=theme.colour("pressed"), outline=None)

    def _paint_value(self, painter: QPainter, cell: QRect, column: Column, row: Row, *, lit: bool, out: bool) -> None:
        value = column.of(row)
        inner = cell.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), -1)
        icon, icon_tone = _icon_of(column, row, value, out=out)
        tone = _tone_of(column, row, value, lit=lit, out=out)
        if icon:
            inner = self._paint_icon(painter, inner, icon, icon_tone)
        font = _font_of(column, value, out=out)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        text = QFontMetrics(font).elidedText(shown(value, column.kind), Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _paint_icon(self, painter: QPainter, inner: QRect, name: str, tone: str) -> QRect:
        """Draws the icon at the left and gives what is left of the cell."""
        side = theme.px(_ICON)
        top = inner.center().y() - side // 2 + 1
        painter.drawPixmap(QPoint(inner.left(), top), theme.pixmap(name, tone=tone, size=_ICON))
        return inner.adjusted(side + theme.px(6), 0, 0, 0)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Shows a text whole that its cell could not hold."""
        if event.type() != QEvent.Type.ToolTip:
            return False
        row, column = self._table.rows.row(index.row()), self._table.rows.column(index.column())
        text = column.text(row) if column is not None and row is not None else ""
        if column is not None and text and self.is_elided(text, column, row, _rect(option).width()):
            QToolTip.showText(event.globalPos(), plain_tip(text), view)
        else:
            QToolTip.hideText()
        return True

    def is_elided(self, text: str, column: Column, row: Row, width: int) -> bool:
        """Whether a cell of `width` pixels is too narrow for its text."""
        room = width - 2 * theme.px(_PADDING)
        if _icon_of(column, row, column.of(row), out=False)[0]:
            room -= theme.px(_ICON) + theme.px(6)
        return QFontMetrics(_font_of(column, column.of(row), out=False)).horizontalAdvance(text) > room


def check_rect(cell: QRect) -> QRectF:
    """Where the check box of a cell lies."""
    side = theme.px(paint.CHECK)
    return QRectF(cell.left() + theme.px(_PADDING), cell.center().y() - side // 2, side, side)


def _rect(option: QStyleOptionViewItem) -> QRect:
    found: QRect = option.rect
    return found


def _icon_of(column: Column, row: Row, value: object, *, out: bool) -> tuple[str, str]:
    if isinstance(value, Status):
        return value.icon, "text_secondary" if out else value.tone
    if column.icon is None:
        return "", ""
    tone = column.tone(row) if column.tone else ""
    return column.icon(row), tone or "text_secondary"


def _tone_of(column: Column, row: Row, value: object, *, lit: bool, out: bool) -> str:
    if column.kind is Kind.LINK:
        return "accent_text"
    if out:
        return "text_secondary"
    if is_quiet(value, column.kind) or shown(value, column.kind) == NOTHING:
        return "text_secondary" if lit else "text_muted"
    if column.tone and column.kind is not Kind.STATUS and column.tone(row):
        return column.tone(row)
    return "text_secondary" if column.muted or column.kind is Kind.ID else "text"


def _font_of(column: Column, value: object, *, out: bool) -> QFont:
    quiet = out or is_quiet(value, column.kind)
    weight = 500 if (column.strong and not quiet) or column.kind is Kind.LINK else 400
    return theme.font("body", weight=weight, tabular=column.tabular, struck=out and column.kind is Kind.MONEY)
