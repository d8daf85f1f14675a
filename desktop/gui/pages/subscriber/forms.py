"""The panels that change what is written of a subscriber: contact, a temporary address, preferences, notes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.domain.period import ONE_DAY, OPEN_END
from desktop.domain.subscriber import Contact, ContactRole, faults_of
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.contact_form import AddressFields, ContactForm
from desktop.gui.widgets.fields import CheckBox, DateEdit, Field, Select
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.shown import day_words, short
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.services import subscriber, subscription
from desktop.services.record import Record, SubscriptionView

Draft = Mapping[str, str]
Keep = Callable[[Draft], object]


class DraftPanel(Panel):
    """A panel whose typed text survives Esc and leaving the page, until it is saved or given up."""

    def __init__(self, desk: Desk, deeds: Deeds, act: str, of: str, keep: Keep) -> None:
        super().__init__(act, of)
        self.desk, self.deeds, self._keep = desk, deeds, keep
        self._over = False
        self._cancel.clicked.connect(self.forget)

    def draft(self) -> Draft:
        """What has been typed."""
        raise NotImplementedError

    def forget(self) -> None:
        """It is saved, or given up."""
        self._over = True
        self._keep({})

    def hideEvent(self, event: QHideEvent) -> None:
        if not self._over:
            self._keep(self.draft())
        super().hideEvent(event)

    def write(self, work: Callable[[], object], *, said: str) -> None:
        """Saves, and then forgets the draft."""
        self.deeds.save(self, work, said=said, done=lambda: self._keep({}))


class ContactPanel(DraftPanel):
    """Corrects who the subscriber is and how to reach them."""

    def __init__(self, desk: Desk, deeds: Deeds, record: Record, *, draft: Draft, keep: Keep) -> None:
        owner = record.person.subscriber
        super().__init__(desk, deeds, _("Edit contact"), short(owner.name), keep)
        contact = record.contact or Contact(ContactRole.PRIMARY, owner.name)
        self.form = ContactForm(owner, contact)
        self.form.take_up(draft)
        self.add(self.form)
        self.set_primary(_("Save the contact"), self._save, ready=self.form.is_whole)

    def draft(self) -> Draft:
        return self.form.draft()

    def focus_first(self) -> None:
        self.form.first().setFocus()

    def _save(self) -> None:
        filled = self.form.value()
        work = partial(subscriber.change, self.desk.session, subscriber=filled.subscriber, contact=filled.contact)
        self.write(work, said=_("The contact is saved"))


class TemporaryPanel(DraftPanel):
    """An address for a range of days; afterwards the usual one holds again by itself."""

    def __init__(self, desk: Desk, deeds: Deeds, record: Record, *, draft: Draft, keep: Keep) -> None:
        self._owner = record.person.subscriber
        super().__init__(desk, deeds, _("Temporary address"), short(self._owner.name), keep)
        self._base = record.contact or Contact(ContactRole.PRIMARY, self._owner.name)
        today = desk.today()
        self.role = Choice(
            _("What goes there"),
            [
                Option(ContactRole.DELIVERY.value, _("Deliveries")),
                Option(ContactRole.PRIMARY.value, _("Deliveries, letters and invoices")),
            ],
            value=ContactRole.DELIVERY.value,
        )
        self.first_day, self.last_day = DateEdit(today, today=desk.today), DateEdit(today=desk.today)
        self._first = FormField(_("First day"), self.first_day, check=self._first_fault)
        self._last = FormField(_("Last day"), self.last_day, check=self._last_fault)
        self.fields = AddressFields(self._faults)
        self.add(label(_("What goes there"), look="small", weight=500))
        for part in (self.role, self._first, self._last, self.fields):
            self.add(part)
        self._take_up(draft)
        for edit in (self.first_day, self.last_day):
            edit.changed.connect(self._name_act)
        self._name_act()

    def _name_act(self, *_what: object) -> None:
        last = self.last_day.value()
        text = _("Save the address")
        if last is not None:
            text = _("Save until {day}").format(day=day_words(last, today=self.desk.today()))
        self.set_primary(text, self._save, ready=self._is_whole)

    def _first_fault(self) -> str:
        return "" if self.first_day.value() else _("Write the first day.")

    def _last_fault(self) -> str:
        first, last = self.first_day.value(), self.last_day.value()
        if last is None:
            return _("Write the last day.")
        return _("The last day must come after the first.") if first is not None and last < first else ""

    def _text(self, key: str) -> str:
        field = self.fields.fields[key].field
        return field.text().strip() if isinstance(field, Field) else ""

    def _faults(self) -> Mapping[str, str]:
        found = {key: translate(message) for key, message in reversed(faults_of(self._owner, self._contact()))}
        if not self._text("address1"):
            found.setdefault("address1", _("Fill in the address."))
        if not self._text("city"):
            found.setdefault("city", _("Fill in the city."))
        return found

    def _contact(self) -> Contact:
        first, last = self.first_day.value(), self.last_day.value()
        return replace(
            self._base,
            id=0,
            role=ContactRole(str(self.role.value())),
            from_day=first or self.desk.today(),
            to_day=OPEN_END if last is None else last + ONE_DAY,
            care_of=self._text("care_of"),
            address1=self._text("address1"),
            address2=self._text("address2"),
            postcode=self._text("postcode"),
            city=self._text("city"),
        )

    def _is_whole(self) -> bool:
        return first_fault([self._first, self._last, *self.fields.fields.values()]) is None

    def draft(self) -> Draft:
        typed = {key: self._text(key) for key in self.fields.fields}
        return typed | {"first": self.first_day.text(), "last": self.last_day.text(), "role": str(self.role.value())}

    def _take_up(self, draft: Draft) -> None:
        for key, field in self.fields.fields.items():
            if key in draft and isinstance(field.field, Field):
                field.field.setText(draft[key])
        self.first_day.setText(draft.get("first", self.first_day.text()))
        self.last_day.setText(draft.get("last", ""))
        self.role.set_value(draft.get("role", ContactRole.DELIVERY.value))

    def focus_first(self) -> None:
        self.first_day.setFocus()

    def _save(self) -> None:
        work = partial(subscriber.add_contact, self.desk.session, subscriber=self._owner.id, contact=self._contact())
        self.write(work, said=_("The temporary address is saved"))


class PreferencesPanel(Panel):
    """Other answers to what the product asks."""

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView) -> None:
        of = _("{product}, subscription {number}").format(product=view.product.name, number=view.life.number)
        super().__init__(_("Edit preferences"), of)
        self._desk, self._deeds, self._view = desk, deeds, view
        self.answers: dict[str, Select | Field] = {}
        for each in view.product.preferences:
            now = view.life.preferences.get(each.key, each.default)
            self.answers[each.key] = field = _answer(each.choices, now)
            self.add(FormField(each.label, field))
        self.set_primary(_("Save the preferences"), self._save)

    def _save(self) -> None:
        wanted = {
            key: str(field.value()) if isinstance(field, Select) else field.text().strip()
            for key, field in self.answers.items()
        }
        before = dict(self._view.life.preferences)
        work = partial(self._write, before | wanted)
        self._deeds.save(self, work, said=_("The preferences are saved"), undo=lambda _answer: self._undo(before))

    def _write(self, wanted: Mapping[str, str]) -> object:
        session = self._desk.session
        life = subscription.get(session, subscription=self._view.life.id)
        return subscription.change_preferences(session, subscription=life, preferences=wanted)

    def _undo(self, before: Mapping[str, str]) -> None:
        self._deeds.save(None, partial(self._write, before), said=_("The preferences are as before"))


def _answer(choices: tuple[str, ...], now: str) -> Select | Field:
    if not choices:
        return Field(now)
    # What was chosen before stays a choice, even when the product no longer offers it.
    options = choices if now in choices or not now else (*choices, now)
    field = Select([(one, one) for one in options])
    if now:
        field.set_value(now)
    return field


class NotePanel(DraftPanel):
    """A new note, or another text of one."""

    def __init__(self, desk: Desk, deeds: Deeds, record: Record, *, note: int | None, draft: Draft, keep: Keep) -> None:
        owner = record.person.subscriber
        act = _("New note") if note is None else _("Edit the note")
        super().__init__(desk, deeds, act, short(owner.name), keep)
        self._subscriber = owner.id
        self._written = next((one for one in record.person.notes if one.id == note), None)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(140))
        self.text.setPlainText(draft.get("text", self._written.text if self._written else ""))
        self._field = FormField(_("Note"), self.text)
        self.text.textChanged.connect(lambda: self._field.set_fault(""))
        pinned = draft.get("pinned", "yes" if self._written and self._written.pinned else "")
        self.pinned = CheckBox(_("Keep it on top"), checked=bool(pinned))
        self.add(self._field)
        self.add(self.pinned)
        self.set_primary(_("Save the note"), self._save, ready=self._is_whole)

    def draft(self) -> Draft:
        return {"text": self.text.toPlainText(), "pinned": "yes" if self.pinned.isChecked() else ""}

    def focus_first(self) -> None:
        self.text.setFocus()

    def _is_whole(self) -> bool:
        if self.text.toPlainText().strip():
            return True
        self._field.set_fault(_("Write something, or close the note."))
        self.text.setFocus()
        return False

    def _save(self) -> None:
        text, pinned, session = self.text.toPlainText(), self.pinned.isChecked(), self.desk.session
        if self._written is None:
            work: Callable[[], object] = partial(
                subscriber.add_note, session, subscriber=self._subscriber, text=text, pinned=pinned
            )
        else:
            changed = self._written._replace(text=text.strip(), pinned=pinned)
            work = partial(subscriber.change_note, session, note=changed)
        self.write(work, said=_("The note is saved"))
