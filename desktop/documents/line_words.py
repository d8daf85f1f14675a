"""What a document says of its lines: what was bought, which days, and how the amount came about."""

from collections.abc import Iterator

from desktop.documents.words import EXEMPT, Words
from desktop.domain.billing import CREDIT
from desktop.domain.invoice import IssuedLine
from desktop.domain.money import exponent, to_decimal
from desktop.domain.period import OPEN_END
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer, number, percent, unit


class LineWords:
    """The words of the lines of one document."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._document = words.document
        self._language = words.language
        self._price_kinds = {line.includes_vat for line in words.document.lines}

    def columns(self) -> tuple[str, str, str, str, str]:
        language = self._language
        return (
            _("Description", language=language),
            _("Qty", language=language),
            _("Unit price", language=language),
            _("VAT", language=language),
            self._amount_column(),
        )

    def _amount_column(self) -> str:
        if not self._words.shows_vat or len(self._price_kinds) > 1:
            return _("Amount", language=self._language)
        if self._price_kinds == {True}:
            return _("Amount incl. VAT", language=self._language)
        return _("Amount excl. VAT", language=self._language)

    def title(self, line: IssuedLine) -> str:
        if line.kind == CREDIT:
            return _("Unused time on {item}", language=self._language).format(item=line.text)
        if line.is_add_on:
            return _("Add-on: {item}", language=self._language).format(item=line.text)
        return line.text

    def details(self, line: IssuedLine) -> Iterator[str]:
        """Below a line: its days, the share of its price, and what an agreed price covers."""
        language = self._language
        details = self._days(line)
        if line.agreed and not line.covers:
            details = _("{details}, agreed price", language=language).format(details=details)
        yield details
        if line.covers:
            yield _("Included in the agreed price: {items}", language=language).format(items=", ".join(line.covers))
        if self._words.shows_vat and len(self._price_kinds) > 1:
            yield _("Incl. VAT", language=language) if line.includes_vat else _("Excl. VAT", language=language)

    def _days(self, line: IssuedLine) -> str:
        if line.to_day == OPEN_END:
            return self._words.day(line.from_day)
        period = self._words.period(line.from_day, line.to_day)
        if line.share_num == line.share_den:
            return period
        sentence = ngettext(
            "{period}: {days} of {whole} day of {price}",
            "{period}: {days} of {whole} days of {price}",
            line.share_den,
            language=self._language,
        )
        price = f"{self._price(line.whole_amount, line.scale)}\u00a0{unit(self._document.currency)}"
        return sentence.format(period=period, days=line.share_num, whole=line.share_den, price=price)

    def amount(self, line: IssuedLine) -> str:
        return self._words.amount(self._shown(line.amount))

    def price(self, line: IssuedLine) -> str:
        """The price of one, as far as there is such a price: tiers and packages have none."""
        if line.quantity == 1:
            return self.amount(line)
        if line.unit_amount * line.quantity != line.whole_amount:
            return ""
        return self._price(line.unit_amount, line.scale)

    def quantity(self, line: IssuedLine) -> str:
        return integer(line.quantity, language=self._language)

    def vat(self, line: IssuedLine) -> str:
        if line.vat_code == EXEMPT:
            return "\u2013"
        return percent(line.vat_basis_points, language=self._language)

    def _shown(self, minor: int) -> int:
        """On a credit note what is given back is positive, as its sums are."""
        return abs(minor) if self._words.is_note else minor

    def _price(self, price: int, scale: int) -> str:
        """A price of `scale` decimals: all that count, and at least those of the currency."""
        extra = scale - exponent(self._document.currency)
        if extra < 0:
            return self._words.amount(price * 10**-extra)
        if price % 10**extra == 0:
            return self._words.amount(price // 10**extra)
        return number(to_decimal(price, scale), language=self._language)
