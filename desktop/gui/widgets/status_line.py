"""The status line: whether all is saved, a hint, and when the last backup was taken."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.text import icon_label, label
from desktop.i18n import _


class StatusLine(QFrame):
    """The foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "status")
        self.setMinimumHeight(theme.size("status_bar"))
        self._icon = icon_label("check", tone="ok", size=14)
        self._saved = label(_("Everything is saved"), look="small", tone="text_secondary")
        self._hint = label(look="small", tone="text_secondary", yielding=True)
        self._backup = label(look="small", tone="text_secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(2), theme.px(20), theme.px(2))
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon)
        row.addWidget(self._saved)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addStretch(1)
        row.addWidget(self._backup)

    def show_writing(self, count: object) -> None:
        """How many writes are under way."""
        busy = bool(count)
        theme.give_icon(self._icon, "refresh-cw" if busy else "check", tone="text_secondary" if busy else "ok", size=14)
        self._saved.setText(_("Saving …") if busy else _("Everything is saved"))

    def show_hint(self, text: str) -> None:
        """A quiet word on what can be done here."""
        self._hint.setText(text)

    def show_backup(self, text: str) -> None:
        """When the last backup was taken."""
        self._backup.setText(text)
