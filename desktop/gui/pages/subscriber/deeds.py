"""Writes what a panel asks for, once; closes it, says what was done, and offers to undo it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop.domain.errors import DomainError
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.panel import Panel
from desktop.i18n import _, translate
from desktop.services import subscription
from desktop.services.subscription import Move, Outcome


class Deeds(QObject):
    """The writes of a record's panels. It outlives each panel, so that what was done is always told."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open: Panel | None = None

    def carry_out(self, panel: Panel, *, number: int, move: Move, name: str, said: str) -> None:
        """Changes a subscription; what was done can be undone."""
        work = partial(subscription.carry_out, self._desk.session, subscription=number, move=move, name=name)
        self.change(panel, work, said=said)

    def change(self, panel: Panel, work: Callable[[], Outcome], *, said: str) -> None:
        """Does work that gives an outcome, which says what to undo it by."""
        self.save(panel, work, said=said, undo=lambda outcome: self._undo(outcome, said))

    def save(
        self,
        panel: Panel | None,
        work: Callable[[], Any],
        *,
        said: str,
        undo: Callable[[Any], object] | None = None,
        done: Callable[[], object] | None = None,
    ) -> None:
        """Writes on the write lane; the panel waits, closes when it is done, and shows a refusal."""
        self._open = panel
        if panel is not None:
            panel.set_busy(busy=True)
            panel.closed.connect(self._forget)
            panel.destroyed.connect(self._forget)

        def finished(answer: object) -> None:
            if self._open is panel and panel is not None:
                self._desk.close_panel()
            self._desk.toast(said, undo=None if undo is None else lambda: undo(answer))
            if done is not None:
                done()

        def refused(error: DomainError) -> None:
            if self._open is panel and panel is not None:
                panel.set_busy(busy=False)
                panel.set_fault(translate(error.message))
            else:
                self._desk.message(translate(error.message), tone="danger")

        self._desk.runner.start(work, lane="write", owner=self, done=finished, failed=refused)

    def _forget(self, *_what: object) -> None:
        self._open = None

    def _undo(self, outcome: Outcome, said: str) -> None:
        work = partial(subscription.undo, self._desk.session, command=outcome.command)
        self.save(None, work, said=_("Undone: {what}").format(what=said))
