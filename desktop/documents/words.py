"""What a document says, in its own language: labels, sentences, figures and days (spec/words.md 1.15)."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from desktop.domain.invoice import DocumentKind, IssuedDocument, Party
from desktop.domain.vat import VatGroup
from desktop.i18n import LANGUAGES, _
from desktop.i18n.dates import date_long, date_range, date_short
from desktop.i18n.numbers import (
    account_number,
    amount,
    organisation_number,
    percent,
    phone_number,
    unit,
)

ZERO_RATED = ("5", "52")
REVERSE_CHARGE = "51"
EXEMPT = "6"
_HOME = "NO"

# Codes of payment agreements → the name of the bank's service, never translated.
_COLLECTORS = {"avtalegiro": "AvtaleGiro", "efaktura": "eFaktura", "sepa": "SEPA"}

# A batch writes the same prices and days again and again.
_amount = lru_cache(maxsize=16_384)(amount)
_day = lru_cache(maxsize=4_096)(date_long)
_period = lru_cache(maxsize=4_096)(date_range)


class Words:
    """The words of one document."""

    def __init__(self, document: IssuedDocument) -> None:
        self.document = document
        self.language = document.language if document.language in LANGUAGES else "nb"
        self.is_note = document.kind is DocumentKind.CREDIT_NOTE
        self.shows_vat = document.seller.vat_registered

    def amount(self, minor: int) -> str:
        return _amount(minor, self.document.currency, language=self.language)

    def money(self, minor: int) -> str:
        return f"{self.amount(minor)}\u00a0{unit(self.document.currency)}"

    def period(self, start: date, end: date) -> str:
        return _period(start, end, language=self.language)

    def day(self, day: date) -> str:
        return _day(day, language=self.language)

    def title(self) -> str:
        return _("Credit note", language=self.language) if self.is_note else _("Invoice", language=self.language)

    def name(self) -> str:
        """Kind and number: what the file and its bookmarks are called."""
        return f"{self.title()} {self.document.shown_number}"

    def batch_name(self) -> str:
        """What a file of many documents is called."""
        return _("Invoices", language=self.language)

    def page(self, number: int, count: int) -> str:
        return _("Page {number} of {count}", language=self.language).format(number=number, count=count)

    def continues(self) -> str:
        return _("Continued on the next page", language=self.language)

    def sample_mark(self) -> str:
        return _("SAMPLE \u2013 not a real invoice", language=self.language)

    # --- Head ----------------------------------------------------------------------------------------------------

    def facts(self) -> Iterator[tuple[str, str]]:
        """The head block: label and value."""
        language, document = self.language, self.document
        if self.is_note:
            yield _("Credit note no.", language=language), document.shown_number
            yield _("Date", language=language), self.day(document.document_day)
        else:
            yield _("Invoice no.", language=language), document.shown_number
            yield _("Invoice date", language=language), self.day(document.document_day)
            if document.due_day:
                yield _("Due date", language=language), self.day(document.due_day)
        if document.buyer.number:
            yield _("Customer no.", language=language), document.buyer.number
        if document.buyer.org_number:
            yield _("Org. no.", language=language), organisation_number(document.buyer.org_number)
        if document.buyer.reference:
            yield _("Your ref.", language=language), document.buyer.reference

    def reference(self) -> str:
        """Tied to law: which invoice a note credits."""
        if self.document.original is None:
            return ""
        number, day = self.document.original
        sentence = _("For invoice {number} of {day}", language=self.language)
        return sentence.format(number=number, day=self.day(day))

    def sum_label(self) -> str:
        return _("Credited", language=self.language) if self.is_note else _("To pay", language=self.language)

    def sum_note(self) -> str:
        """Beneath the sum at the top: when and how."""
        document, language = self.document, self.language
        if self.is_note or document.open_amount <= 0 or document.due_day is None:
            return _("not to be paid", language=language)
        due = self.day(document.due_day)
        if document.collected_by:
            return _("collected on {day}", language=language).format(day=due)
        return _("by {day}", language=language).format(day=due)

    # --- Sums ----------------------------------------------------------------------------------------------------

    def sums(self) -> Iterator[tuple[str, str]]:
        """What stands above the last sum: label and amount."""
        document, language = self.document, self.language
        if self.shows_vat:
            yield _("Total excl. VAT", language=language), self.amount(document.net)
            if len(document.groups) == 1:
                yield self.group_name(document.groups[0], with_base=True), self.amount(document.groups[0].vat)
            else:
                yield _("VAT", language=language), self.amount(document.vat)
        if document.settled:
            if self.shows_vat:
                yield _("Total incl. VAT", language=language), self.amount(document.total)
            else:
                yield _("Total", language=language), self.amount(document.total)
            yield _("Already covered", language=language), self.amount(-document.settled)

    def last_sum(self) -> tuple[str, str]:
        """The sum that counts: what is to be paid or, on a note, what is credited."""
        document, language = self.document, self.language
        if self.is_note:
            return _("Credited", language=language), self.amount(document.total)
        if document.currency == "NOK":
            label = _("To pay in kroner", language=language)
        else:
            label = _("To pay in {currency}", language=language).format(currency=document.currency)
        return label, self.amount(max(0, document.open_amount))

    def vat_table(self) -> list[tuple[str, str, str]]:
        """Rate, base and tax, where there is more than one rate; with its head."""
        document, language = self.document, self.language
        if not self.shows_vat or len(document.groups) < 2:  # noqa: PLR2004 - one rate stands among the sums
            return []
        head = (_("VAT", language=language), _("Base", language=language), _("VAT amount", language=language))
        rows = (
            (self.group_name(group, with_base=False), self.amount(group.net), self.amount(group.vat))
            for group in document.groups
        )
        return [head, *rows]

    def group_name(self, group: VatGroup, *, with_base: bool) -> str:
        """A rate as people name it; zero-rated, exempt and reverse charge apart."""
        language = self.language
        if group.code == EXEMPT:
            return _("Exempt from VAT", language=language)
        if group.code == REVERSE_CHARGE:
            return _("Reverse charge", language=language)
        if group.code in ZERO_RATED:
            return _("Zero-rated, 0 %", language=language)
        rate = percent(group.basis_points, language=language)
        if with_base:
            return _("VAT {rate} of {base}", language=language).format(rate=rate, base=self.amount(group.net))
        return _("VAT {rate}", language=language).format(rate=rate)

    # --- Notes and payment ---------------------------------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        """Whole sentences below the sums; the one on reverse charge is tied to law, verbatim in every language."""
        document, language = self.document, self.language
        if self.shows_vat and any(group.code == REVERSE_CHARGE for group in document.groups):
            yield _("Omvendt avgiftsplikt - Merverdiavgift ikke beregnet (reverse charge)", language=language)
        if self.is_note and document.original:
            yield _(
                "The amount first covers what is unpaid on invoice {number}. What is then left is in your favour.",
                language=language,
            ).format(number=document.original[0])
        if document.original_rest and document.original_rest[1]:
            number, rest, kid = document.original_rest
            yield (
                _("Invoice {number} still has {amount} unpaid. Pay it with KID {kid}.", language=language).format(
                    number=number, amount=self.money(rest), kid=kid
                )
                if kid
                else _("Invoice {number} still has {amount} unpaid.", language=language).format(
                    number=number, amount=self.money(rest)
                )
            )

    def contact(self) -> str:
        """Where to turn with a question; empty when the seller named neither telephone nor e-mail."""
        seller, language = self.document.seller, self.language
        if seller.phone and seller.email:
            sentence = _("Questions about this document? Call {phone} or write to {email}.", language=language)
        elif seller.phone:
            sentence = _("Questions about this document? Call {phone}.", language=language)
        elif seller.email:
            sentence = _("Questions about this document? Write to {email}.", language=language)
        else:
            return ""
        return sentence.format(phone=phone_number(seller.phone), email=seller.email)

    def asks_for_payment(self) -> bool:
        return not self.is_note and self.document.open_amount > 0

    def payment_heading(self) -> str:
        return _("Payment", language=self.language)

    def payment_note(self) -> str:
        """Beside the heading of the payment box, when nobody has to pay by themselves."""
        document, language = self.document, self.language
        if self.is_note:
            return _("Not to be paid", language=language)
        if document.open_amount <= 0:
            return _("Not to be paid: the amount is already covered.", language=language)
        if document.collected_by and document.due_day:
            collector = _COLLECTORS.get(document.collected_by.lower(), document.collected_by)
            return _("Do not pay: collected by {collector} on {day}.", language=language).format(
                collector=collector, day=self.day(document.due_day)
            )
        return ""

    def payment_fields(self) -> Iterator[tuple[str, str]]:
        """The upper row of the payment box: account, KID or what to write, by when, and how much."""
        document, language = self.document, self.language
        if document.seller.account:
            yield _("Pay to account", language=language), account_number(document.seller.account)
        else:
            yield "", ""
        if document.kid:
            yield "KID", document.kid
        else:
            yield _("Mark the payment with", language=language), self.name()
        if document.due_day:
            yield _("By", language=language), date_short(document.due_day)
        else:
            yield "", ""
        yield _("Amount", language=language), self.money(document.open_amount)

    def payment_parties(self) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
        """The lower row of the payment box."""
        document, language = self.document, self.language
        return (
            (_("Payee", language=language), document.seller.name),
            (_("Payer", language=language), self._payer()),
            (_("Concerns", language=language), self.name()),
        )

    def _payer(self) -> str:
        buyer = self.document.buyer
        if not buyer.number:
            return buyer.name
        return _("{name}, customer no. {number}", language=self.language).format(name=buyer.name, number=buyer.number)

    # --- Foot ----------------------------------------------------------------------------------------------------

    def seller_line(self) -> str:
        """Tied to law: name, organisation number, `MVA` if registered, and the register for those who stand in it."""
        seller = self.document.seller
        parts = [seller.name]
        if seller.org_number:
            vat = " MVA" if seller.vat_registered else ""
            label = _("Org. no.", language=self.language)
            parts.append(f"{label} {organisation_number(seller.org_number)}{vat}")
        if seller.business_register:
            parts.append("Foretaksregisteret")
        parts += [", ".join(address_of(seller, language=self.language)), seller.website]
        return " · ".join(part for part in parts if part)

    def late_interest(self) -> str:
        """Tied to law: the act keeps its own name."""
        if not self.asks_for_payment():
            return ""
        return _(
            "If you pay after the due date, late interest is added (forsinkelsesrenteloven).", language=self.language
        )


def address_of(party: Party, *, language: str) -> list[str]:
    """The lines of an address, without the name."""
    care_of = f"c/o {party.care_of}" if party.care_of else ""
    town = " ".join(part for part in (party.postcode, party.city) if part)
    country = _country(party.country, language) if party.country not in ("", _HOME) else ""
    return [line for line in (care_of, party.address1, party.address2, town, country) if line]


@lru_cache
def _country(code: str, language: str) -> str:
    """The country's name; the code itself where it is none that is known."""
    from babel import Locale

    return str(Locale(language).territories.get(code.upper(), code))
