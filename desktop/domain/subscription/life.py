"""The life of a subscription: appended dated changes, and the segments they make (spec/lifecycle.md, model.md 1)."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.ids import ChangeId, PriceId, SubscriptionId
from desktop.domain.period import ONE_DAY, OPEN_END, Interval, ServicePeriod, Unit, period_at

BASE = "base"
"""The slot of the base line; an add-on's slot is its code, with an ordinal behind # when it is bought twice."""


class ChangeKind(enum.StrEnum):
    """What a dated fact says."""

    STARTED = "started"
    PLAN_CHANGED = "plan_changed"
    ADD_ON_STARTED = "add_on_started"
    ADD_ON_STOPPED = "add_on_stopped"
    QUANTITY_CHANGED = "quantity_changed"
    PRICE_AGREED = "price_agreed"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"
    ANNULLED = "annulled"


class Origin(enum.StrEnum):
    """What caused a stop, apart from the reason given."""

    SUBSCRIBER = "subscriber"
    NON_PAYMENT = "non_payment"
    END_OF_OFFER = "end_of_offer"
    WITHDRAWAL = "withdrawal"
    PLAN_CHANGE = "plan_change"
    ERROR = "error"


class SegmentMode(enum.StrEnum):
    """How the days of a segment are paid for."""

    CHARGED = "charged"
    COVERED = "covered"
    TRIAL = "trial"
    PAUSED = "paused"


class Status(enum.StrEnum):
    """Where a subscription is in its life on a day."""

    NOT_STARTED = "not_started"
    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Change:
    """One dated fact; never edited. `effective` is the first day it holds.

    A plan change says what the plan includes (add-on code, quantity); a stop, the first day without service.
    `annuls` names the changes, by sequence, that are without force as long as this one has it.
    """

    sequence: int
    effective: date
    kind: ChangeKind
    slot: str = BASE
    item: str = ""
    quantity: int = 1
    price: PriceId | None = None
    agreed: int | None = None
    agreed_includes_vat: bool = False
    keeps_agreed: bool = False
    until: date | None = None
    anchor: date | None = None
    interval: Interval | None = None
    in_arrears: bool = False
    lead_days: int = 0
    elsewhere_through: date | None = None
    commitment_months: int = 0
    included: tuple[tuple[str, int], ...] = ()
    annuls: tuple[int, ...] = ()
    origin: str = ""
    reason: str = ""
    overridden: bool = False
    id: ChangeId = ChangeId(0)  # noqa: RUF009 - a NewType call is a constant


class Segment(NamedTuple):
    """What a subscription line is from day to day: [from_day, to_day) with the same terms.

    `price` None and `agreed` None means the price valid on `from_day`. `covers` lists the slots that an agreed price
    on the base line pays for. Days up to `elsewhere_through` were billed by another system.
    """

    from_day: date
    to_day: date
    item: str
    price: PriceId | None
    agreed: int | None
    agreed_includes_vat: bool
    mode: SegmentMode
    covers: str
    quantity: int
    anchor: date
    unit: Unit
    n: int
    in_arrears: bool
    lead_days: int
    elsewhere_through: date | None
    change: int

    def period_at(self, day: date) -> ServicePeriod:
        """The whole period, between two boundaries, that holds the day."""
        return period_at(self.anchor, self.unit, self.n, day)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscriber's agreement on one product. `payer` and `subscriber` are subscriber ids; they may differ."""

    number: str
    subscriber: int
    payer: int
    product: str
    currency: str
    changes: tuple[Change, ...] = ()
    preferences: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    id: SubscriptionId = SubscriptionId(0)  # noqa: RUF009 - a NewType call is a constant

    @property
    def next_sequence(self) -> int:
        return self.changes[-1].sequence + 1 if self.changes else 1


def in_force(changes: Sequence[Change]) -> list[Change]:
    """The changes that no later change in force annuls, by day and then by sequence, without the annulling ones."""
    annulled: set[int] = set()
    standing: list[Change] = []
    for change in sorted(changes, key=lambda c: c.sequence, reverse=True):
        if change.sequence in annulled:
            continue
        annulled.update(change.annuls)
        if change.kind not in (ChangeKind.TAKEN_BACK, ChangeKind.ANNULLED):
            standing.append(change)
    return sorted(standing, key=lambda c: (c.effective, c.sequence))


@dataclass(slots=True)
class _Slot:
    """The terms of a slot while the changes are read from the first to the last."""

    item: str
    price: PriceId | None
    bought: int
    interval: Interval | None
    elsewhere_through: date | None
    change: int


@dataclass(slots=True)
class _Reading:
    """Everything known on a day while the changes are read; `terms()` gives each open slot's segment of that day."""

    anchor: date = date.min
    interval: Interval = field(default=Interval(Unit.MONTH, 1))
    in_arrears: bool = False
    lead_days: int = 0
    included: dict[str, int] = field(default_factory=dict)
    slots: dict[str, _Slot] = field(default_factory=dict)
    agreed: Change | None = None
    covers: tuple[str, ...] = ()

    def apply(self, change: Change) -> None:
        match change.kind:
            case ChangeKind.STARTED | ChangeKind.PLAN_CHANGED:
                self._base(change)
            case ChangeKind.ADD_ON_STARTED:
                self.slots[change.slot] = _slot_of(change)
            case ChangeKind.ADD_ON_STOPPED:
                self.slots.pop(change.slot, None)
            case ChangeKind.QUANTITY_CHANGED if change.slot in self.slots:
                slot = self.slots[change.slot]
                slot.bought, slot.change = change.quantity, change.sequence
                slot.price = change.price or slot.price
            case ChangeKind.PRICE_AGREED if BASE in self.slots:
                self.agreed = change
                self.covers = tuple(slot for slot in self.slots if slot != BASE)
                self.slots[BASE].change = change.sequence
            case ChangeKind.CANCELLED:
                self.slots.clear()

    def _base(self, change: Change) -> None:
        before = self.slots.get(BASE)
        base = _slot_of(change)
        if before is not None:
            base.elsewhere_through = before.elsewhere_through
        self.slots = {BASE: base, **{slot: terms for slot, terms in self.slots.items() if slot != BASE}}
        self.anchor = change.anchor or self.anchor
        self.interval = change.interval or self.interval
        self.in_arrears, self.lead_days = change.in_arrears, change.lead_days
        self.included = dict(change.included)
        if not change.keeps_agreed:
            self.agreed, self.covers = None, ()

    def end_agreed(self, day: date) -> None:
        if self.agreed is not None and self.agreed.until is not None and self.agreed.until <= day:
            self.agreed, self.covers = None, ()

    def terms(self, day: date) -> dict[str, Segment]:
        return {slot: self._segment(slot, terms, day) for slot, terms in self.slots.items()}

    def _segment(self, slot: str, terms: _Slot, day: date) -> Segment:
        agreed = self.agreed if slot == BASE else None
        interval = terms.interval or self.interval
        covered = slot in self.covers
        bought = terms.bought if slot == BASE else max(0, terms.bought - self.included.get(terms.item, 0))
        return Segment(
            from_day=day,
            to_day=OPEN_END,
            item=terms.item,
            price=None if agreed or covered else terms.price,
            agreed=agreed.agreed if agreed else None,
            agreed_includes_vat=agreed.agreed_includes_vat if agreed else False,
            mode=SegmentMode.COVERED if covered or bought == 0 else SegmentMode.CHARGED,
            covers=",".join(self.covers) if agreed else "",
            quantity=bought,
            anchor=self.anchor,
            unit=interval.unit,
            n=interval.n,
            in_arrears=self.in_arrears,
            lead_days=self.lead_days,
            elsewhere_through=terms.elsewhere_through,
            change=terms.change,
        )


def _slot_of(change: Change) -> _Slot:
    own = change.interval if change.slot != BASE else None
    return _Slot(change.item, change.price, change.quantity, own, change.elsewhere_through, change.sequence)


def segments(changes: Sequence[Change]) -> dict[str, list[Segment]]:
    """The segments of each slot, oldest first, as the changes in force make them; `change` is the cause's sequence.

    Changes of one day take effect together, ordered by sequence; terms that come out the same make no new segment.
    """
    reading = _Reading()
    standing = in_force(changes)
    days = {c.effective for c in standing} | {c.until for c in standing if c.until is not None and c.until < OPEN_END}
    done: dict[str, list[Segment]] = {}
    current: dict[str, Segment] = {}
    for day in sorted(days):
        reading.end_agreed(day)
        for change in standing:
            if change.effective == day:
                reading.apply(change)
        after = reading.terms(day)
        for slot in [*current, *(slot for slot in after if slot not in current)]:
            before, now = current.get(slot), after.get(slot)
            if before is not None and now is not None and _same_terms(before, now):
                continue
            if before is not None:
                done.setdefault(slot, []).append(before._replace(to_day=day))
                del current[slot]
            if now is not None:
                current[slot] = now
    for slot, last in current.items():
        done.setdefault(slot, []).append(last)
    return done


def _same_terms(one: Segment, other: Segment) -> bool:
    """True when nothing but the days and the cause differ."""
    return one[2:-1] == other[2:-1]


def status_on(changes: Sequence[Change], *, day: date) -> Status:
    """Where the subscription is on the day."""
    base = segments(changes).get(BASE, [])
    if not base or day < base[0].from_day:
        return Status.NOT_STARTED
    current = next((s for s in base if s.from_day <= day < s.to_day), None)
    if current is None:
        return Status.ENDED if day >= base[-1].to_day else Status.PAUSED
    if current.mode is SegmentMode.TRIAL:
        return Status.TRIAL
    if current.mode is SegmentMode.PAUSED:
        return Status.PAUSED
    return Status.CANCELLED if base[-1].to_day < OPEN_END else Status.ACTIVE


def start_day(changes: Sequence[Change]) -> date | None:
    """The first day of service."""
    return next((change.effective for change in in_force(changes) if change.kind is ChangeKind.STARTED), None)


def end_day(changes: Sequence[Change]) -> date | None:
    """The first day without service, None while no end is known."""
    base = segments(changes).get(BASE, [])
    return base[-1].to_day if base and base[-1].to_day < OPEN_END else None


def pending(changes: Sequence[Change], *, today: date) -> list[Change]:
    """Changes in force that have not yet taken effect, but for those of the start itself."""
    started = start_day(changes)
    return [c for c in in_force(changes) if c.effective > today and c.effective != started]


def terms_on(changes: Sequence[Change], *, day: date) -> dict[str, Segment]:
    """Each slot's segment on the day."""
    found = {}
    for slot, parts in segments(changes).items():
        for part in parts:
            if part.from_day <= day < part.to_day:
                found[slot] = part
    return found


def term_end(changes: Sequence[Change], *, day: date) -> date | None:
    """The first day after the commitment term that holds the day; terms renew by themselves. None without a term."""
    started = next((c for c in in_force(changes) if c.kind is ChangeKind.STARTED), None)
    if started is None or not started.commitment_months:
        return None
    return period_at(started.effective, Unit.MONTH, started.commitment_months, max(day, started.effective)).end


def last_day_of(change: Change) -> date:
    """For a stop: the last day with service."""
    return change.effective - ONE_DAY


def free_slot(taken: Iterable[str], code: str) -> str:
    """A slot for one more of the add-on: its code, then code#2, code#3 and on."""
    used = set(taken)
    if code not in used:
        return code
    ordinal = 2
    while f"{code}#{ordinal}" in used:
        ordinal += 1
    return f"{code}#{ordinal}"


def day_after(day: date) -> date:
    """The first day without service when `day` is the last with it."""
    return day + timedelta(days=1)
