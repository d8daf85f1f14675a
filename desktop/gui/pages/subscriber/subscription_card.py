"""The card of one subscription: plan, add-ons, price, the days that are paid, what is planned, what is proposed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.period import ONE_DAY, OPEN_END
from desktop.domain.subscription import Status
from desktop.gui import theme
from desktop.gui.models.columns import Status as Shown
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card
from desktop.gui.widgets.chips import StatusChip
from desktop.gui.widgets.coverage import CoverageLegend, CoverageStrip, Segment
from desktop.gui.widgets.shown import Elided, day_words, money_per, status_of
from desktop.gui.widgets.text import icon_label, label, line
from desktop.i18n import _, translate
from desktop.i18n.numbers import money
from desktop.services.coverage import Days
from desktop.services.outlook import Preview
from desktop.services.record import LineView, Record, SubscriptionView


class SubscriptionCard(Card):
    """`acts` are shown in the card where a record has several subscriptions; `take_back` gets (view, sequence)."""

    def __init__(
        self,
        view: SubscriptionView,
        record: Record,
        *,
        take_back: Callable[[SubscriptionView, int], object],
        acts: tuple[tuple[str, Callable[[], object]], ...] = (),
        with_strips: bool = True,
    ) -> None:
        super().__init__(_("Subscription"), aside=view.life.number)
        self.setAccessibleName(_("Subscription {number}").format(number=view.life.number))
        self.view, self._record, self._with_strips = view, record, with_strips
        self._strips: dict[str, CoverageStrip] = {}
        self._proposal: list[QWidget] = []
        self._add_lines()
        self._legend = CoverageLegend(self._kinds())
        if self._strips:
            self.add(self._legend)
        self._add_pending(take_back)
        self._add_acts(acts)

    # ---- lines ----

    def _add_lines(self) -> None:
        last = self.view.lines[-1].slot if self.view.lines else ""
        for each in self.view.lines:
            self.add(self._line(each))
            if self._with_strips and each.days:
                strip = self._strip(each, months=each.slot == last)
                self._strips[each.slot] = strip
                self.add(strip)

    def _line(self, each: LineView) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(8))
        is_base = each.slot == "base"
        name = f"{self.view.product.name}, {each.name}" if is_base else _("Add-on: {name}").format(name=each.name)
        if each.bought > 1:
            name = f"{name} × {each.bought}"
        row.addWidget(Elided(name, look="emphasis"))
        row.addWidget(Elided(self._more(each), look="small", tone="text_secondary"), 1)
        # Of one subscription alone the head of the record says it.
        if is_base and self.view.status is not Status.ACTIVE and len(self._record.subscriptions) > 1:
            row.addWidget(StatusChip(self._status()))
        row.addWidget(label(self._price(each), weight=500, tabular=True, right=True))
        return made

    def _status(self) -> Shown:
        return status_of(self.view.status.value)

    def _more(self, each: LineView) -> str:
        parts = [each.detail]
        today = self._record.today
        if each.slot == "base" and self.view.status is Status.NOT_STARTED and self.view.start is not None:
            parts.append(_("starts {day}").format(day=day_words(self.view.start, today=today)))
        elif each.slot == "base" and self.view.end is not None:
            last = day_words(self.view.end - ONE_DAY, today=today)
            ended = self.view.status is Status.ENDED
            parts.append((_("ended {day}") if ended else _("ends {day}")).format(day=last))
        elif each.to_day < OPEN_END and each.to_day > today:
            parts.append(_("until {day}").format(day=day_words(each.to_day - ONE_DAY, today=today)))
        return " · ".join(part for part in parts if part)

    def _price(self, each: LineView) -> str:
        if each.is_included:
            return _("included")
        if each.amount is None:
            return _("no price")
        said = money_per(each.amount, self.view.life.currency, each.interval)
        return _("agreed {price}").format(price=said) if each.is_agreed else said

    # ---- days ----

    def _strip(self, each: LineView, *, months: bool) -> CoverageStrip:
        name = _("{name}, day by day").format(name=each.name)
        return CoverageStrip(
            name, self._segments(each.days), scale=self._record.scale, today=self._record.today, months=months
        )

    def _segments(self, days: tuple[Days, ...]) -> list[Segment]:
        first, last = self._record.scale
        currency = self.view.life.currency
        return [
            Segment(day.start, day.end, day.kind, money(day.amount, currency))
            for day in days
            if day.end > first and day.start < last
        ]

    def _kinds(self) -> set[str]:
        first, last = self._record.scale
        lines = self.view.lines if self._with_strips else ()
        return {day.kind for each in lines for day in each.days if day.end > first and day.start < last}

    # ---- what is planned, what is proposed ----

    def _add_pending(self, take_back: Callable[[SubscriptionView, int], object]) -> None:
        for rank, each in enumerate(self.view.pending):
            if not rank:
                self.add(line())
            made = QWidget()
            row = QHBoxLayout(made)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(8))
            row.addWidget(icon_label("calendar-x" if each.is_cancellation else "calendar", tone="warn"))
            row.addWidget(label(translate(each.text), wrap=True), 1)
            text = _("Take back the cancellation …") if each.is_cancellation else _("Take back the change …")
            row.addWidget(button(text, partial(take_back, self.view, each.sequence), in_row=True))
            self.add(made)

    def _add_acts(self, acts: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        if not acts:
            return
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.setSpacing(theme.px(8))
        for text, run in acts:
            act = button(text, run, in_row=True)
            act.setAccessibleDescription(self.view.life.number)
            row.addWidget(act)
        row.addStretch(1)
        self.add(made)

    def show_proposal(self, preview: Preview | None, name: str = "", price: str = "") -> None:
        """Shows what a preview proposes among the lines, in days; None takes it away."""
        for widget in self._proposal:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._proposal = []
        base = next((each for each in self.view.lines if each.slot == "base"), None)
        strip = self._strips.get("base")
        if base is None or strip is None:
            return
        if preview is None or not name:
            strip.show_segments(self._segments(base.days))
            self._legend.show_kinds(self._kinds())
            return
        self._propose(preview, strip, base, (name, price))

    def _propose(self, preview: Preview, strip: CoverageStrip, base: LineView, words: tuple[str, str]) -> None:
        day = preview.effect.effective
        cut = _cut(base.days, day)
        strip.show_segments(self._segments(cut))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(label(f"{self.view.product.name}, {words[0]}", look="emphasis", tone="accent_text"))
        row.addWidget(label(_("proposed, not saved"), look="small", tone="text_secondary"), 1)
        row.addWidget(label(words[1], weight=500, tone="accent_text", tabular=True, right=True))
        spans = _spans(base.days, day, min(self._record.scale[1], self.view.end or OPEN_END))
        segments = [Segment(start, end, "proposed") for start, end in spans]
        name = _("Proposed, day by day")
        proposed = CoverageStrip(name, segments, scale=self._record.scale, today=self._record.today)
        at = self.body.indexOf(strip) + 1
        for offset, widget in enumerate((made, proposed)):
            self.body.insertWidget(at + offset, widget)
        self._proposal = [made, proposed]
        self._legend.show_kinds(self._kinds() | {each.kind for each in cut} | {"proposed"})


def _cut(days: tuple[Days, ...], day: date) -> tuple[Days, ...]:
    """What is billed beyond a day is credited, and what would come beyond it does not."""
    found = []
    for each in days:
        if each.end <= day:
            found.append(each)
            continue
        if each.start < day:
            found.append(each._replace(end=day))
        if each.kind != "next":
            found.append(each._replace(start=max(each.start, day), kind="credited"))
    return tuple(found)


def _spans(days: tuple[Days, ...], day: date, last: date) -> list[tuple[date, date]]:
    """The days from one on to the last, cut where the periods are."""
    if day >= last:
        return []
    bounds = sorted({each.end for each in days if day < each.end < last})
    starts = [day, *bounds]
    return list(zip(starts, [*bounds, last], strict=True))
