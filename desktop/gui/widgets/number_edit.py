"""A field for a whole number, such as a quantity; up and down count."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.widgets.fields import Field
from desktop.i18n import _

MOST_DIGITS = 9


class NumberEdit(Field):
    """A number from `least` to `most`, or None when empty; `changed` carries it as object once it has been settled."""

    changed = Signal(object)

    def __init__(
        self, value: int | None = None, *, least: int = 1, most: int = 1_000_000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._least, self._most, self._told = least, most, value
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font("body", tabular=True))
        self.set_value(value)
        self.settled.connect(self._settle)

    def value(self) -> int | None:
        """The number written; None when empty or when it is none (see `fault`)."""
        text = self.text().strip()
        if not (text.isascii() and text.isdecimal()) or len(text) > MOST_DIGITS:
            return None
        return int(text) if self._least <= int(text) <= self._most else None

    def set_value(self, value: int | None) -> None:
        """Writes a number."""
        self._told = value
        self.setText("" if value is None else str(value))

    def fault(self) -> str:
        if not self.text().strip() or self.value() is not None:
            return ""
        return _("Write a whole number from {least} to {most}.").format(least=self._least, most=self._most)

    def _settle(self) -> None:
        value = self.value()
        if value != self._told and not self.fault():
            self._told = value
            self.changed.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps:
            value = self.value()
            wanted = self._least if value is None else value + steps[Qt.Key(event.key())]
            self.setText(str(min(max(wanted, self._least), self._most)))
            self._settle()
        else:
            super().keyPressEvent(event)
