"""A field for a price, which may have more decimals than the currency: per unit, a price can be 0,1234."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.widgets.document_lines import price_text
from desktop.gui.widgets.fields import Field
from desktop.i18n import _, translate
from desktop.i18n.numbers import parse_price
from desktop.services.shelf import Written

_BELOW_ZERO = N_("A price cannot be below zero.")


class PriceEdit(Field):
    """A price with its decimals, or None when empty."""

    def __init__(self, value: Written | None = None, *, currency: str = "NOK", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._currency = currency
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font("body", tabular=True))
        self.settled.connect(self._settle)
        self.set_value(value)

    def value(self) -> Written | None:
        """What is written; None when empty or when it is no price (see `fault`)."""
        if not self.text().strip():
            return None
        try:
            return Written(*parse_price(self.text(), self._currency))
        except DomainError:
            return None

    def set_value(self, value: Written | None) -> None:
        """Writes a price."""
        self.setText("" if value is None else price_text(value.amount, value.scale, self._currency))

    def fault(self) -> str:
        if not self.text().strip():
            return ""
        try:
            amount, _scale = parse_price(self.text(), self._currency)
        except DomainError as error:
            return translate(error.message)
        return _(_BELOW_ZERO) if amount < 0 else ""

    def _settle(self) -> None:
        if self.text().strip() and not self.fault():
            self.set_value(self.value())
