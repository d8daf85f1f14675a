"""The billing rules in plain words: what each field of `BillingRules` is called, means, and may be."""

import enum
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from desktop.domain.money import GrossRounding, TaxRounding
from desktop.domain.settings import (
    CreditForm,
    CreditUse,
    DayCount,
    DiscountOrder,
    DocumentGrouping,
    Downgrade,
    FirstBoundary,
    Overpayment,
    RefundRule,
    StubDenominator,
)
from desktop.domain.text import N_


class Rule(NamedTuple):
    """A rule with a few answers: the field of `BillingRules`, its name, what it means, and the answers (msgids)."""

    key: str
    name: str
    says: str
    answers: Sequence[tuple[Hashable, str]]


class Measure(enum.Enum):
    """What the number of a rule counts."""

    DAYS = enum.auto()
    PER_CENT = enum.auto()
    MONEY = enum.auto()


class NumberRule(NamedTuple):
    """A rule that is a number from 0 to `most`; money in minor units has no upper bound."""

    key: str
    name: str
    says: str
    measure: Measure
    most: int = 0


class Group(NamedTuple):
    """Rules that are shown and changed together."""

    name: str
    rules: Sequence[Rule]
    numbers: Sequence[NumberRule] = ()


_BILLING = (
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
    Rule(
        "first_boundary",
        N_("First whole period"),
        N_("Where it begins when a subscription of several months joins a fixed billing day."),
        (
            (FirstBoundary.NEXT_BILLING_DAY, N_("on the next billing day")),
            (FirstBoundary.WITHIN_ONE_PERIOD, N_("one interval after the billing day that has passed")),
        ),
    ),
    Rule(
        "downgrade",
        N_("Move to a lower plan"),
        N_("When a move to a lower plan or another interval takes effect, unless something else is decided for it."),
        ((Downgrade.END_OF_PERIOD, N_("at period end")), (Downgrade.AT_ONCE, N_("at once"))),
    ),
)
_BILLING_NUMBERS = (
    NumberRule(
        "notice_days",
        N_("Minimum payment term"),
        N_("An invoice is never due earlier than so many days after its date."),
        Measure.DAYS,
        most=90,
    ),
    NumberRule(
        "difference_percent",
        N_("Difference worth reading"),
        N_("In the plan of a run, a sum that moved by more than this since the last run stands on top."),
        Measure.PER_CENT,
        most=100,
    ),
)
_ROUNDING = (
    Rule(
        "discount_order",
        N_("Several discounts"),
        N_("Which discount is taken first; the next one is taken of what is left."),
        (
            (DiscountOrder.CREATION, N_("in the order they were given")),
            (DiscountOrder.PERCENT_FIRST, N_("percentages first")),
            (DiscountOrder.SPECIFIC_FIRST, N_("those for the fewest lines first")),
        ),
    ),
    Rule(
        "tax_rounding",
        N_("Rounding of VAT"),
        N_("Where the VAT of a document is rounded to whole øre."),
        (
            (TaxRounding.PER_RATE, N_("once for each VAT rate")),
            (TaxRounding.PER_DOCUMENT, N_("once for the whole document")),
            (TaxRounding.PER_LINE, N_("on every line")),
        ),
    ),
    Rule(
        "gross_rounding",
        N_("Prices incl. VAT"),
        N_("Which part of such a price is rounded; the other part is what is left."),
        (
            (GrossRounding.TAX, N_("the VAT is rounded")),
            (GrossRounding.NET, N_("the amount excl. VAT is rounded")),
        ),
    ),
)
_MONEY = (
    Rule(
        "credit_use",
        N_("Credit note on an unpaid invoice"),
        N_("What the credited amount is used for first."),
        (
            (CreditUse.REDUCES_DUE, N_("lowers what is due on the invoice")),
            (CreditUse.NEXT_INVOICE, N_("waits for the next invoice")),
        ),
    ),
    Rule(
        "refund",
        N_("Refund without a credit note"),
        N_("What happens when money is paid back and the invoice is not credited."),
        (
            (RefundRule.REOPENS, N_("the invoice is unpaid again")),
            (RefundRule.TAKES_BALANCE_FIRST, N_("what the payer has in their favour is used first")),
        ),
    ),
    Rule(
        "overpayment",
        N_("Overpaid"),
        N_("What becomes of money that is paid beyond the invoice."),
        (
            (Overpayment.BALANCE, N_("stands in the payer's favour")),
            (Overpayment.WRITE_OFF, N_("is written off")),
        ),
    ),
)
_MONEY_NUMBERS = (
    NumberRule(
        "tolerance",
        N_("Tolerance"),
        N_("An invoice that is underpaid by no more than this counts as paid, and the rest is written off."),
        Measure.MONEY,
    ),
)
_CREDITED = ((False, N_("is credited")), (True, N_("is lost")))
_ENDING = (
    Rule(
        "keeps_unused_of_subscriber",
        N_("Unused time when the subscriber cancels"),
        N_("What becomes of paid days that are left when the subscriber ends the subscription."),
        _CREDITED,
    ),
    Rule(
        "keeps_unused_of_non_payment",
        N_("Unused time at a stop for non-payment"),
        N_("What becomes of paid days that are left when you stop a subscription for non-payment."),
        _CREDITED,
    ),
    Rule(
        "keeps_unused_of_staff",
        N_("Unused time when the offer ends"),
        N_("What becomes of paid days that are left when you end a subscription because the offer ends."),
        _CREDITED,
    ),
    Rule(
        "keeps_unpaid_unused",
        N_("Unused time that is not paid"),
        N_("What becomes of the days that are left when their invoice is unpaid."),
        ((False, N_("lowers what is due on the invoice")), (True, N_("is still to be paid"))),
    ),
)
_ENDING_NUMBERS = (
    NumberRule(
        "keep_price_days",
        N_("Restart at the price it had"),
        N_("A subscription stopped for non-payment keeps its terms if it restarts within so many days."),
        Measure.DAYS,
        most=3650,
    ),
)

_UNPAID = (_ENDING[-1],)

GROUPS = (
    Group(N_("How you bill"), _BILLING, _BILLING_NUMBERS),
    Group(N_("When a subscription ends"), _ENDING[:-1], _ENDING_NUMBERS),
)

LATER = (
    Group(N_("Discounts, VAT and rounding"), _ROUNDING),
    Group(N_("Payments and refunds"), _MONEY, _MONEY_NUMBERS),
    Group(N_("When a subscription ends"), _UNPAID),
)
"""Rules that the engine knows, for pages that are not there yet: offered once something acts on them."""
