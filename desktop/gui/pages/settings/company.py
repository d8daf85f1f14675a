"""Who the company is: facts from a day on, its logo, and the KID agreement with its bank."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel

from desktop.domain.errors import DomainError
from desktop.domain.kid import CheckDigit, KidAgreement, kid
from desktop.domain.settings import Seller
from desktop.domain.text import N_
from desktop.gui.dialogs.ask import ask_open_file
from desktop.gui.pages.base import Desk
from desktop.gui.pages.settings.section import Section
from desktop.gui.widgets.cards import Facts
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import DateEdit, Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.seller_form import SellerForm, logo_pixmap
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.i18n.dates import date_long
from desktop.i18n.numbers import account_number, organisation_number, phone_number
from desktop.services import settings
from desktop.services.changes import Changed
from desktop.services.settings import Settings

_METHODS = {CheckDigit.MOD10: N_("MOD10"), CheckDigit.MOD11: N_("MOD11")}
_EXAMPLE = (10482, 21875)  # a payer and a running number


class CompanySection(Section):
    """The company and its bank."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Settings | None = None

    def show_settings(self, found: Settings) -> None:
        self.found = found
        self.begin()
        seller = found.seller
        card = self.card(_("The company"), (_("Change …"), self.change))
        drawn = logo_pixmap(seller.logo)
        if drawn is not None:
            picture = QLabel()
            picture.setPixmap(drawn)
            picture.setAccessibleName(_("Logo"))
            card.add(picture)
        card.add(Facts(*_facts(seller), name_width=170))
        bank = self.card(_("KID agreement"), (_("Change the agreement …"), self.change_kid))
        bank.add(label(_("How payments are told apart, as agreed with the bank."), tone="text_secondary", wrap=True))
        bank.add(Facts(*_agreement(seller.kid), name_width=170))
        if len(found.sellers) > 1:
            history = self.card(_("Changes of the company's facts"))
            history.add(Facts(*((_from(each), each.name) for each in reversed(found.sellers)), name_width=170))

    def change(self) -> None:
        """Opens the panel of the facts."""
        if self.found is not None:
            self.desk.open_panel(SellerPanel(self.desk, self.found.seller))

    def change_kid(self) -> None:
        """Opens the panel of the agreement."""
        if self.found is not None:
            self.desk.open_panel(KidPanel(self.desk, self.found.seller))


def _facts(seller: Seller) -> list[tuple[str, str]]:
    place = " ".join(part for part in (seller.postcode, seller.city) if part)
    address = ", ".join(part for part in (seller.address1, seller.address2, place) if part)
    return [
        (_("Name"), seller.name),
        (_("Organisation number"), organisation_number(seller.org_number)),
        (_("Registered for VAT"), _("yes") if seller.vat_registered else _("no")),
        (_("In Foretaksregisteret"), _("yes") if seller.business_register else _("no")),
        (_("Address"), address),
        (_("Account number"), account_number(seller.account)),
        (_("Telephone"), phone_number(seller.phone)),
        (_("E-mail"), seller.email),
        (_("Website"), seller.website),
    ]


def _from(seller: Seller) -> str:
    if seller.from_day.year <= 1:
        return _("from the beginning")
    return _("from {day}").format(day=date_long(seller.from_day))


def _agreement(agreement: KidAgreement) -> list[tuple[str, str]]:
    return [
        (_("Digits for the payer"), str(agreement.payer_width)),
        (_("Digits for the invoice"), str(agreement.running_width)),
        (_("Check digit"), _(_METHODS[agreement.method])),
        (_("Example"), _example(agreement)),
    ]


def _example(agreement: KidAgreement) -> str:
    payer, running = _EXAMPLE
    try:
        return kid(
            agreement=agreement,
            payer=payer % 10**agreement.payer_width,
            running=running % 10**agreement.running_width,
        )
    except DomainError as error:
        return translate(error.message)


class SellerPanel(Editor):
    """The facts, from a day on."""

    def __init__(self, desk: Desk, seller: Seller) -> None:
        super().__init__(desk, _("Change the company's facts"), seller.name)
        self.day = DateEdit(desk.today(), today=desk.today)
        self.field(
            FormField(
                _("From"),
                self.day,
                help_text=_("Documents from this day on show the new facts. Those issued before keep what they show."),
                check=lambda: "" if self.day.value() else _("Fill in the first day."),
            )
        )
        kinds = _("Pictures (*.png *.jpg *.jpeg)")
        self.form = SellerForm(seller, ask_logo=partial(_ask_picture, self, kinds))
        self.fields += self.form.fields
        self.add(self.form)
        self.save_as(_("Save the facts"), self._verb_now, said=_("The company's facts are saved."))

    def _verb_now(self) -> "partial[Changed]":
        day = self.day.value()
        seller = self.form.value()
        made = replace(seller, from_day=day) if day is not None else seller
        return partial(settings.change_seller, self.desk.session, seller=made)


def _ask_picture(panel: Editor, kinds: str) -> Path | None:
    return ask_open_file(panel.window(), _("Choose a logo"), kinds=kinds)


class KidPanel(Editor):
    """The agreement, with an example that follows what is written."""

    def __init__(self, desk: Desk, seller: Seller) -> None:
        super().__init__(desk, _("Change the KID agreement"), seller.name)
        self._seller = seller
        self._today = desk.today
        self.payer = NumberEdit(seller.kid.payer_width, least=1, most=15)
        self.running = NumberEdit(seller.kid.running_width, least=1, most=15)
        self.method = Select([(method, _(words)) for method, words in _METHODS.items()])
        self.method.set_value(seller.kid.method)
        payer_help = _("A payer keeps these digits for good.")
        self.field(FormField(_("Digits for the payer"), self.payer, help_text=payer_help, check=self._missing))
        running_help = _("Counted up by one for each invoice.")
        self.field(FormField(_("Digits for the invoice"), self.running, help_text=running_help, check=self._missing))
        self.field(FormField(_("Check digit"), self.method))
        self.example = label(tabular=True, wrap=True)
        self.add(self.example)
        self.payer.textChanged.connect(self._look)
        self.running.textChanged.connect(self._look)
        self.method.chosen.connect(self._look)
        self._look()
        self.save_as(_("Save the agreement"), self._verb_now, said=_("The KID agreement is saved."))
        self.set_note(_("Invoices that are issued keep their KID."))

    def _missing(self) -> str:
        both = self.payer.value() is not None and self.running.value() is not None
        return "" if both else _("Fill in a whole number.")

    def _agreement(self) -> KidAgreement:
        method = self.method.value()
        return KidAgreement(
            self.payer.value() or 1,
            self.running.value() or 1,
            method if isinstance(method, CheckDigit) else CheckDigit.MOD10,
        )

    def _look(self, _what: object = None) -> None:
        try:
            shown = _example(self._agreement())
        except DomainError as error:
            shown = translate(error.message)
        self.example.setText(_("Example: {kid}").format(kid=shown))

    def _verb_now(self) -> "partial[Changed]":
        made = replace(self._seller, kid=self._agreement())
        return partial(settings.change_seller, self.desk.session, seller=made)
