"""The panels that pause a subscription, with the five answers a pause has, and take it up again."""

from datetime import date

from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import Pause, Unused
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.life_panel import LifePanel, Wanted, reasons
from desktop.gui.pages.subscriber.when import When, today_option
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import CheckBox, Select
from desktop.i18n import _
from desktop.services import subscription
from desktop.services.record import SubscriptionView
from desktop.services.timeline import PAUSE_REASONS


class PausePanel(LifePanel):
    """From a day, through another or until it is resumed; unused paid days are credited if nothing else is said."""

    command = "subscription.paused"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Pause the subscription"))

    def build(self) -> None:
        self.section(_("Pause from"))
        base = self.view.base
        days = [today_option(self.today)]
        if base is not None and self.view.terms.period_start is not None:
            ends = min((day.end for day in base.days if day.end > self.today), default=None)
            if ends is not None and ends != self.today:
                days.append((ends, _("From the next period, {day}").format(day=self.words(ends)), ""))
        self.when = When(_("Pause from"), days, today=self.today)
        self.when.chosen.connect(self.look)
        self.add(self.when)
        self.last = self.day_field(_("Last day of the pause"), None, help_text=_("Empty: until it is resumed."))
        self.reason = Select(reasons([*PAUSE_REASONS.items()]))
        self.field(_("Stated reason"), self.reason)
        self.section(_("In the pause"))
        self.unused = Choice(
            _("Days paid for and not used"),
            [
                Option(Unused.CREDIT, _("Days paid for are credited")),
                Option(Unused.CARRY, _("Days paid for are carried forward")),
                Option(Unused.KEEP, _("Days paid for are lost")),
            ],
            value=Unused.CREDIT,
        )
        self.bills = CheckBox(_("Invoice all the same"))
        self.access = CheckBox(_("Access goes on"))
        self.deliveries = CheckBox(_("Deliveries go on"))
        self.extends = CheckBox(_("The commitment is extended by the pause"))
        self.extends.setVisible(self.view.terms.term_last is not None)
        for part in (self.unused, self.bills, self.access, self.deliveries, self.extends):
            self.add(part)
        self.unused.chosen.connect(self.look)
        for box in (self.bills, self.access, self.deliveries, self.extends):
            box.toggled.connect(self.look)

    def focus_first(self) -> None:
        self.when.focus_chosen()

    def _answers(self) -> Pause:
        unused = self.unused.value()
        return Pause(
            bills=self.bills.isChecked(),
            access=self.access.isChecked(),
            deliveries=self.deliveries.isChecked(),
            unused=unused if isinstance(unused, Unused) else Unused.CREDIT,
            extends_term=self.extends.isChecked(),
        )

    def wanted(self) -> Wanted | None:
        first, last = self.when.day(), self.last.value()
        if first is None:
            self.missing = _("Write the first day of the pause.")
            return None
        move = subscription.paused(
            self._answers(),
            from_day=first,
            to_day=None if last is None else last + ONE_DAY,
            reason=str(self.reason.value()),
        )
        if last is None:
            act = _("Pause from {day}").format(day=self.words(first))
            return Wanted(move, act, _("Paused from {day}").format(day=self.words(first)))
        days = {"first": self.words(first), "last": self.words(last)}
        act = _("Pause from {first} through {last}").format(**days)
        return Wanted(move, act, _("Paused from {first} through {last}").format(**days))


class ResumePanel(LifePanel):
    """Service again, from today if nothing else is said."""

    command = "subscription.resumed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Resume the subscription"))

    def build(self) -> None:
        terms = self.view.terms
        if terms.paused_from is not None:
            since = _("Paused from {day}.").format(day=self.words(terms.paused_from))
            if terms.paused_last is not None:
                days = {"first": self.words(terms.paused_from), "last": self.words(terms.paused_last)}
                since = _("Paused from {first} through {last}.").format(**days)
            self.say(since)
        self.section(_("Resume from"))
        tomorrow = self.today + ONE_DAY
        begun = terms.paused_from is None or terms.paused_from < self.today
        options: list[tuple[date, str, str]] = [today_option(self.today)] if begun else []
        options.append((tomorrow, _("Tomorrow, {day}").format(day=self.words(tomorrow)), ""))
        self.when = When(_("Resume from"), options, today=self.today)
        self.when.chosen.connect(self.look)
        self.add(self.when)

    def focus_first(self) -> None:
        self.when.focus_chosen()

    def wanted(self) -> Wanted | None:
        day = self.when.day()
        if day is None:
            self.missing = _("Write the first day with service.")
            return None
        act = _("Resume from {day}").format(day=self.words(day))
        return Wanted(subscription.resumed(day), act, _("Resumed from {day}").format(day=self.words(day)))
