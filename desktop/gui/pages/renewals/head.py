"""The head of a plan: what it comes to, how that compares with the last run, and through which day it reaches."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import KeyFigure
from desktop.gui.widgets.fields import DateEdit
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.text import clear, line
from desktop.i18n import _, ngettext
from desktop.i18n.dates import date_long
from desktop.i18n.numbers import amount, integer, money, percent
from desktop.services.renewal import Figures, LastRun, ShownPlan


class PlanHead(QFrame):
    """Key figures at the left; at the right the day, and the button that works the plan out."""

    def __init__(self, run: Callable[[], object], *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "head")
        self.day = DateEdit(today(), today=today)
        self.day.setFixedWidth(theme.px(132))
        self.field = FormField(_("Issued through"), self.day, check=self._fault)
        self.run = button(_("Work out"), run, icon="refresh-cw")
        self._parts: list[tuple[KeyFigure, QFrame]] = []
        self._figures = QWidget()
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(theme.px(22))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        row.setSpacing(theme.px(8))
        row.addWidget(self._figures)
        row.addStretch(1)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.run, 0, Qt.AlignmentFlag.AlignBottom)
        self.setMinimumHeight(theme.px(84))

    def _fault(self) -> str:
        return "" if self.day.value() is not None else _("Fill in the day. Write the date like 25.11.2026.")

    def show_figures(self, plan: ShownPlan, figures: Figures) -> None:
        """Shows what the plan comes to without those left out."""
        clear(self._figures)
        parts = [KeyFigure(_("To invoice"), money(figures.total), _vat(figures))]
        if plan.last is not None and figures.of:
            parts.append(_compared(plan.last, plan.difference(figures)))
        parts.append(KeyFigure(_("Subscribers"), integer(figures.payers), _of(figures)))
        layout = self._figures.layout()
        self._parts = [(part, line(strong=True, upright=True)) for part in parts]
        for part, before in self._parts:
            if layout is not None:
                layout.addWidget(before)
                layout.addWidget(part)
        self._fit()

    def _fit(self) -> None:
        """As many figures as there is room for; none is cut short."""
        gap = theme.px(22)
        room = self.width() - self.field.sizeHint().width() - self.run.sizeHint().width() - theme.px(64)
        for at, (part, before) in enumerate(self._parts):
            room -= part.sizeHint().width() + (2 * gap if at else 0)
            part.setVisible(not at or room >= 0)
            before.setVisible(bool(at) and room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _vat(figures: Figures) -> str:
    if len(figures.vat) == 1:
        rate, vat = figures.vat[0]
        return _("of which VAT {rate}: {amount}").format(rate=percent(rate), amount=amount(vat))
    return _("of which VAT: {amount}").format(amount=amount(sum(vat for _rate, vat in figures.vat)))


def _compared(last: LastRun, difference: int) -> KeyFigure:
    sign = "+" if difference > 0 else ""
    words = _("Against run {number}, {day}").format(number=last.number, day=date_long(last.day, year=last.day.year))
    below = ngettext("{total}, {count} subscriber", "{total}, {count} subscribers", last.payers)
    return KeyFigure(
        words, f"{sign}{money(difference)}", below.format(total=money(last.total), count=integer(last.payers))
    )


def _of(figures: Figures) -> str:
    return _("of {count} in the plan").format(count=integer(figures.of))
