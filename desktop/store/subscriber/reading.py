"""Subscribers and their dated contacts as values, by id or by number."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import Connection, RowMapping, select

from desktop.domain.errors import DomainError
from desktop.domain.ids import SubscriberId
from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind
from desktop.domain.text import N_
from desktop.store.tables import ContactRow, PaymentAgreementRow, SubscriberRow

_AT_ONCE: Final = 500
CONTACT_FIELDS: Final = tuple(field.name for field in fields(Contact) if field.name != "role")
_CONTACT = tuple(column for column in ContactRow.__table__.columns if column.key != "version")
_SUBSCRIBER = (
    SubscriberRow.id,
    SubscriberRow.number,
    SubscriberRow.name,
    SubscriberRow.kind,
    SubscriberRow.language,
    SubscriberRow.org_number,
    SubscriberRow.since_day,
    SubscriberRow.kid_number,
    SubscriberRow.version,
)


Value = TypeVar("Value")


class SubscriberRecords:
    """Looks up subscribers by id or number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subscriber_id: SubscriberId) -> Subscriber:
        """One subscriber; raises DomainError when there is none."""
        found = self.get_many([subscriber_id])
        if not found:
            raise DomainError(N_("This subscriber is no longer there. Look again."))
        return found[subscriber_id]

    def get_many(self, ids: Sequence[int]) -> dict[SubscriberId, Subscriber]:
        """Those of the ids that are there."""
        made = (
            subscriber_of(row)
            for part in chunks(ids)
            for row in self._connection.execute(select(*_SUBSCRIBER).where(SubscriberRow.id.in_(part))).mappings()
        )
        return {each.id: each for each in made}

    def by_number(self, number: str) -> Subscriber | None:
        """The subscriber with that number, None when nobody has it."""
        return self.by_numbers([number]).get(number)

    def by_numbers(self, numbers: Sequence[str]) -> dict[str, Subscriber]:
        """Those of the numbers that are taken, with who has them."""
        made = (
            subscriber_of(row)
            for part in chunks(numbers)
            for row in self._connection.execute(select(*_SUBSCRIBER).where(SubscriberRow.number.in_(part))).mappings()
        )
        return {each.number: each for each in made}

    def contacts(self, subscriber_id: SubscriberId) -> list[Contact]:
        """All contacts there ever were, oldest first."""
        return self.contacts_of([subscriber_id]).get(subscriber_id, [])

    def contacts_of(self, ids: Sequence[int]) -> dict[int, list[Contact]]:
        """The contacts of many subscribers, each oldest first."""
        found: dict[int, list[Contact]] = {}
        for part in chunks(ids):
            asked = select(*_CONTACT).where(ContactRow.subscriber_id.in_(part))
            ordered = asked.order_by(ContactRow.subscriber_id, ContactRow.from_day, ContactRow.id)
            for row in self._connection.execute(ordered).mappings():
                found.setdefault(row["subscriber_id"], []).append(_contact(row))
        return found

    def notice_days(self, ids: Sequence[int], *, day: date) -> dict[int, int]:
        """The smallest payment term of those who agreed on one that holds on the day."""
        found: dict[int, int] = {}
        for part in chunks(ids):
            asked = select(PaymentAgreementRow.subscriber_id, PaymentAgreementRow.minimum_notice_days).where(
                PaymentAgreementRow.subscriber_id.in_(part),
                PaymentAgreementRow.from_day <= day,
                PaymentAgreementRow.to_day > day,
            )
            found |= dict(self._connection.execute(asked.order_by(PaymentAgreementRow.from_day)).all())
        return found


def chunks(items: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The items in parts small enough for one statement."""
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))


def subscriber_of(row: RowMapping) -> Subscriber:
    """The value of a row."""
    return Subscriber(
        number=row["number"],
        name=row["name"],
        kind=SubscriberKind(row["kind"]),
        language=row["language"],
        org_number=row["org_number"],
        since=row["since_day"],
        kid_number=row["kid_number"],
        version=row["version"],
        id=SubscriberId(row["id"]),
    )


def _contact(row: RowMapping) -> Contact:
    values = {name: row[name] for name in CONTACT_FIELDS}
    return Contact(ContactRole(row["role"]), **values)
