"""The panel that ends a subscription: the last day, the reason, and what is given back, before it is done."""

from datetime import date

from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import BASE, Origin, Status, Unused, terms_on
from desktop.domain.text import N_
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.when import When
from desktop.gui.widgets.fields import DateEdit, Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.shown import day_words
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services import subscription
from desktop.services.record import SubscriptionView
from desktop.services.timeline import STOP_REASONS

_ORIGINS = {
    Origin.SUBSCRIBER: N_("The subscriber"),
    Origin.NON_PAYMENT: N_("Non-payment"),
    Origin.ERROR: N_("An error"),
}


class CancelPanel(MovePanel):
    """Ends when the period does, if nothing else is said. The way out keeps the subscription."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Cancel the subscription"))
        self._cancel.setText(_("Keep the subscription"))
        self.section(_("Last day"))
        self.when = When(_("Last day"), self._days(), today=self.today)
        self.when.chosen.connect(self._look)
        self.add(self.when)
        if self._notice():
            self.add(label(self._notice(), look="small", tone="text_secondary", wrap=True))
        options = [("", _("Not stated")), *((key, _(text)) for key, text in STOP_REASONS.items())]
        self.reason = Select(options)
        self.add(FormField(_("Stated reason"), self.reason))
        self.add(self.box)
        self.section(_("More about the end"))
        self.origin = Select([(origin, _(words)) for origin, words in _ORIGINS.items()])
        self.origin.chosen.connect(self._look)
        self.add(FormField(_("Caused by"), self.origin))
        self.unused = Select(
            [("", _("As the company has decided")), (Unused.CREDIT, _("Is credited")), (Unused.KEEP, _("Is kept"))]
        )
        self.unused.chosen.connect(self._look)
        self.add(FormField(_("Money paid for unused days"), self.unused))
        self.access, self.delivery = (DateEdit(today=lambda: self.today) for _each in range(2))
        for text, edit in ((_("Last day of access"), self.access), (_("Last delivery"), self.delivery)):
            edit.changed.connect(self._look)
            self.add(FormField(text, edit, help_text=_("Empty: the last day, as for the rest.")))
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
        terms = self.view.terms
        term = terms.first_end
        if term is not None and term not in [day for day, *_more in found]:
            text = _("When the commitment is over, {day}").format(day=self._words(term))
            found.insert(0, (term, text, ""))
        return found

    def _notice(self) -> str:
        """By when notice is to be given, or should have been."""
        by = self.view.terms.notice_by
        if by is None or not self.view.terms.notice_days:
            return ""
        text = _("Notice was due by {day}.") if by < self.today else _("Notice is due by {day}.")
        return text.format(day=self._words(by))

    def _words(self, day: date) -> str:
        return day_words(day, today=self.today)

    def focus_first(self) -> None:
        self.when.focus_chosen()

    def _move(self, day: date) -> subscription.Move:
        origin, unused = self.origin.value(), self.unused.value()
        return subscription.ended(
            day,
            reason=str(self.reason.value()),
            origin=origin if isinstance(origin, Origin) else Origin.SUBSCRIBER,
            unused=unused if isinstance(unused, Unused) else None,
            last_access=self.access.value(),
            last_delivery=self.delivery.value(),
        )

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
