"""How long work still takes, in words, from how far it has come since it began."""

import time

from desktop.i18n import ngettext
from desktop.i18n.numbers import integer
from desktop.jobs import Step

_SURE_AFTER = 1.0  # seconds before which nothing is said
_MINUTE = 60


class TimeLeft:
    """Started when the work starts; adds the words to each step."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def told(self, step: Step) -> Step:
        """The step with «omtrent 4 sekunder igjen», unless it says something itself."""
        gone = time.monotonic() - self._began
        if step.text or not step.done or gone < _SURE_AFTER or step.done >= step.total:
            return step
        return step._replace(text=_words(int(gone * (step.total - step.done) / step.done) + 1))


def _words(seconds: int) -> str:
    if seconds < _MINUTE:
        return ngettext("about {count} second left", "about {count} seconds left", seconds).format(
            count=integer(seconds)
        )
    minutes = (seconds + _MINUTE - 1) // _MINUTE
    return ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=integer(minutes))
