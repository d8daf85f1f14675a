"""What needs a person today, and the few figures that stand beside it."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.period import ONE_DAY
from desktop.domain.renewal import Run, totals_of
from desktop.domain.rows import ListQuery, SetAsideRow
from desktop.domain.subscription import Status, end_day
from desktop.jobs import Progress
from desktop.services.context import Session
from desktop.services.coverage import Lost, lost_days
from desktop.services.renewal import Selection, unfinished
from desktop.services.renewal.planning import propose_within
from desktop.store.work import Reading

DAYS_AHEAD = 7
"""What is due so soon can wait, but is told."""

LOST_AFTER = 31
"""Days that run and are not billed so long after are said to be lost; before that, the next run takes them."""

ENDING_DAYS = 14
"""Subscriptions that end so soon are told of."""

MOST_PLANNED = 3_000
"""Payers beyond this are counted and not summed: the plan of the run sums them."""


@dataclass(frozen=True, slots=True)
class Due:
    """Payers that are due through a day. `total` in minor units incl. VAT, None where there are too many to plan."""

    through: date
    payers: int
    total: int | None
    set_aside: int


@dataclass(frozen=True, slots=True)
class Ending:
    """A subscription that ends soon, with its last day."""

    subscriber: int
    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page Today shows. Amounts in minor units of the company's currency."""

    today: date
    subscribers: int
    now: Due
    soon: Due
    set_aside: tuple[SetAsideRow, ...]
    unfinished: Run | None
    ending: tuple[Ending, ...]
    lost: tuple[Lost, ...]
    active: int
    unpaid: int
    unpaid_total: int
    overdue: int
    overdue_total: int
    overdue_payers: int
    currency: str

    @property
    def must(self) -> int:
        """How many decisions must be made today."""
        return sum((self.unfinished is not None, self.now.payers > 0, bool(self.set_aside)))


def overview(ctx: Session) -> Overview:
    """Looks the company over, by the same planner that carries a run out."""
    stopped, lost = unfinished(ctx), _lost(ctx)
    with ctx.reading() as look:
        today = ctx.today
        counts = look.subscriber.counts(ListQuery(), today=today)
        late = look.subscriber.count(ListQuery(filters=(("overdue", ("yes",)),)), today=today)
        unpaid, unpaid_total, overdue, overdue_total = look.invoice.overview(today=today)
        now = _due(look, today, today)
        return Overview(
            today=today,
            subscribers=counts.total,
            now=now,
            soon=_soon(look, today, now),
            set_aside=tuple(look.renewal.set_aside()),
            unfinished=stopped,
            ending=tuple(_ending(look, today)),
            lost=lost,
            active=sum(counts.by.get(status, 0) for status in (Status.ACTIVE.value, Status.CANCELLED.value)),
            unpaid=unpaid,
            unpaid_total=unpaid_total,
            overdue=overdue,
            overdue_total=overdue_total,
            overdue_payers=late,
            currency=look.settings.rules().currency,
        )


def _lost(ctx: Session) -> tuple[Lost, ...]:
    """Days that nobody was billed for and no run took in a month; with too many to look at, the due say it all."""
    through = ctx.today - timedelta(days=LOST_AFTER)
    with ctx.reading() as look:
        few = look.billing.due_payers(through=through) <= MOST_PLANNED
    return lost_days(ctx, through=through) if few else ()


def _due(look: Reading, through: date, today: date) -> Due:
    payers = look.billing.due_payers(through=through)
    if not payers or payers > MOST_PLANNED:
        return Due(through, payers, None if payers else 0, 0)
    proposal = propose_within(look, target=through, today=today, selection=Selection(), progress=Progress())
    totals = totals_of(proposal.payers)
    return Due(through, totals.payers, totals.total, totals.set_aside)


def _soon(look: Reading, today: date, now: Due) -> Due:
    """What comes within the week beyond what is due already."""
    through = today + timedelta(days=DAYS_AHEAD)
    payers = look.billing.due_payers(through=through) - look.billing.due_payers(through=today)
    if payers <= 0 or now.total is None:
        return Due(through, max(payers, 0), None if payers > 0 else 0, 0)
    whole = _due(look, through, today)
    rest = None if whole.total is None else whole.total - now.total
    return Due(through, payers, rest, max(whole.set_aside - now.set_aside, 0))


def _ending(look: Reading, today: date) -> list[Ending]:
    through = today + timedelta(days=ENDING_DAYS + 1)
    lives = look.subscription.get_many(look.subscription.ending(after=today, through=through)).values()
    people = look.subscriber.get_many([life.subscriber for life in lives])
    names = {int(number): person.name for number, person in people.items()}
    ends = [(life.subscriber, end_day(life.changes)) for life in lives]
    return sorted(
        (Ending(owner, names.get(owner, ""), end - ONE_DAY) for owner, end in ends if end is not None),
        key=lambda each: each.last_day,
    )
