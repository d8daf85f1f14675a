"""What a run came to, above its plan: the sentence, and the ways on to its documents."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.text import icon_label, label
from desktop.i18n import _


class ResultBar(QWidget):
    """Hidden until a run has ended; stays until it is put away or another plan is made."""

    def __init__(
        self,
        *,
        show: Callable[[], object],
        print_all: Callable[[], object],
        save: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        box = QFrame()
        box.setProperty("look", "message")
        box.setProperty("tone", "info")
        self._words = label(wrap=True)
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(16), theme.px(7), theme.px(8), theme.px(7))
        row.setSpacing(theme.px(8))
        row.addWidget(icon_label("circle-check", tone="ok", size=18))
        row.addWidget(self._words, 1)
        self._acts = [
            button(_("Show the invoices"), show, in_row=True),
            button(_("Print all …"), print_all, in_row=True, icon="printer"),
            button(_("One PDF each …"), save, in_row=True, icon="download"),
        ]
        for act in self._acts:
            row.addWidget(act)
        row.addWidget(icon_button("x", _("Put the result away"), self.hide))
        around = QVBoxLayout(self)
        around.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), 0)
        around.addWidget(box)
        self.hide()

    def show_result(self, sentences: Sequence[str], *, has_documents: bool) -> None:
        """Says it; without documents there is nowhere to go on to."""
        text = " ".join(sentences)
        self._words.setText(text)
        self.setAccessibleName(text)
        for act in self._acts:
            act.setVisible(has_documents)
        self.show()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def first_act(self) -> QWidget:
        """Where the focus goes when a run has ended."""
        return self._acts[0]
