"""A form: label above, field, help or fault below; faults are told on leaving a field, never while typing."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.text import icon_label, label


class FormField(QWidget):
    """A field with its label, which names it for screen readers, and one line below it: help, advice or fault.

    `check` gives the fault of the field's value, "" when there is none; it is asked after the field's own.
    """

    def __init__(
        self,
        text: str,
        field: QWidget,
        *,
        help_text: str = "",
        check: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field, self._help, self._check = field, help_text, check
        self._label = label(text, look="small", weight=500)
        self._label.setBuddy(field)
        field.setAccessibleName(text)
        self._icon = icon_label("circle-alert", tone="danger", size=14)
        self._below = label(look="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._label)
        column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._below, 1)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._say(help_text, tone="text_secondary", icon="")
        if isinstance(field, Field):
            field.settled.connect(self.check)
            field.textEdited.connect(self._typing)

    @property
    def text(self) -> str:
        """The words of the label."""
        return self._label.text()

    def check(self) -> bool:
        """Looks at the value and shows what is wrong; True when nothing is."""
        fault = self.field.fault() if isinstance(self.field, Field) else ""
        fault = fault or (self._check() if self._check else "")
        self.set_fault(fault)
        return not fault

    def set_fault(self, fault: str) -> None:
        """Shows a fault below the field, in a sentence that says what is right; "" takes it away."""
        if isinstance(self.field, Field):
            self.field.show_fault(faulty=bool(fault))
        if fault:
            self._say(fault, tone="danger", icon="circle-alert")
        else:
            self._say(self._help, tone="text_secondary", icon="")
        self.field.setAccessibleDescription(fault or self._help)

    def set_advice(self, advice: str) -> None:
        """Shows advice that never blocks, such as «Mente du .example?»; "" takes it away."""
        if advice:
            self._say(advice, tone="warn", icon="info")
        else:
            self.set_fault("")

    def _typing(self, _text: object) -> None:
        """A fault goes as soon as it is worked on; it comes back, if it must, when the field is left."""
        self.set_fault("")

    def _say(self, text: str, *, tone: str, icon: str) -> None:
        self._below.setText(text)
        theme.set_tone(self._below, tone)
        self._below.setVisible(bool(text))
        self._icon.setVisible(bool(icon and text))
        if icon:
            theme.give_icon(self._icon, icon, tone=tone, size=14)


class LockedField(QWidget):
    """What cannot be changed: its value as text, a padlock, and the reason."""

    def __init__(self, text: str, value: str, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label(text, look="small", weight=500))
        self.value: QLabel = label(value, tone="text_secondary", tabular=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.value)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(icon_label("lock", size=14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(reason, look="small", tone="text_secondary", wrap=True), 1)
        column.addLayout(row)
        self.setAccessibleName(f"{text}: {value}")


def first_fault(fields: Iterable[FormField]) -> FormField | None:
    """Checks all fields, and moves the focus to the first with a fault; None when there is none."""
    faulty = [field for field in fields if not field.check()]
    if faulty:
        faulty[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
    return faulty[0] if faulty else None
