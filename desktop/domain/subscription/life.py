"""The life of a subscription: appended dated changes, and what they say of a line (spec/lifecycle.md, model.md 1)."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.domain.ids import ChangeId, PriceId, SubscriptionId
from desktop.domain.period import Interval, ServicePeriod, Unit, period_at

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
    PRICE_CHANGED = "price_changed"
    TRIAL_CHANGED = "trial_changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    ANCHOR_MOVED = "anchor_moved"
    PAYER_CHANGED = "payer_changed"
    COMMITMENT_CHANGED = "commitment_changed"
    REACTIVATED = "reactivated"
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
    CARRIED = "carried"
    ONCE = "once"


class Unused(enum.StrEnum):
    """What becomes of money paid for days without service."""

    KEEP = "keep"
    CREDIT = "credit"
    REFUND = "refund"
    REDUCE_DEBT = "reduce_debt"
    CARRY = "carry"


class Pause(NamedTuple):
    """The five answers of a pause: billing, access and deliveries go on or not; unused paid days; the term's end."""

    bills: bool = False
    access: bool = False
    deliveries: bool = False
    unused: Unused = Unused.CREDIT
    extends_term: bool = False


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

    A plan change says what the plan includes (add-on code, quantity); a stop, the first day without service, and what
    becomes of `unused` money. `until` ends a trial, a pause, an agreed price or carried days (first day after).
    An agreed price that is `alone` covers no add-ons. `billing_day` 0 is the line's own day.
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
    billing_day: int = 0
    pause: Pause | None = None
    unused: str = ""
    alone: bool = False
    last_access: date | None = None
    last_delivery: date | None = None
    payer: int = 0
    notice_days: int = 0
    ends_with_term: bool = False
    one_time: bool = False


class Segment(NamedTuple):
    """What a subscription line is from day to day: [from_day, to_day) with the same terms.

    `price` None and `agreed` None means the price valid on `from_day`. `covers` lists the slots that an agreed price
    on the base line pays for. Days up to `elsewhere_through` were billed by another system. With `keeps`, what is
    billed of the days behind this segment, up to the next one, stays billed: nothing is given back.
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
    keeps: bool = False

    def period_at(self, day: date) -> ServicePeriod:
        """The whole period, between two boundaries, that holds the day."""
        return period_at(self.anchor, self.unit, self.n, day)


TERMS = slice(2, Segment._fields.index("change"))
"""What of a segment are its terms: neither its days, nor what caused it, nor what is kept behind it."""


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
