"""A panel that changes something with one verb: fields checked together, one write, a refusal shown in place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from desktop.domain.errors import DomainError
from desktop.gui.runner import Runner
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.panel import Panel
from desktop.i18n import _, translate
from desktop.services.changes import Changed

if TYPE_CHECKING:
    from desktop.services.context import Session


class Host(Protocol):
    """What of the window a panel needs."""

    runner: Runner
    session: "Session"

    def close_panel(self) -> bool: ...
    def toast(self, text: str) -> None: ...


class Editor(Panel):
    """A panel that saves with one verb. Fill it with `field`, then give `save_as` the primary's words and the verb."""

    def __init__(self, desk: Host, act: str, of: str = "") -> None:
        super().__init__(act, of)
        self.desk = desk
        self.fields: list[FormField] = []
        self._verb: Callable[[], Callable[[], Changed]] = lambda: lambda: Changed.NOTHING
        self._said = ""

    def field(self, made: FormField) -> FormField:
        """Puts a field at the end and has it checked before saving."""
        self.fields.append(made)
        self.add(made)
        return made

    def name_field(self, words: str, text: str, *, missing: str, help_text: str = "") -> Field:
        """A line of text that must not be empty."""
        made = Field(text)
        self.field(FormField(words, made, help_text=help_text, check=lambda: "" if made.text().strip() else missing))
        return made

    def save_as(self, words: str, verb: Callable[[], Callable[[], Changed]], *, said: str) -> None:
        """`verb` reads the fields in the window's thread and gives the work; `said` is told when it is done."""
        self._verb, self._said = verb, said
        self.set_primary(words, self._save, ready=lambda: first_fault(self.shown_fields()) is None)

    def shown_fields(self) -> list[FormField]:
        """The fields that are shown: what does not count for the choices made is not checked."""
        return [field for field in self.fields if not field.isHidden()]

    def _save(self) -> None:
        try:
            work = self._verb()
        except DomainError as error:
            self._refused(error)
            return
        self.set_busy(busy=True)
        self.desk.runner.start(work, lane="write", owner=self, done=self._saved, failed=self._refused)

    def _saved(self, _changed: Changed) -> None:
        self.desk.close_panel()
        self.desk.toast(self._said or _("Saved."))

    def _refused(self, error: DomainError) -> None:
        self.set_busy(busy=False)
        self.set_fault(translate(error.message))
