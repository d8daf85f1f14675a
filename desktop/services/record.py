"""A subscriber's record as one value: subscriptions with their lines, what is planned, what comes, what happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desktop.domain.billing import CHARGE, PayerState, PlannedLine, explain
from desktop.domain.catalog import Product
from desktop.domain.ids import SubscriberId
from desktop.domain.period import OPEN_END, Interval, add_months, local_day
from desktop.domain.rows import InvoiceRow, SubscriberRow, TimelineRow
from desktop.domain.subscriber import Contact, ContactRole, SubscriberKind, contact_on
from desktop.domain.subscription import (
    BASE,
    Segment,
    SegmentMode,
    Status,
    Subscription,
    end_day,
    pending,
    segments,
    start_day,
    status_on,
    terms_on,
)
from desktop.domain.text import Message
from desktop.domain.vat import VatGroup
from desktop.services.billing import Common, NextInvoice, common, next_invoices
from desktop.services.context import Session
from desktop.services.coverage import MONTHS_SHOWN, Days, Strips, strips_of
from desktop.services.sale import counts, sees_vat, shown_price
from desktop.services.subscriber import Person
from desktop.services.timeline import change_text, payers_of, timeline_of
from desktop.services.verbs import Terms, Verb, terms_today, verbs_of
from desktop.store.work import Reading


class LineView(NamedTuple):
    """A line of a subscription today, or as it begins or ended. `amount` is for one whole period; None: no price.

    `is_included`: the plan includes it, or an agreed price pays for it; `bought` is the quantity.
    """

    slot: str
    item: str
    name: str
    detail: str
    bought: int
    interval: Interval
    amount: int | None
    is_included: bool
    is_agreed: bool
    to_day: date
    days: tuple[Days, ...]


class PendingView(NamedTuple):
    """A planned change, by its sequence."""

    sequence: int
    day: date
    text: Message
    is_cancellation: bool


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """A subscription as its card shows it; `end` is the first day without service."""

    life: Subscription
    product: Product
    status: Status
    start: date | None
    end: date | None
    lines: tuple[LineView, ...]
    pending: tuple[PendingView, ...]
    pays_for_itself: bool
    terms: Terms
    verbs: frozenset[Verb]
    payer_name: str

    @property
    def base(self) -> LineView | None:
        return next((line for line in self.lines if line.slot == BASE), None)

    @property
    def add_ons(self) -> tuple[LineView, ...]:
        return tuple(line for line in self.lines if line.slot != BASE)

    @property
    def may_change(self) -> bool:
        """Whether plan and add-ons can be changed: it runs."""
        return self.status not in (Status.NOT_STARTED, Status.ENDED)

    @property
    def may_cancel(self) -> bool:
        return self.status is not Status.ENDED


class NextLine(NamedTuple):
    """A line of the next invoice; `how` says how the amount was worked out."""

    text: str
    from_day: date
    to_day: date
    amount: int
    is_credit: bool
    how: Message


@dataclass(frozen=True, slots=True)
class Coming:
    """The next invoice; `shows_vat`: the lines include it. Amounts in minor units."""

    issue_day: date
    due_day: date | None
    lines: tuple[NextLine, ...]
    groups: tuple[VatGroup, ...]
    net: int
    total: int
    shows_vat: bool
    currency: str
    fault: Message | None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the page of a subscriber shows."""

    person: Person
    row: SubscriberRow
    contact: Contact | None
    later: tuple[Contact, ...]
    subscriptions: tuple[SubscriptionView, ...]
    coming: Coming | None
    invoices: tuple[InvoiceRow, ...]
    timeline: tuple[TimelineRow, ...]
    today: date
    scale: tuple[date, date]
    with_vat: bool


def record(ctx: Session, *, subscriber: int) -> Record:
    """The record of a subscriber. Raises DomainError when there is none."""
    with ctx.reading() as look:
        return _record(look, SubscriberId(subscriber), today=ctx.today, zone=ZoneInfo(ctx.company.zone))


def _record(look: Reading, number: SubscriberId, *, today: date, zone: ZoneInfo) -> Record:
    owner = look.subscriber.get(number)
    contacts = tuple(look.subscriber.contacts(number))
    person = Person(owner, contacts, tuple(look.note.of_subscriber(number)))
    shared, with_vat = common(look, today=today), sees_vat(owner)
    scale = (add_months(today, -MONTHS_SHOWN).replace(day=1), add_months(today, MONTHS_SHOWN))
    invoices = tuple(look.invoice.of_payer(number))
    lives = look.subscription.of_subscriber(number)
    states = [state for payer in {life.payer for life in lives} | {number} for state in _states(look, payer, shared)]
    own = [state for state in states if state.payer == number]
    coming = next_invoices(own, shared, months=13, most=MONTHS_SHOWN + 1)
    unpaid = {row.id for row in invoices if row.open_amount > 0}
    billed = [state for payer in {state.payer for state in states} for state in _states(look, payer, shared, scale[0])]
    strips = strips_of(billed, coming, unpaid=unpaid, scale=scale, today=today)
    return Record(
        person=person,
        row=look.subscriber.shown([number], today=today)[0],
        contact=contact_on(contacts, role=ContactRole.PRIMARY, day=today),
        later=_later(contacts, today),
        # One whose sale was undone never was.
        subscriptions=tuple(
            _view(look, life, shared, strips, with_vat=with_vat, zone=zone)
            for life in lives
            if start_day(life.changes) is not None
        ),
        coming=_coming(coming[0], shared) if coming else None,
        invoices=invoices,
        timeline=timeline_of(look, number, zone=zone),
        today=today,
        scale=scale,
        with_vat=with_vat,
    )


def _states(look: Reading, payer: int, shared: Common, since: date | None = None) -> list[PayerState]:
    return look.billing.payer(payer, day=shared.today, usual_notice=shared.rules.notice_days, since=since)


def _later(contacts: Iterable[Contact], today: date) -> tuple[Contact, ...]:
    """Temporary addresses that hold or come, and contacts of another role."""
    return tuple(
        contact
        for contact in contacts
        if contact.to_day > today and (contact.role is not ContactRole.PRIMARY or contact.to_day < OPEN_END)
    )


def _view(
    look: Reading, life: Subscription, shared: Common, strips: Strips, *, with_vat: bool, zone: ZoneInfo
) -> SubscriptionView:
    today = shared.today
    recorded = look.subscription.recorded(life.id)
    sold_on = local_day(recorded[0].at, zone) if recorded else today
    is_person = look.subscriber.get(SubscriberId(life.subscriber)).kind is SubscriberKind.PERSON
    terms = terms_today(life, today=today, sold_on=sold_on, is_consumer=is_person, rules=shared.rules)
    base = terms_on(life.changes, day=today).get(BASE)
    terms = replace(terms, by_quantity=base is not None and counts(shared, base, life.currency))
    status = status_on(life.changes, day=today)
    waiting = pending(life.changes, today=today)
    names = payers_of(look, life.changes)
    known = {change.sequence: change for change in life.changes}
    return SubscriptionView(
        life=life,
        product=shared.catalog.products[life.product],
        status=status,
        start=start_day(life.changes),
        end=end_day(life.changes),
        lines=tuple(_lines(life, shared, strips, with_vat=with_vat)),
        pending=tuple(
            PendingView(
                change.sequence,
                change.effective,
                change_text(change, shared.catalog, life.currency, known, names),
                change.kind.value == "cancelled",
            )
            for change in waiting
        ),
        pays_for_itself=life.payer == life.subscriber,
        terms=terms,
        verbs=verbs_of(status, terms),
        payer_name=look.subscriber.get(SubscriberId(life.payer)).name,
    )


def _lines(life: Subscription, shared: Common, strips: Strips, *, with_vat: bool) -> Iterator[LineView]:
    for slot, parts in segments(life.changes).items():
        part = _spoken_of(parts, shared.today)
        if part is None or (slot != BASE and part.to_day <= shared.today < _last_end(life)):
            continue
        item = shared.catalog.item(part.item)
        covered = part.mode is SegmentMode.COVERED
        yield LineView(
            slot,
            part.item,
            item.name,
            item.detail,
            part.quantity,
            Interval(part.unit, part.n),
            None if covered else shown_price(shared, part, life.currency, with_vat=with_vat),
            covered,
            part.agreed is not None,
            part.to_day,
            strips.get((life.id, slot), ()),
        )


def _last_end(life: Subscription) -> date:
    return end_day(life.changes) or OPEN_END


def _spoken_of(parts: Sequence[Segment], today: date) -> Segment | None:
    """The segment of today, else the first to come, else the last there was."""
    for part in parts:
        if today < part.to_day:
            return part
    return parts[-1] if parts else None


def _coming(upcoming: NextInvoice, shared: Common) -> Coming:
    planned = [line for document in upcoming.documents for line in document.lines]
    invoices = [document for document in upcoming.documents if document.due_day is not None]
    return Coming(
        issue_day=upcoming.issue_day,
        due_day=upcoming.due_day,
        lines=tuple(_next_line(line, shared) for line in planned),
        groups=tuple(group for document in invoices for group in document.groups),
        net=sum(document.net for document in invoices),
        total=upcoming.total,
        shows_vat=all(line.includes_vat for line in planned),
        currency=invoices[0].currency if invoices else shared.rules.currency,
        fault=upcoming.fault,
    )


def _next_line(line: PlannedLine, shared: Common) -> NextLine:
    item = shared.catalog.item(line.item)
    text = f"{item.name} × {line.quantity}" if line.quantity > 1 else item.name
    how = explain(line, name=text, currency=shared.rules.currency)
    return NextLine(text, line.from_day, line.to_day, line.amount, line.kind != CHARGE, how)
