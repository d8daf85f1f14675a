"""The panels at the ends of a life: start again, withdraw from the purchase, take back what was done last."""

from functools import partial

from desktop.domain.subscription import Gap
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.life_panel import LifePanel, Wanted
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.when import When, from_words, today_option
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.services import subscription
from desktop.services.record import SubscriptionView
from desktop.services.subscription import LastDone
from desktop.services.verbs import Terms


class RestartPanel(LifePanel):
    """The same subscription with the same lines, at today's prices; soon after a stop for non-payment, at its own."""

    command = "subscription.restarted"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Start the subscription again"))

    def build(self) -> None:
        self.gap: Choice | None = None
        terms: Terms = self.view.terms
        if terms.keeps_price_until is not None:
            text = _("It ended for non-payment. Price and content are kept if it starts again by {day}.")
            self.say(text.format(day=self.words(terms.keeps_price_until)))
        else:
            self.say(_("The plan and the add-ons are the same as before; prices are those of the day it starts."))
        self.section(_("Starts again"))
        self.when = When(_("Starts again"), [today_option(self.today)], today=self.today)
        self.when.chosen.connect(self.look)
        self.add(self.when)
        if terms.keeps_price_until is not None:
            self.section(_("The days without service"))
            options = [
                Option(Gap.NOT_DELIVERED, _("Were not delivered, and cost nothing")),
                Option(Gap.BILLED, _("Are invoiced, as if it had run")),
            ]
            self.gap = Choice(_("The days without service"), options, value=Gap.NOT_DELIVERED)
            self.gap.chosen.connect(self.look)
            self.add(self.gap)

    def focus_first(self) -> None:
        self.when.focus_chosen()

    def wanted(self) -> Wanted | None:
        day = self.when.day()
        if day is None:
            self.missing = _("Write the day it starts again.")
            return None
        gap = self.gap.value() if self.gap else None
        move = subscription.restarted(on=day, gap=gap if isinstance(gap, Gap) else Gap.NOT_DELIVERED)
        since = from_words(day, today=self.today)
        act = _("Start again {from_day}").format(from_day=since)
        return Wanted(move, act, _("Started again {from_day}").format(from_day=since))


class WithdrawPanel(LifePanel):
    """A consumer's right for fourteen days: all is credited but the days used, where service began on request."""

    command = "subscription.withdrawn"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Withdraw from the purchase"))
        self._cancel.setText(_("Keep the subscription"))

    def build(self) -> None:
        by = self.view.terms.withdraw_by
        if by is not None:
            self.say(_("A consumer can withdraw through {day}, and need not say why.").format(day=self.words(by)))
        self.used = Choice(
            _("The days used"),
            [
                Option(True, _("Are paid for: service began on request")),
                Option(False, _("Are credited too: nobody asked for service to begin")),
            ],
            value=False,
        )
        self.section(_("The days used"))
        self.add(self.used)
        self.used.chosen.connect(self.look)

    def wanted(self) -> Wanted | None:
        move = subscription.withdrawn(used_on_request=bool(self.used.value()))
        return Wanted(move, _("Withdraw from the purchase"), _("The purchase is withdrawn from"))


class UndoPanel(MovePanel):
    """Takes back the last thing done: exactly, or with a credit note where it has been invoiced."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Undo the last change"))
        self.last: LastDone | None = None
        self.add(self.box)
        self.set_primary(_("Undo the last change"), self._save)
        self.set_busy(busy=True)
        work = partial(subscription.last_done, desk.session, subscription=view.life.id)
        desk.runner.start(work, owner=self, done=self._build, failed=self._refused)

    def _build(self, last: LastDone | None) -> None:
        if last is None:
            self.nothing(_("Nothing has been done to the subscription yet."))
            return
        self.last = last
        self.body.removeWidget(self.box)
        self.section(_("Done last"))
        self.add(label(translate(last.text), wrap=True))
        text = self._primary.text()
        if last.is_undo:
            text = _("Do it again")
        elif last.is_billed:
            self.add(label(_("It has been invoiced. A credit note takes it back."), wrap=True, tone="text_secondary"))
            text = _("Undo with a credit note")
        self.add(self.box)
        self.set_primary(text, self._save)
        self.propose(subscription.without_changes(*last.sequences))

    def focus_first(self) -> None:
        self._cancel.setFocus()

    def _save(self) -> None:
        if self.last is None:
            return
        session, command, what = self.desk.session, self.last.command, translate(self.last.text)
        if self.last.is_billed:
            work = partial(subscription.counter, session, command=command)
        else:
            work = partial(subscription.redo if self.last.is_undo else subscription.undo, session, command=command)
        if self.last.is_undo:
            said = _("Done again: {change}").format(change=what)
        elif self.last.is_billed:
            said = _("Undone, to be credited: {what}").format(what=what)
        else:
            said = _("Undone: {what}").format(what=what)
        self.deeds.change(self, work, said=said)
