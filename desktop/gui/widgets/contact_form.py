"""The form for who a subscriber is and how to reach them; its faults are those of the domain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind, faults_of
from desktop.gui import theme
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import Field, Select
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.text import label
from desktop.i18n import LANGUAGES, _, translate

Draft = Mapping[str, str]
"""What the fields hold, by key, as typed."""

_ORGANISATION = ("org_number", "reference")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says, as values; not yet checked."""

    subscriber: Subscriber
    contact: Contact


class AddressFields(QWidget):
    """Address fields in a column, each with its fault below once it has been left."""

    def __init__(self, faults: Callable[[], Mapping[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {
            key: FormField(text, Field(), check=partial(_fault_in, faults, key))
            for key, text in (
                ("care_of", _("Care of")),
                ("address1", _("Address")),
                ("address2", _("Address, second line")),
                ("postcode", _("Postcode")),
                ("city", _("City")),
            )
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for field in self.fields.values():
            column.addWidget(field)


class ContactForm(QWidget):
    """Fields for a subscriber with the primary contact. `edited`: something was written or chosen."""

    edited = Signal()

    def __init__(self, subscriber: Subscriber, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subscriber, self._contact = subscriber, contact
        self._kind = Choice(
            _("Kind of subscriber"),
            [
                Option(SubscriberKind.PERSON.value, _("Person")),
                Option(SubscriberKind.ORGANISATION.value, _("Organisation")),
            ],
            value=subscriber.kind.value,
        )
        self._kind.chosen.connect(self._show_kind)
        self._address = AddressFields(self.faults)
        self.fields: dict[str, FormField] = {
            "name": self._field("name", _("Name")),
            "number": self._field("number", _("Customer number")),
            "org_number": self._field("org_number", _("Organisation number")),
            "reference": self._field("reference", _("Their reference")),
            **self._address.fields,
            "email": self._field("email", _("E-mail")),
            "phone": self._field("phone", _("Telephone")),
        }
        self._language = FormField(_("Language of letters and invoices"), Select(list(LANGUAGES.items())))
        self._lay()
        self._fill(subscriber, contact)
        for field in self.fields.values():
            self.edit(field).textEdited.connect(self.edited)
        self._kind.chosen.connect(self.edited)

    def _field(self, key: str, text: str) -> FormField:
        return FormField(text, Field(), check=lambda: self.faults().get(key, ""))

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(_("Kind of subscriber"), look="small", weight=500))
        column.addWidget(self._kind)
        for key in ("name", "number", "org_number", "reference"):
            column.addWidget(self.fields[key])
        column.addWidget(self._address)
        column.addWidget(self.fields["email"])
        column.addWidget(self.fields["phone"])
        column.addWidget(self._language)

    def _fill(self, subscriber: Subscriber, contact: Contact) -> None:
        for key in self.fields:
            holder: object = subscriber if key in ("name", "number", "org_number") else contact
            self.edit(self.fields[key]).setText(str(getattr(holder, key)))
        self.select.set_value(subscriber.language)
        self._show_kind(subscriber.kind.value)

    def edit(self, field: FormField | str) -> Field:
        """The field itself, by its key too."""
        field = self.fields[field] if isinstance(field, str) else field
        assert isinstance(field.field, Field)  # noqa: S101 - made above
        return field.field

    @property
    def select(self) -> Select:
        """The choice of language."""
        assert isinstance(self._language.field, Select)  # noqa: S101 - made above
        return self._language.field

    def _show_kind(self, kind: object) -> None:
        for key in _ORGANISATION:
            self.fields[key].setVisible(kind == SubscriberKind.ORGANISATION.value)

    # ---- what it says ----

    def first(self) -> Field:
        """The field to begin in."""
        return self.edit(self.fields["name"])

    def set_text(self, key: str, text: str) -> None:
        """Writes into a field."""
        self.edit(self.fields[key]).setText(text)

    def text(self, key: str) -> str:
        """What a field holds, without spaces around it."""
        return self.edit(self.fields[key]).text().strip()

    def value(self) -> Filled:
        """The subscriber and the contact as the fields say."""
        kind = SubscriberKind(str(self._kind.value()))
        organisation = kind is SubscriberKind.ORGANISATION
        subscriber = replace(
            self._subscriber,
            number=self.text("number"),
            name=self.text("name"),
            kind=kind,
            language=str(self.select.value()),
            org_number="".join(self.text("org_number").split()) if organisation else "",
        )
        contact = replace(
            self._contact,
            name=self.text("name"),
            email=self.text("email"),
            phone=self.text("phone"),
            reference=self.text("reference") if organisation else "",
            care_of=self.text("care_of"),
            address1=self.text("address1"),
            address2=self.text("address2"),
            postcode=self.text("postcode"),
            city=self.text("city"),
        )
        return Filled(subscriber, contact)

    def faults(self) -> dict[str, str]:
        """The fault of each field that has one."""
        filled = self.value()
        return {key: translate(message) for key, message in reversed(faults_of(filled.subscriber, filled.contact))}

    def is_whole(self) -> bool:
        """Checks every field, and moves the focus to the first with a fault."""
        return first_fault(field for field in self.fields.values() if not field.isHidden()) is None

    # ---- drafts ----

    def draft(self) -> dict[str, str]:
        """What has been typed so far."""
        typed = {key: self.edit(field).text() for key, field in self.fields.items()}
        return typed | {"kind": str(self._kind.value()), "language": str(self.select.value())}

    def take_up(self, draft: Draft) -> None:
        """Puts a draft back."""
        for key, field in self.fields.items():
            if key in draft:
                self.edit(field).setText(draft[key])
        if "kind" in draft:
            self._kind.set_value(draft["kind"])
        if "language" in draft:
            self.select.set_value(draft["language"])


def new_subscriber(number: str) -> Filled:
    """An empty form's values, with the number that is proposed."""
    return Filled(Subscriber(number, ""), Contact(ContactRole.PRIMARY, ""))


def _fault_in(faults: Callable[[], Mapping[str, str]], key: str) -> str:
    return faults().get(key, "")
