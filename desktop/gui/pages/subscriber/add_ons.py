"""The panel for add-ons and quantities: what is wanted, from when, and what happens, before it is done."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.subscription import BASE, Timing
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.pages.subscriber.when import When, from_words
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.fields import CheckBox
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.shown import day_words, money_per, short
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services import sale, subscription
from desktop.services.record import LineView, SubscriptionView
from desktop.services.sale import AddOnOffer, Choices
from desktop.services.subscription import Move

USUAL = date.min
"""The choice of the usual day: more at once, less when the period is over."""


class AddOnRow(QWidget):
    """An add-on to have or not, with its quantity where that costs, and what one of it costs."""

    def __init__(self, offer: AddOnOffer, line: LineView | None, price: str, changed: Callable[..., object]) -> None:
        super().__init__()
        self.offer, self.line = offer, line
        name = f"{offer.name}, {offer.detail}" if offer.detail else offer.name
        self.box = CheckBox(short(name, 36), checked=line is not None)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(price)
        self.box.toggled.connect(changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.box, 1)
        self.number: NumberEdit | None = None
        if offer.by_quantity:
            self.number = NumberEdit(line.bought if line else 1)
            self.number.setFixedWidth(theme.px(64))
            self.number.setAccessibleName(_("Quantity of {item}").format(item=offer.name))
            self.number.changed.connect(changed)
            row.addWidget(self.number)
        row.addWidget(label(price, tone="text_secondary", tabular=True, right=True))

    def wanted(self) -> int:
        """How many are wanted; 0 for none."""
        if not self.box.isChecked():
            return 0
        return (self.number.value() or 1) if self.number else 1

    def change(self, day: date | None) -> Move | None:
        """What makes it so; None when it is so."""
        wanted, had = self.wanted(), self.line.bought if self.line else 0
        if self.line is None:
            return subscription.with_add_on(self.offer.code, quantity=wanted, on=day) if wanted else None
        if not wanted:
            return subscription.without_add_on(self.line.slot, timing=Timing.PERIOD_END if day is None else day)
        if wanted == had or self.number is None:
            return None
        return subscription.with_quantity(wanted, slot=self.line.slot, timing=day)


class AddOnsPanel(MovePanel):
    """Every add-on of the plan as a row; several changes are one."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        super().__init__(desk, deeds, view, _("Add-ons"))
        self.rows: list[AddOnRow] = []
        self.quantity: NumberEdit | None = None
        self.when: When | None = None
        self.set_primary(_("Change add-ons"), self._save, ready=self._is_whole)
        self.set_busy(busy=True)
        self.add(self.box)
        work = partial(sale.choices, desk.session, subscription=view.life.id)
        desk.runner.start(work, owner=self, done=self._build, failed=self._refused)

    def _build(self, choices: Choices) -> None:
        self.body.removeWidget(self.box)
        offers = choices.offers
        current = next(one for one in offers.plans if one.is_current)
        self.section(_("Add-ons"), _("incl. VAT") if offers.with_vat else _("excl. VAT"))
        have = {line.item: line for line in self.view.add_ons if line.to_day > self.today}
        allowed = {offer.code: offer for offer in offers.add_ons_for(current.code)}
        for code, line in have.items():
            if code not in allowed:
                allowed[code] = AddOnOffer(code, line.name, line.detail, line.interval, line.amount, frozenset())
        for code, offer in allowed.items():
            interval = offer.interval or current.interval
            price = _("no price")
            if code in current.included:
                price = _("included")
            elif offer.amount is not None:
                price = money_per(offer.amount, offers.currency, interval)
            self.rows.append(AddOnRow(offer, have.get(code), price, self._look))
            self.add(self.rows[-1])
        if not self.rows:
            self.add(label(_("{plan} has no add-ons.").format(plan=current.name), tone="text_secondary", wrap=True))
        if current.by_quantity or choices.quantity > 1:
            self._add_quantity(choices)
        self._add_when(choices)
        self.add(self.box)
        self._look()
        if self.isVisible():
            self.focus_first()

    def _add_quantity(self, choices: Choices) -> None:
        current = next(one for one in choices.offers.plans if one.is_current)
        self.quantity = NumberEdit(choices.quantity)
        self.quantity.changed.connect(self._look)
        self.add(FormField(_("Quantity of {item}").format(item=current.name), self.quantity))

    def _add_when(self, choices: Choices) -> None:
        ends = choices.next_period
        self.section(_("Holds from"))
        self.when = When(
            _("Holds from"),
            [
                (USUAL, _("As usual"), _("more at once, less when the period is over")),
                (self.today, _("Today, {day}").format(day=day_words(self.today, today=self.today)), ""),
                (ends, _("From the next period, {day}").format(day=day_words(ends, today=self.today)), ""),
            ],
            today=self.today,
        )
        self.when.chosen.connect(self._look)
        self.add(self.when)

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].box.setFocus()
        elif self.quantity is not None:
            self.quantity.setFocus()
        else:
            super().focus_first()

    # ---- what is chosen ----

    def _moves(self) -> list[Move]:
        chosen = self.when.day() if self.when else USUAL
        day = None if chosen == USUAL else chosen
        moves = [move for row in self.rows if (move := row.change(day)) is not None]
        base = self.view.base
        wanted = self.quantity.value() if self.quantity else None
        if wanted is not None and base is not None and wanted != base.bought:
            moves.append(subscription.with_quantity(wanted, slot=BASE, timing=day))
        return moves

    def _look(self, *_what: object) -> None:
        moves = self._moves()
        self._primary.setText(plain(self._words()))
        if self.when is not None and self.when.day() is None:
            self.nothing(_("Write the day it holds from."))
        elif not moves:
            self.nothing(_("Choose what to add or remove to see what it means in kroner and days."))
        else:
            self.propose(subscription.together(*moves))

    def _words(self) -> str:
        added = [row.offer.name for row in self.rows if row.line is None and row.wanted()]
        removed = [row.offer.name for row in self.rows if row.line is not None and not row.wanted()]
        day = self.when.day() if self.when else None
        since = "" if day is None or day == USUAL else f" {from_words(day, today=self.today)}"
        if len(added) + len(removed) != 1:
            return _("Change add-ons") + since
        text = _("Add {item}") if added else _("Remove {item}")
        return text.format(item=short((added or removed)[0], 24)) + since

    def _is_whole(self) -> bool:
        return bool(self._moves()) and self.when is not None and self.when.is_whole()

    def _save(self) -> None:
        names = {
            _("added"): [row.offer.name for row in self.rows if row.line is None and row.wanted()],
            _("removed"): [row.offer.name for row in self.rows if row.line is not None and not row.wanted()],
        }
        said = "; ".join(f"{short(', '.join(each))} {word}" for word, each in names.items() if each)
        move = subscription.together(*self._moves())
        self.carry_out(move, name="subscription.add_ons_changed", said=said or _("Quantity changed"))
