"""What each day of a subscription is: paid, invoiced, credited, free, lost or still to come; and the days lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from desktop.domain.billing import CHARGE, Cover, LineState, PayerState, coverage, unbilled
from desktop.domain.ids import SubscriberId, SubscriptionId
from desktop.domain.period import ONE_DAY
from desktop.services.billing import NextInvoice, common
from desktop.services.context import Session

MONTHS_SHOWN = 3
"""The coverage strip reaches so far back, and so far ahead."""


class Days(NamedTuple):
    """The days [start, end) of a line, and what they are. Amount in minor units.

    Kinds: paid, billed, credited, next (billed later), trial, paused, free, unbilled.
    """

    start: date
    end: date
    kind: str
    amount: int


Strips: TypeAlias = Mapping[tuple[int, str], tuple[Days, ...]]
"""By subscription and slot."""


def strips_of(
    states: Iterable[PayerState],
    coming: Sequence[NextInvoice],
    *,
    unpaid: set[int],
    scale: tuple[date, date],
    today: date,
) -> Strips:
    """What each day of each line is within the scale; `unpaid` are ids of invoices.

    `states` hold all that was billed since the scale begins.
    """
    ahead: dict[int, list[Days]] = {}
    back: dict[int, list[tuple[date, date]]] = {}
    for planned in (line for each in coming for document in each.documents for line in document.lines):
        if planned.kind == CHARGE:
            ahead.setdefault(planned.line, []).append(Days(planned.from_day, planned.to_day, "next", planned.amount))
        elif planned.credits is not None:
            back.setdefault(planned.credits, []).append((planned.from_day, planned.to_day))
    return {
        (line.subscription, line.slot): tuple(
            sorted(
                [
                    *_billed_days(line, unpaid, back),
                    *_unpaid_for(line, scale, lost_until=None if line.line in ahead else today),
                    *ahead.get(line.line, ()),
                ]
            )
        )
        for state in states
        for line in state.lines
    }


_SHOWN = {
    Cover.TRIAL: "trial",
    Cover.PAUSED: "paused",
    Cover.FREE: "free",
    Cover.ELSEWHERE: "paid",
    Cover.CREDITED: "credited",
}


def _unpaid_for(line: LineState, scale: tuple[date, date], *, lost_until: date | None) -> Iterator[Days]:
    """Days that no document of ours is for, and why."""
    for span in coverage(line, from_day=scale[0], to_day=scale[1]):
        if span.cover in _SHOWN:
            yield Days(span.from_day, span.to_day, _SHOWN[span.cover], 0)
        elif span.cover is Cover.UNBILLED and lost_until is not None and span.from_day < lost_until:
            yield Days(span.from_day, min(span.to_day, lost_until), "unbilled", 0)


def _billed_days(line: LineState, unpaid: set[int], back: Mapping[int, Sequence[tuple[date, date]]]) -> Iterator[Days]:
    """Charges without the days that credits took back; days to be credited say so."""
    gone: dict[int, list[tuple[date, date]]] = {}
    for row in line.billed:
        if row.credits is not None:
            gone.setdefault(row.credits, []).append((row.from_day, row.to_day))
    for row in line.billed:
        if row.kind != CHARGE:
            continue
        kind, day = "billed" if row.invoice in unpaid else "paid", row.from_day
        spans = [(start, end, "") for start, end in gone.get(row.id, ())]
        spans += [(start, end, "credited") for start, end in back.get(row.id, ())]
        for start, end, instead in sorted(spans):
            if day < start:
                yield Days(day, start, kind, row.amount)
            if instead:
                yield Days(start, end, instead, row.amount)
            day = max(day, end)
        if day < row.to_day:
            yield Days(day, row.to_day, kind, row.amount)


class Lost(NamedTuple):
    """Days [start, end) of a line that run and that nobody has been billed for."""

    subscriber: int
    number: str
    name: str
    item: str
    start: date
    end: date


def lost_days(ctx: Session, *, through: date | None = None, most: int = 200) -> tuple[Lost, ...]:
    """The days of service up to yesterday, or through a day, that are not billed: those who owe them, oldest first.

    The next run bills them; a day stays on the list when its payer is set aside.
    """
    with ctx.reading() as look:
        shared = common(look, today=ctx.today)
        last = through or ctx.today - ONE_DAY
        found = [
            (span, line)
            for state in look.billing.payers(day=ctx.today, usual_notice=shared.rules.notice_days, through=last)
            for line in state.lines
            for span in unbilled(line, through=last)
        ]
        found = sorted(found, key=lambda pair: (pair[0].from_day, pair[1].line))[:most]
        lives = look.subscription.get_many(sorted({line.subscription for _, line in found}))
        names = look.subscriber.get_many(sorted({SubscriberId(life.subscriber) for life in lives.values()}))
        made = []
        for span, line in found:
            life = lives[SubscriptionId(line.subscription)]
            item = shared.catalog.item(line.segments[-1].item).name
            owner = SubscriberId(life.subscriber)
            made.append(Lost(owner, life.number, names[owner].name, item, span.from_day, span.to_day))
        return tuple(made)
