"""`[company]`: who sells, how it is paid, and where its numbers begin."""

import re
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.kid import CheckDigit, KidAgreement
from desktop.domain.settings import BillingRules, Seller, faults_of
from desktop.domain.text import N_
from desktop.domain.transfer import Fault, Opening
from desktop.formats.mapping.keys import Keys

_CURRENCY = re.compile("[A-Z]{3}")


def read(keys: Keys) -> Opening:
    """The company as a new file begins; an existing file keeps its own."""
    rules = BillingRules(currency=_currency(keys))
    before = len(keys.faults)
    seller = _seller(keys)
    # What could not be read is not blamed again for what it then lacks.
    for name, message in faults_of(seller) if len(keys.faults) == before else []:
        keys.faults.append(Fault(message, place=f"{keys.place} {name}"))
    first_number = keys.whole("first_number", 1, least=1) if "first_number" in keys.table else None
    keys.known.append("first_number")
    keys.done()
    return Opening(seller, rules, first_number)


def _seller(keys: Keys) -> Seller:
    return Seller(
        name=keys.text("name"),
        from_day=keys.day("from_day", date.min),
        org_number="".join(keys.text("org_number", "").split()),
        vat_registered=keys.yes("vat_registered", default=True),
        business_register=keys.yes("business_register", default=True),
        address1=keys.text("address1", ""),
        address2=keys.text("address2", ""),
        postcode=keys.text("postcode", ""),
        city=keys.text("city", ""),
        country=keys.text("country", "NO"),
        email=keys.text("email", ""),
        phone=keys.text("phone", ""),
        website=keys.text("website", ""),
        account=keys.text("account", "").replace(" ", "").replace(".", ""),
        kid=_kid(keys),
    )


def _kid(keys: Keys) -> KidAgreement:
    usual = KidAgreement()
    payer = keys.whole("kid_payer_width", usual.payer_width, least=1, most=20)
    running = keys.whole("kid_running_width", usual.running_width, least=1, most=20)
    method = keys.one_of("kid_method", tuple(CheckDigit), usual.method)
    try:
        return KidAgreement(payer, running, CheckDigit(method))
    except DomainError as refusal:
        keys.faults.append(Fault(refusal.message, place=keys.place))
        return usual


def _currency(keys: Keys) -> str:
    found = keys.text("currency", "NOK")
    if not _CURRENCY.fullmatch(found):
        keys.note(N_("“{key}” must be three capital letters, such as NOK."), key="currency")
        return "NOK"
    return found
