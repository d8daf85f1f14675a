"""How long work tells how far it is and is asked to stop; no Qt and no noun here, begin in `Progress`."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import NamedTuple


class Cancelled(Exception):
    """A person asked the work to stop, and it stopped at a step: what was committed before stays."""


class Step(NamedTuple):
    """How far work has come: `done` of `total` (0: not known yet), and what it does now, ready to be shown."""

    done: int
    total: int
    text: str = ""


class Progress:
    """Given to long work, which calls `step` between its batches; asking it to stop is safe from any thread."""

    def __init__(self, report: Callable[[Step], None] | None = None) -> None:
        self._report = report
        self._stop = Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tells how far the work is. Raises `Cancelled` if asked to stop: call it only where stopping is safe."""
        if self._report is not None:
            self._report(Step(done, total, text))
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work has been asked to stop, for work that ends in its own way instead of raising."""
        return self._stop.is_set()


@contextmanager
def without_collecting() -> Iterator[None]:
    """For work that makes very many small values without cycles: the collector would look through all of them again.

    What was left uncollected meanwhile is found by the next collection as usual.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Else the very next allocation would look through everything that was made meanwhile.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
