"""What an unpaid claim makes of an agreement: past due within the days of grace, then what the company has chosen."""

import enum
from datetime import date, timedelta


class Standing(enum.StrEnum):
    """How an agreement stands by its payments."""

    ACTIVE = "active"
    PAST_DUE = "past_due"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"


class FinalStep(enum.StrEnum):
    """What happens when the grace is over: the agreement is cancelled, marked unpaid, or left past due."""

    CANCEL = "cancel"
    UNPAID = "unpaid"
    PAST_DUE = "past_due"


_AFTER = {
    FinalStep.CANCEL: Standing.CANCELLED,
    FinalStep.UNPAID: Standing.UNPAID,
    FinalStep.PAST_DUE: Standing.PAST_DUE,
}


def standing_on(
    day: date, *, due_day: date | None, grace_days: int = 0, final: FinalStep = FinalStep.UNPAID
) -> Standing:
    """By the oldest unpaid claim's due day (None when all is paid): the last day of grace is still past due."""
    if due_day is None or day <= due_day:
        return Standing.ACTIVE
    if day <= due_day + timedelta(days=grace_days):
        return Standing.PAST_DUE
    return _AFTER[final]
