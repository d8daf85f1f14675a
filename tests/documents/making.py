"""Factories for issued documents: each names only what the test cares about."""

from datetime import date
from typing import Any

from desktop.domain.billing import CHARGE, CREDIT
from desktop.domain.invoice import DocumentKind, IssuedDocument, IssuedLine, Party
from desktop.domain.vat import VatGroup

SELLER = Party(
    name="Kvernbekk Kaffe AS",
    address1="Kvernbekkveien 4",
    postcode="5063",
    city="Bergen",
    org_number="310450278",
    email="hei@kvernbekk.example",
    phone="40000100",
    account="12345678903",
    vat_registered=True,
    business_register=True,
)
BUYER = Party(name="Kari Nordahl", number="10482", address1="Fjellveien 18", postcode="5019", city="Bergen")
PERIOD = (date(2026, 12, 9), date(2027, 1, 9))


def line(text: str = "Kaffe hjem, Stor, 4 × 250 g", amount: int = 42900, **facts: Any) -> IssuedLine:
    """A full period from 9 December, priced with VAT of 15 %."""
    start, end = facts.pop("from_day", PERIOD[0]), facts.pop("to_day", PERIOD[1])
    given: dict[str, Any] = {
        "kind": CHARGE,
        "text": text,
        "from_day": start,
        "to_day": end,
        "share_num": 1,
        "share_den": 1,
        "whole_from": start,
        "whole_to": end,
        "unit_amount": amount,
        "whole_amount": amount,
        "scale": 2,
        "quantity": 1,
        "includes_vat": True,
        "amount": amount,
        "net": amount,
        "vat_code": "31",
        "vat_basis_points": 1500,
    }
    return IssuedLine(**(given | facts))


def part(text: str, amount: int, whole: int, **facts: Any) -> IssuedLine:
    """Sixteen of thirty days from 23 November."""
    days = {"from_day": date(2026, 11, 23), "to_day": date(2026, 12, 9), "share_num": 16, "share_den": 30}
    return line(text, amount, **(days | {"whole_amount": whole, "unit_amount": whole} | facts))


LINES = (
    line(),
    line("Filterpapir, 100 stk.", 2900, is_add_on=True),
    part("Kaffe hjem, Stor", 22880, 42900),
    part("Kaffe hjem, Hverdag", -13280, 24900, kind=CREDIT),
)


def issued(**facts: Any) -> IssuedDocument:
    """An invoice to a consumer: 554,00 kr with VAT."""
    given: dict[str, Any] = {
        "kind": DocumentKind.INVOICE,
        "number": 21875,
        "document_day": date(2026, 11, 25),
        "due_day": date(2026, 12, 9),
        "currency": "NOK",
        "net": 48174,
        "vat": 7226,
        "total": 55400,
        "kid": "0104820218758",
        "language": "nb",
        "seller": SELLER,
        "buyer": BUYER,
        "lines": LINES,
        "groups": (VatGroup("31", 1500, 48174, 7226),),
    }
    return IssuedDocument(**(given | facts))


def credit_note(**facts: Any) -> IssuedDocument:
    """A note of 132,80 kr on invoice 21644, with the signs the planner gives."""
    given: dict[str, Any] = {
        "kind": DocumentKind.CREDIT_NOTE,
        "number": 30007,
        "due_day": None,
        "net": 11548,
        "vat": 1732,
        "total": 13280,
        "kid": "",
        "lines": (part("Kaffe hjem, Hverdag", -13280, 24900, kind=CREDIT),),
        "groups": (VatGroup("31", 1500, 11548, 1732),),
        "original": (21644, date(2026, 11, 9)),
    }
    return issued(**(given | facts))
