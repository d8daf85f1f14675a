"""Writes subscribers and their dated contacts, one by one or by the thousand; what lists and search show follows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert, update

from desktop.domain.ids import SubscriberId
from desktop.domain.period import OPEN_END
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.store.pen import Pen
from desktop.store.search import name_key, number_key, search_text
from desktop.store.subscriber.lists import SubscriberReader
from desktop.store.subscriber.reading import CONTACT_FIELDS
from desktop.store.tables import ContactRow, PaymentAgreementRow, SubscriberRow


class SubscriberWriter(SubscriberReader):
    """Adds and changes subscribers and contacts; what lists show of them follows."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(self, subscriber: Subscriber, contacts: Sequence[Contact] = ()) -> SubscriberId:
        """A new subscriber with contacts; without a `kid_number` the next one is taken. Gives the id."""
        return self.add_many([(subscriber, contacts)])[0]

    def add_many(self, subscribers: Sequence[tuple[Subscriber, Sequence[Contact]]]) -> list[SubscriberId]:
        """New subscribers with their contacts, in the order given; gives their ids."""
        ids = [SubscriberId(number) for number in self._pen.take_ids("subscriber", len(subscribers))]
        without = sum(1 for subscriber, _ in subscribers if not subscriber.kid_number)
        numbers = iter(self._pen.take_count("kid_number", without) if without else ())
        rows = [
            {
                "id": made,
                "kid_number": subscriber.kid_number or next(numbers),
                "version": 1,
                **_values(subscriber),
                **_derived(subscriber, contacts),
            }
            for made, (subscriber, contacts) in zip(ids, subscribers, strict=True)
        ]
        self._pen.add(SubscriberRow, rows)
        owned = [(made, each) for made, (_, contacts) in zip(ids, subscribers, strict=True) for each in contacts]
        taken = self._pen.take_ids("contact", len(owned))
        self._pen.add(
            ContactRow,
            [_contact_values(owner, each, number) for number, (owner, each) in zip(taken, owned, strict=True)],
        )
        return ids

    def change(self, subscriber: Subscriber) -> None:
        """Other facts of a subscriber; raises ChangedMeanwhileError when someone else was first."""
        values = {**_values(subscriber), **_derived(subscriber, self.contacts(subscriber.id))}
        self._pen.change(SubscriberRow, key=subscriber.id, version=subscriber.version, values=values)

    def add_contact(self, subscriber_id: SubscriberId, contact: Contact) -> int:
        """A new contact for a range of days; gives its id."""
        made = self._pen.take_id("contact")
        self._connection.execute(insert(ContactRow), [_contact_values(subscriber_id, contact, made)])
        self._derive(subscriber_id)
        return made

    def change_contact(self, subscriber_id: SubscriberId, contact: Contact) -> None:
        """Corrects a contact or ends it."""
        values = _contact_values(subscriber_id, contact, contact.id)
        self._connection.execute(
            update(ContactRow).where(ContactRow.id == contact.id).values(values | {"version": ContactRow.version + 1})
        )
        self._derive(subscriber_id)

    def agree(self, subscriber_id: SubscriberId, *, method: str, from_day: date, notice_days: int = 14) -> None:
        """How the subscriber pays from a day on."""
        row = {
            "id": self._pen.take_id("payment_agreement"),
            "subscriber_id": subscriber_id,
            "method": method,
            "reference": "",
            "from_day": from_day,
            "to_day": OPEN_END,
            "state": "active",
            "minimum_notice_days": notice_days,
            "version": 1,
        }
        self._pen.add(PaymentAgreementRow, [row])

    def _derive(self, subscriber_id: SubscriberId) -> None:
        """What lists and search show, anew; whoever edits the subscriber at the same time is told."""
        subscriber = self.get(subscriber_id)
        self.change(subscriber)


def _contact_values(owner: int, contact: Contact, number: int) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(contact, name) for name in CONTACT_FIELDS}
    return {**values, "id": number, "subscriber_id": owner, "role": contact.role.value, "version": 1}


def _values(subscriber: Subscriber) -> dict[str, object]:
    return {
        "number": subscriber.number,
        "kind": subscriber.kind.value,
        "name": subscriber.name,
        "language": subscriber.language,
        "org_number": subscriber.org_number,
        "since_day": subscriber.since,
    }


def _derived(subscriber: Subscriber, contacts: Sequence[Contact]) -> dict[str, object]:
    """What lists show and sort by, and the text that search looks in: every contact there ever was."""
    primary = [contact for contact in contacts if contact.role is ContactRole.PRIMARY]
    # A temporary address does not move the subscriber in the list.
    lasting = [contact for contact in primary if contact.to_day == OPEN_END] or primary
    city = lasting[-1].city if lasting else ""
    parts = [subscriber.number, subscriber.name, subscriber.org_number]
    for contact in contacts:
        parts += [contact.name, contact.email, contact.postcode, contact.city]
    phones = tuple(contact.phone for contact in contacts)
    return {
        "number_sort": number_key(subscriber.number),
        "name_sort": name_key(subscriber.name),
        "city": city,
        "city_sort": name_key(city),
        "search": search_text(tuple(parts), phones=phones),
    }
