"""From when a change holds: today, the next period, or another day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import DateEdit
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.shown import day_words
from desktop.i18n import _

OTHER = "other"


class When(QWidget):
    """`chosen` carries the day, or None while another day is asked for and not yet written."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[date, str, str]],
        *,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """`options` are (day, words, a few more words); another day is always last."""
        super().__init__(parent)
        self._name, self._today = name, today
        self._options = list(options)
        self._own = DateEdit(today=lambda: today)
        self._other = FormField(_("Day"), self._own, check=lambda: "" if self._own.value() else _("Write a day."))
        self._other.hide()
        self._own.changed.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._choice: Choice | None = None
        self._build(self._options[0][0])
        self._column.addWidget(self._other)

    def _build(self, value: object) -> None:
        before = self._choice
        options = [Option(day, text, more) for day, text, more in self._options]
        choice = Choice(self._name, [*options, Option(OTHER, _("Another day …"))])
        choice.set_value(value if value == OTHER or any(value == one[0] for one in self._options) else OTHER)
        choice.chosen.connect(self._changed)
        if before is None:
            self._column.addWidget(choice)
        else:
            self._column.replaceWidget(before, choice)
            before.hide()
            before.deleteLater()
        self._choice = choice

    def explain(self, options: Sequence[tuple[date, str, str]], *, value: date) -> None:
        """Other words for the same days, when what is chosen changes what is usual; `value` is the day to choose."""
        if list(options) != self._options or value != self.day():
            self._options = list(options)
            self._build(value)
            self._other.hide()

    def day(self) -> date | None:
        """The day chosen."""
        value = self._choice.value() if self._choice else None
        return value if isinstance(value, date) else self._own.value()

    def is_other(self) -> bool:
        """Whether another day is asked for."""
        return self._choice is not None and self._choice.value() == OTHER

    def is_whole(self) -> bool:
        """Whether there is a day; else moves the focus to where it is missing."""
        if self.day() is not None and (not self.is_other() or self._other.check()):
            return True
        self._other.check()
        self._own.setFocus()
        return False

    def focus_chosen(self) -> None:
        """Moves the focus to what is chosen."""
        row = next((row for row in self._choice.rows() if row.isChecked()), None) if self._choice else None
        if row is not None:
            row.setFocus()

    def choose(self, day: date) -> None:
        """Chooses a day, one of those offered or another."""
        if self._choice is None:
            return
        if any(day == one[0] for one in self._options):
            self._choice.set_value(day)
        else:
            self._own.set_value(day)
            self._choice.set_value(OTHER)
            self._tell(day)

    def _changed(self, value: object) -> None:
        other = value == OTHER
        self._other.setVisible(other)
        if other:
            self._own.setFocus()
        self._tell(self.day())

    def _tell(self, _day: object) -> None:
        self.chosen.emit(self.day())


def today_option(today: date, more: str = "") -> tuple[date, str, str]:
    """The choice of today."""
    return today, _("Today, {day}").format(day=day_words(today, today=today)), more


def from_words(day: date, *, today: date) -> str:
    """`from today`, `from 9 December`."""
    return _("from today") if day == today else _("from {day}").format(day=day_words(day, today=today))
