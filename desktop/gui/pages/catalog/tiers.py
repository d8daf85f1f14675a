"""The editor of price tiers: a row each with its upper bound, a price per unit and a flat amount."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalog import PriceModel
from desktop.gui import theme
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.price_edit import PriceEdit
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services.shelf import TierWish, Written

_NOTHING = Written(0, 2)
_STEP = 10


class TierEditor(QWidget):
    """Rows of tiers; the last has no upper bound. `changed` when something was written."""

    changed = Signal()

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency, self._model = currency, PriceModel.GRADUATED
        self.rows: list[TierRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(6))
        self._heads = [label(text, look="small", weight=500) for text in (_("Up to"), _("Per unit"), _("Flat"))]
        for at, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, at)
            self._grid.setColumnStretch(at, 1)
        self._fault = label(look="small", tone="danger", wrap=True)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addWidget(button(_("Add a tier"), self.add, icon="plus", in_row=True))
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self._fault)
        self.setAccessibleName(_("Price tiers"))
        self.add()
        self.add()

    def set_model(self, model: PriceModel) -> None:
        """A stairstep has a sum a tier and no price per unit."""
        self._model = model
        for row in self.rows:
            row.unit.setVisible(model is not PriceModel.STAIRSTEP)
        self._heads[1].setVisible(model is not PriceModel.STAIRSTEP)

    def add(self) -> None:
        """One more tier, before which the last gets a bound."""
        row = TierRow(self._currency)
        row.remove.clicked.connect(partial(self._remove, row))
        self.rows.append(row)
        for field in (row.up_to, row.unit, row.flat):
            field.textChanged.connect(lambda _text: self.changed.emit())
        self._lay()

    def _remove(self, row: "TierRow", _checked: object = None) -> None:
        if len(self.rows) == 1:
            return
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lay()
        self.rows[-1].flat.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _lay(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            is_last = row is self.rows[-1]
            row.show_place(number, is_last=is_last)
            for at, widget in enumerate(row.widgets()):
                self._grid.addWidget(widget, number, at)
        self.set_model(self._model)

    def fault(self) -> str:
        """What is wrong, in a sentence that says what is right; shown below."""
        text = self._find_fault()
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        return text

    def _find_fault(self) -> str:
        before = 0
        for row in self.rows:
            wrong = next((field.fault() for field in (row.up_to, row.unit, row.flat) if field.fault()), "")
            if wrong:
                return wrong
            if row is self.rows[-1]:
                break
            bound = row.up_to.value()
            if bound is None or bound <= before:
                return _("Each tier reaches higher than the one before, such as 10, 50, and then without an end.")
            before = bound
        return ""

    def value(self) -> Sequence[TierWish]:
        """The tiers as written; what is empty is nothing."""
        return [
            TierWish(
                None if row is self.rows[-1] else row.up_to.value(),
                (row.unit.value() or _NOTHING) if self._model is not PriceModel.STAIRSTEP else _NOTHING,
                row.flat.value() or _NOTHING,
            )
            for row in self.rows
        ]

    def first_field(self) -> Field:
        """Where the focus goes when there is a fault."""
        return self.rows[0].up_to if len(self.rows) > 1 else self.rows[0].unit


class TierRow:
    """The fields of one tier."""

    def __init__(self, currency: str) -> None:
        self.up_to = NumberEdit(None, least=1, most=1_000_000)
        self.unit, self.flat = PriceEdit(currency=currency), PriceEdit(currency=currency)
        self.remove = icon_button("trash-2", _("Remove the tier"))

    def widgets(self) -> tuple[QWidget, ...]:
        """In the order they stand."""
        return self.up_to, self.unit, self.flat, self.remove

    def show_place(self, number: int, *, is_last: bool) -> None:
        """Names the fields by their tier; the last needs no bound."""
        self.up_to.setEnabled(not is_last)
        self.up_to.setPlaceholderText(_("the rest") if is_last else "")
        if is_last:
            self.up_to.clear()
        self.up_to.setAccessibleName(_("Tier {number}, up to and including").format(number=number))
        self.unit.setAccessibleName(_("Tier {number}, price per unit").format(number=number))
        self.flat.setAccessibleName(_("Tier {number}, flat amount").format(number=number))
