"""The panel for a new subscriber: who it is and how to reach them; the subscription comes on the record."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QHideEvent

from desktop.domain.errors import DomainError
from desktop.domain.subscriber import Subscriber
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.contact_form import ContactForm, new_subscriber
from desktop.gui.widgets.panel import Panel
from desktop.i18n import _, translate
from desktop.services import subscriber

Draft = Mapping[str, str]

_SHORT = 28  # a name of so many letters fits on the button


class NewSubscriberPanel(Panel):
    """Keeps what is typed through `keep`, until it is saved or given up; `done` gets the id of the new subscriber."""

    def __init__(
        self,
        desk: Desk,
        *,
        number: str,
        draft: Draft,
        keep: Callable[[Draft], object],
        done: Callable[[int, str], object],
    ) -> None:
        super().__init__(_("New subscriber"), _("A name is enough to begin with. The subscription comes next."))
        self._desk, self._keep, self._done = desk, keep, done
        self._over = False
        filled = new_subscriber(number)
        self.form = ContactForm(filled.subscriber, filled.contact)
        self.form.take_up(draft)
        self.add(self.form)
        self.form.edited.connect(self._name_act)
        self.form.edit("number").settled.connect(self._look_up)
        self._cancel.clicked.connect(self._give_up)
        self._name_act()

    def focus_first(self) -> None:
        self.form.first().setFocus()

    def _name_act(self) -> None:
        name = self.form.text("name")
        text = _("Add {name}").format(name=name) if 0 < len(name) <= _SHORT else _("Add subscriber")
        self.set_primary(text, self._save, ready=self.form.is_whole)

    # ---- the number ----

    def _look_up(self) -> None:
        number = self.form.text("number")
        work = partial(subscriber.by_number, self._desk.session, number=number)
        self._desk.runner.start(work, owner=self, done=self._tell_taken, slot="number")

    def _tell_taken(self, known: Subscriber | None) -> None:
        if known is not None and known.number == self.form.text("number"):
            said = _("{number} is the customer number of {name} already. Choose another.")
            self.form.fields["number"].set_fault(said.format(number=known.number, name=known.name))

    # ---- saving ----

    def _save(self) -> None:
        self.set_busy(busy=True)
        filled = self.form.value()
        work = partial(subscriber.add, self._desk.session, subscriber=filled.subscriber, contact=filled.contact)
        self._desk.runner.start(
            work,
            lane="write",
            owner=self,
            done=lambda answer: self._saved(int(answer[0]), filled.subscriber.name),
            failed=self._refused,
        )

    def _saved(self, made: int, name: str) -> None:
        self._over = True
        self._keep({})
        self.close_panel()
        self._done(made, name)

    def _refused(self, error: DomainError) -> None:
        self.set_busy(busy=False)
        self.set_fault(translate(error.message))

    def _give_up(self) -> None:
        self._over = True
        self._keep({})

    def hideEvent(self, event: QHideEvent) -> None:
        if not self._over:
            self._keep(self.form.draft())
        super().hideEvent(event)
