"""How far a run up to a day bills a line, and when it is billed next: the answer without the amounts."""

from datetime import date
from typing import NamedTuple

from desktop.domain.period import boundary, index_at
from desktop.domain.subscription import Segment


class Window(NamedTuple):
    """`billed_through` is the first day not billed, None where nothing is; the boundaries are those of the periods."""

    first_boundary: date
    billed_through: date | None
    last_boundary: date | None
    next_boundary: date

    @property
    def has_billable(self) -> bool:
        return self.billed_through is not None


def window(segment: Segment, target: date) -> Window:
    """In advance all periods begun on or before the target; in arrears all that are over by then."""
    first = boundary_from(segment, segment.from_day)
    through = _billed_through(segment, first, target)
    if through is None:
        return Window(first, None, None, first)
    at = index_at(segment.anchor, segment.unit, segment.n, through)
    last = max(first, boundary(segment.anchor, segment.unit, segment.n, at))
    return Window(first, through, last, boundary(segment.anchor, segment.unit, segment.n, at + 1))


def boundary_from(segment: Segment, day: date) -> date:
    """The first boundary on or after the day."""
    period = segment.period_at(day)
    return period.start if period.start == day else period.end


def _billed_through(segment: Segment, first: date, target: date) -> date | None:
    if segment.in_arrears:
        if segment.to_day <= target:
            return segment.to_day
        reached = segment.period_at(target).start
        return reached if target >= first and reached >= first else None
    if target < segment.from_day:
        return None
    return min(segment.period_at(target).end, segment.to_day)
