"""The panel that sells a subscription: plan, add-ons, start and what was agreed, with its first invoices beside it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.subscription import Wish
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.subscriber.add_ons import AddOnRow
from desktop.gui.pages.subscriber.deeds import Deeds
from desktop.gui.pages.subscriber.preview_panel import PreviewPanel
from desktop.gui.pages.subscriber.sell_terms import SaleTerms
from desktop.gui.pages.subscriber.when import from_words
from desktop.gui.widgets.buttons import plain
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import DateEdit, Field, MoneyEdit, Select
from desktop.gui.widgets.form import FormField, first_fault
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.shown import money_per, short
from desktop.gui.widgets.text import clear, label
from desktop.i18n import _
from desktop.services import sale, subscription
from desktop.services.sale import Offers, PlanOffer

_LAST_DAY_OF_MONTH = 31


class SellPanel(PreviewPanel):
    """A new subscription for one subscriber."""

    def __init__(self, desk: Desk, deeds: Deeds, *, subscriber: int, name: str) -> None:
        super().__init__(desk, deeds, _("New subscription"), short(name))
        self._subscriber = subscriber
        self._offers: tuple[Offers, ...] = ()
        self.plans: Choice | None = None
        self.rows: list[AddOnRow] = []
        self._preferences: dict[str, Select | Field] = {}
        self._of_product, self._of_plan = _column(), _column()
        self._make_fields()
        self.set_primary(_("Start the subscription"), self._save, ready=self._is_whole)
        self.set_busy(busy=True)
        self.add(self.box)
        work = partial(sale.offers, desk.session, subscriber=subscriber)
        desk.runner.start(work, owner=self, done=self._build, failed=self._refused)

    def _make_fields(self) -> None:
        self.start = DateEdit(self.today, today=lambda: self.today)
        self.billing_day = NumberEdit(most=_LAST_DAY_OF_MONTH)
        self.agreed = MoneyEdit()
        self.quantity = NumberEdit(1)
        self.product = Select()
        self._start = FormField(
            _("First day"), self.start, check=lambda: "" if self.start.value() else _("Write the first day.")
        )
        self._fields = [
            self._start,
            FormField(
                _("Day of the month that periods begin"),
                self.billing_day,
                help_text=_("Empty: the same day as the first. The first part is then shorter."),
            ),
            FormField(_("Agreed price for a period"), self.agreed, help_text=_("Empty: the list price.")),
        ]
        self.terms = SaleTerms()
        self.terms.changed.connect(self._look)
        self._quantity = FormField(_("Quantity"), self.quantity)
        for signal in (self.start.changed, self.billing_day.changed, self.agreed.changed, self.quantity.changed):
            signal.connect(self._look)
        self.product.chosen.connect(self._show_product)

    def _build(self, offers: tuple[Offers, ...]) -> None:
        self._offers = offers
        if not offers:
            self.box.show_words(_("There is nothing to sell yet. Create a product, a plan and its price first."))
            return
        self.body.removeWidget(self.box)
        self.product.set_options([(each.product.code, each.product.name) for each in offers])
        if len(offers) > 1:
            self.add(FormField(_("Product"), self.product))
        self.add(self._of_product)
        self.add(self._of_plan)
        self.add(self._quantity)
        for field in self._fields:
            self.add(field)
        self.add(self.box)
        self.add(self.terms)
        self._show_product()
        if self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        row = next((row for row in self.plans.rows() if row.isChecked()), None) if self.plans else None
        if len(self._offers) > 1:
            self.product.setFocus()
        elif row is not None:
            row.setFocus()
        else:
            super().focus_first()

    # ---- product and plan ----

    def _offer(self) -> Offers:
        return next(each for each in self._offers if each.product.code == self.product.value())

    def _show_product(self, *_what: object) -> None:
        offers = self._offer()
        clear(self._of_product)
        unit = _("incl. VAT") if offers.with_vat else _("excl. VAT")
        options = [
            Option(
                plan.code,
                plan.name,
                plan.detail,
                "",
                _("no price") if plan.amount is None else money_per(plan.amount, offers.currency, plan.interval),
            )
            for plan in offers.plans
        ]
        self.plans = Choice(_("Plan"), options, value=offers.plans[0].code, boxed=True)
        self.plans.chosen.connect(self._show_plan)
        _put(self._of_product, label(f"{_('Plan')}, {unit}", look="section"))
        _put(self._of_product, self.plans)
        self._preferences = {}
        for each in offers.product.preferences:
            field: Select | Field = (
                Select([(one, one) for one in each.choices]) if each.choices else Field(each.default)
            )
            if isinstance(field, Select) and each.default in each.choices:
                field.set_value(each.default)
            self._preferences[each.key] = field
            _put(self._of_product, FormField(each.label, field))
        self._show_plan()

    def plan(self) -> PlanOffer:
        """The plan chosen."""
        code = self.plans.value() if self.plans else None
        return next(one for one in self._offer().plans if one.code == code)

    def product_name(self) -> str:
        return self._offer().product.name if self._offers else ""

    def total_words(self) -> str:
        return _("In all")

    def plan_name(self) -> str:
        return self.plan().name if self._offers else ""

    def _show_plan(self, *_what: object) -> None:
        plan, offers = self.plan(), self._offer()
        kept = {row.offer.code for row in self.rows if row.wanted()}
        clear(self._of_plan)
        self.rows = []
        for offer in offers.add_ons_for(plan.code):
            price = _("no price")
            if offer.code in plan.included:
                price = _("included")
            elif offer.amount is not None:
                price = money_per(offer.amount, offers.currency, offer.interval or plan.interval)
            row = AddOnRow(offer, None, price, self._look)
            row.box.setChecked(offer.code in kept)
            self.rows.append(row)
        if self.rows:
            _put(self._of_plan, label(_("Add-ons"), look="section"))
        for row in self.rows:
            _put(self._of_plan, row)
        self._quantity.setVisible(plan.by_quantity)
        self._look()

    # ---- the wish ----

    def wish(self) -> Wish | None:
        """What is to be sold; None while the first day is missing."""
        start, plan = self.start.value(), self.plan()
        if start is None:
            return None
        return Wish(
            plan.code,
            start,
            add_ons=tuple((row.offer.code, row.wanted()) for row in self.rows if row.wanted()),
            quantity=(self.quantity.value() or 1) if plan.by_quantity else 1,
            billing_day=self.billing_day.value(),
            agreed=self.agreed.value(),
            agreed_includes_vat=self._offer().with_vat,
        )

    def preferences(self) -> Mapping[str, str]:
        """What was chosen of what the product asks."""
        return {
            key: _chosen(field) if isinstance(field, Select) else field.text().strip()
            for key, field in self._preferences.items()
        }

    def _look(self, *_what: object) -> None:
        if not self._offers:
            return
        wish = self.wish()
        if wish is None:
            self.nothing(_("Write the first day."))
            return
        day = from_words(wish.start, today=self.today)
        words = _("Start {plan} {from_day}").format(plan=short(self.plan().name, 24), from_day=day)
        self._primary.setText(plain(words))
        work = partial(
            subscription.preview_sale,
            self.desk.session,
            subscriber=self._subscriber,
            wish=self.terms.on(wish),
            chain=self.terms.chain(wish),
        )
        self.compute(work)

    def _is_whole(self) -> bool:
        return first_fault([*self._fields, self._quantity]) is None and self.terms.is_whole()

    def _save(self) -> None:
        wish = self.wish()
        if wish is None:
            return
        day = from_words(wish.start, today=self.today)
        said = _("{plan} {from_day} is sold").format(plan=self.plan().name, from_day=day)
        work = partial(
            subscription.sell,
            self.desk.session,
            subscriber=self._subscriber,
            wish=self.terms.on(wish),
            chain=self.terms.chain(wish),
            preferences=self.preferences(),
        )
        self.deeds.change(self, work, said=said)


def _chosen(field: Select) -> str:
    value = field.value()
    return value if isinstance(value, str) else ""


def _column() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    return made


def _put(holder: QWidget, widget: QWidget) -> None:
    layout = holder.layout()
    if layout is not None:
        layout.addWidget(widget)
