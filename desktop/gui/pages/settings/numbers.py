"""Number series of invoices and credit notes: where they stand, where they begin, and a new one with its prefix."""

from functools import partial

from desktop.domain.invoice import DocumentKind
from desktop.domain.text import N_
from desktop.gui.pages.base import Desk
from desktop.gui.pages.settings.section import Section
from desktop.gui.widgets.cards import Facts
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import Field, Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.i18n.dates import date_long
from desktop.services import settings
from desktop.services.changes import Changed
from desktop.services.settings import Numbering, Settings, numbering

KINDS = {DocumentKind.INVOICE: N_("Invoices"), DocumentKind.CREDIT_NOTE: N_("Credit notes")}
_MOST = 999_999_999
_FIRST = 10_001


class NumbersSection(Section):
    """A card a series."""

    def show_settings(self, found: Settings) -> None:
        self.begin()
        intro = self.card(_("Number series"), (_("New series …"), self.new_series))
        says = _("Each document gets the next number of its series, without gaps. A number is never used twice.")
        intro.add(label(says, tone="text_secondary", wrap=True))
        for row in numbering(found):
            acts = [] if row.is_used or not row.is_active else [(_("Set the first number …"), partial(self.first, row))]
            card = self.card(_(KINDS[row.kind]), *acts)
            card.add(Facts(*_facts(row), name_width=170))

    def new_series(self) -> None:
        """Opens the panel of a new series."""
        self.desk.open_panel(SeriesPanel(self.desk))

    def first(self, row: Numbering) -> None:
        """Opens the panel of the first number."""
        self.desk.open_panel(FirstNumberPanel(self.desk, row))


def _facts(row: Numbering) -> list[tuple[str, str]]:
    state = _("gives numbers now") if row.is_active else _("gives no more numbers")
    return [
        (_("Status"), state),
        (_("Prefix"), row.prefix or _("none")),
        (_("Next number"), row.next_number if row.is_active else ""),
        (_("Last document"), "" if row.last_day is None else date_long(row.last_day)),
    ]


class SeriesPanel(Editor):
    """A new series takes over from the one before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("New number series"))
        self.kind = Select([(kind, _(words)) for kind, words in KINDS.items()])
        self.field(FormField(_("For"), self.kind))
        self.prefix = Field()
        says = _("Stands before each number, such as B. A prefix is used by one series alone.")
        self.field(FormField(_("Prefix"), self.prefix, help_text=says, check=self._missing))
        self.first = NumberEdit(_FIRST, least=1, most=_MOST)
        self.field(FormField(_("First number"), self.first, check=self._missing_first))
        self.save_as(_("Begin the series"), self._verb_now, said=_("The new series gives the next number."))
        self.set_note(_("The series before gives no more numbers; its documents stay as they are."))

    def _missing(self) -> str:
        return "" if self.prefix.text().strip() else _("Fill in a prefix.")

    def _missing_first(self) -> str:
        return "" if self.first.value() is not None else _("Fill in a whole number.")

    def _verb_now(self) -> "partial[Changed]":
        kind, first = self.kind.value(), self.first.value()
        return partial(
            settings.begin_series,
            self.desk.session,
            kind=kind if isinstance(kind, DocumentKind) else DocumentKind.INVOICE,
            first=first if first is not None else _FIRST,
            prefix=self.prefix.text().strip(),
        )


class FirstNumberPanel(Editor):
    """Where an unused series begins, such as after the program before this one."""

    def __init__(self, desk: Desk, row: Numbering) -> None:
        super().__init__(desk, _("First number"), _(KINDS[row.kind]))
        self._kind = row.kind
        self.first = NumberEdit(int(row.next_number.removeprefix(row.prefix)), least=1, most=_MOST)
        says = _("Go on from the last number of the program you used before.")
        self.field(FormField(_("First number"), self.first, help_text=says, check=self._missing))
        self.save_as(_("Save the first number"), self._verb_now, said=_("The first number is saved."))
        self.set_note(_("It can be changed until the first document is issued."))

    def _missing(self) -> str:
        return "" if self.first.value() is not None else _("Fill in a whole number.")

    def _verb_now(self) -> "partial[Changed]":
        return partial(
            settings.set_first_number, self.desk.session, kind=self._kind, first=self.first.value() or _FIRST
        )
