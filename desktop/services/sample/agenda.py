"""What happens on which day: the sample's clock, moved from one event to the next."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random

from desktop.services.context import Session

Act = Callable[[], object]

_OPENS, _HOURS = 7, 8
"""The office day in UTC."""


class Agenda:
    """Events by day and minute; each may add later ones. The session's day and clock stand where the event does."""

    def __init__(self, ctx: Session, random: Random) -> None:
        self._ctx = ctx
        self._random = random
        self._order = count()
        self._events: list[tuple[datetime, int, Act]] = []

    def add(self, day: date, act: Act, *, early: bool = False) -> None:
        """Something to be done on a day; early: before all else of it."""
        minute = 0 if early else self._random.randint(1, _HOURS * 60)
        moment = datetime.combine(day, time(_OPENS), UTC) + timedelta(minutes=minute)
        heapq.heappush(self._events, (moment, next(self._order), act))

    def live(self, through: date) -> None:
        """Does all that is to be done up to the end of the day; what lies behind it never happens."""
        while self._events and self._events[0][0].date() <= through:
            moment, _, act = heapq.heappop(self._events)
            self._ctx.day = moment.date()
            self._ctx.clock = _standing(moment)
            act()


def _standing(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
