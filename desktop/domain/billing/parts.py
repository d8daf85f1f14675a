"""The days that should be billed, cut at the boundaries of their periods, and what each part costs."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.billing.values import CHARGE, LineState, PlannedLine, PriceBook, Question, Terms
from desktop.domain.catalog import amount_for
from desktop.domain.errors import DomainError
from desktop.domain.money import exponent
from desktop.domain.period import ONE_DAY, Interval, ServicePeriod, period_at
from desktop.domain.proration import part_amount, share, whole_of
from desktop.domain.settings import BillingRules, StubDenominator
from desktop.domain.subscription import Segment, SegmentMode
from desktop.domain.text import N_

__all__ = [
    "MOST_PARTS",
    "Part",
    "Terms",
    "charge",
    "new_tuple",
    "parts",
    "refuse_runaway",
    "settled_to",
    "terms_of",
]

new_tuple = tuple.__new__
"""A named tuple of values in their order, without the cost of its own constructor."""

MOST_PARTS = 1_200
"""More parts than this of one line in one plan is a runaway."""


class Part(NamedTuple):
    """Days of a segment within one period that should be billed, and when."""

    segment: Segment
    from_day: date
    to_day: date
    issue_day: date


def parts(segments: Sequence[Segment], clean_from: date) -> Iterator[Part]:
    """The days from `clean_from` on that should be billed, oldest first, cut at the boundaries of their periods."""
    for segment in segments:
        # Unpacked once: fields of a tuple are read again and again for every line of a run.
        (from_day, to_day, _, _, _, _, mode, _, _, anchor, unit, n, in_arrears, lead, elsewhere, _, _) = segment
        if (mode is not SegmentMode.CHARGED and mode is not SegmentMode.ONCE) or to_day <= clean_from:
            continue
        day = max(from_day, clean_from)
        if elsewhere is not None and elsewhere >= day:
            day = elsewhere + ONE_DAY
        while day < to_day:
            end = period_at(anchor, unit, n, day)[1]
            end = min(end, to_day)
            bill_day = end if in_arrears else day
            # As `Part(…)`, which takes twice as long.
            yield new_tuple(Part, (segment, day, end, bill_day - timedelta(days=lead) if lead else bill_day))
            day = end


def charge(state: LineState, part: Part, turn: int, question: Question, currency: str) -> PlannedLine:
    """The line that bills a part: its share of the period at the segment's terms."""
    segment, from_day, to_day, _ = part
    terms = question.book.terms.get((segment.price, segment.quantity)) if segment.agreed is None else None
    if terms is None:
        terms = terms_of(segment, currency, question.book)
        if segment.price is not None:
            question.book.terms[segment.price, segment.quantity] = terms
    price, agreed, unit_amount, whole_amount, scale, includes_vat = terms
    whole = period_at(segment.anchor, segment.unit, segment.n, from_day)
    places = exponent(currency)
    if from_day == whole[0] and to_day == whole[1]:
        numerator = denominator = 1
    else:
        whole, (numerator, denominator) = _share_of(ServicePeriod(from_day, to_day), whole, segment, question.rules)
    if numerator == denominator and scale == places:
        amount = whole_amount
    else:
        amount = part_amount(whole_amount, scale, places, (numerator, denominator))
    return new_tuple(
        PlannedLine,
        (
            state.line,
            state.subscription,
            state.slot,
            CHARGE,
            from_day,
            to_day,
            turn,
            numerator,
            denominator,
            whole[0],
            whole[1],
            segment.item,
            price,
            agreed,
            unit_amount,
            whole_amount,
            scale,
            segment.quantity,
            includes_vat,
            amount,
            segment.from_day,
            segment.change,
            to_day if segment.in_arrears else from_day,
            segment.covers,
            *_NOTHING_CREDITED,
        ),
    )


_NOTHING_CREDITED = tuple(
    PlannedLine._field_defaults[name] for name in PlannedLine._fields[PlannedLine._fields.index("credits") :]
)


def _share_of(
    served: ServicePeriod, whole: ServicePeriod, segment: Segment, rules: BillingRules
) -> tuple[ServicePeriod, tuple[int, int]]:
    """What a part is a share of, and the share; what is charged once is whole on its one day."""
    if segment.mode is SegmentMode.ONCE:
        return served, (1, 1)
    interval = Interval(segment.unit, segment.n)
    if rules.stub_denominator is not StubDenominator.ENCLOSING:
        whole = whole_of(served, anchor=segment.anchor, interval=interval, stub=rules.stub_denominator)
    return whole, share(served, whole, interval=interval, count=rules.day_count)


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
