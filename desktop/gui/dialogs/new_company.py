"""The dialog that founds a company: where its file lies, and the facts that its documents show."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.domain.settings import Seller
from desktop.gui import theme
from desktop.gui.dialogs.ask import ask_save_file
from desktop.gui.dialogs.shade import Shade
from desktop.gui.runner import Runner
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.seller_form import SellerForm
from desktop.gui.widgets.text import label, line
from desktop.i18n import _, translate
from desktop.services.shelf import code_for

ENDING = ".fornya"

Found = Callable[[Path, Seller], object]
"""Makes the file and opens it; called on a read lane."""


class NewCompanyDialog(QDialog):
    """`founded` carries what `found` answered; a refusal stands above the buttons, and what was written stays."""

    founded = Signal(object)

    def __init__(self, parent: QWidget | None, runner: Runner, found: Found, *, folder: Path) -> None:
        super().__init__(parent)
        self._runner, self._found, self._folder = runner, found, folder
        self._named_by_hand = False
        self.setWindowTitle(_("New company"))
        self.setModal(True)
        self.resize(theme.px(600), theme.px(720))
        self.form = SellerForm(Seller(""))
        self.form.name.textChanged.connect(self._suggest)
        self.path = Field(str(folder / (_("company") + ENDING)))
        self.path.textEdited.connect(self._by_hand)
        self._place = FormField(
            _("Company file"),
            self.path,
            help_text=_("Everything about the company lies in this one file, on this machine."),
            check=self._fault_of_path,
        )
        self._fault = label(look="small", tone="danger", wrap=True)
        self._fault.hide()
        self.make = button(_("Create the company"), self._make, style="primary")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._body(), 1)
        outer.addWidget(line())
        outer.addLayout(self._foot())
        self._shade = Shade(parent) if parent is not None else None
        self.finished.connect(self._away)

    def _body(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(label(_("New company"), look="title"))
        says = _("These facts stand on invoices. All of them can be changed later, from a day on.")
        column.addWidget(label(says, tone="text_secondary", wrap=True))
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._place, 1)
        column.addLayout(row)
        column.addWidget(button(_("Choose a place …"), self._choose, in_row=True, icon="folder-open"))
        column.addStretch(1)
        return scrolling(inside)

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject, style="quiet"))
        row.addWidget(self.make)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(14))
        column.setSpacing(theme.px(8))
        column.addWidget(self._fault)
        column.addLayout(row)
        return column

    def _suggest(self, name: str) -> None:
        """The file is named after the company until a person names it."""
        if not self._named_by_hand and name.strip():
            self.path.setText(str(self._folder / f"{code_for(name, taken=())}{ENDING}"))

    def _by_hand(self, _text: object) -> None:
        self._named_by_hand = True

    def _choose(self) -> None:
        kinds = _("Company files (*.fornya)")
        chosen = ask_save_file(self, _("Where the company file lies"), kinds=kinds, start=Path(self.path.text()))
        if chosen is not None:
            self._named_by_hand = True
            self.path.setText(str(chosen if chosen.suffix else chosen.with_suffix(ENDING)))

    def _fault_of_path(self) -> str:
        written = Path(self.path.text().strip())
        if not written.name or not written.is_absolute():
            return _("Write the whole path of the file, or choose a place.")
        return _("{file} is already there. Choose another name.").format(file=written.name) if written.exists() else ""

    def _make(self) -> None:
        if first_fault([*self.form.fields, self._place]) is not None:
            return
        path, seller, found = Path(self.path.text().strip()), self.form.value(), self._found
        self.make.setEnabled(False)
        self._fault.hide()

        def work() -> object:
            path.parent.mkdir(parents=True, exist_ok=True)
            return found(path, seller)

        self._runner.start(work, owner=self, done=self._done, failed=self._refused)

    def _done(self, made: object) -> None:
        self.accept()
        self.founded.emit(made)

    def _refused(self, error: DomainError) -> None:
        self.make.setEnabled(True)
        self._fault.setText(translate(error.message))
        self._fault.show()

    def _away(self, _result: object) -> None:
        if self._shade is not None:
            self._shade.hide()
            self._shade.deleteLater()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._make()
        elif enter:
            event.accept()  # Enter in a field settles it; it founds nothing
        else:
            super().keyPressEvent(event)
