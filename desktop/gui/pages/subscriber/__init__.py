"""The record of one subscriber: everything known, and every change made beside it with a preview in kroner."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.gui.actions import Action
from desktop.gui.pages.base import Crumb, Desk, Page
from desktop.gui.pages.subscriber.add_ons import AddOnsPanel
from desktop.gui.pages.subscriber.body import Body
from desktop.gui.pages.subscriber.cancel import CancelPanel
from desktop.gui.pages.subscriber.change_plan import ChangePlanPanel
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.forms import ContactPanel, NotePanel, PreferencesPanel, TemporaryPanel
from desktop.gui.pages.subscriber.head import Acts, Head
from desktop.gui.pages.subscriber.life import LIFE, acts_on
from desktop.gui.pages.subscriber.sell import SellPanel
from desktop.gui.pages.subscriber.take_back import TakeBackPanel
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.shown import short
from desktop.i18n import _
from desktop.services import record, subscriber
from desktop.services.changes import Changed
from desktop.services.record import Record, SubscriptionView
from desktop.services.verbs import Verb

Draft = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """How a record was left: the filter of its history, how far down, and what was typed in forms, by subscriber."""

    filter: str
    top: int
    drafts: dict[int, dict[str, Draft]]


class SubscriberPage(Page):
    """A record. One page shows them all, one after the other."""

    shows: ClassVar[Changed] = (
        Changed.SUBSCRIBER
        | Changed.SUBSCRIPTION
        | Changed.INVOICE
        | Changed.PAYMENT
        | Changed.NOTE
        | Changed.CATALOG
        | Changed.SETTINGS
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.id = 0
        self.record: Record | None = None
        self.deeds = Deeds(desk, self)
        self._drafts: dict[int, dict[str, Draft]] = {}
        self._to_restore: Left | None = None
        self.head = Head(change=self.change_plan, add_ons=self.change_add_ons, cancel=self.cancel, more=self._more)
        self.body = Body(self)
        self._scroll = scrolling(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)
        self.head.hide()

    # ---- the page ----

    def title(self) -> str:
        return short(self.record.person.subscriber.name) if self.record else _("Subscriber")

    def path(self) -> Sequence[Crumb]:
        return (Crumb(_("Subscribers"), "subscribers"), Crumb(self.title()))

    def open(self, **args: object) -> None:
        wanted = int(str(args["id"]))
        if wanted != self.id:
            self.id, self.record = wanted, None
            self.head.hide()
            self.body.forget()
        self.look_again()

    def refresh(self, changed: Changed) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Reads the record anew; what is shown stays until it has come."""
        work = partial(record.record, self.desk.session, subscriber=self.id)
        self.desk.runner.start(work, owner=self, done=self._show, slot="record")

    def _show(self, found: Record) -> None:
        if found.person.subscriber.id != self.id:
            return
        first = self.record is None
        self.record = found
        self.head.show_record(found, may_change=self._first(may="change") is not None, may_cancel=self._can_cancel())
        self.head.show()
        self.body.show_record(found)
        self.desk.retitle()
        if first:
            self._put_back()
            if self.isVisible() and not _in_panel(QApplication.focusWidget()):
                self.head.first_act().setFocus()

    def state(self) -> object:
        return Left(self.body.timeline.chosen(), self._scroll.verticalScrollBar().value(), self._drafts)

    def restore(self, state: object) -> None:
        if isinstance(state, Left):
            self._drafts = state.drafts
            self._to_restore = state
            if self.record is not None:
                self._put_back()

    def _put_back(self) -> None:
        left, self._to_restore = self._to_restore, None
        if left is not None:
            self.body.timeline.choose(left.filter)
            self._scroll.verticalScrollBar().setValue(left.top)

    def first_focus(self) -> QWidget | None:
        return self.head.first_act() if self.record else None

    def acts(self) -> Sequence[Action]:
        def act(name: str, text: str, run: Callable[[], object], keys: str = "", icon: str = "") -> Action:
            return Action(
                id=f"subscriber.{name}",
                text=text,
                run=run,
                shortcut=keys,
                menu="subscription",
                group=1,
                icon=icon,
                enabled=partial(self._can, name),
            )

        return (
            Action(
                id="subscriber.new",
                text=_("New subscriber"),
                run=lambda: self.desk.navigate("subscribers", new=True),
                menu="subscription",
                icon="user-plus",
            ),
            act("change_plan", _("Change plan …"), self.change_plan, "Ctrl+E", "refresh-cw"),
            act("add_ons", _("Add-ons …"), self.change_add_ons, "Ctrl+Shift+T", "plus"),
            act("cancel", _("Cancel subscription …"), self.cancel, icon="calendar-x"),
            act("sell", _("New subscription …"), self.sell, "Ctrl+N", "plus"),
            act("contact", _("Edit contact …"), self.edit_contact, "F2", "pencil"),
            act("away", _("Temporary address …"), self.temporary_address, icon="house"),
            act("note", _("New note …"), self.new_note, "Ctrl+Shift+N", "pencil"),
            *(act(verb, _(one.text), partial(self.live, verb), one.keys, one.icon) for verb, one in LIFE.items()),
        )

    def _can(self, name: str) -> bool:
        if self.record is None:
            return False
        if name in ("change_plan", "add_ons"):
            return self._first(may="change") is not None
        if name in LIFE:
            return self._that_can(Verb(name)) is not None
        return name != "cancel" or self._can_cancel()

    def _more(self) -> Acts:
        views = self.record.subscriptions if self.record else ()
        return (
            *(acts_on(views[0], self.live) if len(views) == 1 else ()),
            ("", lambda: None),
            (_("New subscription …"), self.sell),
            (_("Edit contact …"), self.edit_contact),
            (_("Temporary address …"), self.temporary_address),
            (_("New note …"), self.new_note),
        )

    # ---- subscriptions ----

    def _first(self, *, may: str) -> SubscriptionView | None:
        """The subscription that the acts of the head are for: the first that allows it."""
        views = self.record.subscriptions if self.record else ()
        return next((view for view in views if (view.may_change if may == "change" else view.may_cancel)), None)

    def _can_cancel(self) -> bool:
        return self._first(may="cancel") is not None

    def change_plan(self, view: SubscriptionView | None = None) -> None:
        """Opens the panel that changes the plan."""
        wanted = view or self._first(may="change")
        if wanted is not None:
            panel = ChangePlanPanel(self.desk, self.deeds, wanted)
            panel.previewed.connect(lambda preview: self.body.show_proposal(wanted, preview, panel.offer()))
            panel.destroyed.connect(self.body.drop_proposal)
            self.desk.open_panel(panel)

    def change_add_ons(self, view: SubscriptionView | None = None) -> None:
        """Opens the panel for add-ons."""
        wanted = view or self._first(may="change")
        if wanted is not None:
            self.desk.open_panel(AddOnsPanel(self.desk, self.deeds, wanted))

    def cancel(self, view: SubscriptionView | None = None) -> None:
        """Opens the panel that ends a subscription."""
        wanted = view or self._first(may="cancel")
        if wanted is not None:
            self.desk.open_panel(CancelPanel(self.desk, self.deeds, wanted))

    def _that_can(self, verb: Verb) -> SubscriptionView | None:
        views = self.record.subscriptions if self.record else ()
        return next((view for view in views if verb in view.verbs), None)

    def live(self, verb: Verb, view: SubscriptionView | None = None) -> None:
        """Opens the panel for what else may be done with a subscription."""
        wanted = view or self._that_can(verb)
        if wanted is not None:
            self.desk.open_panel(LIFE[verb].panel(self.desk, self.deeds, wanted))

    def take_back(self, view: SubscriptionView, sequence: int) -> None:
        """Opens the panel that takes back a planned change."""
        waiting = next((one for one in view.pending if one.sequence == sequence), None)
        if waiting is not None:
            self.desk.open_panel(TakeBackPanel(self.desk, self.deeds, view, waiting))

    def sell(self) -> None:
        """Opens the panel that sells a subscription."""
        if self.record is not None:
            name = self.record.person.subscriber.name
            self.desk.open_panel(SellPanel(self.desk, self.deeds, subscriber=self.id, name=name))

    def edit_preferences(self, view: SubscriptionView) -> None:
        """Opens the panel for what the product asks."""
        self.desk.open_panel(PreferencesPanel(self.desk, self.deeds, view))

    # ---- the subscriber ----

    def _drafted(self, key: str) -> tuple[Draft, Callable[[Draft], object]]:
        """What was typed in a form of this record, and where to keep it."""
        drafts = self._drafts.setdefault(self.id, {})

        def keep(draft: Draft) -> None:
            drafts[key] = draft

        return drafts.get(key, {}), keep

    def edit_contact(self) -> None:
        """Opens the form for who the subscriber is."""
        if self.record is not None:
            draft, keep = self._drafted("contact")
            self.desk.open_panel(ContactPanel(self.desk, self.deeds, self.record, draft=draft, keep=keep))

    def temporary_address(self) -> None:
        """Opens the form for an address for a time."""
        if self.record is not None:
            draft, keep = self._drafted("away")
            self.desk.open_panel(TemporaryPanel(self.desk, self.deeds, self.record, draft=draft, keep=keep))

    def new_note(self) -> None:
        """Opens an empty note."""
        self.edit_note(None)

    def edit_note(self, note: int | None) -> None:
        """Opens a note."""
        if self.record is not None:
            draft, keep = self._drafted(f"note {note or ''}")
            self.desk.open_panel(NotePanel(self.desk, self.deeds, self.record, note=note, draft=draft, keep=keep))

    def pin_note(self, note: int) -> None:
        """Keeps a note on top, or no longer."""
        found = next((one for one in self.record.person.notes if one.id == note), None) if self.record else None
        if found is not None:
            changed = found._replace(pinned=not found.pinned)
            said = _("The note is no longer on top") if found.pinned else _("The note is kept on top")
            self.deeds.save(None, partial(subscriber.change_note, self.desk.session, note=changed), said=said)

    # ---- documents ----

    def show_invoice(self, invoice: int) -> None:
        """Goes to a document."""
        self.desk.navigate("invoice", id=invoice)

    def show_invoices(self) -> None:
        """Goes to all documents of the subscriber."""
        if self.record is not None:
            self.desk.navigate("invoices", payer=self.id, search=self.record.row.number)


def _in_panel(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, Panel):
        widget = widget.parentWidget()
    return widget is not None
