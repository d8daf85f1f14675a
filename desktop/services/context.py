"""The session: who works with which company file, on what day; and the one way to write, `command`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from desktop.domain.ids import CommandId, UserId
from desktop.domain.period import local_day
from desktop.store.company import Company
from desktop.store.work import Reading, Work


def current_time() -> datetime:
    """The moment, in UTC: the one place that asks the clock of the computer."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """A person at work in an open company file. `day` holds today still, for samples and tests; else the clock says."""

    company: Company
    user: UserId = UserId(1)  # noqa: RUF009 - a NewType call is a constant
    day: date | None = None
    clock: Callable[[], datetime] = current_time
    # Each thread has its own: a reader never sees the writer's transaction.
    _open: ContextVar[Work | None] = field(default_factory=lambda: ContextVar("work", default=None), init=False)

    @property
    def today(self) -> date:
        """The company's day."""
        return self.day or local_day(self.clock(), ZoneInfo(self.company.zone))

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.clock()

    @contextmanager
    def command(self, name: str, **parameters: object) -> Iterator[Work]:
        """One command in one transaction, with its audit line; inside another it joins it.

        `parameters` hold ids, codes, days and amounts alone: typed text never lies in a command.
        """
        joined = self._open.get()
        if joined is not None:
            yield joined
            return
        with self.company.working() as work:
            work.start(name=name, user_id=self.user, at=self.now, parameters=parameters)
            token = self._open.set(work)
            try:
                yield work
            finally:
                self._open.reset(token)
            work.close_with_audit()

    @contextmanager
    def batch(self, of: CommandId) -> Iterator[Work]:
        """One more transaction of a command that was begun before: a run writes many."""
        with self.company.working() as work:
            work.resume(of)
            yield work
            work.close_with_audit()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A moment of the file; inside a command, that command's own view."""
        joined = self._open.get()
        if joined is not None:
            yield joined
            return
        with self.company.reading() as look:
            yield look
