"""The head of a list: small titles, the sorted one with an arrow, and the box that marks all."""

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from desktop.gui import theme
from desktop.gui.models.columns import Column
from desktop.gui.theme import paint
from desktop.gui.widgets.table_base import TableBase
from desktop.gui.widgets.table_delegate import check_rect

_PADDING = 10


class TableHeader(QHeaderView):
    """Paints itself, and has a selection model of its own: the list's would be asked about every row."""

    def __init__(self, table: TableBase) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(theme.px(24))
        self.setAccessibleName(table.accessibleName())

    def stand_alone(self) -> None:
        """Takes the empty selection model, after the table has given its own."""
        self.setSelectionModel(QItemSelectionModel(self.model(), self))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("table_head"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("border"))
        column = self._table.rows.column(section)
        if column is None:
            if self._table.rows.checks:
                paint.check_box(painter, check_rect(rect), self._table.check_state())
            return
        self._paint_title(painter, rect, column)
        if self._table.hasFocus() and section == self._table.currentIndex().column():
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, theme.colour("focus"))

    def _paint_title(self, painter: QPainter, rect: QRect, column: Column) -> None:
        query = self._table.query
        by_this = column.sortable and query.sort == column.key
        font = theme.font("small", weight=600 if by_this else 500)
        inner = rect.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        room = inner.width() - (theme.px(18) if by_this else 0)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        arrow = theme.px(14) + theme.px(4) if by_this else 0
        left = inner.right() - width - arrow + 1 if column.right else inner.left()
        painter.setFont(font)
        painter.setPen(theme.colour("text" if by_this else "text_secondary"))
        painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if by_this:
            name = "arrow-down" if query.descending else "arrow-up"
            at = QPoint(left + width + theme.px(4), rect.center().y() - theme.px(7))
            painter.drawPixmap(at, theme.pixmap(name, tone="text", size=14))
