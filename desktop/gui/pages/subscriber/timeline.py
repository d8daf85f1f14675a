"""What happened, newest first: all of it, money alone, or changes alone."""

from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.rows import TimelineRow
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card
from desktop.gui.widgets.chips import Chip
from desktop.gui.widgets.shown import breakable
from desktop.gui.widgets.text import clear, icon_label, label
from desktop.i18n import _, translate
from desktop.i18n.dates import clock_time, date_narrow, date_short
from desktop.services.timeline import CHANGES, MONEY

_FIRST = 8  # rows shown before more is asked for
_MORE = 30


class _Look(NamedTuple):
    icon: str
    tone: str


_LOOKS = {
    "invoice": _Look("file-text", "text_secondary"),
    "credit_note": _Look("file-plus", "text_secondary"),
    "payment": _Look("circle-check", "ok"),
    "note": _Look("pencil", "text_secondary"),
    "started": _Look("play", "info"),
    "changed": _Look("refresh-cw", "info"),
    "cancelled": _Look("calendar-x", "warn"),
    "taken_back": _Look("undo-2", "text_secondary"),
}
_FILTERS = {"all": N_("All"), "money": N_("Money"), "changes": N_("Changes")}
_KINDS = {"money": MONEY, "changes": CHANGES}


class TimelineCard(Card):
    """Rows with icon, sentence, who, and day; the filter stays while the rows are read anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._chips = {key: Chip(_(text), on=key == "all") for key, text in _FILTERS.items()}
        super().__init__(_("History"), aside=self._filter(), parent=parent)
        self._rows: tuple[TimelineRow, ...] = ()
        self._today = date.min
        self._zone = ZoneInfo("Europe/Oslo")
        self._shown = _FIRST
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.add(self._list)
        self._more = button(_("Show more"), self._show_more, style="link")
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _filter(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._group = QButtonGroup(holder)
        for chip in self._chips.values():
            self._group.addButton(chip)
            row.addWidget(chip)
            chip.clicked.connect(self._refill)
        return holder

    def chosen(self) -> str:
        """Which filter is on."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "all")

    def choose(self, key: str) -> None:
        """Puts a filter on."""
        self._chips[key].setChecked(True)
        self._refill()

    def show_rows(self, rows: tuple[TimelineRow, ...], *, today: date) -> None:
        """Shows what happened."""
        self._rows, self._today = rows, today
        self._refill()

    def forget(self) -> None:
        """Another subscriber is shown: from the top, and all of it."""
        self._shown = _FIRST
        self._chips["all"].setChecked(True)

    def _show_more(self) -> None:
        self._shown += _MORE
        self._refill()

    def _refill(self, *_what: object) -> None:
        clear(self._list)
        kinds = _KINDS.get(self.chosen())
        rows = [row for row in self._rows if kinds is None or row.kind in kinds]
        layout = self._list.layout()
        if layout is None:
            return
        if not rows:
            layout.addWidget(label(_("Nothing has happened yet."), tone="text_secondary"))
        for row in rows[: self._shown]:
            layout.addWidget(self._row(row))
        self._more.setVisible(len(rows) > self._shown)

    def _row(self, row: TimelineRow) -> QWidget:
        look = _LOOKS.get(row.kind, _Look("info", "text_secondary"))
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(9))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(breakable(translate(row.text)), wrap=True))
        below = ", ".join(part for part in (row.detail, row.by, self._clock(row)) if part)
        if below:
            words.addWidget(label(breakable(below), look="small", tone="text_secondary", wrap=True))
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(icon_label(look.icon, tone=look.tone), 0, top)
        line.addLayout(words, 1)
        line.addWidget(label(self._day(row.day), look="small", tone="text_secondary", right=True), 0, top)
        return made

    def _clock(self, row: TimelineRow) -> str:
        """Documents and payments have a day alone."""
        return "" if row.kind in MONEY else clock_time(row.at.astimezone(self._zone))

    def _day(self, day: date) -> str:
        ago = (self._today - day).days
        if ago in (0, 1):
            return _("today") if ago == 0 else _("yesterday")
        return date_narrow(day) if day.year == self._today.year else date_short(day)
