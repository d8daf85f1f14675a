"""What the panels of a subscription's life share: fields, a preview of them, and one act that says all."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import MovePanel
from desktop.gui.widgets.fields import DateEdit, Field
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.shown import day_words
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services.record import SubscriptionView
from desktop.services.subscription import Move


class Wanted(NamedTuple):
    """What a panel's fields come to: the move, the words on its act, and what is said when it is done."""

    move: Move
    act: str
    said: str


class LifePanel(MovePanel):
    """A panel says its fields in `build` and what they come to in `wanted`, None with the reason while they miss it."""

    command: ClassVar[str]

    def __init__(self, desk: Desk, deeds: Deeds, view: SubscriptionView, act: str) -> None:
        super().__init__(desk, deeds, view, act)
        self._verb = act
        self.fields: list[FormField] = []
        self.missing = ""
        self.build()
        self.add(self.box)
        self.set_primary(act, self._save, ready=self._is_whole)
        self.look()

    def build(self) -> None:
        """Adds the fields; each tells `look` when it changes."""
        raise NotImplementedError

    def wanted(self) -> Wanted | None:
        """What the fields come to. None while something is missing, with the words for it in `missing`."""
        raise NotImplementedError

    def field(self, text: str, field: QWidget, *, help_text: str = "", must: str = "") -> FormField:
        """Adds a field with its label; `must` is the fault of an empty one."""
        check = (lambda: must if isinstance(field, Field) and not field.text().strip() else "") if must else None
        made = FormField(text, field, help_text=help_text, check=check)
        self.fields.append(made)
        self.add(made)
        return made

    def day_field(self, text: str, day: date | None, *, must: str = "", help_text: str = "") -> DateEdit:
        """Adds a field for a day."""
        edit = DateEdit(day, today=lambda: self.today)
        edit.changed.connect(self.look)
        self.field(text, edit, must=must, help_text=help_text)
        return edit

    def say(self, text: str) -> None:
        """Adds a sentence."""
        self.add(label(text, wrap=True, tone="text_secondary"))

    def words(self, day: date) -> str:
        """A day as people say it."""
        return day_words(day, today=self.today)

    def look(self, *_what: object) -> None:
        """Proposes what the fields come to, or says what is missing."""
        wanted = self.wanted()
        if wanted is None:
            self._primary.setText(self._verb)
            self.nothing(self.missing)
            return
        self._primary.setText(wanted.act)
        self.propose(wanted.move)

    def _is_whole(self) -> bool:
        return first_fault(self.fields) is None and self.wanted() is not None

    def _save(self) -> None:
        wanted = self.wanted()
        if wanted is not None:
            self.carry_out(wanted.move, name=self.command, said=wanted.said)


def reasons(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The reasons of a list, with none stated first."""
    return [("", _("Not stated")), *((key, _(text)) for key, text in words)]
