"""How the company bills: each rule with one sentence on what it means."""

from dataclasses import replace
from functools import partial

from desktop.domain.settings import BillingRules
from desktop.gui.pages.base import Desk
from desktop.gui.pages.settings.rule_words import GROUPS, Group, Measure, NumberRule
from desktop.gui.pages.settings.section import Section, explained
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import MoneyEdit, Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer, money, percent
from desktop.services import settings
from desktop.services.changes import Changed
from desktop.services.settings import Settings


class RulesSection(Section):
    """A card for each group of rules."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rules = BillingRules()

    def show_settings(self, found: Settings) -> None:
        self._rules = rules = found.rules
        self.begin()
        for group in GROUPS:
            card = self.card(_(group.name), (_("Change the rules …"), partial(self.change, group)))
            for rule in group.rules:
                chosen = getattr(rules, rule.key)
                words = next(text for value, text in rule.answers if value == chosen)
                card.add(explained(_(rule.name), _(words), _(rule.says)))
            for number in group.numbers:
                card.add(explained(_(number.name), _measured(number, rules), _(number.says)))

    def change(self, group: Group = GROUPS[0]) -> None:
        """Opens the panel of the rules of a group."""
        self.desk.open_panel(RulesPanel(self.desk, self._rules, group))


class RulesPanel(Editor):
    """The rules of a group, each with its answers; those of the other groups stay as they are."""

    def __init__(self, desk: Desk, rules: BillingRules, group: Group) -> None:
        super().__init__(desk, _("Change the rules"), _(group.name))
        self._rules = rules
        self.answers: dict[str, Select] = {}
        self.numbers: dict[str, NumberEdit | MoneyEdit] = {}
        for rule in group.rules:
            select = Select([(value, _(text)) for value, text in rule.answers])
            select.set_value(getattr(rules, rule.key))
            self.answers[rule.key] = select
            self.field(FormField(_(rule.name), select, help_text=_(rule.says)))
        for number in group.numbers:
            self._number(number)
        self.save_as(_("Save the rules"), self._verb_now, said=_("The rules are saved."))
        self.set_note(_("They hold for documents issued from now on."))

    def _number(self, number: NumberRule) -> None:
        value, check = getattr(self._rules, number.key), _missing
        edit: NumberEdit | MoneyEdit
        if number.measure is Measure.MONEY:
            edit, check = MoneyEdit(value, currency=self._rules.currency), _no_sum
        else:
            edit = NumberEdit(value, least=0, most=number.most)
        self.numbers[number.key] = edit
        self.field(FormField(_label(number), edit, help_text=_(number.says), check=partial(check, edit)))

    def _verb_now(self) -> "partial[Changed]":
        chosen = {key: select.value() for key, select in self.answers.items()}
        numbers = {key: edit.value() or 0 for key, edit in self.numbers.items()}
        made = replace(self._rules, **chosen, **numbers)  # type: ignore[arg-type]  # each is of its field, see GROUPS
        return partial(settings.change_rules, self.desk.session, rules=made)


def _measured(number: NumberRule, rules: BillingRules) -> str:
    value: int = getattr(rules, number.key)
    if number.measure is Measure.DAYS:
        return ngettext("{count} day", "{count} days", value).format(count=integer(value))
    return percent(value * 100) if number.measure is Measure.PER_CENT else money(value, rules.currency)


def _label(number: NumberRule) -> str:
    if number.measure is Measure.DAYS:
        return _("{name}, days").format(name=_(number.name))
    if number.measure is Measure.PER_CENT:
        return _("{name}, per cent").format(name=_(number.name))
    return _(number.name)


def _missing(field: NumberEdit | MoneyEdit) -> str:
    return "" if field.value() is not None else _("Fill in a whole number.")


def _no_sum(field: NumberEdit | MoneyEdit) -> str:
    value = field.value()
    return "" if value is not None and value >= 0 else _("Fill in an amount of 0 or more.")
