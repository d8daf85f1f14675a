"""The panel of a price change: a new price for those who subscribe already, shown person by person first."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card, SumLine
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import DateEdit, MoneyEdit
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.shown import breakable
from desktop.gui.widgets.text import clear, label, line
from desktop.i18n import _, ngettext, translate
from desktop.i18n.dates import date_long
from desktop.i18n.numbers import amount, integer
from desktop.services import campaign
from desktop.services.campaign import Begun, Campaign, Shown
from desktop.services.changes import Changed
from desktop.services.shelf import ItemRow, Shelves

_NOTICE = 30
_MOST_DAYS, _MOST_PERCENT = 365, 500
_SHOWN = 8  # people shown by name


class CampaignPanel(Editor):
    """A percentage on the list price, or a new one; from the first renewal on or after a day, with notice."""

    def __init__(self, desk: Desk, shelves: Shelves, row: ItemRow) -> None:
        super().__init__(desk, _("Price change"), row.name)
        self._desk, self._row, self._currency = desk, row, shelves.currency
        self.shown: Shown | None = None
        self._earlier = _column()
        self.add(self._earlier)
        kinds = [Option("percent", _("A percentage on the list price")), Option("amount", _("A new price"))]
        self.kind = Choice(_("New price"), kinds, value="percent")
        self.add(self.kind)
        self.percent = NumberEdit(5, most=_MOST_PERCENT)
        self._percent_field = self.field(
            FormField(
                _("Per cent up, to whole kroner"),
                self.percent,
                check=lambda: "" if self.percent.text().strip() else _("Write how many per cent."),
            )
        )
        self.amount = MoneyEdit(currency=self._currency)
        self._amount_field = self.field(
            FormField(
                _("Price, kr"),
                self.amount,
                check=lambda: "" if self.amount.text().strip() else _("Fill in the price."),
            )
        )
        self.notice = NumberEdit(_NOTICE, least=0, most=_MOST_DAYS)
        self.day = DateEdit(_first_day(desk), today=desk.today)
        self.field(
            FormField(
                _("First day"),
                self.day,
                help_text=_("Each gets the new price at the first renewal from this day, when a commitment is over."),
                check=lambda: "" if self.day.value() else _("Fill in the first day."),
            )
        )
        self.field(FormField(_("Days of notice"), self.notice))
        self.box = _column()
        self.add(self.box)
        self.save_as(_("Change the price"), self._verb_now, said=_("The price change is planned."))
        self.set_note(_("Can be withdrawn for those who are not invoiced yet"))
        self.kind.chosen.connect(self.look)
        for field in (self.percent, self.notice, self.amount, self.day):
            field.changed.connect(self.look)
        self.look()
        self._look_back()

    def wanted(self) -> Campaign | None:
        """What is written, None while something is missing."""
        day, notice = self.day.value(), self.notice.value()
        new = self.percent.value() if self.kind.value() == "percent" else self.amount.value()
        if day is None or notice is None or new is None:
            return None
        if self.kind.value() == "percent":
            return Campaign(self._row.code, day, percent=new * 100, notice_days=notice)
        return Campaign(self._row.code, day, amount=new, notice_days=notice)

    def look(self, *_what: object) -> None:
        """Asks whom it moves."""
        by_percent = self.kind.value() == "percent"
        self._percent_field.setVisible(by_percent)
        self._amount_field.setVisible(not by_percent)
        self.shown = None
        self.set_busy(busy=True)
        self.set_fault("")
        wanted = self.wanted()
        if wanted is None:
            clear(self.box)
            return
        work = partial(campaign.preview, self._desk.session, campaign=wanted)
        self._desk.runner.start(work, owner=self, slot="campaign", done=self._show, failed=self._no)

    def _no(self, error: DomainError) -> None:
        clear(self.box)
        self.set_fault(translate(error.message))

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.set_busy(busy=not shown.rows)
        clear(self.box)
        layout = self.box.layout()
        if layout is not None:
            layout.addWidget(_preview(shown, self._currency))
        count = len(shown.rows)
        words = ngettext("Change the price for {count}", "Change the price for {count}", count)
        self._primary.setText(words.format(count=integer(count)) if count else _("Change the price"))

    def _verb_now(self) -> "partial[Changed]":
        wanted = self.wanted()
        assert wanted is not None  # noqa: S101 - the primary waits for it
        return partial(_begin, self._desk, wanted)

    # ---- what was begun ----

    def _look_back(self) -> None:
        work = partial(campaign.begun, self._desk.session)
        self._desk.runner.start(work, owner=self, slot="begun", done=self._show_begun)

    def _show_begun(self, found: tuple[Begun, ...]) -> None:
        clear(self._earlier)
        layout = self._earlier.layout()
        mine = [each for each in found if each.item == self._row.code and each.standing]
        if layout is None or not mine:
            return
        for each in mine:
            layout.addWidget(self._begun(each))
        layout.addWidget(line())

    def _begun(self, each: Begun) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        text = ngettext(
            "Price change from {day} stands for {count} subscription.",
            "Price change from {day} stands for {count} subscriptions.",
            each.standing,
        )
        words = text.format(day=date_long(each.first_day), count=integer(each.standing))
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(button(_("Withdraw"), partial(self._withdraw, each), in_row=True))
        return made

    def _withdraw(self, each: Begun) -> None:
        work = partial(campaign.withdraw, self._desk.session, command=each.command)
        self._desk.runner.start(work, lane="write", owner=self, done=self._withdrawn, failed=self._no)

    def _withdrawn(self, answer: tuple[int, Changed]) -> None:
        text = ngettext("{count} keeps the old price", "{count} keep the old price", answer[0])
        self._desk.toast(text.format(count=integer(answer[0])))
        self._look_back()
        self.look()


def _begin(desk: Desk, wanted: Campaign) -> Changed:
    return campaign.begin(desk.session, campaign=wanted)[2]


def _first_day(desk: Desk) -> date:
    """The first day of a month that the usual notice reaches."""
    day = desk.today() + timedelta(days=_NOTICE)
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _column() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    return made


def _preview(shown: Shown, currency: str) -> Card:
    count = len(shown.rows)
    card = Card(_("Who gets the new price"), aside=integer(count), preview=True)
    if not count:
        card.add(label(_("Nobody has an older price."), tone="text_secondary", wrap=True))
        return card
    for row in shown.rows[:_SHOWN]:
        figures = f"{amount(row.before, currency)} → {amount(row.after, currency)}"
        below = _("from {day}, letter by {letter}")
        below = below.format(day=date_long(row.first_day), letter=date_long(row.letter_by))
        card.add(SumLine(breakable(row.name), figures, below=below))
    if count > _SHOWN:
        text = ngettext("and {count} more", "and {count} more", count - _SHOWN)
        card.add(label(text.format(count=integer(count - _SHOWN)), look="small", tone="text_secondary"))
    card.add(line())
    before, after = sum(row.before for row in shown.rows), sum(row.after for row in shown.rows)
    card.add(SumLine(_("Together a period"), f"{amount(before, currency)} → {amount(after, currency)}", total=True))
    return card
