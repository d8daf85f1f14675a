"""What a change will do, in kroner and days: the lines it makes, the next invoices before and after, what stops."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGraphicsOpacityEffect, QGridLayout, QVBoxLayout, QWidget

from desktop.domain.subscription import last_day_of
from desktop.gui import theme
from desktop.gui.pages.subscriber.cards import fault_line
from desktop.gui.widgets.cards import Card, SumLine
from desktop.gui.widgets.columns import height_as_laid
from desktop.gui.widgets.shown import breakable
from desktop.gui.widgets.text import clear, label, line
from desktop.i18n import _, ngettext, translate
from desktop.i18n.dates import date_long, date_narrow, date_range
from desktop.i18n.numbers import amount
from desktop.services.outlook import AheadRow, Preview, PreviewLine

_STALE = 0.55


class PreviewWords(NamedTuple):
    """Names in a preview: the plan it leads to, the product that goes without saying, what the sum is called."""

    plan: str
    product: str
    total: str


class PreviewBox(QWidget):
    """Shows a preview; while the next is computed the old one stays, muted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What will happen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return height_as_laid(self, super().minimumSizeHint())

    def mute(self, *, on: bool) -> None:
        """Mutes what is shown while it is computed anew."""
        if not on:
            self.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes none; its stubs do not say so
            return
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(_STALE)
        self.setGraphicsEffect(effect)

    def show_words(self, text: str) -> None:
        """A sentence in place of a preview."""
        clear(self)
        self._put(label(text, tone="text_secondary", wrap=True))

    def show_fault(self, text: str) -> None:
        """Why there is no preview, and what to do."""
        clear(self)
        self._put(fault_line(text))

    def show_preview(self, preview: Preview, words: PreviewWords, *, today: date) -> None:
        """Shows what will happen."""
        self.mute(on=False)
        clear(self)
        if preview.fault is not None:
            self._put(fault_line(translate(preview.fault)))
            return
        self._put(_what_happens(preview, words, today=today))
        for text in sentences(preview, plan=words.plan):
            self._put(fault_line(text, tone="info"))
        if preview.ahead:
            self._put(_ahead(preview, today=today))

    def _put(self, widget: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)


def _what_happens(preview: Preview, words: PreviewWords, *, today: date) -> Card:
    if not preview.lines:
        card = Card(_("This happens"), preview=True)
        card.add(label(_("Nothing is invoiced or deducted for the change itself."), tone="text_secondary", wrap=True))
        return card
    unit = _("kr incl. VAT") if preview.shows_vat else _("kr excl. VAT")
    card = Card(_("This happens"), aside=unit, preview=True)
    for each in preview.lines:
        item = each.text.removeprefix(f"{words.product}, ")
        text = _("Deduction for {item}").format(item=item) if each.is_credit else item
        card.add(SumLine(breakable(text), amount(each.amount, preview.currency), below=_days(each, today=today)))
    rest = preview.difference - sum(each.amount for each in preview.lines)
    if rest and preview.shows_vat:
        card.add(SumLine(_("Instead of what was to be invoiced"), amount(rest, preview.currency)))
    card.add(line())
    total = words.total if preview.shows_vat else _("{sum}, incl. VAT").format(sum=words.total)
    card.add(SumLine(total, amount(preview.difference, preview.currency), total=True))
    return card


def _days(each: PreviewLine, *, today: date) -> str:
    days = date_range(each.from_day, each.to_day, year=today.year)
    if (each.share_num, each.share_den) == (1, 1):
        return days
    return _("{days} of {all} days, {range}").format(days=each.share_num, all=each.share_den, range=days)


def sentences(preview: Preview, *, plan: str) -> list[str]:
    """What stops, what becomes included, which agreed price ends, and what is replaced."""
    said = [
        _stop(slot, name, preview, plan) for slot, name in zip(preview.effect.stopped, preview.stopped, strict=True)
    ]
    included = _("{add_on} is included in {plan} and is no longer paid for.")
    said += [included.format(add_on=name, plan=plan) for name in preview.included]
    if preview.effect.ends_agreed:
        said.append(_("The agreed price ends. From then on the list price holds."))
    if preview.replaced:
        count = len(preview.replaced)
        text = ngettext("{count} planned change loses its force.", "{count} planned changes lose their force.", count)
        said.append(text.format(count=count))
    said += [translate(notice) for notice in preview.notices]
    return said


def _stop(slot: str, name: str, preview: Preview, plan: str) -> str:
    if plan:
        text = _("{add_on} cannot be combined with {plan} and ends the same day.")
        return text.format(add_on=name, plan=plan)
    stops = (change for change in preview.effect.changes if change.slot == slot)
    day = next((last_day_of(change) for change in stops), preview.effect.effective)
    return _("{item} ends, last day {day}").format(item=name, day=date_long(day)) + "."


def _ahead(preview: Preview, *, today: date) -> Card:
    card = Card(_("Next three invoices"), preview=True)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(6))
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(_("before"), look="small", tone="text_secondary", right=True), 0, 2)
    grid.addWidget(label(_("after"), look="small", tone="text_secondary", right=True), 0, 3)
    for at, row in enumerate(preview.ahead, start=1):
        _fill(grid, at, row, preview.currency, today)
    card.add(holder)
    return card


def _fill(grid: QGridLayout, at: int, row: AheadRow, currency: str, today: date) -> None:
    issued = date_narrow(row.issue_day) if row.issue_day.year == today.year else date_long(row.issue_day)
    due = "" if row.due_day is None else _("due {day}").format(day=date_narrow(row.due_day))
    grid.addWidget(label(issued, tabular=True), at, 0)
    grid.addWidget(label(due, look="small", tone="text_secondary"), at, 1)
    for column, value in ((2, row.before), (3, row.after)):
        strong = column == 3 and row.before != row.after  # noqa: PLR2004 - the last column
        shown = "–" if value is None else amount(value, currency)
        tone = "" if column == 3 else "text_secondary"  # noqa: PLR2004 - the same
        grid.addWidget(label(shown, weight=600 if strong else 0, tone=tone, tabular=True, right=True), at, column)
