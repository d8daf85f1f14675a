"""A message on the page: something true of it, such as changed by another, with one act."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button, plain
from desktop.gui.widgets.text import icon_label, label

_ICONS = {"warn": "triangle-alert", "danger": "circle-alert", "info": "info"}


class MessageBar(QWidget):
    """Icon, sentence, one act; `show_message("")` hides it, with the room above and below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QFrame()
        self._box.setProperty("look", "message")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        around.addWidget(self._box)
        self._icon = icon_label("triangle-alert", tone="warn", size=18)
        self._words = label(wrap=True)
        self._act: Callable[[], object] = lambda: None
        self._button = button("", self._press, in_row=True)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(theme.px(16), theme.px(7), theme.px(12), theme.px(7))
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._box.setMinimumHeight(theme.px(42))
        self.hide()

    def _press(self) -> None:
        self._act()

    @property
    def text(self) -> str:
        """What it says, or ""."""
        return self._words.text()

    def show_message(
        self, text: str, *, tone: str = "warn", act: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Says it in a tone (`warn`, `danger`, `info`), with the text and the callback of one act."""
        theme.set_tone(self._box, tone)
        theme.give_icon(self._icon, _ICONS[tone], tone=tone, size=18)
        self._words.setText(text)
        self.setAccessibleName(text)
        self._button.setVisible(act is not None)
        if act is not None:
            self._button.setText(plain(act[0]))
            self._act = act[1]
        self.setVisible(bool(text))
