"""The panel that changes the plan: what each costs, from when, and what happens, before it is done."""

from datetime import date
from functools import partial

from desktop.domain.subscription import Timing
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.when import When, from_words, today_option
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import CheckBox
from desktop.gui.widgets.shown import day_words, money_per, per, short
from desktop.i18n import _
from desktop.i18n.numbers import amount, money, unit as unit_of
from desktop.services import sale, subscription
from desktop.services.record import SubscriptionView
from desktop.services.sale import Choices, PlanOffer


class ChangePlanPanel(MovePanel):
    """Radio rows with what each plan costs; the usual day is chosen and explained."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Change plan"))
        self.choices: Choices | None = None
        self.plans: Choice | None = None
        self.when: When | None = None
        self._keep: CheckBox | None = None
        self._by_hand = False
        self.set_primary(_("Change plan"), self._save, ready=self._is_whole)
        self.set_busy(busy=True)
        work = partial(sale.choices, desk.session, subscription=view.life.id)
        desk.runner.start(work, owner=self, done=self._build, failed=self._refused)
        self.add(self.box)

    def _build(self, choices: Choices) -> None:
        self.choices = choices
        self.body.removeWidget(self.box)
        offers = choices.offers
        unit = _("incl. VAT") if offers.with_vat else _("excl. VAT")
        intervals = {offer.interval for offer in offers.plans}
        every = f"{unit_of(offers.currency)} {per(next(iter(intervals)))}, {unit}" if len(intervals) == 1 else unit
        self.section(_("Plan"), every)
        self.plans = Choice(
            _("Plan"), [self._option(offer, alone=len(intervals) == 1) for offer in offers.plans], boxed=True
        )
        current = next(offer.code for offer in offers.plans if offer.is_current)
        self.plans.set_value(current)
        self.plans.chosen.connect(self._plan_chosen)
        self.add(self.plans)
        self.section(_("Holds from"))
        self.when = When(_("Holds from"), self._days(current), today=self.today)
        self.when.chosen.connect(self._day_chosen)
        self.add(self.when)
        if choices.agreed is not None:
            price = money(choices.agreed, offers.currency)
            self._keep = CheckBox(_("Keep the agreed price, {price}").format(price=price))
            self._keep.toggled.connect(self._look)
            self.add(self._keep)
        self.add(self.box)
        self._look()
        if self.isVisible():
            self.focus_first()

    def _option(self, offer: PlanOffer, *, alone: bool) -> Option:
        currency = self.choices.offers.currency if self.choices else "NOK"
        if offer.amount is None:
            right = _("no price")
        else:
            right = amount(offer.amount, currency) if alone else money_per(offer.amount, currency, offer.interval)
        return Option(offer.code, offer.name, offer.detail, _("Now") if offer.is_current else "", right)

    def focus_first(self) -> None:
        if self.plans is not None:
            row = next((row for row in self.plans.rows() if row.isChecked()), None)
            if row is not None:
                row.setFocus()
                return
        super().focus_first()

    # ---- what is chosen ----

    def offer(self) -> PlanOffer | None:
        """The plan chosen; None for the one it has."""
        if self.choices is None or self.plans is None:
            return None
        code = self.plans.value()
        return next((one for one in self.choices.offers.plans if one.code == code and not one.is_current), None)

    def plan_name(self) -> str:
        offer = self.offer()
        return offer.name if offer else ""

    def _days(self, code: str) -> list[tuple[date, str, str]]:
        assert self.choices is not None  # noqa: S101 - asked once they are there
        offer = next(one for one in self.choices.offers.plans if one.code == code)
        current = next(one for one in self.choices.offers.plans if one.is_current)
        ends = self.choices.next_period
        now, later = "", ""
        if not offer.is_current and offer.usual is Timing.NOW:
            now = _("a higher plan holds at once")
        elif not offer.is_current:
            same = offer.interval == current.interval
            later = _("a lower plan waits") if same else _("a new interval waits")
        period = _("From the next period, {day}").format(day=day_words(ends, today=self.today))
        return [today_option(self.today, now), (ends, period, later)]

    def _plan_chosen(self, code: object) -> None:
        offer = self.offer()
        if self.when is not None and self.choices is not None:
            usual = self.today if offer and offer.usual is Timing.NOW else self.choices.next_period
            chosen = self.when.day() if self._by_hand else None
            if chosen is None or not self.when.is_other():
                self.when.explain(self._days(str(code)), value=chosen or usual)
        self._look()

    def _day_chosen(self, _day: object) -> None:
        self._by_hand = True
        self._look()

    def _look(self, *_what: object) -> None:
        offer, day = self.offer(), self.when.day() if self.when else None
        if offer is None:
            self._primary.setText(_("Change plan"))
            self.nothing(_("Choose another plan to see what it means in kroner and days."))
            return
        if day is None:
            self.nothing(_("Write the day it holds from."))
            return
        words = _("Change to {plan} {from_day}").format(plan=short(offer.name, 24), from_day=self._from(day))
        self._primary.setText(plain(words))
        self.propose(self._move(offer, day))

    def _from(self, day: date) -> str:
        return from_words(day, today=self.today)

    def _move(self, offer: PlanOffer, day: date) -> subscription.Move:
        assert self.choices is not None  # noqa: S101 - asked once they are there
        usual = self.today if offer.usual is Timing.NOW else self.choices.next_period
        # The timing itself, not "whatever is usual": what is done is what was shown, whatever has happened since.
        timing = offer.usual if day == usual else day
        keep = self._keep is not None and self._keep.isChecked()
        return subscription.to_plan(offer.code, timing=timing, keep_agreed=keep)

    def _is_whole(self) -> bool:
        return self.offer() is not None and self.when is not None and self.when.is_whole()

    def _save(self) -> None:
        offer, day = self.offer(), self.when.day() if self.when else None
        if offer is not None and day is not None:
            said = _("Changed to {plan} {from_day}").format(plan=offer.name, from_day=self._from(day))
            self.carry_out(self._move(offer, day), name="subscription.plan_changed", said=said)
