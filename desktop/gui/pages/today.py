"""Today: what needs a person, as decisions with one button each; the figures stand aside and ask for nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.actions import Action
from desktop.gui.pages.base import Desk, Opened, Page
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card, EmptyState, Start
from desktop.gui.widgets.columns import TwoColumns
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.shown import short, weekday_and_day
from desktop.gui.widgets.text import icon_label, label, line
from desktop.i18n import _, ngettext, translate
from desktop.i18n.numbers import integer, money, whole_money
from desktop.services import analytics
from desktop.services.analytics import Overview
from desktop.services.changes import Changed

_OPENED = 5  # records last opened
_NAMED = 3  # people named in a sentence


class Decision(NamedTuple):
    """One thing to decide: what, a few words more, how much, and the button that leads there."""

    icon: str
    tone: str
    text: str
    below: str
    amount: str
    act: str
    run: Callable[[], object]


class TodayPage(Page):
    """Answers «what needs me?» before anything else."""

    shows: ClassVar[Changed] = (
        Changed.SUBSCRIBER
        | Changed.SUBSCRIPTION
        | Changed.RENEWAL
        | Changed.INVOICE
        | Changed.PAYMENT
        | Changed.CATALOG
        | Changed.SETTINGS
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.overview: Overview | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def title(self) -> str:
        return _("Today")

    def aside(self) -> str:
        return weekday_and_day(self.desk.today(), today=self.desk.today())

    def open(self, **_args: object) -> None:
        self._look()

    def refresh(self, changed: Changed) -> None:
        self._look()

    def _look(self) -> None:
        work = partial(analytics.overview, self.desk.session)
        self.desk.runner.start(work, owner=self, done=self._show, slot="overview")

    def acts(self) -> Sequence[Action]:
        return (
            Action(
                id="subscriber.new",
                text=_("New subscriber"),
                run=lambda: self.desk.navigate("subscribers", new=True),
                shortcut="Ctrl+N",
                menu="subscription",
                icon="plus",
            ),
        )

    def main_act(self) -> str:
        return "subscriber.new"

    def first_focus(self) -> QWidget | None:
        return next(iter(self._buttons()), None)

    def _buttons(self) -> list[QPushButton]:
        return self._shown.findChildren(QPushButton) if self._shown else []

    # ---- what is shown ----

    def _show(self, overview: Overview) -> None:
        focused = QApplication.focusWidget()
        at = next((n for n, one in enumerate(self._buttons()) if one is focused), None)
        nothing_yet = self.overview is None
        self.overview = overview
        before, self._shown = self._shown, self._page_of(overview)
        self._body.addWidget(self._shown)
        if before is not None:
            before.hide()
            before.deleteLater()
        self.desk.set_badge("today", overview.must)
        buttons = self._buttons()
        elsewhere = isinstance(focused, QLineEdit) or (focused is not None and self.isAncestorOf(focused))
        if buttons and (at is not None or (nothing_yet and self.isVisible() and not elsewhere)):
            buttons[min(at or 0, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_of(self, overview: Overview) -> QWidget:
        if not overview.subscribers:
            return self._empty()
        columns = TwoColumns(side_width=340, narrow=860)
        must, later = self._must(overview), self._later(overview)
        if not must and not later:
            columns.wide.addWidget(_nothing())
        for title, decisions in ((_("To be done today"), must), (_("Can wait"), later)):
            if decisions:
                columns.wide.addWidget(label(title, look="heading"))
                columns.wide.addWidget(_decisions(title, decisions))
                columns.wide.addSpacing(theme.px(6))
        columns.side.addWidget(_figures(overview))
        opened = self.desk.recent()[:_OPENED]
        if opened:
            columns.side.addWidget(self._recent(opened))
        columns.end()
        columns.even_out([one for one in columns.findChildren(QPushButton) if one.property("kind") == "plain"])
        return scrolling(columns)

    def _recent(self, opened: Sequence[Opened]) -> Card:
        card = Card(_("Last opened"))
        for each in opened:
            run = partial(self.desk.navigate, each.route, **each.args)
            link = button(short(each.title, 32), run, style="link", icon=each.icon)
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _empty(self) -> QWidget:
        return EmptyState(
            _("Nobody subscribes yet"),
            _("Here you will see what needs you, day by day."),
            Start(
                "user-plus",
                _("Enter the first one"),
                _("A name and an address will do. Subscription and payment can come later."),
                _("New subscriber"),
                lambda: self.desk.navigate("subscribers", new=True),
            ),
            Start(
                "package",
                _("Set up what you sell"),
                _("Products, plans and prices come before the first subscription."),
                _("Products and prices"),
                lambda: self.desk.navigate("catalog"),
            ),
        )

    # ---- the decisions ----

    def _must(self, overview: Overview) -> list[Decision]:
        found = []
        run = overview.unfinished
        if run is not None:
            text = _("Run {number} stopped after {done} of {planned} invoices").format(
                number=run.number, done=integer(run.done_documents), planned=integer(run.planned_documents)
            )
            below = _("What is done is saved. No invoice is made twice.")
            found.append(Decision("refresh-cw", "danger", text, below, "", _("Continue the run"), self._go("renewals")))
        if overview.now.payers:
            found.append(self._due(overview))
        if overview.set_aside:
            found.append(self._set_aside(overview))
        return found

    def _due(self, overview: Overview) -> Decision:
        due = overview.now
        text = ngettext(
            "{count} subscriber is to be invoiced today", "{count} subscribers are to be invoiced today", due.payers
        ).format(count=integer(due.payers))
        aside = ngettext(
            "{count} is set aside and must be put right first",
            "{count} are set aside and must be put right first",
            due.set_aside,
        ).format(count=integer(due.set_aside))
        below = aside if due.set_aside else _("Nobody is set aside")
        amount = "" if due.total is None else money(due.total, overview.currency)
        go = self._go("renewals", target=due.through)
        return Decision("refresh-cw", "info", text, below, amount, _("Open the run plan"), go)

    def _set_aside(self, overview: Overview) -> Decision:
        rows = overview.set_aside
        text = ngettext(
            "{count} subscriber is set aside and not invoiced",
            "{count} subscribers are set aside and not invoiced",
            len(rows),
        ).format(count=integer(len(rows)))
        first = rows[0]
        below = f"{short(first.name, 40)}: {translate(first.reason)}"
        amount = money(sum(row.amount for row in rows), overview.currency)
        if len(rows) == 1:
            return Decision(
                "triangle-alert",
                "warn",
                text,
                below,
                amount,
                _("Open the subscriber"),
                lambda: self.desk.navigate("subscriber", id=first.payer),
            )
        return Decision("triangle-alert", "warn", text, below, amount, _("See who"), self._go("renewals"))

    def _later(self, overview: Overview) -> list[Decision]:
        found = []
        soon = overview.soon
        if soon.payers:
            day = weekday_and_day(soon.through, today=overview.today)
            text = ngettext(
                "{count} more is to be invoiced by {day}", "{count} more are to be invoiced by {day}", soon.payers
            ).format(count=integer(soon.payers), day=day)
            amount = "" if soon.total is None else money(soon.total, overview.currency)
            go = self._go("renewals", target=soon.through)
            below = _("They can be taken along in the same run")
            found.append(Decision("calendar", "text_secondary", text, below, amount, _("See the run plan"), go))
        if overview.overdue:
            found.append(self._overdue(overview))
        if overview.lost:
            found.append(self._lost(overview))
        if overview.ending:
            found.append(self._ending(overview))
        return found

    def _overdue(self, overview: Overview) -> Decision:
        text = ngettext("{count} invoice is overdue", "{count} invoices are overdue", overview.overdue).format(
            count=integer(overview.overdue)
        )
        below = ngettext("{count} subscriber owes", "{count} subscribers owe", overview.overdue_payers).format(
            count=integer(overview.overdue_payers)
        )
        amount = money(overview.overdue_total, overview.currency)
        run = self._go("subscribers", overdue=True)
        return Decision("bell", "text_secondary", text, below, amount, _("See who owes"), run)

    def _ending(self, overview: Overview) -> Decision:
        count = len(overview.ending)
        text = ngettext(
            "{count} subscription ends within two weeks", "{count} subscriptions end within two weeks", count
        ).format(count=integer(count))
        names = [
            f"{short(each.name, 30)} {weekday_and_day(each.last_day, today=overview.today)}"
            for each in overview.ending[:_NAMED]
        ]
        more = count - len(names)
        below = ", ".join(names) + (_(" and {count} more").format(count=integer(more)) if more else "")
        run = self._go("subscribers", status="cancelled")
        return Decision("calendar-x", "text_secondary", text, below, "", _("See who"), run)

    def _lost(self, overview: Overview) -> Decision:
        numbers = dict.fromkeys(each.number for each in overview.lost)
        text = ngettext(
            "{count} subscription has days that are not invoiced",
            "{count} subscriptions have days that are not invoiced",
            len(numbers),
        ).format(count=integer(len(numbers)))
        first = overview.lost[0]
        since = weekday_and_day(first.start, today=overview.today)
        below = _("{name}, {item}, since {day}").format(name=short(first.name, 40), item=first.item, day=since)
        run = self._go("subscriber", id=first.subscriber)
        return Decision("triangle-alert", "text_secondary", text, below, "", _("Open the subscriber"), run)

    def _go(self, route: str, **args: object) -> Callable[[], object]:
        return lambda: self.desk.navigate(route, **args)


def _decisions(title: str, decisions: Sequence[Decision]) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    card.setAccessibleName(title)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    for rank, decision in enumerate(decisions):
        if rank:
            column.addWidget(line())
        column.addWidget(_row(decision))
    return card


def _row(decision: Decision) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.px(16), theme.px(9), theme.px(14), theme.px(9))
    row.setSpacing(theme.px(12))
    words = QVBoxLayout()
    words.setSpacing(theme.px(1))
    words.addWidget(label(decision.text, look="emphasis", wrap=True))
    words.addWidget(label(decision.below, look="small", tone="text_secondary", wrap=True))
    act = button(decision.act, decision.run)
    act.setMinimumWidth(theme.px(152))
    act.setAccessibleDescription(f"{decision.text}. {decision.amount}")
    row.addWidget(icon_label(decision.icon, tone=decision.tone, size=18))
    row.addLayout(words, 1)
    if decision.amount:
        row.addWidget(label(decision.amount, tabular=True, right=True))
    row.addWidget(act)
    return made


def _nothing() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, theme.px(80), 0, theme.px(80))
    column.addWidget(icon_label("circle-check", tone="ok", size=32), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(label(_("Nothing is urgent today."), look="title"), 0, Qt.AlignmentFlag.AlignHCenter)
    return made


def _figures(overview: Overview) -> Card:
    card = Card(_("Right now"))
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme.px(6))
    grid.setHorizontalSpacing(theme.px(16))
    grid.setColumnStretch(0, 1)
    invoices = ngettext("{count} invoice", "{count} invoices", overview.unpaid).format(count=integer(overview.unpaid))
    people = ngettext("{count} subscriber", "{count} subscribers", overview.overdue_payers).format(
        count=integer(overview.overdue_payers)
    )
    rows = (
        (_("Active subscribers"), integer(overview.active), ""),
        (_("Outstanding"), whole_money(overview.unpaid_total, overview.currency), invoices),
        (_("Of which overdue"), whole_money(overview.overdue_total, overview.currency), people),
    )
    for at, (name, figure, more) in enumerate(rows):
        grid.addWidget(label(name, tone="text_secondary"), at, 0)
        grid.addWidget(label(figure, weight=600, tabular=True, right=True), at, 1)
        grid.addWidget(label(more, look="small", tone="text_secondary", right=True), at, 2)
    card.add(holder)
    return card
