"""The panel that ends a subscription: the last day, the reason, and what is given back, before it is done."""

from datetime import date

from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import BASE, Status, term_end, terms_on
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.when import When
from desktop.gui.widgets.fields import Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.shown import day_words
from desktop.i18n import _
from desktop.services import subscription
from desktop.services.record import SubscriptionView
from desktop.services.timeline import STOP_REASONS


class CancelPanel(MovePanel):
    """Ends when the period does, if nothing else is said. The way out keeps the subscription."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Cancel the subscription"))
        self._cancel.setText(_("Keep the subscription"))
        self.section(_("Last day"))
        self.when = When(_("Last day"), self._days(), today=self.today)
        self.when.chosen.connect(self._look)
        self.add(self.when)
        options = [("", _("Not stated")), *((key, _(text)) for key, text in STOP_REASONS.items())]
        self.reason = Select(options)
        self.add(FormField(_("Stated reason"), self.reason))
        self.add(self.box)
        self._look()

    def _days(self) -> list[tuple[date, str, str]]:
        changes, start = self.view.life.changes, self.view.start
        if self.view.status is Status.NOT_STARTED and start is not None:
            return [(start, _("The first day, {day}").format(day=self._words(start)), "")]
        base = terms_on(changes, day=self.today).get(BASE)
        found = []
        if base is not None:
            end = min(base.period_at(self.today).end, base.to_day) - ONE_DAY
            text = _("When the period is over, {day}").format(day=self._words(end))
            found.append((end, text, ""))
        found.append((self.today, _("Today, {day}").format(day=self._words(self.today)), ""))
        term = term_end(changes, day=self.today)
        if term is not None and term - ONE_DAY not in [day for day, *_more in found]:
            text = _("When the commitment is over, {day}").format(day=self._words(term - ONE_DAY))
            found.insert(1, (term - ONE_DAY, text, ""))
        return found

    def _words(self, day: date) -> str:
        return day_words(day, today=self.today)

    def focus_first(self) -> None:
        self.when.focus_chosen()

    def _move(self, day: date) -> subscription.Move:
        return subscription.ended(day, reason=str(self.reason.value()))

    def _look(self, *_what: object) -> None:
        day = self.when.day()
        if day is None:
            self.set_primary(_("End the subscription"), self._save, ready=self.when.is_whole)
            self.nothing(_("Write the last day."))
            return
        self.set_primary(_("End on {day}").format(day=self._words(day)), self._save, ready=self.when.is_whole)
        self.propose(self._move(day))

    def _save(self) -> None:
        day = self.when.day()
        if day is not None:
            said = _("Cancelled, last day {day}").format(day=self._words(day))
            self.carry_out(self._move(day), name="subscription.cancelled", said=said)
