"""From changes to segments: what each line is from day to day (spec/model.md 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.domain.catalog import billed_quantity
from desktop.domain.ids import PriceId
from desktop.domain.period import ONE_DAY, OPEN_END, Interval, Unit
from desktop.domain.subscription.life import BASE, TERMS, Change, ChangeKind, Pause, Segment, SegmentMode, Unused

_KEPT = (Unused.KEEP, Unused.CARRY)


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


class PauseSpan(NamedTuple):
    """A pause as it came out: [from_day, to_day), with the answers of the change that began it."""

    from_day: date
    to_day: date
    pause: Pause
    change: int


def pauses(standing: Sequence[Change]) -> list[PauseSpan]:
    """The pauses that changes in force make, oldest first; overlapping ones are one, with the first one's answers."""
    resumed = [c.effective for c in standing if c.kind is ChangeKind.RESUMED]
    merged: list[PauseSpan] = []
    for change in standing:
        if change.kind is not ChangeKind.PAUSED:
            continue
        begins = change.effective
        ends = min([change.until or OPEN_END, *(day for day in resumed if day > begins)])
        if merged and begins <= merged[-1].to_day:
            merged[-1] = merged[-1]._replace(to_day=max(merged[-1].to_day, ends))
        else:
            merged.append(PauseSpan(begins, ends, change.pause or Pause(), change.sequence))
    return merged


@dataclass(slots=True)
class _Slot:
    """The terms of a slot while the changes are read from the first to the last."""

    item: str
    price: PriceId | None
    bought: int
    interval: Interval | None
    elsewhere_through: date | None
    change: int
    once_on: date | None = None


@dataclass(slots=True)
class _Reading:
    """Everything known on a day while the changes are read; `terms()` gives each open slot's segment of that day."""

    pauses: list[PauseSpan]
    anchor: date = date.min
    interval: Interval = field(default=Interval(Unit.MONTH, 1))
    in_arrears: bool = False
    lead_days: int = 0
    included: dict[str, int] = field(default_factory=dict)
    slots: dict[str, _Slot] = field(default_factory=dict)
    agreed: Change | None = None
    covers: tuple[str, ...] = ()
    trial_until: date = date.min
    carried_until: date = date.min
    keeps: bool = False

    def apply(self, change: Change) -> None:
        match change.kind:
            case ChangeKind.STARTED | ChangeKind.PLAN_CHANGED | ChangeKind.REACTIVATED:
                self._base(change)
            case ChangeKind.ADD_ON_STARTED:
                self.slots[change.slot] = _slot_of(change)
            case ChangeKind.ADD_ON_STOPPED:
                self.slots.pop(change.slot, None)
            case ChangeKind.QUANTITY_CHANGED | ChangeKind.PRICE_CHANGED if change.slot in self.slots:
                self._line(change)
            case ChangeKind.PRICE_AGREED if BASE in self.slots:
                self.agreed = change
                self.covers = () if change.alone else tuple(slot for slot in self.slots if slot != BASE)
                self.slots[BASE].change = change.sequence
            case ChangeKind.CANCELLED:
                self.slots.clear()
                self.keeps = change.unused in _KEPT
            case _:
                self._clock(change)

    def _clock(self, change: Change) -> None:
        """What moves the boundaries, and no terms."""
        match change.kind:
            case ChangeKind.TRIAL_CHANGED:
                self.trial_until = change.until or change.effective
                self.anchor = change.anchor or self.trial_until
            case ChangeKind.ANCHOR_MOVED:
                self.anchor = change.anchor or self.anchor
            case ChangeKind.RESUMED:
                self.carried_until = change.until or date.min
                self.anchor = change.anchor or self.anchor
            case _:
                return
        for slot in self.slots.values():
            slot.change = change.sequence

    def _line(self, change: Change) -> None:
        slot = self.slots[change.slot]
        slot.change = change.sequence
        slot.price = change.price or slot.price
        if change.kind is ChangeKind.QUANTITY_CHANGED:
            slot.bought = change.quantity

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
        if change.kind is ChangeKind.STARTED and change.until is not None:
            self.trial_until = change.until
        if not change.keeps_agreed:
            self.agreed, self.covers = None, ()

    def begin(self, day: date) -> None:
        """What ends by itself by the day."""
        self.keeps = False
        if self.agreed is not None and self.agreed.until is not None and self.agreed.until <= day:
            self.agreed, self.covers = None, ()

    def terms(self, day: date) -> dict[str, Segment]:
        paused = next((p for p in self.pauses if p.from_day <= day < p.to_day), None)
        if paused is not None and not paused.pause.bills:
            self.keeps = paused.pause.unused in _KEPT
            return {}
        return {slot: self._segment(slot, terms, day) for slot, terms in self.slots.items()}

    def _mode(self, day: date, once_on: date | None, *, covered: bool) -> SegmentMode:
        if once_on is not None:
            # Charged on its first day, whatever else is free that day; never again.
            return SegmentMode.ONCE if day == once_on and not covered else SegmentMode.COVERED
        if day < self.trial_until:
            return SegmentMode.TRIAL
        if day < self.carried_until:
            return SegmentMode.CARRIED
        return SegmentMode.COVERED if covered else SegmentMode.CHARGED

    def _segment(self, slot: str, terms: _Slot, day: date) -> Segment:
        agreed = self.agreed if slot == BASE else None
        interval = terms.interval or self.interval
        covered = slot in self.covers
        bought = terms.bought
        if slot != BASE:
            bought = billed_quantity(bought=bought, included=self.included.get(terms.item, 0))
        return Segment(
            from_day=day,
            to_day=OPEN_END,
            item=terms.item,
            price=None if agreed or covered else terms.price,
            agreed=agreed.agreed if agreed else None,
            agreed_includes_vat=agreed.agreed_includes_vat if agreed else False,
            mode=self._mode(day, terms.once_on, covered=covered or bought == 0),
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
    once_on = change.effective if change.one_time else None
    return _Slot(change.item, change.price, change.quantity, own, change.elsewhere_through, change.sequence, once_on)


def segments(changes: Sequence[Change]) -> dict[str, list[Segment]]:
    """The segments of each slot, oldest first, as the changes in force make them; `change` is the cause's sequence.

    Changes of one day take effect together, ordered by sequence; terms that come out the same make no new segment.
    """
    standing = in_force(changes)
    spans = pauses(standing)
    reading = _Reading(spans)
    days = {c.effective for c in standing} | {c.until for c in standing if c.until is not None and c.until < OPEN_END}
    days |= {span.to_day for span in spans if span.to_day < OPEN_END}
    days |= {c.effective + ONE_DAY for c in standing if c.one_time}
    done: dict[str, list[Segment]] = {}
    current: dict[str, Segment] = {}
    for day in sorted(days):
        reading.begin(day)
        for change in standing:
            if change.effective == day:
                reading.apply(change)
        after = reading.terms(day)
        for slot in [*current, *(slot for slot in after if slot not in current)]:
            before, now = current.get(slot), after.get(slot)
            if before is not None and now is not None and _same_terms(before, now):
                continue
            if before is not None:
                keeps = now is None and reading.keeps
                done.setdefault(slot, []).append(before._replace(to_day=day, keeps=keeps))
                del current[slot]
            if now is not None:
                current[slot] = now
    for slot, last in current.items():
        done.setdefault(slot, []).append(last)
    return {BASE: done.pop(BASE), **done} if BASE in done else done


def _same_terms(one: Segment, other: Segment) -> bool:
    """True when nothing but the days and the cause differ."""
    return one[TERMS] == other[TERMS]
