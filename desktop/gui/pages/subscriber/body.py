"""The body of a record: cards built anew when the record is, with the history and its filter kept."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.pages.subscriber.cards import (
    coming_card,
    contact_card,
    invoices_card,
    notes_card,
    preferences_card,
)
from desktop.gui.pages.subscriber.life import acts_on
from desktop.gui.pages.subscriber.subscription_card import SubscriptionCard
from desktop.gui.pages.subscriber.timeline import TimelineCard
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card
from desktop.gui.widgets.columns import TwoColumns
from desktop.gui.widgets.shown import money_per
from desktop.gui.widgets.text import clear, label
from desktop.i18n import _
from desktop.services.outlook import Preview
from desktop.services.record import Record, SubscriptionView
from desktop.services.sale import PlanOffer
from desktop.services.verbs import Verb

MOST_STRIPS = 5
"""A record with more subscriptions than this shows them without their days."""


class Acts(Protocol):
    """What the cards ask of their page."""

    def change_plan(self, view: SubscriptionView | None = None) -> None: ...
    def change_add_ons(self, view: SubscriptionView | None = None) -> None: ...
    def cancel(self, view: SubscriptionView | None = None) -> None: ...
    def live(self, verb: Verb, view: SubscriptionView | None = None) -> None: ...
    def take_back(self, view: SubscriptionView, sequence: int) -> None: ...
    def sell(self) -> None: ...
    def edit_preferences(self, view: SubscriptionView) -> None: ...
    def edit_contact(self) -> None: ...
    def temporary_address(self) -> None: ...
    def new_note(self) -> None: ...
    def edit_note(self, note: int | None) -> None: ...
    def pin_note(self, note: int) -> None: ...
    def show_invoice(self, invoice: int) -> None: ...
    def show_invoices(self) -> None: ...


class Body(TwoColumns):
    """Left what is delivered, paid and has happened; right who it is."""

    def __init__(self, page: Acts, parent: QWidget | None = None) -> None:
        super().__init__(side_width=252, narrow=802, parent=parent)
        self._page = page
        self._top, self._right = _column(), _column()
        self.timeline = TimelineCard()
        self.subscriptions: list[SubscriptionCard] = []
        self.wide.addWidget(self._top)
        self.wide.addWidget(self.timeline)
        self.side.addWidget(self._right)
        self.end()
        self.timeline.hide()

    def forget(self) -> None:
        """Another subscriber is to be shown."""
        for part in (self._top, self._right):
            clear(part)
        self.subscriptions = []
        self.timeline.hide()
        self.timeline.forget()

    def show_record(self, record: Record) -> None:
        """Builds the cards; what had the focus has it again if it is still there."""
        had = _name_of_focused(self)
        clear(self._top)
        clear(self._right)
        self._fill_left(record)
        self._fill_right(record)
        self.timeline.show_rows(record.timeline, today=record.today)
        self.timeline.show()
        _focus_named(self, had)

    def _fill_left(self, record: Record) -> None:
        many = len(record.subscriptions)
        self.subscriptions = [
            SubscriptionCard(
                view,
                record,
                take_back=self._page.take_back,
                acts=self._acts_of(view) if many > 1 else (),
                with_strips=many <= MOST_STRIPS,
            )
            for view in record.subscriptions
        ]
        for card in self.subscriptions:
            _put(self._top, card)
        if not many:
            _put(self._top, self._none())
        if record.coming is not None:
            _put(self._top, coming_card(record.coming, year=record.today.year))

    def _acts_of(self, view: SubscriptionView) -> tuple[tuple[str, partial[None]], ...]:
        page = self._page
        change = (
            (_("Change plan …"), partial(page.change_plan, view)),
            (_("Add-ons …"), partial(page.change_add_ons, view)),
        )
        cancel = ((_("Cancel subscription …"), partial(page.cancel, view)),)
        more = ((_("More …"), partial(self._more_of, view)),)
        return (change if view.may_change else ()) + (cancel if view.may_cancel else ()) + more

    def _more_of(self, view: SubscriptionView) -> None:
        """The menu of what else may be done with one of several subscriptions, under the button that asked."""
        menu = QMenu(self)
        for text, run in acts_on(view, self._page.live):
            menu.addAction(text, run)
        menu.aboutToHide.connect(menu.deleteLater)
        asked = QApplication.focusWidget() or self
        menu.popup(asked.mapToGlobal(QPoint(0, asked.height())))

    def _none(self) -> Card:
        card = Card(_("Subscription"))
        card.add(label(_("Nothing is subscribed to yet."), tone="text_secondary"))
        sell = button(_("New subscription …"), self._page.sell, style="primary")
        card.body.addWidget(sell, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _fill_right(self, record: Record) -> None:
        page = self._page
        _put(self._right, contact_card(record, edit=page.edit_contact, away=page.temporary_address))
        for view in record.subscriptions:
            card = preferences_card(view, edit=partial(page.edit_preferences, view)) if view.may_cancel else None
            if card is not None:
                _put(self._right, card)
        _put(self._right, notes_card(record, new=page.new_note, edit=page.edit_note, pin=page.pin_note))
        _put(self._right, invoices_card(record, show=page.show_invoice, all_of_them=page.show_invoices))

    # ---- proposals ----

    def show_proposal(self, view: SubscriptionView, preview: Preview | None, offer: PlanOffer | None) -> None:
        """Shows a proposed plan among the days of its subscription."""
        card = next((one for one in self.subscriptions if one.view.life.id == view.life.id), None)
        if card is None:
            return
        if preview is None or offer is None:
            card.show_proposal(None)
            return
        price = "" if offer.amount is None else money_per(offer.amount, preview.currency, offer.interval)
        card.show_proposal(preview, offer.name, price)

    def drop_proposal(self, *_what: object) -> None:
        """No panel proposes anything any more."""
        for card in self.subscriptions:
            card.show_proposal(None)


def _column() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    return made


def _put(holder: QWidget, widget: QWidget) -> None:
    layout = holder.layout()
    if layout is not None:
        layout.addWidget(widget)


def _name_of_focused(inside: QWidget) -> tuple[str, str] | None:
    focused = QApplication.focusWidget()
    if focused is None or not inside.isAncestorOf(focused):
        return None
    return type(focused).__name__, focused.accessibleName() or str(focused.property("text") or "")


def _focus_named(inside: QWidget, name: tuple[str, str] | None) -> None:
    if name is None:
        return
    for widget in inside.findChildren(QWidget):
        spoken = widget.accessibleName() or str(widget.property("text") or "")
        if (type(widget).__name__, spoken) == name and not widget.isHidden():
            widget.setFocus()
            return
