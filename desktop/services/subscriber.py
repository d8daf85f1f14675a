"""Subscribers: the list, the record with contacts and notes, and what may be changed of them."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.ids import SubscriberId
from desktop.domain.rows import Counts, ListQuery, SubscriberRow
from desktop.domain.subscriber import Contact, ContactRole, Subscriber, refuse_faults
from desktop.domain.text import N_
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.store.note import Note
from desktop.store.work import Reading, Work

LONGEST_NOTE = 10_000


def page(ctx: Session, *, query: ListQuery, offset: int, limit: int) -> list[SubscriberRow]:
    """Rows of the list from `offset` on."""
    with ctx.reading() as look:
        return look.subscriber.page(query, today=ctx.today, offset=offset, limit=limit)


def count(ctx: Session, *, query: ListQuery) -> int:
    """How many rows the list has."""
    with ctx.reading() as look:
        return look.subscriber.count(query, today=ctx.today)


def counts(ctx: Session, *, query: ListQuery) -> Counts:
    """How many rows each status would give, for the chips."""
    with ctx.reading() as look:
        return look.subscriber.counts(query, today=ctx.today)


def ids(ctx: Session, *, query: ListQuery) -> list[int]:
    """Every row of the list by its id: what a bulk act is for."""
    with ctx.reading() as look:
        return look.subscriber.ids(query, today=ctx.today)


@dataclass(frozen=True, slots=True)
class Sums:
    """What some rows of the list come to; amounts in minor units of the company's currency."""

    count: int
    outstanding: int
    overdue: int


def sums(ctx: Session, *, query: ListQuery, everything: bool, marked: frozenset[int]) -> Sums:
    """The marked rows together: with `everything`, all rows of the query but `marked`; else just those."""
    with ctx.reading() as look:
        wanted = sorted(marked)
        if everything:
            wanted = [number for number in look.subscriber.ids(query, today=ctx.today) if number not in marked]
        rows = look.subscriber.shown(wanted, today=ctx.today)
    return Sums(len(rows), sum(row.outstanding for row in rows), sum(row.overdue for row in rows))


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber with every contact there ever was, and notes, the pinned ones first."""

    subscriber: Subscriber
    contacts: tuple[Contact, ...]
    notes: tuple[Note, ...]


def get(ctx: Session, *, subscriber: int) -> Person:
    """A subscriber, whole. Raises DomainError when there is none."""
    with ctx.reading() as look:
        return _whole(look, SubscriberId(subscriber))


def by_number(ctx: Session, *, number: str) -> Subscriber | None:
    """The subscriber with a customer number."""
    with ctx.reading() as look:
        return look.subscriber.by_number(number)


def _whole(look: Reading, subscriber: SubscriberId) -> Person:
    return Person(
        look.subscriber.get(subscriber),
        tuple(look.subscriber.contacts(subscriber)),
        tuple(look.note.of_subscriber(subscriber)),
    )


def next_number(ctx: Session) -> str:
    """A customer number that nobody has, for the form to propose."""
    with ctx.reading() as look:
        last = look.subscriber.page(ListQuery(sort="number", descending=True), today=ctx.today, limit=1)
        highest = int(last[0].number) if last and last[0].number.isdecimal() else 0
        return _free_number(look, max(highest + 1, look.settings.counter("subscriber")))


def _free_number(look: Reading, start: int) -> str:
    number = start
    while look.subscriber.by_number(str(number)) is not None:
        number += 1
    return str(number)


def add(ctx: Session, *, subscriber: Subscriber, contact: Contact) -> tuple[SubscriberId, Changed]:
    """A new subscriber with the primary contact. Refuses faults, and a customer number that is taken."""
    with ctx.command("subscriber.added") as work:
        made = _add(work, subscriber=subscriber, contact=contact, today=ctx.today)
    return made, Changed.SUBSCRIBER


def _add(work: Work, *, subscriber: Subscriber, contact: Contact, today: date) -> SubscriberId:
    refuse_faults(subscriber, contact)
    known = work.subscriber.by_number(subscriber.number)
    if known is not None:
        raise DomainError(
            N_("{number} is the customer number of {name} already. Choose another."),
            number=subscriber.number,
            name=known.name,
        )
    since = today if subscriber.since == date.min else subscriber.since
    return work.subscriber.add(replace(subscriber, since=since), [replace(contact, role=ContactRole.PRIMARY)])


def change(ctx: Session, *, subscriber: Subscriber, contact: Contact) -> Changed:
    """Corrects the subscriber's facts and a contact. The second of two who edit it is told."""
    with ctx.command("subscriber.changed", subscriber=subscriber.id) as work:
        refuse_faults(subscriber, contact)
        known = work.subscriber.by_number(subscriber.number)
        if known is not None and known.id != subscriber.id:
            raise DomainError(
                N_("{number} is the customer number of {name} already. Choose another."),
                number=subscriber.number,
                name=known.name,
            )
        work.subscriber.change(subscriber)
        if contact.id:
            work.subscriber.change_contact(subscriber.id, contact)
        else:
            work.subscriber.add_contact(subscriber.id, contact)
    return Changed.SUBSCRIBER


def add_contact(ctx: Session, *, subscriber: int, contact: Contact) -> Changed:
    """Another contact for a range of days: an invoice address, a temporary address for deliveries."""
    with ctx.command("subscriber.contact_added", subscriber=subscriber, role=contact.role.value) as work:
        owner = work.subscriber.get(SubscriberId(subscriber))
        refuse_faults(owner, contact)
        work.subscriber.add_contact(owner.id, contact)
    return Changed.SUBSCRIBER


def add_note(ctx: Session, *, subscriber: int, text: str, pinned: bool = False) -> Changed:
    """Writes down what was said; pinned notes stand first."""
    wanted = text.strip()
    if not wanted:
        raise DomainError(N_("The note is empty. Write something, or close it."))
    if len(wanted) > LONGEST_NOTE:
        raise DomainError(N_("A note has at most {most} characters."), most=LONGEST_NOTE)
    with ctx.command("note.added", subscriber=subscriber) as work:
        work.note.add(
            subscriber_id=subscriber,
            text=wanted,
            pinned=pinned,
            at=ctx.now,
            user_id=ctx.user,
            command_id=work.command.id,
        )
    return Changed.NOTE


def change_note(ctx: Session, *, note: Note) -> Changed:
    """Another text, or pinned or not."""
    with ctx.command("note.changed", note=note.id) as work:
        work.note.change(note)
    return Changed.NOTE


def remove_note(ctx: Session, *, note: int) -> Changed:
    """Takes a note away."""
    with ctx.command("note.removed", note=note) as work:
        work.note.remove(note)
    return Changed.NOTE
