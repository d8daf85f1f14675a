"""What changes say of a day: where the subscription is in its life, its terms, what is pending, when its term ends."""

import enum
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from desktop.domain.period import ONE_DAY, OPEN_END, Unit, add_months, period_at
from desktop.domain.subscription.life import BASE, Change, ChangeKind, Segment, SegmentMode, Status
from desktop.domain.subscription.segments import PauseSpan, in_force, pauses, segments


class TrialOutcome(enum.StrEnum):
    """What became of a trial: it runs, service went on after it, or ended with it."""

    RUNNING = "running"
    CONVERTED = "converted"
    EXPIRED = "expired"


_CAUSE = Segment._fields.index("change")
_STARTS = (ChangeKind.STARTED, ChangeKind.REACTIVATED)


def status_on(changes: Sequence[Change], *, day: date) -> Status:
    """Where the subscription is on the day."""
    if pause_on(changes, day=day) is not None and not _ended(changes, day):
        return Status.PAUSED
    base = segments(changes).get(BASE, [])
    if not base or day < base[0].from_day:
        return Status.NOT_STARTED
    current = next((s for s in base if s.from_day <= day < s.to_day), None)
    if current is None:
        return Status.ENDED if _ended(changes, day) else Status.PAUSED
    if current.mode is SegmentMode.TRIAL:
        return Status.TRIAL
    if current.mode is SegmentMode.PAUSED:
        return Status.PAUSED
    return Status.CANCELLED if end_day(changes) is not None else Status.ACTIVE


def _ended(changes: Sequence[Change], day: date) -> bool:
    """True when the last start or stop by the day is a stop."""
    marks = [c.kind for c in in_force(changes) if c.kind in (*_STARTS, ChangeKind.CANCELLED) and c.effective <= day]
    return bool(marks) and marks[-1] is ChangeKind.CANCELLED


def trial_outcome(changes: Sequence[Change], *, day: date) -> TrialOutcome | None:
    """What became of the trial by the day; None where there was none."""
    base = segments(changes).get(BASE, [])
    trials = [part for part in base if part.mode is SegmentMode.TRIAL and part.from_day <= day]
    if not trials:
        return None
    if day < trials[-1].to_day:
        return TrialOutcome.RUNNING
    paid = any(part.from_day == trials[-1].to_day for part in base)
    return TrialOutcome.CONVERTED if paid else TrialOutcome.EXPIRED


def pause_on(changes: Sequence[Change], *, day: date) -> PauseSpan | None:
    """The pause that holds the day."""
    return next((span for span in pauses(in_force(changes)) if span.from_day <= day < span.to_day), None)


def start_day(changes: Sequence[Change]) -> date | None:
    """The first day of service."""
    return next((change.effective for change in in_force(changes) if change.kind is ChangeKind.STARTED), None)


def end_day(changes: Sequence[Change]) -> date | None:
    """The first day without service, None while no end is known."""
    marks = [c for c in in_force(changes) if c.kind in (*_STARTS, ChangeKind.CANCELLED)]
    return marks[-1].effective if marks and marks[-1].kind is ChangeKind.CANCELLED else None


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


def billing_day_of(changes: Sequence[Change], *, day: date) -> int:
    """The billing day that the subscription has joined by the day; 0 for its own day."""
    kinds = (*_STARTS, ChangeKind.PLAN_CHANGED, ChangeKind.ANCHOR_MOVED)
    days = [c.billing_day for c in in_force(changes) if c.kind in kinds and c.effective <= day and c.billing_day]
    return days[-1] if days else 0


def payer_on(changes: Sequence[Change], *, day: date, first: int) -> int:
    """Who pays on the day: the payer last named, else the one of the sale."""
    named = [c.payer for c in in_force(changes) if c.kind is ChangeKind.PAYER_CHANGED and c.effective <= day]
    return named[-1] if named else first


def commitment_on(changes: Sequence[Change], *, day: date) -> Change | None:
    """The change that last set a commitment by the day."""
    kinds = (*_STARTS, ChangeKind.COMMITMENT_CHANGED)
    found = [c for c in in_force(changes) if c.kind in kinds and c.effective <= day]
    return found[-1] if found else None


def term_end(changes: Sequence[Change], *, day: date) -> date | None:
    """The first day after the commitment term that holds the day; terms renew by themselves. None without a term.

    A pause that extends the term moves its end by the days paused within it.
    """
    first = next((c for c in in_force(changes) if c.kind in _STARTS), None)
    committed = commitment_on(changes, day=day) or first
    if committed is None or not committed.commitment_months:
        return None
    begins = committed.until or committed.effective
    end = period_at(begins, Unit.MONTH, committed.commitment_months, max(day, begins)).end
    term_start = add_months(end, -committed.commitment_months)
    paused = [p for p in pauses(in_force(changes)) if p.pause.extends_term and term_start <= p.from_day < end]
    return end + sum(((p.to_day - p.from_day) for p in paused if p.to_day < OPEN_END), timedelta())


def notice_deadline(changes: Sequence[Change], *, day: date) -> date | None:
    """The last day to give notice for the term that holds the day; later, the term renews. None without a term."""
    end, committed = term_end(changes, day=day), commitment_on(changes, day=day)
    if end is None or committed is None:
        return None
    return end - timedelta(days=committed.notice_days)


def reminder_day(changes: Sequence[Change], *, day: date, days_before: int) -> date | None:
    """When to remind of a renewal: so many days before the last day to give notice."""
    deadline = notice_deadline(changes, day=day)
    return None if deadline is None else deadline - timedelta(days=days_before)


def access_end(changes: Sequence[Change]) -> date | None:
    """The last day of access after a stop: named with it, or the last day of service; None without a stop."""
    stop = _stop(changes)
    return None if stop is None else stop.last_access or last_day_of(stop)


def delivery_end(changes: Sequence[Change]) -> date | None:
    """The last day of deliveries after a stop."""
    stop = _stop(changes)
    return None if stop is None else stop.last_delivery or last_day_of(stop)


def _stop(changes: Sequence[Change]) -> Change | None:
    marks = [c for c in in_force(changes) if c.kind in (*_STARTS, ChangeKind.CANCELLED)]
    return marks[-1] if marks and marks[-1].kind is ChangeKind.CANCELLED else None


def state_hash(changes: Sequence[Change]) -> str:
    """What a life comes to, as SHA-256: its segments, pauses, ends and payers, without what caused them."""
    standing = in_force(changes)
    lines = {slot: [(*part[:_CAUSE], part.keeps) for part in parts] for slot, parts in segments(changes).items()}
    spans = [(span.from_day, span.to_day, *span.pause) for span in pauses(standing)]
    facts = (ChangeKind.PAYER_CHANGED, ChangeKind.COMMITMENT_CHANGED, ChangeKind.STARTED, ChangeKind.REACTIVATED)
    marks = [
        (c.effective, c.kind, c.payer, c.commitment_months, c.notice_days, c.billing_day)
        for c in standing
        if c.kind in facts
    ]
    ends = (end_day(changes), access_end(changes), delivery_end(changes))
    return hashlib.sha256(repr((sorted(lines.items()), spans, marks, ends)).encode()).hexdigest()


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
