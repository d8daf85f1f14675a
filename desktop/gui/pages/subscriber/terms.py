"""The panels for what periods and money begin from: quantity, billing day, trial, commitment."""

from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import BASE, Timing
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.life_panel import LifePanel, Wanted
from desktop.gui.pages.subscriber.when import from_words
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import CheckBox
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.i18n import _, ngettext
from desktop.services import subscription
from desktop.services.record import SubscriptionView

_LAST_OF_MONTH = 31
_LONGEST_TERM = 60
_LONGEST_NOTICE = 365


class QuantityPanel(LifePanel):
    """More at once, fewer when the period is over, if nothing else is said."""

    command = "subscription.quantity_changed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Change the quantity"))

    def build(self) -> None:
        self.count = NumberEdit(self.view.terms.quantity)
        self.count.changed.connect(self.look)
        name = self.view.base.name if self.view.base else ""
        self.field(_("Quantity of {item}").format(item=name), self.count, must=_("Write how many."))
        self.when = Choice(
            _("Holds from"),
            [
                Option("", _("As usual"), _("more at once, less when the period is over")),
                Option(Timing.NOW, _("Today, {day}").format(day=self.words(self.today))),
                Option(Timing.PERIOD_END, _("From the next period")),
            ],
            value="",
        )
        self.section(_("Holds from"))
        self.add(self.when)
        self.when.chosen.connect(self.look)

    def wanted(self) -> Wanted | None:
        many = self.count.value()
        if many is None or many == self.view.terms.quantity:
            self.missing = _("Write another quantity to see what it means in kroner and days.")
            return None
        timing = self.when.value()
        move = subscription.with_quantity(many, slot=BASE, timing=timing if isinstance(timing, Timing) else None)
        return Wanted(move, _("Change to {many}").format(many=many), _("The quantity is {many}").format(many=many))


class BillingDayPanel(LifePanel):
    """One partial period, and then whole ones from the new day of the month."""

    command = "subscription.billing_day_moved"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Move the billing day"))

    def build(self) -> None:
        now = self.view.terms.billing_day or (self.view.terms.period_start or self.today).day
        self.day = NumberEdit(now, least=1, most=_LAST_OF_MONTH)
        self.day.changed.connect(self.look)
        help_text = _("31 is the last day of every month. What is invoiced already stays as it is.")
        self.field(_("Day of the month"), self.day, must=_("Write a day from 1 to 31."), help_text=help_text)
        self._now = now

    def wanted(self) -> Wanted | None:
        day = self.day.value()
        if day is None or day == self._now:
            self.missing = _("Write another day of the month to see what it means in kroner and days.")
            return None
        act = _("Move to day {day} of the month").format(day=day)
        return Wanted(subscription.with_billing_day(day), act, _("Billing day {day}").format(day=day))


class TrialPanel(LifePanel):
    """Longer, or over at once; the periods count from the first paid day."""

    command = "subscription.trial_changed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Change the trial"))

    def build(self) -> None:
        last = self.view.terms.trial_last
        if last is not None:
            self.say(_("The trial lasts through {day}.").format(day=self.words(last)))
        self.ends = Choice(
            _("The trial"),
            [Option("now", _("Ends today, paid from today")), Option("later", _("Ends on another day"))],
            value="later",
        )
        self.add(self.ends)
        self.last = self.day_field(_("Last day of the trial"), last, must=_("Write the last day."))
        self.ends.chosen.connect(self.look)

    def look(self, *_what: object) -> None:
        self.fields[0].setVisible(self.ends.value() == "later")
        super().look()

    def wanted(self) -> Wanted | None:
        last = self.last.value()
        if self.ends.value() == "now":
            move = subscription.with_trial_until(self.today)
            return Wanted(move, _("End the trial today"), _("The trial is ended"))
        if last is None or last == self.view.terms.trial_last or last < self.today:
            self.missing = _("Write another last day, from today on.")
            return None
        day = self.words(last)
        act = _("Trial through {day}").format(day=day)
        return Wanted(subscription.with_trial_until(last + ONE_DAY), act, act)


class CommitmentPanel(LifePanel):
    """A new term from today; it renews by itself, unless the subscription ends with it."""

    command = "subscription.commitment_changed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Change the commitment"))

    def build(self) -> None:
        terms = self.view.terms
        if terms.term_last is None:
            self.say(_("There is no commitment today."))
        elif terms.notice_by is None or not terms.notice_days:
            self.say(_("The commitment lasts through {day}.").format(day=self.words(terms.term_last)))
        else:
            text = _("The commitment lasts through {day}; notice by {notice}.")
            self.say(text.format(day=self.words(terms.term_last), notice=self.words(terms.notice_by)))
        self.months = NumberEdit(terms.commitment_months or None, least=0, most=_LONGEST_TERM)
        self.notice = NumberEdit(terms.notice_days, least=0, most=_LONGEST_NOTICE)
        self.ends = CheckBox(_("The subscription ends with the commitment"), checked=terms.ends_with_term)
        self.months.changed.connect(self.look)
        self.notice.changed.connect(self.look)
        self.ends.toggled.connect(self.look)
        self.field(
            _("Months from today"),
            self.months,
            must=_("Write how many months, 0 for none."),
            help_text=_("0 takes the commitment away."),
        )
        self.field(_("Notice, days"), self.notice, must=_("Write how many days, 0 for none."))
        self.add(self.ends)

    def wanted(self) -> Wanted | None:
        months, notice = self.months.value(), self.notice.value()
        if months is None or notice is None:
            self.missing = _("Write how many months and days of notice.")
            return None
        move = subscription.committed(months, notice_days=notice, ends_with_term=self.ends.isChecked())
        if not months:
            return Wanted(move, _("Take the commitment away"), _("The commitment is taken away"))
        act = ngettext("Commit for {months} month", "Commit for {months} months", months).format(months=months)
        return Wanted(move, f"{act} {from_words(self.today, today=self.today)}", _("The commitment is changed"))
