"""What else may be agreed in a sale: a trial, a commitment, and an offer with a lower price to begin with."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.subscription import Length, Step, Wish
from desktop.gui import theme
from desktop.gui.widgets.fields import MoneyEdit
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services.subscription import Chain

_STEPS = 2
_MOST_DAYS, _MOST_MONTHS, _MOST_PERIODS = 365, 60, 60


class SaleTerms(QWidget):
    """Everything may stay empty: then the plan says, and there is no offer. `changed` when something is written."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trial = NumberEdit(least=0, most=_MOST_DAYS)
        self.commitment = NumberEdit(least=0, most=_MOST_MONTHS)
        self.steps = [(NumberEdit(most=_MOST_PERIODS), MoneyEdit()) for _each in range(_STEPS)]
        empty = _("Empty: as the plan says.")
        self.fields = [
            FormField(_("Trial, days"), self.trial, help_text=empty),
            FormField(_("Commitment, months"), self.commitment, help_text=empty),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(label(_("Trial, commitment and offer"), look="section"))
        for field in self.fields:
            column.addWidget(field)
        for at, step in enumerate(self.steps):
            column.addWidget(self._step(step, first=not at))
        column.addWidget(
            label(
                _("When the offer is over, the list price holds, or the agreed price where there is one."),
                look="small",
                tone="text_secondary",
                wrap=True,
            )
        )
        for edit in (self.trial, self.commitment, *(part for step in self.steps for part in step)):
            edit.changed.connect(lambda _value: self.changed.emit())

    def _step(self, step: tuple[NumberEdit, MoneyEdit], *, first: bool) -> QWidget:
        periods, price = step
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        fields = (
            FormField(
                _("First periods") if first else _("Then periods"),
                periods,
                check=lambda: "" if periods.value() or not price.text().strip() else _("Write how many periods."),
            ),
            FormField(
                _("at the price, kr"),
                price,
                check=lambda: "" if price.text().strip() or not periods.value() else _("Write the price."),
            ),
        )
        for field in fields:
            self.fields.append(field)
            row.addWidget(field, 1)
        return made

    def is_whole(self) -> bool:
        """Whether what is written goes together; else the focus goes to where it does not."""
        return first_fault(self.fields) is None

    def on(self, wish: Wish) -> Wish:
        """The wish with what is written here; the agreed price of one with an offer is the offer's last step."""
        with_terms = replace(wish, trial_days=self.trial.value(), commitment_months=self.commitment.value())
        return with_terms if self.chain(wish) is None else replace(with_terms, agreed=None)

    def chain(self, wish: Wish) -> Chain | None:
        """The offer, with the prices' VAT as in the wish; None where none is written."""
        written = [(many.value(), price.value()) for many, price in self.steps]
        steps = [
            Step(Length.PERIODS, many, price=price, price_includes_vat=wish.agreed_includes_vat)
            for many, price in written
            if many is not None and price is not None
        ]
        if not steps:
            return None
        return Chain([*steps, Step(price=wish.agreed, price_includes_vat=wish.agreed_includes_vat)])
