"""The head of a record: who it is, how it stands, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.subscriber import SubscriberKind
from desktop.gui import theme
from desktop.gui.models.columns import Status
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.chips import StatusChip
from desktop.gui.widgets.shown import Elided, day_words, status_of
from desktop.gui.widgets.text import icon_label, label
from desktop.i18n import _
from desktop.i18n.numbers import money
from desktop.services.record import Record

Acts = Sequence[tuple[str, Callable[[], object]]]


class Head(QFrame):
    """Name, state and money at the left; acts at the right, the rest behind three dots."""

    def __init__(
        self,
        *,
        change: Callable[[], object],
        add_ons: Callable[[], object],
        cancel: Callable[[], object],
        more: Callable[[], Acts],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "head")
        self._of_more = more
        self._name = Elided(look="title")
        self._chip = StatusChip(Status("", "", "neutral"))
        self._kind = StatusChip(Status(_("Organisation"), "", "neutral"))
        self._facts = label(look="small", tone="text_secondary", wrap=True)
        self._late_icon = icon_label("circle-alert", tone="danger", size=14)
        self._late = label(look="small", tone="danger", weight=500)
        self.change = button(_("Change plan …"), change)
        self.add_ons = button(_("Add-ons …"), add_ons)
        self.cancel = button(_("Cancel subscription …"), cancel)
        self.more = icon_button("ellipsis", _("More acts"), self._show_more)
        self._lay()

    def _lay(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        first.addWidget(self._name)
        first.addWidget(self._chip)
        first.addWidget(self._kind)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(theme.px(6))
        second.addWidget(self._facts, 1)
        second.addWidget(self._late_icon)
        second.addWidget(self._late)
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        words.addLayout(first)
        words.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(8))
        row.addLayout(words, 1)
        for act in (self.change, self.add_ons, self.cancel, self.more):
            row.addWidget(act)

    def first_act(self) -> QWidget:
        """The first button that can be pressed."""
        acts: tuple[QWidget, ...] = (self.change, self.add_ons, self.cancel, self.more)
        return next(act for act in acts if act.isEnabled())

    def show_record(self, record: Record, *, may_change: bool, may_cancel: bool) -> None:
        """Shows a subscriber."""
        row, owner = record.row, record.person.subscriber
        self._name.set_text(owner.name)
        self._chip.show_status(status_of(row.status))
        self._kind.setVisible(owner.kind is SubscriberKind.ORGANISATION)
        since = day_words(row.since, today=record.today)
        parts = [
            _("No. {number}").format(number=row.number),
            _("subscriber since {day}").format(day=since),
            _balance(row.outstanding, row.currency),
        ]
        self._facts.setText(" · ".join(parts))
        overdue = row.overdue > 0
        self._late_icon.setVisible(overdue)
        self._late.setVisible(overdue)
        self._late.setText(_("{amount} overdue").format(amount=money(row.overdue, row.currency)) if overdue else "")
        self.change.setEnabled(may_change)
        self.add_ons.setEnabled(may_change)
        self.cancel.setEnabled(may_cancel)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for text, run in self._of_more():
            if text:
                menu.addAction(text, run)
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


def _balance(outstanding: int, currency: str) -> str:
    if outstanding < 0:
        return _("{amount} in their favour").format(amount=money(-outstanding, currency))
    return _("{amount} outstanding").format(amount=money(outstanding, currency))
