"""Runs work beside the window: one write lane, two read lanes, answers queued back into the window's thread."""

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Generic, Literal, TypeVar, overload

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.errors import DomainError
from desktop.jobs import Cancelled, Progress, Step

Lane = Literal["read", "write"]
Answer = TypeVar("Answer")

_LANES: dict[Lane, int] = {"write": 1, "read": 2}  # threads of each
_SHORTEST_BETWEEN_STEPS = 0.05  # seconds: at most 20 a second reach the window
_FAREWELL = 10.0  # seconds a lane may take to reach its next step when the program ends


class Job(Generic[Answer]):
    """Work on its way.

    A worker never drops the last hold on a widget: the window's thread lets go of the callables, in `release`.
    """

    def __init__(
        self,
        work: Callable[[Progress], Answer],
        *,
        lane: Lane,
        owner: QObject,
        slot: str,
        callbacks: "_Callbacks[Answer]",
        progress: Progress,
    ) -> None:
        self.lane = lane
        self.owner: QObject | None = owner
        self.slot = slot
        self.callbacks: _Callbacks[Answer] | None = callbacks
        self.progress = progress
        self.superseded = False
        self.quiet = False
        self.answer: Answer | None = None
        self.fault: BaseException | None = None
        self._work: Callable[[Progress], Answer] | None = work

    def cancel(self) -> None:
        """Asks the work to stop at its next step; work that has not begun never begins."""
        self.progress.cancel()

    def run(self) -> None:
        """Does the work, in a lane; what it gives or raises is kept here."""
        if self._work is None or (self.progress.cancelled and self.lane == "read"):
            self.fault = Cancelled()
            return
        try:
            self.answer = self._work(self.progress)
        except BaseException as fault:  # noqa: BLE001 - carried whole to the window's thread, which sorts it
            self.fault = fault

    def release(self) -> None:
        """Lets go of all that may hold widgets; only in the window's thread."""
        self._work = self.callbacks = self.owner = self.answer = self.fault = None


class _Callbacks(Generic[Answer]):
    """Where the end of a job goes."""

    def __init__(
        self,
        done: Callable[[Answer], None] | None,
        failed: Callable[[DomainError], None] | None,
        stopped: Callable[[], None] | None,
    ) -> None:
        self.done, self.failed, self.stopped = done, failed, stopped


class Runner(QObject):
    """The one place with threads. Everything here is called in the window's thread.

    `wrote` carries the answer of each write that worked, even when its owner is gone; `refused` a refusal
    nobody took; `crashed` any other fault; `writing` how many writes are under way (an int as object).
    """

    wrote = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    writing = Signal(object)
    _ended = Signal(object)
    _stepped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[Lane, SimpleQueue[Job[Any] | None]] = {lane: SimpleQueue() for lane in _LANES}
        self._newest: dict[tuple[int, str], Job[Any]] = {}
        self._under_way: set[Job[Any]] = set()
        self._closed = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._serve, args=(self._queues[lane],), name=f"{lane}-{number}", daemon=True)
            for lane, many in _LANES.items()
            for number in range(many)
        ]
        for thread in self._threads:
            thread.start()

    @overload
    def start(
        self,
        work: Callable[[], Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[DomainError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        lane: Lane = "read",
        slot: str = "",
        progress: None = None,
        quiet: bool = False,
    ) -> Job[Answer]: ...

    @overload
    def start(
        self,
        work: Callable[[Progress], Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[DomainError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        lane: Lane = "read",
        slot: str = "",
        progress: Callable[[Step], None],
        quiet: bool = False,
    ) -> Job[Answer]: ...

    def start(
        self,
        work: Callable[..., Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[DomainError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        lane: Lane = "read",
        slot: str = "",
        progress: Callable[[Step], None] | None = None,
        quiet: bool = False,
    ) -> Job[Answer]:
        """Puts work in a lane and answers at once; `work` must not touch a widget.

        `done` gets what the work gives, `failed` a refusal (else `refused` is emitted), `stopped` is called when
        the work stopped at a step. All in the window's thread, and not at all once `owner` is deleted. With a
        `slot`, only the newest job of the same owner and slot is answered; older reads are stopped.
        With `progress`, the work is given a `Progress`, and the callback its steps, at most 20 a second.
        A `quiet` job of the write lane writes nothing: it is not told as a write.
        """
        callbacks = _Callbacks(done, failed, stopped)
        given = work if progress else lambda _: work()
        tell = _Throttle(lambda step: self._stepped.emit((job, progress, step))) if progress else None
        job = Job(given, lane=lane, owner=owner, slot=slot, callbacks=callbacks, progress=Progress(tell))
        job.quiet = quiet or lane == "read"
        self._supersede(job)
        self._under_way.add(job)
        self._queues[lane].put(job)
        self._tell_writing(job)
        return job

    def close(self) -> None:
        """Stops reads, asks writes to stop at their next step, and waits for the lanes to end."""
        self._closed = True
        for job in self._under_way:
            job.cancel()
        for lane, many in _LANES.items():
            for _ in range(many):
                self._queues[lane].put(None)
        for thread in self._threads:
            thread.join(_FAREWELL)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    def _supersede(self, job: Job[Any]) -> None:
        if not job.slot:
            return
        key = (id(job.owner), job.slot)
        older = self._newest.get(key)
        if older is not None:
            older.superseded = True
            if older.lane == "read":
                older.cancel()
        self._newest[key] = job

    def _serve(self, queue: "SimpleQueue[Job[Any] | None]") -> None:
        """The life of a lane's thread."""
        while (job := queue.get()) is not None:
            job.run()
            if not self._closed:
                self._ended.emit(job)
            job = None  # the window's thread must be the last to hold it

    def _end(self, job: Job[Any]) -> None:
        if job.slot and self._newest.get((id(job.owner), job.slot)) is job:
            del self._newest[(id(job.owner), job.slot)]
        self._under_way.discard(job)
        self._tell_writing(job)
        try:
            self._answer(job)
        finally:
            job.release()

    def _answer(self, job: Job[Any]) -> None:
        fault, callbacks = job.fault, job.callbacks
        if fault is None and not job.quiet:
            self.wrote.emit(job.answer)
        if fault is not None and not isinstance(fault, DomainError | Cancelled):
            self.crashed.emit(fault)
            return
        if callbacks is None or job.superseded or job.owner is None or not shiboken6.isValid(job.owner):
            return
        if isinstance(fault, Cancelled):
            if callbacks.stopped:
                callbacks.stopped()
        elif isinstance(fault, DomainError):
            (callbacks.failed or self.refused.emit)(fault)
        elif callbacks.done:
            callbacks.done(job.answer)

    def _tell_step(self, told: tuple[Job[Any], Callable[[Step], None], Step]) -> None:
        job, callback, step = told
        if job in self._under_way and not job.superseded and job.owner is not None and shiboken6.isValid(job.owner):
            callback(step)

    def _tell_writing(self, job: Job[Any]) -> None:
        if not job.quiet:
            self.writing.emit(sum(1 for one in self._under_way if not one.quiet))


class _Throttle:
    """Lets a step through when 50 ms have gone since the last, and always the final one."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._last = 0.0

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        if now - self._last >= _SHORTEST_BETWEEN_STEPS or step.done == step.total:
            self._last = now
            self._tell(step)
