"""The panels about who pays, and at what price: another payer, and one agreed price for all that is there."""

from datetime import date
from functools import partial

from desktop.domain.period import ONE_DAY
from desktop.domain.subscriber import Subscriber
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.life_panel import LifePanel, Wanted
from desktop.gui.pages.subscriber.when import When, from_words, today_option
from desktop.gui.widgets.fields import CheckBox, Field, MoneyEdit
from desktop.gui.widgets.shown import short
from desktop.i18n import _
from desktop.i18n.numbers import money
from desktop.services import subscriber, subscription
from desktop.services.record import SubscriptionView


class PayerPanel(LifePanel):
    """Whoever has the customer number gets the invoices from a day on; what is invoiced stays where it went."""

    command = "subscription.payer_changed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        self.payer: Subscriber | None = None
        super().__init__(desk, deeds, view, _("Change who pays"))

    def build(self) -> None:
        self.say(_("{name} pays today.").format(name=self.view.payer_name))
        self.number = Field()
        self.number.settled.connect(self._find)
        self.holder = self.field(
            _("Customer number of the new payer"),
            self.number,
            must=_("Write the customer number."),
            help_text=_("Invoices already issued stay with those who got them."),
        )
        self.section(_("Pays from"))
        self.when = When(_("Pays from"), [today_option(self.today)], today=self.today)
        self.when.chosen.connect(self.look)
        self.add(self.when)

    def _find(self) -> None:
        work = partial(subscriber.by_number, self.desk.session, number=self.number.text().strip())
        self.desk.runner.start(work, owner=self, done=self._found, slot="payer")

    def _found(self, found: Subscriber | None) -> None:
        self.payer = found
        if found is None and self.number.text().strip():
            self.holder.set_fault(_("Nobody has this customer number."))
        self.look()

    def wanted(self) -> Wanted | None:
        day = self.when.day()
        if self.payer is None or day is None:
            self.missing = _("Write a customer number and a day.")
            return None
        name, since = short(self.payer.name, 24), from_words(day, today=self.today)
        said = _("{name} pays {from_day}").format(name=name, from_day=since)
        return Wanted(
            subscription.with_payer(self.payer.id, on=day),
            _("Let {name} pay {from_day}").format(name=name, from_day=since),
            said,
        )


class AgreedPricePanel(LifePanel):
    """One price a period for the plan and all its add-ons, for a time or for good."""

    command = "subscription.price_agreed"

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Agree on a price"))

    def build(self) -> None:
        self.amount = MoneyEdit(currency=self.view.life.currency)
        self.amount.changed.connect(self.look)
        self.field(
            _("Price for a whole period"),
            self.amount,
            must=_("Write the price."),
            help_text=_("It covers the plan and the add-ons that are there."),
        )
        self.with_vat = CheckBox(_("The price includes VAT"), checked=True)
        self.with_vat.toggled.connect(self.look)
        self.add(self.with_vat)
        self.section(_("Holds from"))
        days: list[tuple[date, str, str]] = [today_option(self.today)]
        base = self.view.base
        ends = min((day.end for day in base.days if day.end > self.today), default=None) if base else None
        if ends is not None:
            days.insert(0, (ends, _("From the next period, {day}").format(day=self.words(ends)), ""))
        self.when = When(_("Holds from"), days, today=self.today)
        self.when.chosen.connect(self.look)
        self.add(self.when)
        self.last = self.day_field(_("Last day of the price"), None, help_text=_("Empty: for good."))

    def wanted(self) -> Wanted | None:
        amount, day, last = self.amount.value(), self.when.day(), self.last.value()
        if amount is None or day is None:
            self.missing = _("Write the price to see what it means in kroner and days.")
            return None
        move = subscription.with_agreed_price(
            amount,
            includes_vat=self.with_vat.isChecked(),
            on=day,
            until=None if last is None else last + ONE_DAY,
        )
        price = money(amount, self.view.life.currency)
        said = _("Agreed price {amount} {from_day}").format(amount=price, from_day=from_words(day, today=self.today))
        return Wanted(move, _("Agree on {amount}").format(amount=price), said)
