"""The paper to come of the row in the frame: its lines, what is to be paid, and its days."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import icon_button
from desktop.gui.widgets.cards import Facts
from desktop.gui.widgets.document_lines import DocumentLines
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.text import clear, label
from desktop.i18n import _
from desktop.i18n.dates import date_long
from desktop.services.renewal import Draft


class Inspector(QFrame):
    """Beside the list; empty while no row is in the frame."""

    def __init__(self, open_record: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setMinimumWidth(theme.px(250))
        self.setAccessibleName(_("How the invoice will be"))
        self._name = label(look="section", wrap=True)
        self._open = icon_button("external-link", _("Open the record"), open_record)
        self._says = label(look="small", tone="text_secondary", wrap=True)
        self._lines = DocumentLines()
        self._facts = QWidget()
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, theme.px(8), 0, 0)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self._says)
        column.addWidget(self._lines)
        column.addWidget(self._facts)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scrolling(inside))

    def show_drafts(self, name: str, drafts: Sequence[Draft], says: str = "") -> None:
        """Shows the documents of a payer; "" and none empty it."""
        self._name.setText(name)
        self._open.setVisible(bool(name))
        self._says.setText(says or (_("How the invoice will be") if drafts else ""))
        self._lines.show_documents(drafts)
        clear(self._facts)
        layout = self._facts.layout()
        if drafts and layout is not None:
            due = max((draft.due_day for draft in drafts if draft.due_day is not None), default=None)
            layout.addWidget(
                Facts(
                    (_("Issued"), date_long(drafts[0].document_day)),
                    (_("Due"), "" if due is None else date_long(due)),
                )
            )
