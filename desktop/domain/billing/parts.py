"""The days that should be billed, cut at the boundaries of their periods, and what each part costs."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.billing.values import CHARGE, LineState, PlannedLine, PriceBook, Question
from desktop.domain.catalog import amount_for
from desktop.domain.errors import DomainError
from desktop.domain.money import exponent
from desktop.domain.period import ONE_DAY, Interval, ServicePeriod, period_at
from desktop.domain.proration import part_amount, share, whole_of
from desktop.domain.settings import StubDenominator
from desktop.domain.subscription import Segment, SegmentMode
from desktop.domain.text import N_

MOST_PARTS = 1_200
"""More parts than this of one line in one plan is a runaway."""


class Terms(NamedTuple):
    """What a segment costs for one whole period."""

    price: int | None
    agreed: bool
    unit_amount: int
    whole_amount: int
    scale: int
    includes_vat: bool


class Part(NamedTuple):
    """Days of a segment within one period that should be billed, and when."""

    segment: Segment
    from_day: date
    to_day: date
    issue_day: date


def parts(segments: Sequence[Segment], clean_from: date) -> Iterator[Part]:
    """The days from `clean_from` on that should be billed, oldest first, cut at the boundaries of their periods."""
    for segment in segments:
        if segment.mode is not SegmentMode.CHARGED or segment.to_day <= clean_from:
            continue
        day = max(clean_from, segment.from_day)
        if segment.elsewhere_through is not None and segment.elsewhere_through >= day:
            day = segment.elsewhere_through + ONE_DAY
        lead = segment.lead_days
        while day < segment.to_day:
            end = period_at(segment.anchor, segment.unit, segment.n, day).end
            end = min(end, segment.to_day)
            bill_day = end if segment.in_arrears else day
            yield Part(segment, day, end, bill_day - timedelta(days=lead) if lead else bill_day)
            day = end


def charge(state: LineState, part: Part, turn: int, question: Question, currency: str) -> PlannedLine:
    """The line that bills a part: its share of the period at the segment's terms."""
    segment = part.segment
    terms = terms_of(segment, currency, question.book)
    served, rules = ServicePeriod(part.from_day, part.to_day), question.rules
    whole = period_at(segment.anchor, segment.unit, segment.n, served.start)
    if served == whole:
        numerator = denominator = 1
    else:
        interval = Interval(segment.unit, segment.n)
        if rules.stub_denominator is not StubDenominator.ENCLOSING:
            whole = whole_of(served, anchor=segment.anchor, interval=interval, stub=rules.stub_denominator)
        numerator, denominator = share(served, whole, interval=interval, count=rules.day_count)
    return PlannedLine(
        state.line,
        state.subscription,
        state.slot,
        CHARGE,
        served.start,
        served.end,
        turn,
        numerator,
        denominator,
        whole.start,
        whole.end,
        segment.item,
        terms.price,
        terms.agreed,
        terms.unit_amount,
        terms.whole_amount,
        terms.scale,
        segment.quantity,
        terms.includes_vat,
        part_amount(terms.whole_amount, terms.scale, exponent(currency), (numerator, denominator)),
        segment.from_day,
        segment.change,
        served.end if segment.in_arrears else served.start,
        segment.covers,
    )


def terms_of(segment: Segment, currency: str, book: PriceBook) -> Terms:
    """The agreed price, else the pinned row, else the row valid when the segment begins."""
    if segment.agreed is not None:
        places = exponent(currency)
        return Terms(
            price=None,
            agreed=True,
            unit_amount=segment.agreed,
            whole_amount=segment.agreed,
            scale=places,
            includes_vat=segment.agreed_includes_vat,
        )
    price = book.price(segment, currency)
    return Terms(
        price=price.id,
        agreed=False,
        unit_amount=price.amount,
        whole_amount=amount_for(price, segment.quantity),
        scale=price.scale,
        includes_vat=price.includes_vat,
    )


def settled_to(state: LineState) -> date:
    """Where the line is settled to when nothing more is to be billed: its end, or its last billed day."""
    ends = [segment.to_day for segment in state.segments] + [row.to_day for row in state.billed]
    return max(ends, default=state.clean_from)


def refuse_runaway() -> None:
    """Refuses to go on when one line has more parts than any life of a subscription."""
    raise DomainError(
        N_("More than {most} periods are due at once. Check the start and the interval."), most=MOST_PARTS
    )
