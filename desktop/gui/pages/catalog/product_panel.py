"""The panel of a product: name, description, and what it asks of its subscribers."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalog import PreferenceField, Product
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import CheckBox, Field
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services import catalog
from desktop.services.changes import Changed
from desktop.services.shelf import Shelves, code_for


class ProductPanel(Editor):
    """A new product, or one that is there."""

    def __init__(self, desk: Desk, shelves: Shelves, product: Product | None = None) -> None:
        super().__init__(
            desk, _("New product") if product is None else _("Change product"), product.name if product else ""
        )
        self._shelves, self._product = shelves, product
        missing = _("Fill in the name.")
        self.name = self.name_field(_("Name"), product.name if product else "", missing=missing)
        self.description = Field(product.description if product else "")
        self.field(FormField(_("Description"), self.description))
        self.add(label(_("Preferences"), look="section"))
        says = _(
            "What the product asks of its subscribers, such as how coffee is ground. Choices are parted by commas."
        )
        self.add(label(says, look="small", tone="text_secondary", wrap=True))
        self.preferences = Preferences(product.preferences if product else ())
        self.add(self.preferences)
        self.active = CheckBox(_("For sale"), checked=product is None or product.active)
        self.add(self.active)
        words = _("Create the product") if product is None else _("Save the product")
        self.save_as(words, self._verb_now, said=_("The product is saved."))

    def _verb_now(self) -> "partial[Changed]":
        name, taken = self.name.text().strip(), set(self._shelves.catalog.products)
        code = self._product.code if self._product else code_for(name, taken=taken)
        made = Product(
            code,
            name,
            self.description.text().strip(),
            self.preferences.value(),
            self.active.isChecked(),
            self._product.version if self._product else 1,
        )
        verb = catalog.add_product if self._product is None else catalog.change_product
        return partial(verb, self.desk.session, product=made)


class Preferences(QWidget):
    """A row for each question: its words, its choices, the usual one; rows come and go."""

    def __init__(self, asked: tuple[PreferenceField, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PreferenceRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._more = button(_("Add a preference"), self._add_empty, icon="plus", in_row=True)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        self._column.addLayout(foot)
        for each in asked:
            self.add(each)

    def add(self, asked: PreferenceField) -> "PreferenceRow":
        """One more."""
        row = PreferenceRow(asked)
        row.gone = partial(self._remove, row)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _add_empty(self) -> None:
        row = self.add(PreferenceField("", ""))
        row.words.setFocus()

    def _remove(self, row: "PreferenceRow") -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._more.setFocus()

    def value(self) -> tuple[PreferenceField, ...]:
        """Those with words; a key once given stays, so that what subscribers chose is found again."""
        found: list[PreferenceField] = []
        for row in self.rows:
            words = row.words.text().strip()
            if words:
                key = row.key or code_for(words, taken={each.key for each in found})
                choices = tuple(each.strip() for each in row.choices.text().split(",") if each.strip())
                usual = row.usual.text().strip()
                found.append(PreferenceField(key, words, choices, usual or (choices[0] if choices else "")))
        return tuple(found)


class PreferenceRow(QWidget):
    """One question."""

    def __init__(self, asked: PreferenceField) -> None:
        super().__init__()
        self.key = asked.key
        self.gone: partial[None] | None = None
        self.words, self.usual = Field(asked.label), Field(asked.default)
        self.choices = Field(", ".join(asked.choices))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(FormField(_("Question"), self.words), 1)
        head.addWidget(FormField(_("Usual answer"), self.usual), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.addWidget(FormField(_("Choices"), self.choices), 1)
        foot.addWidget(icon_button("trash-2", _("Remove the preference"), self._go))
        column.addLayout(foot)

    def _go(self) -> None:
        if self.gone is not None:
            self.gone()
