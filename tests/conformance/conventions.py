"""The conventions that cases name: which settings they become, and which are left out."""

from dataclasses import replace

from desktop.domain.money import GrossRounding, TaxRounding
from desktop.domain.settings import (
    BillingRules,
    CreditForm,
    CreditUse,
    DayCount,
    DiscountOrder,
    Downgrade,
    FirstBoundary,
    Overpayment,
    RefundRule,
    StubDenominator,
)

LEFT_OUT = {
    "prorate:second": "Billing counts whole days; no time of day takes part in it.",
    "prorate:extend-date": "Unused money is credited; it never moves the next billing day.",
    "dunning:first-payment-window": "An agreement does not lapse by the hour when its first payment fails.",
    "arrears:greedy": "A period in arrears is billed when it is over, not while it is open.",
    "change-day:instant": "A change holds from a whole day on, not from an instant.",
    "rounding:late": "Each line is rounded once, so that the lines on paper sum to the total.",
}
"""Keys of conventions that are no business of ours, each with its sentence."""

SETTINGS: dict[str, dict[str, object]] = {
    "cancel-day:not-billed": {"cancel_day_billed": False},
    "cancel-day:billed": {"cancel_day_billed": True},
    "prorate:fixed-30": {"day_count": DayCount.FIXED_30},
    "prorate:none": {"day_count": DayCount.NONE},
    "stub-denominator:adjacent-full-period": {"stub_denominator": StubDenominator.ADJACENT},
    "downgrade:immediate-credit": {"downgrade": Downgrade.AT_ONCE},
    "credit:next-invoice": {"credit_form": CreditForm.NEXT_INVOICE},
    "credit:to-account": {"credit_form": CreditForm.ACCOUNT},
    "credit:kept-for-next-invoice": {"credit_use": CreditUse.NEXT_INVOICE},
    "refund:reopens-unless-adjusted": {"refund": RefundRule.REOPENS},
    "refund:consumes-credit-first": {"refund": RefundRule.TAKES_BALANCE_FIRST},
    "coupon:percent-first": {"discount_order": DiscountOrder.PERCENT_FIRST},
    "coupon:specific-first": {"discount_order": DiscountOrder.SPECIFIC_FIRST},
    "tax:per-line": {"tax_rounding": TaxRounding.PER_LINE},
    # The peers that name this key round the tax of a document once, over all its rates.
    "tax:global": {"tax_rounding": TaxRounding.PER_DOCUMENT},
    "tax-incl:round-net": {"gross_rounding": GrossRounding.NET},
    "overpayment:write-off": {"overpayment": Overpayment.WRITE_OFF},
    "first-boundary:within-one-period": {"first_boundary": FirstBoundary.WITHIN_ONE_PERIOD},
}


def rules_of(keys: frozenset[str]) -> BillingRules:
    """Our defaults with the settings that the keys name.

    The first boundary of the peers that leave it unmarked lies within one period of the start too: "a billing day
    already past in the start month moves one period on" is what their sentence says, and what their dates show.
    """
    rules = BillingRules()
    if "first-boundary:next-billing-day" not in keys:
        rules = replace(rules, first_boundary=FirstBoundary.WITHIN_ONE_PERIOD)
    for key in sorted(keys & SETTINGS.keys()):
        rules = replace(rules, **SETTINGS[key])  # type: ignore[arg-type]  # the table above pairs names with values
    return rules


def left_out(keys: frozenset[str]) -> list[tuple[str, str]]:
    """The keys that rule a case out, with their sentences."""
    return [(key, LEFT_OUT[key]) for key in sorted(keys) if key in LEFT_OUT]
