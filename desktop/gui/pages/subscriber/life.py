"""Every verb of a subscription's life by its words and its panel; which of them are offered, the record says."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from desktop.domain.text import N_
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.pause import PausePanel, ResumePanel
from desktop.gui.pages.subscriber.paying import AgreedPricePanel, PayerPanel
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.returning import RestartPanel, UndoPanel, WithdrawPanel
from desktop.gui.pages.subscriber.terms import BillingDayPanel, CommitmentPanel, QuantityPanel, TrialPanel
from desktop.i18n import _
from desktop.services.record import SubscriptionView
from desktop.services.verbs import Verb


class LifeAct(NamedTuple):
    """What a menu calls it, the panel it opens, and its shortcut and icon where it has them."""

    text: str
    panel: Callable[[Desk, Deeds, SubscriptionView], MovePanel]
    keys: str = ""
    icon: str = ""


LIFE: Mapping[Verb, LifeAct] = {
    Verb.PAUSE: LifeAct(N_("Pause …"), PausePanel, "Ctrl+Shift+S", "pause"),
    Verb.RESUME: LifeAct(N_("Resume …"), ResumePanel, "", "play"),
    Verb.RESTART: LifeAct(N_("Start again …"), RestartPanel, "", "play"),
    Verb.TRIAL: LifeAct(N_("Trial …"), TrialPanel),
    Verb.QUANTITY: LifeAct(N_("Quantity …"), QuantityPanel),
    Verb.AGREE: LifeAct(N_("Agreed price …"), AgreedPricePanel),
    Verb.PAYER: LifeAct(N_("Who pays …"), PayerPanel),
    Verb.BILLING_DAY: LifeAct(N_("Billing day …"), BillingDayPanel),
    Verb.COMMIT: LifeAct(N_("Commitment …"), CommitmentPanel),
    Verb.WITHDRAW: LifeAct(N_("Withdraw from the purchase …"), WithdrawPanel),
    Verb.UNDO: LifeAct(N_("Undo the last change …"), UndoPanel, "", "undo-2"),
}
"""In the order of the menu."""


def acts_on(
    view: SubscriptionView, opened: Callable[[Verb, SubscriptionView], object]
) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What may be done with a subscription today, for a menu."""

    def opening(verb: Verb) -> Callable[[], object]:
        return lambda: opened(verb, view)

    return tuple((_(act.text), opening(verb)) for verb, act in LIFE.items() if verb in view.verbs)
