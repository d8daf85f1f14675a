"""How severe a debt is, when to ask again, and what becomes of the agreement (spec/invoicing.md, Dunning)."""

from datetime import date

import pytest

from desktop.domain.dunning import (
    Campaign,
    Condition,
    Debt,
    DunningState,
    FinalStep,
    Overdue,
    Standing,
    Unpaid,
    attempts,
    matches,
    overdue_from,
    retry_days,
    standing_on,
    state_of,
    unpaid_on,
)

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)
STATES = [
    DunningState("late", Condition(min_days=30), blocks_changes=True),
    DunningState("stopped", Condition(min_days=40, min_total=20000), blocks_service=True),
]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(min_total=10000), True),
        (Condition(min_total=10001), False),
        (Condition(min_days=10), True),
        (Condition(min_count=2, min_days=10), False),
        (Condition(), True),
    ],
)
def test_thresholds_are_inclusive_and_all_must_hold(condition: Condition, *, expected: bool) -> None:
    assert matches(condition, Unpaid(10000, 10, 1)) is expected


def test_an_age_is_never_reached_without_a_debt() -> None:
    assert not matches(Condition(min_days=0), Unpaid(0, None, 0))


def test_the_most_severe_state_wins_and_paying_the_oldest_clears() -> None:
    debts = [Debt(MAY, 19900), Debt(JUNE, 19900)]
    found = state_of(STATES, unpaid_on(debts, day=date(2026, 7, 10)))
    assert found is not None
    assert found.name == "stopped"
    assert state_of(STATES, unpaid_on(debts[1:], day=date(2026, 7, 10))) is None
    assert state_of(STATES, unpaid_on(debts, day=date(2026, 7, 10), credit=19900)) is None


def test_a_campaign_waits_for_its_threshold_and_counts_each_currency() -> None:
    claims = [
        Overdue(overdue_from(date(2026, 1, 3)), 14900),
        Overdue(overdue_from(date(2026, 1, 6)), 600),
        Overdue(date(2026, 1, 1), 12000, "EUR"),
    ]
    campaign = Campaign(2, 2, {"NOK": 15000, "EUR": 10000})
    made = attempts(campaign, claims, [date(2026, 1, day) for day in (4, 7, 8, 9, 10, 13)])
    assert [(each.day.day, each.currency, each.requested) for each in made] == [
        (4, "EUR", 12000),
        (7, "NOK", 15500),
        (7, "EUR", 12000),
        (10, "NOK", 15500),
    ]
    assert retry_days(MAY, every_days=8, most=2) == [date(2026, 6, 8), date(2026, 6, 16)]


@pytest.mark.parametrize(
    ("day", "final", "expected"),
    [
        (MAY, FinalStep.CANCEL, Standing.ACTIVE),
        (date(2026, 6, 5), FinalStep.CANCEL, Standing.PAST_DUE),
        (date(2026, 6, 6), FinalStep.CANCEL, Standing.CANCELLED),
        (date(2026, 6, 6), FinalStep.UNPAID, Standing.UNPAID),
        (date(2026, 6, 6), FinalStep.PAST_DUE, Standing.PAST_DUE),
    ],
)
def test_after_the_days_of_grace_the_setting_decides(day: date, final: FinalStep, expected: Standing) -> None:
    assert standing_on(day, due_day=MAY, grace_days=5, final=final) is expected
    assert standing_on(day, due_day=None) is Standing.ACTIVE
