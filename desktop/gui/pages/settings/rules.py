"""How the company bills: each rule with one sentence on what it means."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from desktop.domain.settings import BillingRules, CreditForm, DayCount, DocumentGrouping, StubDenominator
from desktop.domain.text import N_
from desktop.gui.pages.base import Desk
from desktop.gui.pages.settings.section import Section, explained
from desktop.gui.widgets.editor import Editor
from desktop.gui.widgets.fields import Select
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.number_edit import NumberEdit
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer, percent
from desktop.services import settings
from desktop.services.changes import Changed
from desktop.services.settings import Settings


class Rule(NamedTuple):
    """A rule with a few answers: the field of `BillingRules`, its name, what it means, and the answers (msgids)."""

    key: str
    name: str
    says: str
    answers: Sequence[tuple[Hashable, str]]


RULES = (
    Rule(
        "cancel_day_billed",
        N_("The day of the cancellation"),
        N_("Whether the last day is paid for, or given back with the days after it."),
        ((True, N_("is billed")), (False, N_("is not billed"))),
    ),
    Rule(
        "day_count",
        N_("Days of a part"),
        N_("How the share of a period is found when something begins, changes or ends within it."),
        (
            (DayCount.ACTUAL, N_("the days of the calendar")),
            (DayCount.FIXED_30, N_("every month as 30 days")),
            (DayCount.NONE, N_("no shares: a period begun is paid whole")),
        ),
    ),
    Rule(
        "stub_denominator",
        N_("First part"),
        N_("What the first days are a share of when a subscription joins a fixed billing day."),
        (
            (StubDenominator.ENCLOSING, N_("the period that holds them")),
            (StubDenominator.ADJACENT, N_("the whole period that follows")),
        ),
    ),
    Rule(
        "credit_form",
        N_("Unused time"),
        N_("How a subscriber gets back what was paid for days that are not used."),
        (
            (CreditForm.CREDIT_NOTE, N_("by a credit note of its own")),
            (CreditForm.NEXT_INVOICE, N_("deducted on the next invoice")),
        ),
    ),
    Rule(
        "grouping",
        N_("Several subscriptions of one payer"),
        N_("Whether what is due at once stands on one invoice."),
        (
            (DocumentGrouping.ONE_PER_RUN, N_("one invoice for all")),
            (DocumentGrouping.ONE_PER_BILL_DAY, N_("one invoice for each billing day")),
        ),
    ),
    Rule(
        "issue_zero_invoices",
        N_("Invoices of 0,00 kr"),
        N_("Whether a document is issued when there is nothing to pay."),
        ((False, N_("are not issued")), (True, N_("are issued"))),
    ),
)
_NOTICE = N_("Minimum payment term")
_NOTICE_SAYS = N_("An invoice is never due earlier than so many days after its date.")
_DIFFERENCE = N_("Difference worth reading")
_DIFFERENCE_SAYS = N_("In the plan of a run, a sum that moved by more than this since the last run stands on top.")


class RulesSection(Section):
    """All rules on one card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rules = BillingRules()

    def show_settings(self, found: Settings) -> None:
        self._rules = rules = found.rules
        self.begin()
        card = self.card(_("How you bill"), (_("Change the rules …"), self.change))
        for rule in RULES:
            chosen = getattr(rules, rule.key)
            words = next(text for value, text in rule.answers if value == chosen)
            card.add(explained(_(rule.name), _(words), _(rule.says)))
        days = ngettext("{count} day", "{count} days", rules.notice_days).format(count=integer(rules.notice_days))
        card.add(explained(_(_NOTICE), days, _(_NOTICE_SAYS)))
        card.add(explained(_(_DIFFERENCE), percent(rules.difference_percent * 100), _(_DIFFERENCE_SAYS)))

    def change(self) -> None:
        """Opens the panel of the rules."""
        self.desk.open_panel(RulesPanel(self.desk, self._rules))


class RulesPanel(Editor):
    """Every rule with its answers."""

    def __init__(self, desk: Desk, rules: BillingRules) -> None:
        super().__init__(desk, _("Change the rules"))
        self._rules = rules
        self.answers: dict[str, Select] = {}
        for rule in RULES:
            select = Select([(value, _(text)) for value, text in rule.answers])
            select.set_value(getattr(rules, rule.key))
            self.answers[rule.key] = select
            self.field(FormField(_(rule.name), select, help_text=_(rule.says)))
        self.notice = NumberEdit(rules.notice_days, least=0, most=90)
        self.difference = NumberEdit(rules.difference_percent, least=0, most=100)
        days = _("{name}, days").format(name=_(_NOTICE))
        self.field(FormField(days, self.notice, help_text=_(_NOTICE_SAYS), check=partial(_missing, self.notice)))
        words = _("{name}, per cent").format(name=_(_DIFFERENCE))
        check = partial(_missing, self.difference)
        self.field(FormField(words, self.difference, help_text=_(_DIFFERENCE_SAYS), check=check))
        self.save_as(_("Save the rules"), self._verb_now, said=_("The rules are saved."))
        self.set_note(_("They hold for documents issued from now on."))

    def _verb_now(self) -> "partial[Changed]":
        chosen = {key: select.value() for key, select in self.answers.items()}
        made = replace(
            self._rules,
            **chosen,  # type: ignore[arg-type]  # each answer is of its field, see RULES
            notice_days=self.notice.value() or 0,
            difference_percent=self.difference.value() or 0,
        )
        return partial(settings.change_rules, self.desk.session, rules=made)


def _missing(field: NumberEdit) -> str:
    return "" if field.value() is not None else _("Fill in a whole number.")
