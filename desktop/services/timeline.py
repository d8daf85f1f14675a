"""What happened to a subscriber: changes, documents, payments and notes as one list, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from desktop.domain.catalog import Catalog
from desktop.domain.ids import SubscriberId
from desktop.domain.invoice import DocumentKind
from desktop.domain.period import ONE_DAY, local_day
from desktop.domain.rows import InvoiceRow, TimelineRow
from desktop.domain.subscription import BASE, Change, ChangeKind, last_day_of
from desktop.domain.text import N_, Amount, Message
from desktop.services.context import Session
from desktop.store.note import Note
from desktop.store.payment import Payment
from desktop.store.subscription.reading import Recorded
from desktop.store.work import Reading

STOP_REASONS: Mapping[str, str] = {
    "price": N_("Price"),
    "moving": N_("Moving"),
    "not_used": N_("Not used enough"),
    "quality": N_("Not satisfied"),
    "other_supplier": N_("Chose another supplier"),
    "other": N_("Another reason"),
}
"""Why people stop: key as stored → its words."""

PAUSE_REASONS: Mapping[str, str] = {
    "holiday": N_("Holiday"),
    "illness": N_("Illness"),
    "too_much": N_("Has too much"),
    "economy": N_("Money"),
    "other": N_("Another reason"),
}
"""Why people pause: key as stored → its words."""

MONEY = frozenset({"invoice", "credit_note", "payment"})
"""Kinds of rows that are about money."""

CHANGES = frozenset({"started", "changed", "cancelled", "taken_back"})
"""Kinds of rows that are about subscriptions."""


def of_subscriber(ctx: Session, *, subscriber: int) -> tuple[TimelineRow, ...]:
    """Everything that happened to a subscriber, newest first."""
    with ctx.reading() as look:
        return timeline_of(look, SubscriberId(subscriber), zone=ZoneInfo(ctx.company.zone))


def timeline_of(look: Reading, subscriber: SubscriberId, *, zone: ZoneInfo) -> tuple[TimelineRow, ...]:
    """The same, within a reading."""
    catalog = look.catalog.whole()
    rows = [_of_note(note, zone) for note in look.note.of_subscriber(subscriber)]
    for life in look.subscription.of_subscriber(subscriber):
        recorded = look.subscription.recorded(life.id)
        rows += _of_changes(recorded, catalog, life.currency, zone, payers_of(look, life.changes))
    rows += [_of_document(row) for row in look.invoice.of_payer(subscriber)]
    rows += [_of_payment(payment) for payment in look.payment.of_payer(subscriber)]
    return tuple(sorted(rows, key=lambda row: (row.day, row.at), reverse=True))


def _of_note(note: Note, zone: ZoneInfo) -> TimelineRow:
    text = Message(N_("Note: {text}"), values={"text": note.text})
    return TimelineRow(note.at, local_day(note.at, zone), "note", text, by=note.by)


def _of_document(row: InvoiceRow) -> TimelineRow:
    values = {"number": row.number, "amount": Amount(row.total, row.currency), "due": row.due_day}
    if row.kind == DocumentKind.INVOICE.value:
        text = Message(N_("Invoice {number}, {amount}, due {due}"), values=values)
        return TimelineRow(
            _noon(row.document_day), row.document_day, "invoice", text, amount=row.total, document=row.id
        )
    values["original"] = row.original
    text = Message(N_("Credit note {number}, {amount}, for invoice {original}"), values=values)
    return TimelineRow(
        _noon(row.document_day), row.document_day, "credit_note", text, amount=-row.total, document=row.id
    )


def _of_payment(payment: Payment) -> TimelineRow:
    amount = Amount(abs(payment.amount), payment.currency)
    sentence = N_("Paid {amount}") if payment.amount >= 0 else N_("Payment of {amount} taken back")
    text = Message(sentence, values={"amount": amount})
    return TimelineRow(_noon(payment.day, 13), payment.day, "payment", text, detail=payment.text, amount=payment.amount)


def _noon(day: date, hour: int = 12) -> datetime:
    """Documents and payments have a day alone: they come behind what was done in the morning."""
    return datetime.combine(day, time(hour), UTC)


def payers_of(look: Reading, changes: Sequence[Change]) -> dict[int, str]:
    """The names of those who pay by the changes, by subscriber id."""
    wanted = {SubscriberId(change.payer) for change in changes if change.payer}
    return {number: owner.name for number, owner in look.subscriber.get_many(sorted(wanted)).items()} if wanted else {}


def is_note_of_payer(change: Change, changes: Sequence[Change]) -> bool:
    """True for the row that only remembers who paid first: it says nothing new."""
    first = next((each for each in changes if each.kind is ChangeKind.PAYER_CHANGED), None)
    return first is not None and first.sequence == change.sequence


def _of_changes(
    recorded: Sequence[Recorded], catalog: Catalog, currency: str, zone: ZoneInfo, names: Mapping[int, str]
) -> Iterable[TimelineRow]:
    changes = [each.change for each in recorded]
    known = {each.change.sequence: each.change for each in recorded}
    for each in recorded:
        if _is_part_of_start(each, recorded) or is_note_of_payer(each.change, changes):
            continue
        add_ons = [
            catalog.item(other.change.item).name
            for other in recorded
            if each.change.kind is ChangeKind.STARTED
            and other.change.kind is ChangeKind.ADD_ON_STARTED
            and other.command_id == each.command_id
        ]
        text = change_text(each.change, catalog, currency, known, names)
        yield TimelineRow(
            each.at, local_day(each.at, zone), _kind(each.change), text, detail=", ".join(add_ons), by=each.by
        )


def _is_part_of_start(each: Recorded, recorded: Sequence[Recorded]) -> bool:
    """A sale is one row: its add-ons and its agreed price stand with the start."""
    if each.change.kind not in (ChangeKind.ADD_ON_STARTED, ChangeKind.PRICE_AGREED):
        return False
    return any(other.change.kind is ChangeKind.STARTED and other.command_id == each.command_id for other in recorded)


def _kind(change: Change) -> str:
    match change.kind:
        case ChangeKind.STARTED:
            return "started"
        case ChangeKind.CANCELLED:
            return "cancelled"
        case ChangeKind.TAKEN_BACK | ChangeKind.ANNULLED:
            return "taken_back"
        case _:
            return "changed"


def change_text(
    change: Change,
    catalog: Catalog,
    currency: str,
    known: Mapping[int, Change] | None = None,
    names: Mapping[int, str] | None = None,
) -> Message:
    """A change as a sentence; `known` finds by sequence what it takes back, `names` by subscriber id who pays."""
    if change.kind is ChangeKind.CANCELLED:
        return _cancelled(change)
    if change.kind in (ChangeKind.TAKEN_BACK, ChangeKind.ANNULLED):
        return _undone(change, catalog, currency, known or {}, names)
    stops = change.kind is ChangeKind.ADD_ON_STOPPED
    values: dict[str, object] = {
        "item": catalog.item(change.item).name if change.item else "",
        "day": last_day_of(change) if stops else change.effective,
        "quantity": change.quantity,
        "amount": Amount(change.agreed or 0, currency),
        "payer": (names or {}).get(change.payer, ""),
        "months": change.commitment_months,
        "billing_day": change.billing_day,
    }
    if change.until is not None:
        values["last"] = change.until - ONE_DAY
        values["until"] = change.until
    return Message(_sentence(change), values=values)


def _sentence(change: Change) -> str:
    if change.until is not None and change.kind in _UNTIL:
        return _UNTIL[change.kind]
    if change.kind is ChangeKind.COMMITMENT_CHANGED and not change.commitment_months:
        return N_("No commitment from {day}")
    return _SENTENCES[change.kind]


_SENTENCES: Mapping[ChangeKind, str] = {
    ChangeKind.STARTED: N_("Starts with {item} on {day}"),
    ChangeKind.PLAN_CHANGED: N_("Changes to {item} from {day}"),
    ChangeKind.ADD_ON_STARTED: N_("{quantity} × {item} from {day}"),
    ChangeKind.ADD_ON_STOPPED: N_("{item} ends, last day {day}"),
    ChangeKind.QUANTITY_CHANGED: N_("Quantity of {item} becomes {quantity} from {day}"),
    ChangeKind.PRICE_AGREED: N_("Agreed price {amount} from {day}"),
    ChangeKind.PRICE_CHANGED: N_("New price of {item} from {day}"),
    ChangeKind.TRIAL_CHANGED: N_("The trial ends, paid from {day}"),
    ChangeKind.PAUSED: N_("Paused from {day}"),
    ChangeKind.RESUMED: N_("Resumed from {day}"),
    ChangeKind.ANCHOR_MOVED: N_("Periods begin on day {billing_day} of the month from {day}"),
    ChangeKind.PAYER_CHANGED: N_("{payer} pays from {day}"),
    ChangeKind.COMMITMENT_CHANGED: N_("Commitment of {months} months from {day}"),
    ChangeKind.REACTIVATED: N_("Starts again with {item} on {day}"),
}
_UNTIL: Mapping[ChangeKind, str] = {
    ChangeKind.STARTED: N_("Starts with {item} on {day}, trial through {last}"),
    ChangeKind.PRICE_AGREED: N_("Agreed price {amount} from {day} through {last}"),
    ChangeKind.TRIAL_CHANGED: N_("The trial lasts through {last}, paid from {until}"),
    ChangeKind.PAUSED: N_("Paused from {day} through {last}"),
    ChangeKind.RESUMED: N_("Resumed from {day}, paid days carried forward through {last}"),
}
"""What is said where the change has an end of its own."""


def _cancelled(change: Change) -> Message:
    day = last_day_of(change)
    if not change.reason:
        return Message(N_("Cancelled, last day {day}"), values={"day": day})
    words = STOP_REASONS.get(change.reason)
    reason: object = Message(words) if words else change.reason
    return Message(N_("Cancelled, last day {day}. Reason: {reason}"), values={"day": day, "reason": reason})


def _undone(
    change: Change, catalog: Catalog, currency: str, known: Mapping[int, Change], names: Mapping[int, str] | None
) -> Message:
    gone = [
        known[each] for each in change.annuls if each in known and not is_note_of_payer(known[each], [*known.values()])
    ]
    first = next((each for each in gone if each.slot == BASE), gone[0] if gone else None)
    if first is None:
        return Message(N_("A change was taken back"))
    if first.kind is ChangeKind.ANNULLED:
        again = [known[sequence] for sequence in first.annuls if sequence in known]
        if again:
            return Message(
                N_("Done again: {change}"), values={"change": change_text(again[0], catalog, currency, known, names)}
            )
    what = change_text(first, catalog, currency, known, names)
    return Message(N_("Taken back: {change}"), values={"change": what})
