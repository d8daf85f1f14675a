"""The panels of a plan and of an add-on: names, terms, tax, and which belongs to which."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.catalog import AddOn, Plan
from desktop.domain.period import Interval, Unit
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.catalog.words import UNITS, vat_words
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import CheckBox, Field, Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.gui.widgets.text import label
from desktop.i18n import _
from desktop.services import catalog
from desktop.services.changes import Changed
from desktop.services.shelf import Shelves, code_for

_USUAL_VAT = "3"
_MOST_DAYS = 366


class ItemPanel(Editor):
    """What plans and add-ons have in common."""

    def __init__(self, desk: Desk, shelves: Shelves, act: str, item: Plan | AddOn | None) -> None:
        super().__init__(desk, act, item.name if item else "")
        self.shelves, self.item = shelves, item
        self.name = self.name_field(_("Name"), item.name if item else "", missing=_("Fill in the name."))
        self.detail = Field(item.detail if item else "")
        self.field(
            FormField(_("Contents"), self.detail, help_text=_("Stands on invoices behind the name, such as 2 × 250 g."))
        )

    def beside(self, *fields: FormField) -> None:
        """Fields in one row."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for field in fields:
            self.fields.append(field)
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def interval_fields(self, interval: Interval) -> tuple[NumberEdit, Select]:
        """How often it is paid, in one row."""
        number = NumberEdit(interval.n, least=1, most=366)
        unit = Select([(unit, _(words)) for unit, words in UNITS.items()])
        unit.set_value(interval.unit)
        self.beside(FormField(_("Is paid every"), number, check=_filled(number)), FormField(_("Unit"), unit))
        return number, unit

    def vat_field(self, code: str) -> Select:
        """The VAT code."""
        vat = Select([(rate.code, vat_words(rate)) for rate in self.shelves.rates])
        if any(rate.code == code for rate in self.shelves.rates):
            vat.set_value(code)
        self.field(FormField(_("VAT"), vat))
        return vat

    def active_box(self, *, active: bool) -> CheckBox:
        """Whether it is sold."""
        box = CheckBox(_("For sale"), checked=active)
        self.add(box)
        return box

    def code(self) -> str:
        """Its own, or a new one from the name."""
        known = self.shelves.catalog
        return self.item.code if self.item else code_for(self.name.text(), taken={*known.plans, *known.add_ons})


class PlanPanel(ItemPanel):
    """A new plan of a product, or one that is there."""

    def __init__(self, desk: Desk, shelves: Shelves, product: str, plan: Plan | None = None) -> None:
        super().__init__(desk, shelves, _("New plan") if plan is None else _("Change plan"), plan)
        highest = max((each.rank for each in shelves.catalog.plans_of(product)), default=-1)
        shown = plan or Plan("", product, "", highest + 1, Interval(Unit.MONTH, 1), vat_code=_vat_of(shelves, product))
        self._plan, self._new = shown, plan is None
        self.rank = NumberEdit(shown.rank, least=0, most=999)
        self.field(
            FormField(_("Rank"), self.rank, help_text=_("A higher rank is an upgrade."), check=_filled(self.rank))
        )
        self.number, self.unit = self.interval_fields(shown.interval)
        self.when = Select([(False, _("In advance")), (True, _("In arrears"))])
        self.when.set_value(shown.in_arrears)
        self.lead = NumberEdit(shown.lead_days, least=0, most=_MOST_DAYS)
        self.beside(FormField(_("When"), self.when), FormField(_("Days before the period"), self.lead))
        self.vat = self.vat_field(shelves.catalog.vat_code_on(shown.code, shelves.day) if plan else shown.vat_code)
        self.trial = NumberEdit(shown.trial_days, least=0, most=_MOST_DAYS)
        self.commitment = NumberEdit(shown.commitment_months, least=0, most=120)
        self.notice = NumberEdit(shown.notice_days, least=0, most=_MOST_DAYS)
        self.beside(
            FormField(_("Trial, days"), self.trial),
            FormField(_("Commitment, months"), self.commitment),
            FormField(_("Notice, days"), self.notice),
        )
        self.included = self._included(product)
        self.active = self.active_box(active=shown.active)
        words = _("Create the plan") if plan is None else _("Save the plan")
        self.save_as(words, self._verb_now, said=_("The plan is saved. It counts for new sales."))
        self.set_note("" if plan is None else _("Running subscriptions keep the terms they were sold with."))

    def _included(self, product: str) -> dict[str, NumberEdit]:
        add_ons = [each for each in self.shelves.catalog.add_ons.values() if each.product == product]
        if add_ons:
            self.add(label(_("Included"), look="section"))
        found = {}
        for add_on in add_ons:
            number = NumberEdit(self._plan.included.get(add_on.code, 0), least=0, most=9_999)
            found[add_on.code] = number
            words = _("{add_on}, how many are included").format(add_on=add_on.name)
            self.field(FormField(words, number))
        return found

    def _verb_now(self) -> "partial[Changed]":
        made = replace(
            self._plan,
            code=self.code(),
            name=self.name.text().strip(),
            detail=self.detail.text().strip(),
            rank=self.rank.value() or 0,
            interval=Interval(_unit(self.unit), self.number.value() or 1),
            in_arrears=self.when.value() is True,
            lead_days=self.lead.value() or 0,
            trial_days=self.trial.value() or 0,
            commitment_months=self.commitment.value() or 0,
            notice_days=self.notice.value() or 0,
            vat_code=str(self.vat.value()),
            included={code: field.value() or 0 for code, field in self.included.items() if field.value()},
            active=self.active.isChecked(),
        )
        verb = catalog.add_plan if self._new else catalog.change_plan
        return partial(verb, self.desk.session, plan=made)


class AddOnPanel(ItemPanel):
    """A new add-on of a product, or one that is there."""

    def __init__(self, desk: Desk, shelves: Shelves, product: str, add_on: AddOn | None = None) -> None:
        super().__init__(desk, shelves, _("New add-on") if add_on is None else _("Change add-on"), add_on)
        plans = shelves.catalog.plans_of(product)
        allowed = add_on.allowed_on if add_on else frozenset(plan.code for plan in plans)
        shown = add_on or AddOn("", product, "", allowed, vat_code=_vat_of(shelves, product))
        self._add_on, self._new = shown, add_on is None
        self.follows = CheckBox(_("Is paid together with the plan"), checked=shown.interval is None)
        self.add(self.follows)
        self.number, self.unit = self.interval_fields(shown.interval or Interval(Unit.MONTH, 1))
        self.follows.toggled.connect(self._show_interval)
        self._show_interval()
        self.vat = self.vat_field(shelves.catalog.vat_code_on(shown.code, shelves.day) if add_on else shown.vat_code)
        self.add(label(_("Can be bought with"), look="section"))
        self.plans = {plan.code: CheckBox(plan.name, checked=plan.code in shown.allowed_on) for plan in plans}
        for box in self.plans.values():
            self.add(box)
        self.active = self.active_box(active=shown.active)
        words = _("Create the add-on") if add_on is None else _("Save the add-on")
        self.save_as(words, self._verb_now, said=_("The add-on is saved. It counts for new sales."))

    def _show_interval(self, _on: object = None) -> None:
        for field in self.fields:
            if field.field in {self.number, self.unit}:
                field.setVisible(not self.follows.isChecked())

    def _verb_now(self) -> "partial[Changed]":
        own = None if self.follows.isChecked() else Interval(_unit(self.unit), self.number.value() or 1)
        made = replace(
            self._add_on,
            code=self.code(),
            name=self.name.text().strip(),
            detail=self.detail.text().strip(),
            allowed_on=frozenset(code for code, box in self.plans.items() if box.isChecked()),
            interval=own,
            vat_code=str(self.vat.value()),
            active=self.active.isChecked(),
        )
        verb = catalog.add_add_on if self._new else catalog.change_add_on
        return partial(verb, self.desk.session, add_on=made)


def _unit(field: Select) -> Unit:
    chosen = field.value()
    return chosen if isinstance(chosen, Unit) else Unit.MONTH


def _filled(field: NumberEdit) -> "partial[str]":
    return partial(_missing, field)


def _missing(field: NumberEdit) -> str:
    return "" if field.value() is not None else _("Fill in a whole number.")


def _vat_of(shelves: Shelves, product: str) -> str:
    """The code of what the product sells already: a food shop sells food."""
    plans: Sequence[Plan] = shelves.catalog.plans_of(product)
    return shelves.catalog.vat_code_on(plans[0].code, shelves.day) if plans else _USUAL_VAT
