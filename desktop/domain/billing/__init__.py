"""The planner: pure, one function for every question. Begin in `plan`; values in `values`; corrections in `reconcile`.

`plan_payer` answers the preview of a change, the dry run of a renewal, the outlook of a year, and the commit itself.
"""

from desktop.domain.billing.coverage import Cover, Span, coverage, unbilled
from desktop.domain.billing.explain import explain, explain_tiers, recompute
from desktop.domain.billing.outlook import Upcoming, as_billed, outlook
from desktop.domain.billing.plan import (
    next_issue_day,
    notices_of,
    plan_line,
    plan_payer,
    refuse_period,
    refuse_target,
)
from desktop.domain.billing.values import (
    CHARGE,
    CREDIT,
    BilledLine,
    Buyer,
    LineAfter,
    LineState,
    PayerPlan,
    PayerState,
    PlannedLine,
    PriceBook,
    Question,
)
from desktop.domain.billing.window import Window, window

__all__ = [
    "CHARGE",
    "CREDIT",
    "BilledLine",
    "Buyer",
    "Cover",
    "LineAfter",
    "LineState",
    "PayerPlan",
    "PayerState",
    "PlannedLine",
    "PriceBook",
    "Question",
    "Span",
    "Upcoming",
    "Window",
    "as_billed",
    "coverage",
    "explain",
    "explain_tiers",
    "next_issue_day",
    "notices_of",
    "outlook",
    "plan_line",
    "plan_payer",
    "recompute",
    "refuse_period",
    "refuse_target",
    "unbilled",
    "window",
]
