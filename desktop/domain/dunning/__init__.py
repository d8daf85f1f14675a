"""Dunning: `state` says how severe a debt is, `campaign` when to ask again, `standing` how the agreement stands."""

from desktop.domain.dunning.campaign import Attempt, Campaign, Overdue, attempts, overdue_from, retry_days
from desktop.domain.dunning.standing import FinalStep, Standing, standing_on
from desktop.domain.dunning.state import CLEAR, Condition, Debt, DunningState, Unpaid, matches, state_of, unpaid_on

__all__ = [
    "CLEAR",
    "Attempt",
    "Campaign",
    "Condition",
    "Debt",
    "DunningState",
    "FinalStep",
    "Overdue",
    "Standing",
    "Unpaid",
    "attempts",
    "matches",
    "overdue_from",
    "retry_days",
    "standing_on",
    "state_of",
    "unpaid_on",
]
