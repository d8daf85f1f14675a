"""How severe the debt of a payer is: the most severe state whose condition holds (spec/invoicing.md, Dunning)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

CLEAR = "clear"
"""The state without any debt that counts."""


class Debt(NamedTuple):
    """An unpaid claim: the day its age is counted from, and what is open, in minor units."""

    since: date
    open: int


class Unpaid(NamedTuple):
    """What is unpaid in all: the sum, the age in days of the oldest claim (None without any), and how many."""

    total: int
    oldest_days: int | None
    claims: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Thresholds, each inclusive; those not named do not count, and all that are named must hold."""

    min_total: int | None = None
    min_days: int | None = None
    min_count: int | None = None


@dataclass(frozen=True, slots=True)
class DunningState:
    """A state of debt and what it does; the company lists them from the mildest to the most severe."""

    name: str
    condition: Condition
    blocks_changes: bool = False
    blocks_service: bool = False


def unpaid_on(debts: Iterable[Debt], *, day: date, credit: int = 0) -> Unpaid:
    """What is unpaid on a day; a free credit settles the oldest claims first."""
    open_claims: list[Debt] = []
    for debt in sorted(debt for debt in debts if debt.since <= day):
        use = min(credit, debt.open)
        credit -= use
        if debt.open > use:
            open_claims.append(Debt(debt.since, debt.open - use))
    oldest = (day - open_claims[0].since).days if open_claims else None
    return Unpaid(sum(debt.open for debt in open_claims), oldest, len(open_claims))


def matches(condition: Condition, unpaid: Unpaid) -> bool:
    """True when every threshold named is reached; an age is never reached without an unpaid claim."""
    return (
        (condition.min_total is None or unpaid.total >= condition.min_total)
        and (
            condition.min_days is None or (unpaid.oldest_days is not None and unpaid.oldest_days >= condition.min_days)
        )
        and (condition.min_count is None or unpaid.claims >= condition.min_count)
    )


def _reaches(age: int | None, threshold: int) -> bool:
    return age is not None and age >= threshold


def state_of(states: Sequence[DunningState], unpaid: Unpaid) -> DunningState | None:
    """The most severe state that holds; None is clear."""
    return next((state for state in reversed(states) if matches(state.condition, unpaid)), None)
