"""Words that several pages say alike: intervals, amounts a period, the states of a subscription, long names."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.period import Interval, Unit
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.models.columns import Status
from desktop.gui.widgets.text import plain_tip
from desktop.i18n import _
from desktop.i18n.dates import date_long, weekday_name
from desktop.i18n.numbers import money

STATES = {
    "active": N_("Active"),
    "trial": N_("In trial"),
    "paused": N_("Paused"),
    "cancelled": N_("Cancelled"),
    "not_started": N_("Not started"),
    "ended": N_("Ended"),
    "": N_("No subscription"),
}
"""The states of a subscription, and the word for having none."""

_LOOKS = {"cancelled": "cancelling", "active": "active", "trial": "trial", "paused": "paused", "ended": "ended"}
_PLAIN = {"not_started": ("calendar", "info"), "": ("minus", "neutral")}

_EVERY = {
    (Unit.DAY, 1): N_("a day"),
    (Unit.WEEK, 1): N_("a week"),
    (Unit.MONTH, 1): N_("a month"),
    (Unit.MONTH, 3): N_("a quarter"),
    (Unit.YEAR, 1): N_("a year"),
}
_MANY = {
    Unit.DAY: N_("for {n} days"),
    Unit.WEEK: N_("for {n} weeks"),
    Unit.MONTH: N_("for {n} months"),
    Unit.YEAR: N_("for {n} years"),
}
_LONGEST = 60  # characters of a name in a title or a button


def status_of(key: str, word: str = "") -> Status:
    """A state with its icon and tone."""
    text = word or _(STATES[key])
    if key in _LOOKS:
        return Status.of(_LOOKS[key], text)
    return Status(text, *_PLAIN[key])


def per(interval: Interval) -> str:
    """What an amount is for: `a month`, `for 6 months`."""
    word = _EVERY.get((interval.unit, interval.n))
    return _(word) if word else _(_MANY[interval.unit]).format(n=interval.n)


def money_per(amount: int, currency: str, interval: Interval) -> str:
    """`249,00 kr a month`."""
    return f"{money(amount, currency)} {per(interval)}"


def day_words(day: date, *, today: date) -> str:
    """`23 November`, with the year when it is not this year's."""
    return date_long(day, year=today.year)


def weekday_and_day(day: date, *, today: date) -> str:
    """`Monday 23 November`."""
    return f"{weekday_name(day)} {day_words(day, today=today)}"


def short(name: str, most: int = _LONGEST) -> str:
    """A name that is not too long for a title or a button."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def breakable(text: str, most: int = 24) -> str:
    """Text that may break inside words of a hundred letters, so that they do not push the page wide."""
    return " ".join(
        "\u200b".join(word[i : i + most] for i in range(0, len(word), most)) if len(word) > most else word
        for word in text.split(" ")
    )


class Elided(QWidget):
    """A line of text that is cut where there is no room; the whole stands in its tooltip and for screen readers."""

    def __init__(
        self, text: str = "", *, look: str = "body", tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._tone, self._text = look, tone, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        copy = QAction(_("Copy"), self)
        copy.triggered.connect(self._copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.set_text(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    def set_text(self, text: str) -> None:
        """Shows another text, as it is written."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self._explain()
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._look))
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(60)), self.sizeHint().height())

    def _explain(self) -> None:
        cut = self.sizeHint().width() > self.width()
        self.setToolTip(plain_tip(self._text) if cut else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, font = QPainter(self), theme.font(self._look)
        painter.setFont(font)
        painter.setPen(theme.colour(self._tone))
        text = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
