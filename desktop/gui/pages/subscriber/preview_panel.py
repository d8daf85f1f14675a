"""What the panels that change a subscription share: a preview that follows the choices, and a primary that waits."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_box import PreviewBox, PreviewWords
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.shown import day_words
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.services import subscription
from desktop.services.outlook import Preview
from desktop.services.record import SubscriptionView
from desktop.services.subscription import Move

_MUTE_MS = 150


class PreviewPanel(Panel):
    """`previewed` carries the preview shown, or None. A panel says `work` (what computes it) and what is unchosen."""

    previewed = Signal(object)

    def __init__(self, desk: Desk, deeds: Deeds, act: str, of: str) -> None:
        super().__init__(act, of)
        self.desk, self.deeds = desk, deeds
        self.today = desk.today()
        self.box = PreviewBox()
        self.preview: Preview | None = None
        self._late = QTimer(self, interval=_MUTE_MS, singleShot=True)
        self._late.timeout.connect(lambda: self.box.mute(on=True))

    def section(self, text: str, aside: str = "") -> None:
        """A heading inside the body."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme.px(6), 0, 0)
        row.addWidget(label(text, look="section"), 1)
        row.addWidget(label(aside, look="small", tone="text_secondary"))
        self.add(holder)

    # ---- computing ----

    def compute(self, work: Callable[[], Preview]) -> None:
        """Computes a preview; the one shown stays, muted after a moment, and the primary waits."""
        self.set_busy(busy=True)
        self.set_fault("")
        self._late.start()
        self.desk.runner.start(work, owner=self, done=self._show, failed=self._refused, slot="preview")

    def nothing(self, text: str) -> None:
        """Nothing is chosen that would change anything."""
        self.desk.runner.start(lambda: None, owner=self, slot="preview")  # what is under way is not answered
        self._late.stop()
        self.box.mute(on=False)
        self.box.show_words(text)
        self.set_busy(busy=True)
        self.set_note("")
        self._tell(None)

    def _show(self, preview: Preview) -> None:
        self._late.stop()
        words = PreviewWords(self.plan_name(), self.product_name(), self.total_words())
        self.box.show_preview(preview, words, today=self.today)
        self.set_busy(busy=preview.fault is not None)
        self.set_note(undo_words(preview, today=self.today))
        self._tell(preview)

    def _refused(self, error: DomainError) -> None:
        self._late.stop()
        self.box.mute(on=False)
        self.box.show_fault(translate(error.message))
        self.set_busy(busy=True)
        self.set_note("")
        self._tell(None)

    def _tell(self, preview: Preview | None) -> None:
        self.preview = preview
        self.previewed.emit(preview)

    def plan_name(self) -> str:
        """The plan that the change leads to, for the sentences about add-ons."""
        return ""

    def product_name(self) -> str:
        """The product, when it goes without saying."""
        return ""

    def total_words(self) -> str:
        """What the sum of the lines is called."""
        return _("Difference on the next invoice")


class MovePanel(PreviewPanel):
    """A panel that changes one subscription by a move."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView, act: str) -> None:
        of = _("{product}, subscription {number}").format(product=view.product.name, number=view.life.number)
        super().__init__(desk, deeds, act, of)
        self.view = view

    def product_name(self) -> str:
        return self.view.product.name

    def propose(self, move: Move) -> None:
        """Computes what a move would do."""
        work = partial(subscription.preview, self.desk.session, subscription=self.view.life.id, move=move)
        self.compute(work)

    def carry_out(self, move: Move, *, name: str, said: str) -> None:
        """Does it, once."""
        self.deeds.carry_out(self, number=self.view.life.id, move=move, name=name, said=said)


def undo_words(preview: Preview, *, today: date) -> str:
    """How long it can be undone: until the next invoice is issued."""
    if not preview.ahead:
        return _("Can be undone")
    day = max(preview.ahead[0].issue_day, today)
    if day == today:
        return _("Can be undone until the invoice is issued")
    return _("Can be undone until the invoice is issued on {day}").format(day=day_words(day, today=today))
