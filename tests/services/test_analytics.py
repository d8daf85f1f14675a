"""What needs a person: due now and soon, set aside, ending, overdue, and the figures aside."""

from datetime import date
from pathlib import Path

from desktop.services import analytics, renewal, subscription
from desktop.services.analytics import Ending
from tests.services.shop import TODAY, buy, join, open_shop


def test_what_is_due_today_is_summed_as_the_run_would_bill_it(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx), add_ons=(("filter", 1),))
    buy(ctx, join(ctx, "2", "Snart"), start=date(2026, 4, 7))
    buy(ctx, join(ctx, "3", "Senere"), start=date(2026, 5, 1))
    seen = analytics.overview(ctx)
    assert (seen.now.payers, seen.now.total, seen.now.set_aside) == (1, 27800, 0)
    assert (seen.soon.payers, seen.soon.total, seen.soon.through) == (1, 24900, date(2026, 4, 8))
    assert (seen.subscribers, seen.active, seen.must) == (3, 1, 1)


def test_after_the_run_nothing_is_due_and_what_is_unpaid_is_told_until_it_is_late(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    seen = analytics.overview(ctx)
    assert (seen.now.payers, seen.must, seen.unpaid_total, seen.overdue_total) == (0, 0, 24900, 0)
    ctx.day = date(2026, 4, 16)
    seen = analytics.overview(ctx)
    assert (seen.overdue, seen.overdue_total, seen.overdue_payers) == (1, 24900, 1)


def test_subscriptions_that_end_within_two_weeks_are_named_with_their_last_day(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    for number, (name, last) in enumerate([("I dag", 1), ("Om to uker", 15), ("For sent", 16)]):
        sold = buy(ctx, join(ctx, str(number + 1), name)).subscription
        subscription.carry_out(ctx, subscription=sold, move=subscription.ended(date(2026, 4, last)))
    assert analytics.overview(ctx).ending == (
        Ending(1, "I dag", date(2026, 4, 1)),
        Ending(2, "Om to uker", date(2026, 4, 15)),
    )


def test_too_many_payers_are_counted_and_not_summed(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    for number in range(3):
        buy(ctx, join(ctx, str(number + 1), f"Abonnent {number}"))
    most, analytics.MOST_PLANNED = analytics.MOST_PLANNED, 2
    try:
        now = analytics.overview(ctx).now
    finally:
        analytics.MOST_PLANNED = most
    assert (now.payers, now.total) == (3, None)
