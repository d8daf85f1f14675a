"""The bus: one signal tells every open page which nouns a command changed."""

from functools import reduce
from operator import or_

from PySide6.QtCore import QObject, Signal

from desktop.services.changes import Changed

EVERYTHING = reduce(or_, Changed)
"""Every noun: another program has written to the company file, and did not say what."""


class Changes(QObject):
    """Announces what changed; connect `announced` to look again (pages are connected by the window)."""

    announced = Signal(object)

    def changed(self, what: Changed) -> None:
        """Announces `what` to all, unless it is nothing; fits as the `done` of a write."""
        if what:
            self.announced.emit(what)

    def hear(self, answer: object) -> None:
        """Announces what the answer of a verb says it changed: a `Changed`, or one among others in a tuple."""
        parts = answer if isinstance(answer, tuple) else (answer,)
        for part in parts:
            what = part if isinstance(part, Changed) else getattr(part, "changed", Changed.NOTHING)
            if isinstance(what, Changed):
                self.changed(what)
