"""The panel that takes back a planned change, and shows what that does first."""

from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.services import subscription
from desktop.services.record import PendingView, SubscriptionView


class TakeBackPanel(MovePanel):
    """One choice alone: to do it."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView, waiting: PendingView) -> None:
        cancels = waiting.is_cancellation
        act = _("Take back the cancellation") if cancels else _("Take back the change")
        super().__init__(desk, deeds, view, act)
        self._waiting = waiting
        self.section(_("Planned"))
        self.add(label(translate(waiting.text), wrap=True))
        self.add(self.box)
        self.set_primary(act, self._save)
        self.propose(self._move())

    def focus_first(self) -> None:
        self._primary.setFocus() if self._primary.isEnabled() else self._cancel.setFocus()

    def _move(self) -> subscription.Move:
        return subscription.without_change(self._waiting.sequence)

    def _save(self) -> None:
        said = _("The cancellation is taken back") if self._waiting.is_cancellation else _("The change is taken back")
        self.carry_out(self._move(), name="subscription.taken_back", said=said)
