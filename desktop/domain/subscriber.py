"""Who subscribes: a person or an organisation, with dated contacts (spec/parties.md)."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stdnum.no import orgnr

from desktop.domain.errors import DomainError
from desktop.domain.ids import NO_SUBSCRIBER, SubscriberId
from desktop.domain.period import OPEN_END
from desktop.domain.text import N_, Message

LONGEST_NAME = 200
LONGEST_FIELD = 200


class SubscriberKind(enum.StrEnum):
    """Consumers and organisations differ in law: prices, fees, and what their invoices must say."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ContactRole(enum.StrEnum):
    """What a contact is for; invoice and delivery fall back to primary."""

    PRIMARY = "primary"
    INVOICE = "invoice"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Contact:
    """Names and addresses for a range of days [from_day, to_day)."""

    role: ContactRole
    name: str
    from_day: date = date.min
    to_day: date = OPEN_END
    care_of: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NO"
    email: str = ""
    phone: str = ""
    reference: str = ""
    id: int = 0

    @property
    def has_address(self) -> bool:
        return bool(self.city and (self.address1 or self.address2))


@dataclass(frozen=True, slots=True)
class Subscriber:
    """An identity and a number; the number is text, as it came; `kid_number` is the payer's own running number."""

    number: str
    name: str
    kind: SubscriberKind = SubscriberKind.PERSON
    language: str = "nb"
    org_number: str = ""
    since: date = date.min
    kid_number: int = 0
    version: int = 1
    id: SubscriberId = NO_SUBSCRIBER


def contact_on(contacts: Iterable[Contact], *, role: ContactRole, day: date) -> Contact | None:
    """The contact of the role on the day, the one that began last; without one, the primary contact of the day."""
    on_day = [contact for contact in contacts if contact.from_day <= day < contact.to_day]
    for wanted in (role, ContactRole.PRIMARY):
        found = [contact for contact in on_day if contact.role is wanted]
        if found:
            return max(found, key=lambda contact: (contact.from_day, contact.id))
    return None


def faults_of(subscriber: Subscriber, contact: Contact) -> list[tuple[str, Message]]:
    """What is wrong with what was typed, as (field, sentence); nothing when it may be saved."""
    faults: list[tuple[str, Message]] = []
    if not subscriber.number.strip():
        faults.append(("number", Message(N_("Fill in the customer number."))))
    if not subscriber.name.strip():
        faults.append(("name", Message(N_("Fill in the name."))))
    elif len(subscriber.name) > LONGEST_NAME:
        faults.append(("name", Message(N_("A name has at most {most} characters."), values={"most": LONGEST_NAME})))
    if subscriber.org_number and not orgnr.is_valid(subscriber.org_number):
        faults.append(("org_number", Message(N_("An organisation number has nine digits, and the last one checks."))))
    if contact.country == "NO" and contact.postcode and not is_norwegian_postcode(contact.postcode):
        faults.append(("postcode", Message(N_("A postcode has four digits."))))
    if contact.email and not looks_like_email(contact.email):
        faults.append(("email", Message(N_("An e-mail address has one @ and a domain, such as kari@nordahl.example."))))
    if contact.from_day >= contact.to_day:
        faults.append(("to_day", Message(N_("The last day must come after the first."))))
    too_long = Message(N_("This field has at most {most} characters."), values={"most": LONGEST_FIELD})
    fields = ("care_of", "address1", "address2", "city", "phone", "reference")
    faults.extend((name, too_long) for name in fields if len(getattr(contact, name)) > LONGEST_FIELD)
    return faults


def refuse_faults(subscriber: Subscriber, contact: Contact) -> None:
    """Refuses with the first fault."""
    for _, message in faults_of(subscriber, contact):
        raise DomainError(message.text, **message.values)


def is_norwegian_postcode(text: str) -> bool:
    """True for four digits."""
    return re.fullmatch("[0-9]{4}", text) is not None


def looks_like_email(text: str) -> bool:
    """True for one @ between a name and a domain with a dot; the mail server knows the rest."""
    name, at, domain = text.partition("@")
    return bool(name and at and "." in domain.strip(".") and "@" not in domain and not any(c.isspace() for c in text))
