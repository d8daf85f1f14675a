"""Draws what Qt's style cannot draw as the look has it: check boxes, radios, frames and patterns."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from desktop.gui import theme

CHECK = 16  # side of a check box before zoom


def check_box(painter: QPainter, box: QRectF, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """A check box that fills `box`: empty, checked, or partly checked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    checked = state == Qt.CheckState.Checked
    outline = "accent" if checked else "border_control"
    painter.setPen(QPen(theme.colour(outline if enabled else "text_disabled"), 1.5))
    painter.setBrush(theme.colour("accent" if checked and enabled else "surface"))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), theme.px(4), theme.px(4))
    if state != Qt.CheckState.Unchecked:
        name, tone = ("check", "on_accent") if checked and enabled else ("minus", "text_secondary")
        side = theme.px(12)
        mark = theme.pixmap(name if checked or not enabled else "minus", tone=tone, size=12)
        painter.drawPixmap(QPointF(box.center().x() - side / 2, box.center().y() - side / 2), mark)
    painter.restore()


def radio(painter: QPainter, box: QRectF, *, on: bool, enabled: bool = True) -> None:
    """A radio button that fills `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tone = "text_disabled" if not enabled else "accent" if on else "border_control"
    painter.setPen(QPen(theme.colour(tone), 1.5))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tone))
        inset = box.width() * 0.28
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def rounded(
    painter: QPainter, box: QRectF, radius: int, *, fill: QColor | None, outline: QColor | None, width: float = 1
) -> None:
    """A rounded box with its outline inside `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline, width) if outline else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)
    half = width / 2 if outline else 0
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def row_frame(painter: QPainter, cell: QRect, *, first: bool, last: bool) -> None:
    """The part of a cell in the 2 px frame round the current row."""
    ring, two = theme.colour("focus"), 2
    painter.fillRect(cell.left(), cell.top(), cell.width(), two, ring)
    painter.fillRect(cell.left(), cell.bottom() - 1, cell.width(), two, ring)
    if first:
        painter.fillRect(cell.left(), cell.top(), two, cell.height(), ring)
    if last:
        painter.fillRect(cell.right() - 1, cell.top(), two, cell.height(), ring)


def pattern(name: str, line: QColor, ground: QColor, *, ratio: float = 1.0) -> QBrush:
    """A fill of the look: `solid`, `none`, `diagonal_up`, `diagonal_down`, `dots`, `horizontal` or `vertical`."""
    if name in {"solid", "none"}:
        return QBrush(line if name == "solid" else Qt.GlobalColor.transparent)
    side = theme.px(6)
    tile = QPixmap(int(side * ratio), int(side * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(ground)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PATTERNS[name](painter, side, line)
    painter.end()
    return QBrush(tile)


def _dots(painter: QPainter, side: int, line: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(line)
    painter.drawEllipse(QPointF(side / 2, side / 2), side * 0.22, side * 0.22)


def _horizontal(painter: QPainter, side: int, line: QColor) -> None:
    for top in (side * 0.1, side * 0.6):
        painter.fillRect(QRectF(0, top, side, side * 0.22), line)


def _vertical(painter: QPainter, side: int, line: QColor) -> None:
    for left in (side * 0.1, side * 0.6):
        painter.fillRect(QRectF(left, 0, side * 0.22, side), line)


def _diagonal_up(painter: QPainter, side: int, line: QColor) -> None:
    painter.setPen(QPen(line, side * 0.26))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))


def _diagonal_down(painter: QPainter, side: int, line: QColor) -> None:
    painter.setPen(QPen(line, side * 0.26))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, -1), QPointF(shift + side + 1, side + 1))


_PATTERNS = {
    "dots": _dots,
    "horizontal": _horizontal,
    "vertical": _vertical,
    "diagonal_up": _diagonal_up,
    "diagonal_down": _diagonal_down,
}
