"""Labels that show text as it is written: Qt would render markup found in data."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.gui import theme

_WORDS = 80  # letters of a line that always has its room: more is data
_LONGEST = 500  # letters measured and shown of a line that is cut short
_WIDEST = 480  # pixels before zoom that long data asks for
_LONGEST_WRAPPED = 2_000  # letters shown of a text that wraps
_LONG_WORD = re.compile(r"[^\s\u200b-]{20}(?=[^\s\u200b-])")


class LineLabel(QLabel):
    """One line. Words keep their room; data of any length may be cut short, and then shows whole as a tooltip.

    `most` is the width it asks for at most, in pixels before zoom; 0: all of its words, up to `_WORDS` letters.
    A `yielding` line may be made narrower than it asks for.
    """

    def __init__(self, text: str = "", *, most: int = 0, yielding: bool = False) -> None:
        super().__init__(text)
        self._most, self._yielding = theme.px(most), yielding
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        whole = super().sizeHint()
        if not self._most and len(self.text()) <= _WORDS:
            return whole
        needed = QFontMetrics(self.font()).horizontalAdvance(self.text()[:_LONGEST]) + 2
        return QSize(min(needed, self._most or theme.px(_WIDEST)), whole.height())

    def minimumSizeHint(self) -> QSize:
        asked = self.sizeHint()
        yields = self._yielding or len(self.text()) > _WORDS
        return QSize(min(theme.px(40), asked.width()) if yields else asked.width(), asked.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, room = QFontMetrics(self.font()), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()[:_LONGEST]) <= room:
            self.setToolTip("")
            super().paintEvent(event)
            return
        self.setToolTip(plain_tip(self.text()[:_LONGEST]))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = metrics.elidedText(self.text()[:_LONGEST], Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)


class WrappedLabel(QLabel):
    """Words that wrap, also within a word that is too long for any line."""

    def __init__(self, text: str = "") -> None:
        super().__init__(_breakable(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(_breakable(text))


def _breakable(text: str) -> str:
    """The text with places to break in words of more than twenty letters, and at most so long."""
    short = text if len(text) <= _LONGEST_WRAPPED else f"{text[:_LONGEST_WRAPPED]}…"
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", short)


def label(
    text: str = "",
    *,
    look: str = "body",
    tone: str = "",
    weight: int = 0,
    wrap: bool = False,
    tabular: bool = False,
    right: bool = False,
    most: int = 0,
    yielding: bool = False,
) -> QLabel:
    """A label in a font (`title`, `heading`, `section`, `body`, `emphasis`, `small`, `figure`) and a tone.

    `most` and `yielding` are those of a `LineLabel`; with `wrap` it is a `WrappedLabel`.
    """
    made = WrappedLabel(text) if wrap else LineLabel(text, most=most, yielding=yielding)
    made.setFont(theme.font(look, weight=weight, tabular=tabular))
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if tone:
        made.setProperty("tone", tone)
    return made


def icon_label(name: str, *, tone: str = "text_secondary", size: int = 16) -> QLabel:
    """An icon beside words; it says nothing that the words do not."""
    made = QLabel()
    theme.give_icon(made, name, tone=tone, size=size)
    made.setFixedSize(theme.px(size), theme.px(size))
    return made


def keys_label(keys: str) -> QLabel:
    """A shortcut in a small frame."""
    made = label(keys, look="small", tone="keys")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line(*, strong: bool = False, upright: bool = False) -> QFrame:
    """A hairline across or upright."""
    made = QFrame()
    made.setProperty("look", "line_strong" if strong else "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def plain_tip(text: str) -> str:
    """A tooltip that shows markup as it is written: Qt would render it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if text else ""


def clear(parent: QWidget) -> None:
    """Takes everything out of a widget's layout, for a body that is built anew."""
    layout = parent.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
