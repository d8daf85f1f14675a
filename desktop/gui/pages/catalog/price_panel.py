"""The panel of a new price: its first day, how it is counted, and live what some quantities cost."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.catalog import Price, PriceModel
from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.catalog.tiers import TierEditor
from desktop.gui.pages.catalog.words import HELP, MODELS, price_whole
from desktop.gui.widgets.cards import Card
from desktop.gui.widgets.document_lines import price_text
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import CheckBox, DateEdit, Select
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.price_edit import PriceEdit
from desktop.gui.widgets.text import clear, icon_label, label
from desktop.i18n import _
from desktop.i18n.dates import date_long
from desktop.i18n.numbers import integer, unit
from desktop.services import catalog
from desktop.services.changes import Changed
from desktop.services.shelf import TIERED, ItemRow, Shelves, Written, examples, price_of


class PricePanel(Editor):
    """A new price row of a plan or add-on; those before it stay as they are."""

    def __init__(self, desk: Desk, shelves: Shelves, row: ItemRow) -> None:
        super().__init__(desk, _("New price"), row.name)
        self._today = desk.today
        self._row, self._currency = row, shelves.currency
        self.day = DateEdit(desk.today(), today=desk.today)
        self._day_field = self.field(
            FormField(_("Valid from"), self.day, check=lambda: "" if self.day.value() else _("Fill in the first day."))
        )
        self.model = Select([(model, _(words)) for model, words in MODELS.items()])
        self.model.chosen.connect(self._model_chosen)
        self._model_field = FormField(_("Price model"), self.model)
        self.add(self._model_field)
        self.says = label(look="small", tone="text_secondary", wrap=True)
        self.add(self.says)
        self.amount = PriceEdit(currency=self._currency)
        self._amount_field = self.field(FormField(_("Price, kr"), self.amount, check=self._missing_amount))
        self.package, self.free = NumberEdit(10, least=1, most=1_000_000), NumberEdit(0, least=0, most=1_000_000)
        self._size_field = self.field(FormField(_("Units in a package"), self.package, check=self._missing_size))
        self._free_field = self.field(FormField(_("Units that are free"), self.free))
        self.tiers = TierEditor(self._currency)
        self.add(self.tiers)
        before = row.price
        self.with_vat = CheckBox(_("The price includes VAT"), checked=before is None or before.includes_vat)
        self.add(self.with_vat)
        self.preview = PricePreview(self._currency)
        self.add(self.preview)
        self._connect()
        if before is not None:
            self.model.set_value(before.model)
            if before.model not in TIERED:
                self.amount.set_value(Written(before.amount, before.scale))
        self.save_as("", self._verb_now, said=_("The new price is saved."))
        self._model_chosen(self.model.value())
        self.set_note(_("Those who subscribe already keep the price they were sold at."))

    def _connect(self) -> None:
        for field in (self.amount, self.package, self.free):
            field.textChanged.connect(self._look)
        self.day.changed.connect(self._name_primary)
        self.tiers.changed.connect(self._look)
        self.with_vat.toggled.connect(self._look)

    def _missing_amount(self) -> str:
        return "" if self.amount.value() is not None else _("Fill in the price.")

    def _missing_size(self) -> str:
        return "" if self.package.value() is not None else _("Fill in how many units a package has.")

    def _model_chosen(self, _model: object) -> None:
        model = self._model()
        self.says.setText(_(HELP[model]))
        self._amount_field.setVisible(model not in TIERED)
        self._size_field.setVisible(model is PriceModel.PACKAGE)
        self._free_field.setVisible(model is PriceModel.PACKAGE)
        self.tiers.setVisible(model in TIERED)
        self.tiers.set_model(model)
        self._name_primary()
        self._look()

    def _model(self) -> PriceModel:
        chosen = self.model.value()
        return chosen if isinstance(chosen, PriceModel) else PriceModel.FLAT

    def _name_primary(self, _day: object = None) -> None:
        day = self.day.value() or self._today()
        words = _("Save the price from {day}").format(day=date_long(day, year=self._today().year))
        self.set_primary(words, self._save, ready=self._is_whole)

    def _is_whole(self) -> bool:
        if first_fault(self.shown_fields()) is not None:
            return False
        if self._model() in TIERED and self.tiers.fault():
            self.tiers.first_field().setFocus()
            return False
        return True

    def price(self) -> Price:
        """What is written, as a price row."""
        return price_of(
            item=self._row.code,
            currency=self._currency,
            valid_from=self.day.value() or self._today(),
            model=self._model(),
            includes_vat=self.with_vat.isChecked(),
            amount=self.amount.value() or Written(0, 2),
            tiers=self.tiers.value(),
            package_size=self.package.value() or 1,
            free_units=self.free.value() or 0,
        )

    def _look(self, _what: object = None) -> None:
        try:
            self.preview.show_price(self.price())
        except (DomainError, StopIteration):
            self.preview.hide()

    def _verb_now(self) -> "partial[Changed]":
        return partial(catalog.add_price, self.desk.session, price=self.price())


class PricePreview(Card):
    """What some quantities cost, and where one more costs less."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What it costs"), preview=True, parent=parent)
        self._currency = currency
        self._whole = label(wrap=True)
        self._table = QWidget()
        self._warning = QWidget()
        self.dip = label(look="small", tone="warn", wrap=True)
        row = QGridLayout(self._warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(icon_label("triangle-alert", tone="warn", size=14), 0, 0)
        row.addWidget(self.dip, 0, 1)
        row.setColumnStretch(1, 1)
        for widget in (self._whole, self._table, self._warning):
            self.add(widget)
        QGridLayout(self._table).setContentsMargins(0, 0, 0, 0)
        self.rows: list[tuple[int, int]] = []

    def show_price(self, price: Price) -> None:
        """Shows a price, as far as it is written."""
        self.rows = examples(price)
        self._whole.setText(price_whole(price))
        self._fill(price)
        dips = catalog.price_dips(price)
        self._warning.setVisible(bool(dips))
        if dips:
            self.dip.setText(
                _("{quantity} cost less than {fewer}. Check that this is meant.").format(
                    quantity=integer(dips[0]), fewer=integer(dips[0] - 1)
                )
            )
        self.show()

    def _fill(self, price: Price) -> None:
        clear(self._table)
        grid = self._table.layout()
        if not isinstance(grid, QGridLayout):
            return
        grid.setVerticalSpacing(theme.px(2))
        for at, words in enumerate((_("Quantity"), unit(price.currency))):
            grid.addWidget(label(words, look="small", tone="text_secondary", right=True), 0, at)
        for at, (quantity, amount) in enumerate(self.rows, start=1):
            grid.addWidget(label(integer(quantity), tone="text_secondary", tabular=True, right=True), at, 0)
            words = price_text(amount, price.scale, price.currency)
            grid.addWidget(label(words, tabular=True, right=True), at, 1)
        self._table.setVisible(price.model is not PriceModel.FLAT)
