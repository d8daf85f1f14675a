"""What a document bills, line by line with how each amount came about; for one to come and for one that is final."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.billing import CREDIT, explain
from desktop.domain.invoice import DocumentKind, IssuedLine
from desktop.domain.money import exponent, to_decimal
from desktop.domain.period import OPEN_END
from desktop.domain.vat import VatGroup
from desktop.gui import theme
from desktop.gui.widgets.cards import SumLine
from desktop.gui.widgets.text import clear, label, line, plain_tip
from desktop.i18n import _, ngettext, translate
from desktop.i18n.dates import date_long, date_range
from desktop.i18n.numbers import amount, money, number, percent, unit


class Billed(Protocol):
    """A document, to come or final; amounts in minor units, those of a credit note positive."""

    @property
    def kind(self) -> DocumentKind: ...
    @property
    def currency(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def lines(self) -> tuple[IssuedLine, ...]: ...
    @property
    def groups(self) -> tuple[VatGroup, ...]: ...
    @property
    def original(self) -> tuple[int, date] | None: ...


class DocumentLines(QWidget):
    """The lines of documents, what is to be paid, and the VAT in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))

    def show_documents(self, documents: Sequence[Billed], *, total: str = "") -> None:
        """Shows them, the sum of them named `total`."""
        clear(self)
        for document in documents:
            self._show(document)
        if documents:
            self._show_sum(documents, total or _("To pay"))

    def _show(self, document: Billed) -> None:
        if document.original is not None:
            invoice, day = document.original
            words = _("Credit note for invoice {number} of {day}").format(number=invoice, day=date_long(day))
            self._add(label(words, look="small", weight=500, tone="text_secondary", wrap=True))
        for each in document.lines:
            made = SumLine(
                line_title(each),
                amount(each.amount, document.currency),
                below=line_details(each, document.currency),
            )
            if each.to_day != OPEN_END:
                how = translate(explain(each, name=each.text, currency=document.currency))
                made.setToolTip(plain_tip(_("How the amount was worked out: {how}").format(how=how)))
                made.setAccessibleDescription(how)
            self._add(made)

    def _show_sum(self, documents: Sequence[Billed], words: str) -> None:
        currency = documents[0].currency
        total = sum(_sign(document) * document.total for document in documents)
        rates: dict[int, int] = {}
        for document in documents:
            for group in document.groups:
                rates[group.basis_points] = rates.get(group.basis_points, 0) + _sign(document) * group.vat
        taxes = [(percent(rate), amount(vat, currency)) for rate, vat in sorted(rates.items()) if rate]
        apart = not any(each.includes_vat for document in documents for each in document.lines)
        self._add(line(strong=True))
        if apart and taxes:
            self._add(SumLine(_("Total excl. VAT"), amount(total - sum(rates.values()), currency)))
            for rate, vat in taxes:
                self._add(SumLine(_("VAT {rate}").format(rate=rate), vat))
        self._add(SumLine(words, money(total, currency), total=True))
        if not apart:
            for rate, vat in taxes:
                self._add(SumLine(_("Of which VAT {rate}").format(rate=rate), vat))

    def _add(self, widget: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)


def _sign(document: Billed) -> int:
    return 1 if document.kind is DocumentKind.INVOICE else -1


def line_title(billed: IssuedLine) -> str:
    """What a line is for, as on paper."""
    if billed.kind == CREDIT:
        return _("Unused time on {item}").format(item=billed.text)
    if billed.is_add_on:
        return _("Add-on: {item}").format(item=billed.text)
    return billed.text


def line_details(billed: IssuedLine, currency: str) -> str:
    """Its days, the share of its price, the quantity, and what an agreed price covers."""
    details = _days(billed, currency)
    if billed.quantity != 1:
        details = _("{details}, quantity {quantity}").format(details=details, quantity=billed.quantity)
    if billed.agreed and not billed.covers:
        details = _("{details}, agreed price").format(details=details)
    if billed.covers:
        covered = _("Included in the agreed price: {items}").format(items=", ".join(billed.covers))
        details = f"{details}\n{covered}"
    return details


def _days(billed: IssuedLine, currency: str) -> str:
    if billed.to_day == OPEN_END:
        return date_long(billed.from_day)
    period = date_range(billed.from_day, billed.to_day)
    if billed.share_num == billed.share_den:
        return period
    sentence = ngettext(
        "{period}: {days} of {whole} day of {price}", "{period}: {days} of {whole} days of {price}", billed.share_den
    )
    price = f"{price_text(billed.whole_amount, billed.scale, currency)}\u00a0{unit(currency)}"
    return sentence.format(period=period, days=billed.share_num, whole=billed.share_den, price=price)


def price_text(price: int, scale: int, currency: str) -> str:
    """A price of `scale` decimals: all that count, and at least those of the currency."""
    extra = scale - exponent(currency)
    if extra < 0:
        return amount(price * 10**-extra, currency)
    if price % 10**extra == 0:
        return amount(price // 10**extra, currency)
    return number(to_decimal(price, scale))
