"""What happens when the program itself is wrong: the fault is logged whole, then told to whoever shows it."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

_log = logging.getLogger("desktop.gui.crash")

Tell = Callable[[BaseException, str], None]  # the fault and its whole trace


class CrashReporter:
    """Takes every fault nobody caught, from any thread; `tell` is called in the thread of the fault."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        """From now on faults of slots and of threads come here instead of ending on the terminal."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda found: self.report(found.exc_value) if found.exc_value else None

    def report(self, fault: BaseException) -> None:
        """Logs the fault with its whole trace and shows it; a fault while showing a fault is only logged."""
        trace = "".join(traceback.format_exception(fault))
        _log.critical("A fault nobody caught:\n%s", trace)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(fault, trace)
        finally:
            self._telling = False

    def _uncaught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        self.report(fault)
