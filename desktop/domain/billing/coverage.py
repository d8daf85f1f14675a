"""What each day of a line is: billed, credited, free, or money lost (spec/billing.md, Coverage)."""

import enum
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from desktop.domain.billing.reconcile import kept_spans
from desktop.domain.billing.values import CHARGE, CREDIT, LineState
from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import Segment, SegmentMode


class Cover(enum.StrEnum):
    """What a day is."""

    OUTSIDE = "outside"
    BILLED = "billed"
    CREDITED = "credited"
    TRIAL = "trial"
    PAUSED = "paused"
    FREE = "free"
    ELSEWHERE = "elsewhere"
    UNBILLED = "unbilled"


class Span(NamedTuple):
    """Days [from_day, to_day) that are the same."""

    from_day: date
    to_day: date
    cover: Cover


_BY_MODE = {
    SegmentMode.TRIAL: Cover.TRIAL,
    SegmentMode.PAUSED: Cover.PAUSED,
    SegmentMode.COVERED: Cover.FREE,
    SegmentMode.CARRIED: Cover.BILLED,
}


def coverage(state: LineState, *, from_day: date, to_day: date) -> list[Span]:
    """The strip of days of a line in [from_day, to_day), each stretch as long as it goes.

    `state` must hold all billed rows of the stretch: days before its `clean_from` are taken as they should be.
    """
    cuts = {from_day, to_day, state.clean_from}
    for segment in state.segments:
        cuts |= {segment.from_day, segment.to_day}
        if segment.elsewhere_through is not None:
            cuts.add(segment.elsewhere_through + ONE_DAY)
    for row in state.billed:
        cuts |= {row.from_day, row.to_day}
    days = sorted(day for day in cuts if from_day <= day <= to_day)
    spans: list[Span] = []
    for start, end in pairwise(days):
        cover = _cover(state, start)
        if spans and spans[-1].cover is cover:
            spans[-1] = spans[-1]._replace(to_day=end)
        else:
            spans.append(Span(start, end, cover))
    return spans


def unbilled(state: LineState, *, through: date) -> list[Span]:
    """Days of service up to and including `through` that nobody has been billed for: money lost."""
    begins = min((segment.from_day for segment in state.segments), default=None)
    if begins is None or begins > through:
        return []
    return [span for span in coverage(state, from_day=begins, to_day=through + ONE_DAY) if span.cover is Cover.UNBILLED]


def _cover(state: LineState, day: date) -> Cover:
    """What one day is; the cuts make it stand for all up to the next one."""
    segment = next((s for s in state.segments if s.from_day <= day < s.to_day), None)
    kinds = [row.kind for row in state.billed if row.from_day <= day < row.to_day]
    net = kinds.count(CHARGE) - kinds.count(CREDIT)
    if segment is None:
        return _without_service(state, day, net, credited=CREDIT in kinds)
    if segment.mode not in (SegmentMode.CHARGED, SegmentMode.ONCE):
        return _BY_MODE[segment.mode]
    if _elsewhere(segment, day):
        return Cover.ELSEWHERE
    return Cover.BILLED if net > 0 or day < state.clean_from else Cover.UNBILLED


def _without_service(state: LineState, day: date, net: int, *, credited: bool) -> Cover:
    """A day without a segment: before, between or after; what is billed of it is kept, credited, or still to credit."""
    if any(low <= day < high for low, high in kept_spans(state.segments)) and net > 0:
        return Cover.BILLED
    if credited and net <= 0:
        return Cover.CREDITED
    if net > 0:
        return Cover.BILLED
    later = any(segment.from_day > day for segment in state.segments)
    earlier = any(segment.to_day <= day for segment in state.segments)
    return Cover.PAUSED if later and earlier else Cover.OUTSIDE


def _elsewhere(segment: Segment, day: date) -> bool:
    return segment.elsewhere_through is not None and day <= segment.elsewhere_through
