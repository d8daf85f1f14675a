"""The foot of a plan: which numbers the documents get and what cannot be undone, then the button that counts."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.bars import CommitBar
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.time_left import TimeLeft
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer
from desktop.jobs import Step
from desktop.services.renewal import Figures


class PlanFoot(CommitBar):
    """The bar of a plan; without the right to write it has no button."""

    def __init__(self, pressed: Callable[[], object], *, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(button(_("Issue invoices"), pressed, style="primary"), parent=parent)
        self._left = TimeLeft()
        self._documents = 0
        self._waits = self._busy = False
        self._can_write = can_write
        self.primary.setVisible(can_write)
        self._enable()

    def show_figures(self, figures: Figures, *, is_today: bool, cautions: Sequence[str] = ()) -> None:
        """What will be issued, without those left out, and what to know before."""
        self._documents = figures.invoices + figures.credit_notes
        self.primary.setText(_button(figures))
        if self._can_write:
            self.show_words(_numbers(figures, is_today=is_today), " ".join([*cautions, _below(figures)]))
        self._enable()

    def set_waiting(self, *, waits: bool) -> None:
        """While the plan does not hold, the button waits for a new one."""
        self._waits = waits
        self._enable()

    def begin(self, text: str, *, safe: str = "", stop: str = "") -> None:
        """Work begins."""
        self._left, self._busy = TimeLeft(), True
        super().begin(text, safe=safe, stop=stop)

    def step(self, step: Step) -> None:
        """Shows a step, with the time that is left."""
        super().step(self._left.told(step))

    def end(self) -> None:
        """The work has ended; the button counts again if there is something to issue."""
        super().end()
        self._busy = False
        self._enable()

    def _enable(self) -> None:
        self.primary.setEnabled(bool(self._documents) and not self._waits and not self._busy)


def _button(figures: Figures) -> str:
    if figures.invoices or not figures.credit_notes:
        count = figures.invoices
        return ngettext("Issue {count} invoice", "Issue {count} invoices", count).format(count=integer(count))
    count = figures.credit_notes
    return ngettext("Issue {count} credit note", "Issue {count} credit notes", count).format(count=integer(count))


def _numbers(figures: Figures, *, is_today: bool) -> str:
    if not figures.invoices and not figures.credit_notes:
        if not figures.of:
            return _("There is nothing to issue through this day.")
        return _("Nothing is ticked, so there is nothing to issue.")
    said = [_("The documents are dated today.")] if is_today else []
    if figures.invoices:
        one, many = _("The invoice gets number {first}."), _("The invoices get numbers {first}–{last}.")
        said.insert(0, _range(one, many, figures.first, figures.last))
    return " ".join(said)


def _range(one: str, many: str, first: str, last: str) -> str:
    return (one if first == last else many).format(first=first, last=last)


def _below(figures: Figures) -> str:
    if not figures.invoices and not figures.credit_notes:
        return _("Tick at least one row.") if figures.of else ""
    said = [_("Issued documents do not change; errors are put right by a credit note. A backup is taken first.")]
    if figures.credit_notes:
        one, many = _("The credit note gets number {first}."), _("The credit notes get numbers {first}–{last}.")
        said.insert(0, _range(one, many, figures.first_note, figures.last_note))
    return " ".join(said)
