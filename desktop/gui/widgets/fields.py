"""Fields: money as minor units, days with their short cuts, search, choices from a list, check boxes."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.theme import paint
from desktop.i18n import _, translate
from desktop.i18n.dates import date_short, parse_date
from desktop.i18n.numbers import amount, parse_money

_TYPING_MS = 150  # a search waits this long for the next letter


class Field(QLineEdit):
    """A line of text. `settled` when a person has left it or pressed Enter; its `FormField` shows the fault."""

    settled = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFixedHeight(theme.size("control"))
        self.editingFinished.connect(self.settled)

    def fault(self) -> str:
        """What is wrong with what is written, in a sentence that says what is right; or ""."""
        return ""

    def show_fault(self, *, faulty: bool) -> None:
        """The border of a fault."""
        self.setProperty("fault", "true" if faulty else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class InsideButton(QToolButton):
    """A small button at the right end inside a field; the field keeps the focus."""

    def __init__(self, field: Field, icon: str, name: str, pressed: Callable[[], object]) -> None:
        super().__init__(field)
        self._field = field
        theme.give_icon(self, icon)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(lambda _checked=False: pressed())
        field.setTextMargins(field.textMargins().left(), 0, theme.px(24), 0)

    def place(self) -> None:
        """Stands at the right end of its field."""
        side, field = theme.px(24), self._field
        self.setGeometry(field.width() - side - theme.px(4), (field.height() - side) // 2, side, side)


class MoneyEdit(Field):
    """An amount in minor units, or None when empty; `changed` carries it as object once it has been settled."""

    changed = Signal(object)

    def __init__(self, value: int | None = None, *, currency: str = "NOK", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._currency = currency
        self._told = value
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font("body", tabular=True))
        self.set_value(value)
        self.settled.connect(self._settle)

    def value(self) -> int | None:
        """The amount written; None when empty or when it is no amount (see `fault`)."""
        try:
            return parse_money(self.text(), self._currency) if self.text().strip() else None
        except DomainError:
            return None

    def set_value(self, value: int | None) -> None:
        """Writes an amount."""
        self._told = value
        self.setText("" if value is None else amount(value, self._currency))

    def fault(self) -> str:
        return _fault_of(lambda: parse_money(self.text(), self._currency), self.text())

    def _settle(self) -> None:
        value = self.value()
        if value is not None:
            self.setText(amount(value, self._currency))
        if value != self._told and not self.fault():
            self._told = value
            self.changed.emit(value)


class DateEdit(Field):
    """A day, or None when empty. `+` `−` a day on or back, `t` today, `+7` in 7 days, `me` (nb, nn `ms`) month end.

    `changed` carries the day as object; `today` is asked when it is needed.
    """

    changed = Signal(object)

    def __init__(self, day: date | None = None, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today, self._told = today, day
        self.setFont(theme.font("body", tabular=True))
        self._calendar = InsideButton(self, "calendar", _("Calendar"), self.show_calendar)
        self.set_value(day)
        self.settled.connect(self._settle)

    def value(self) -> date | None:
        """The day written; None when empty or when it is no day (see `fault`)."""
        try:
            return self._parse() if self.text().strip() else None
        except DomainError:
            return None

    def set_value(self, day: date | None) -> None:
        """Writes a day."""
        self._told = day
        self.setText("" if day is None else date_short(day))

    def fault(self) -> str:
        return _fault_of(self._parse, self.text())

    def _parse(self) -> date:
        written = self.text().strip().casefold()
        if written in {"t", _("t")}:
            return self._today()
        if written in {"me", "ms", _("me")}:
            return _month_end(self._today())
        if written[:1] in {"+", "-", "−"} and written[1:].strip().isdigit():
            days = min(int(written[1:]), 36_500)
            return self._today() + timedelta(days=days if written[0] == "+" else -days)
        return parse_date(written, today=self._today())

    def _settle(self) -> None:
        day = self.value()
        if day is not None:
            self.setText(date_short(day))
        if day != self._told and not self.fault():
            self._told = day
            self.changed.emit(day)

    def _go_to(self, day: date) -> None:
        self.setText(date_short(day))
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, typed = self.value(), event.text().casefold()
        whole = day is not None and self.text() == date_short(day)
        if whole and day is not None and typed in {"+", "-", "−"}:
            self._go_to(day + timedelta(days=1 if typed == "+" else -1))
        elif typed == "t" and (whole or not self.text()):
            self._go_to(self._today())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_calendar()
        else:
            if whole and typed.isalpha():
                self.clear()
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._calendar.place()

    def show_calendar(self) -> None:
        """Opens a month to choose from."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(_("Calendar"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        shown = self.value() or self._today()
        calendar.setSelectedDate(shown)  # type: ignore[arg-type]  # PySide takes a date; its stubs do not say so
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def choose(_day: object) -> None:
            self._go_to(_python_day(calendar))
            menu.close()

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.setFocus()


class SearchField(Field):
    """Filters a list as a person types: `searched` carries the text when 150 ms have gone since the last letter.

    Down goes into the list (`left_down`), and Enter opens its current row (`accepted`) once the list has the text.
    """

    searched = Signal(object)
    left_down = Signal()
    accepted = Signal()

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self.setMinimumWidth(theme.px(220))
        self.setTextMargins(theme.px(24), 0, 0, 0)
        self._clear = InsideButton(self, "x", _("Clear the search"), self.clear)
        self._clear.hide()
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self._told = ""

    def _typed(self, _text: object) -> None:
        self._clear.setVisible(bool(self.text()))
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        top = (self.height() - theme.px(16)) // 2
        QPainter(self).drawPixmap(theme.px(10), top, theme.pixmap("search"))

    def _tell(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def set_quietly(self, text: str) -> None:
        """Writes a text without searching, when a list is put back as it was left."""
        self._told = text
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            if self.text() == self._told:
                self.accepted.emit()
            else:
                self._tell()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class Select(QComboBox):
    """One of a few values; `chosen` carries the value. Name it with a `FormField`: a screen reader reads its label."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[tuple[Hashable, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Hashable] = []
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.size("control"))
        self.set_options(options)
        self.activated.connect(self._tell)

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """The values with their words, in order."""
        self.clear()
        self._values = [value for value, _text in options]
        self.addItems([text for _value, text in options])

    def value(self) -> Hashable:
        """The value chosen; None when there is none to choose."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    def set_value(self, value: Hashable) -> None:
        """Chooses a value. Raises ValueError for one that is not offered."""
        self.setCurrentIndex(self._values.index(value))

    def _tell(self, _at: object) -> None:
        self.chosen.emit(self.value())

    def sizeHint(self) -> QSize:
        widest = max((QFontMetrics(self.font()).horizontalAdvance(text) for text in self._texts()), default=0)
        return QSize(widest + theme.px(44), theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.size("control"))

    def _texts(self) -> list[str]:
        return [self.itemText(at) for at in range(self.count())]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        on = self.hasFocus()
        outline = "text_disabled" if not self.isEnabled() else "focus" if on else "border_control"
        paint.rounded(
            painter,
            box,
            theme.px(6),
            fill=theme.colour("surface"),
            outline=theme.colour(outline),
            width=2 if on else 1,
        )
        inner = self.rect().adjusted(theme.px(10), 0, -theme.px(30), 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "text_disabled"))
        text = QFontMetrics(self.font()).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        chevron = theme.pixmap("chevron-down")
        painter.drawPixmap(self.width() - theme.px(26), (self.height() - theme.px(16)) // 2, chevron)


class CheckBox(QCheckBox):
    """A check box of the look, with its words."""

    def __init__(self, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(theme.font("body"))
        self.setChecked(checked)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(theme.px(26) + width + 2, theme.px(24))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(paint.CHECK)
        box = QRectF(1, (self.height() - side) // 2, side, side)
        paint.check_box(painter, box, self.checkState(), enabled=self.isEnabled())
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "text_disabled"))
        inner = self.rect().adjusted(side + theme.px(10), 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


def _fault_of(parse: Callable[[], object], text: str) -> str:
    if not text.strip():
        return ""
    try:
        parse()
    except DomainError as error:
        return translate(error.message)
    return ""


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _python_day(calendar: QCalendarWidget) -> date:
    chosen = calendar.selectedDate()
    return date(chosen.year(), chosen.month(), chosen.day())
