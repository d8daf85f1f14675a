"""The coverage strip: which days of a subscription are paid, billed, paused, credited or proposed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.theme import paint
from desktop.gui.widgets.chips import FlowLayout
from desktop.gui.widgets.text import plain_tip
from desktop.i18n import _
from desktop.i18n.dates import date_narrow, date_range

KINDS = {
    "paid": N_("Paid"),
    "billed": N_("Invoiced"),
    "next": N_("Coming"),
    "trial": N_("Trial"),
    "paused": N_("Pause"),
    "credited": N_("Credited"),
    "proposed": N_("Proposed"),
    "free": N_("Free"),
    "unbilled": N_("Not invoiced"),
}
"""The kinds of coverage in the order of the legend, with their words."""

_GAP = 1.5


class Segment(NamedTuple):
    """The days `[start, end)` of one kind; `text` is the amount or more, already written."""

    start: date
    end: date
    kind: str
    text: str = ""

    def words(self) -> str:
        """The segment as people read it."""
        parts = (_(KINDS[self.kind]), date_range(self.start, self.end), self.text)
        return ", ".join(part for part in parts if part)


class CoverageStrip(QWidget):
    """One line of days. Arrow keys walk the segments and say them; `walked` carries the segment.

    `scale` is the first and last day shown; `months` writes their names once, under the last line of a group.
    """

    walked = Signal(object)

    def __init__(
        self,
        name: str,
        segments: Sequence[Segment],
        *,
        scale: tuple[date, date],
        today: date,
        months: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._scale, self._today, self._months = name, scale, today, months
        self._segments: Sequence[Segment] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_segments(segments)

    def show_segments(self, segments: Sequence[Segment], *, scale: tuple[date, date] | None = None) -> None:
        """Shows other segments, in order of days."""
        self._segments = segments
        self._scale = scale or self._scale
        self._at = min(self._at, len(segments) - 1)
        self._tell_name()
        self.update()

    def _tell_name(self) -> None:
        self.setAccessibleName(self._name)
        now = self._segments[self._at].words() if self._at >= 0 else ""
        self.setAccessibleDescription(now or "; ".join(segment.words() for segment in self._segments))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(18) + (theme.px(18) if self._months else 0))

    minimumSizeHint = sizeHint

    # ---- painting ----

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for segment in self._segments:
            box = self._box(segment)
            if box.width() > 0:
                paint_coverage(painter, box, segment.kind, ratio=self.devicePixelRatioF())
        if self._months:
            self._paint_months(painter)
        today = self._x(self._today)
        if 0 <= today <= self.width():
            painter.fillRect(QRectF(today - 1, 0, 2, theme.px(18)), theme.colour("text"))
        if self.hasFocus() and 0 <= self._at < len(self._segments):
            ring = self._box(self._segments[self._at]).adjusted(-2, -2, 2, 2)
            paint.rounded(painter, ring, theme.px(4), fill=None, outline=theme.colour("focus"), width=2)

    def _paint_months(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text_secondary"))
        metrics, free_from = QFontMetrics(painter.font()), -1.0
        for first in _months_of(self._scale):
            left, word = max(self._x(first), 0.0), date_narrow(first).split(" ")[-1]
            wide = metrics.horizontalAdvance(word)
            if left >= free_from and left + wide <= self.width():
                painter.drawText(QPoint(int(left), theme.px(18) + metrics.ascent() + 1), word)
                free_from = left + wide + theme.px(6)

    def _x(self, day: date) -> float:
        first, last = self._scale
        return self.width() * (day - first).days / max((last - first).days, 1)

    def _box(self, segment: Segment) -> QRectF:
        left, right = max(self._x(segment.start), 0.0), min(self._x(segment.end), self.width())
        return QRectF(left, theme.px(2), right - left - _GAP, theme.px(14))

    # ---- keys and pointer ----

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and self._segments:
            self._at = 0
            self._tell_name()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self._segments:
            self._walk(min(max(self._at + steps[Qt.Key(event.key())], 0), len(self._segments) - 1))
        elif event.key() == Qt.Key.Key_Home and self._segments:
            self._walk(0)
        elif event.key() == Qt.Key.Key_End and self._segments:
            self._walk(len(self._segments) - 1)
        else:
            super().keyPressEvent(event)

    def _walk(self, at: int) -> None:
        self._at = at
        segment = self._segments[at]
        self._tell_name()
        self.update()
        corner = self._box(segment).bottomLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(corner), plain_tip(segment.words()), self)
        self.walked.emit(segment)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._segment_at(event.position().x())
        if found is not None:
            self._walk(found)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._segment_at(event.pos().x())
            if found is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self._segments[found].words()), self)
            return True
        return super().event(event)

    def _segment_at(self, x: float) -> int | None:
        found = (at for at, one in enumerate(self._segments) if self._box(one).left() <= x <= self._box(one).right())
        return next(found, None)


class CoverageLegend(QWidget):
    """Names the kinds that occur, each with its fill."""

    def __init__(self, kinds: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=12)
        self.show_kinds(kinds)

    def show_kinds(self, kinds: Iterable[str]) -> None:
        """Shows these kinds, in the order of the look."""
        while (item := self._flow.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        wanted = set(kinds)
        for kind in KINDS:
            if kind in wanted:
                self._flow.addWidget(_LegendEntry(kind))


class _LegendEntry(QWidget):
    """A little of the fill, and its word."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind, self._word = kind, _(KINDS[kind])
        self.setAccessibleName(self._word)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("small")).horizontalAdvance(self._word)
        return QSize(theme.px(30) + wide + 2, theme.px(18))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - theme.px(12)) / 2, theme.px(22), theme.px(12))
        paint_coverage(painter, box, self._kind, ratio=self.devicePixelRatioF())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text_secondary"))
        after = self.rect().adjusted(theme.px(29), 0, 0, 0)
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)


def paint_coverage(painter: QPainter, box: QRectF, kind: str, *, ratio: float = 1.0) -> None:
    """Fills a box as a kind of coverage is filled."""
    look: dict[str, Any] = theme.coverage_look(kind)
    radius = theme.px(3)
    outline = look.get("outline")
    ground = theme.colour(look["fill"]) if "fill" in look else None
    if "pattern" in look and ground is not None and outline:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.pattern(look["pattern"], theme.colour(outline), ground, ratio=ratio))
        painter.drawRoundedRect(box, radius, radius)
        ground = None
    pen = theme.colour(outline) if outline else None
    if look.get("dash") and pen is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(pen, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        return
    paint.rounded(painter, box, radius, fill=ground, outline=pen, width=look.get("width", 1))


def _months_of(scale: tuple[date, date]) -> list[date]:
    first, last = scale
    months = [first]
    while (following := _next_month(months[-1])) < last:
        months.append(following)
    return months


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
