"""What every verb does alike: opens the company, tells how far it is, stops cleanly on Ctrl+C, and speaks."""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

from desktop import app
from desktop.domain.text import Message
from desktop.i18n import _, translate
from desktop.i18n.numbers import integer
from desktop.jobs import Progress, Step
from desktop.services.context import Session

STOPPED = 130
"""The exit status of what Ctrl+C stopped."""

_CLEAR = "\r\033[K"
_INDENT = "  "


@contextmanager
def opened(path: Path, *, today: date | None = None) -> Iterator[Session]:
    """The company file while a verb works on it."""
    ctx = app.open_company(path)
    ctx.day = today
    try:
        yield ctx
    finally:
        ctx.company.close()


@contextmanager
def stoppable() -> Iterator[Progress]:
    """Progress for long work: shown where somebody looks, and asked to stop by Ctrl+C. A second one stops at once."""
    bar = _Bar()
    progress = Progress(bar.show if sys.stderr.isatty() else None)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if progress.cancelled:
            raise KeyboardInterrupt
        progress.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield progress
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        bar.clear()


class _Bar:
    """One line that says how far the work is, and goes when it is done."""

    def __init__(self) -> None:
        self._shown = False

    def show(self, step: Step) -> None:
        done = integer(step.done)
        text = _("{done} of {total}").format(done=done, total=integer(step.total)) if step.total else done
        sys.stderr.write(f"{_CLEAR}{text}")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def say(*what: str | Message, indent: bool = False) -> None:
    """A line of what was done: one sentence or several."""
    text = " ".join(translate(each) if isinstance(each, Message) else each for each in what)
    print(_INDENT + text if indent else text, flush=True)


def complain(text: str) -> None:
    """A line of what was not done, and why."""
    print(text, file=sys.stderr, flush=True)


def say_figures(rows: Sequence[tuple[str, str]]) -> None:
    """Labels with their figures, both aligned."""
    widest = max(len(label) for label, _ in rows), max(len(figure) for _, figure in rows)
    for label, figure in rows:
        say(f"{label:<{widest[0]}}{_INDENT}{figure:>{widest[1]}}", indent=True)
