"""Pauses and their five answers, trials, and billing days that move (spec/lifecycle.md)."""

from datetime import date

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.subscription import (
    Origin,
    Pause,
    SegmentMode,
    Status,
    Subscription,
    TrialOutcome,
    Unused,
    Wish,
    annul,
    cancel,
    commit,
    end_day,
    end_trial,
    move_billing_day,
    pause,
    refuse_second_trial,
    resume,
    segments,
    status_on,
    term_end,
    trial_outcome,
)
from tests.domain.making import Books, after, amounts, catalog, price, sold

SHOP = catalog(price("basis", 30000))
JUNE = date(2026, 6, 1)


def _paused(answers: Pause) -> tuple[Subscription, Books]:
    """300.00 a month from 1 June, billed, and paused on 11 June."""
    books, life = Books(SHOP), sold(SHOP, Wish("basis", JUNE))
    books.run(life, JUNE)
    return after(life, pause(life, answers=answers, from_day=date(2026, 6, 11))), books


def test_carried_forward_the_paid_days_come_first_and_move_the_billing_day() -> None:
    life, books = _paused(Pause(unused=Unused.CARRY))
    life = after(life, resume(life, on=date(2026, 7, 21), billed_through=date(2026, 7, 1)))
    assert books.run(life, date(2026, 8, 9)) == []
    (line,) = books.run(life, date(2026, 8, 10))
    assert (line.from_day, line.to_day, line.amount) == (date(2026, 8, 10), date(2026, 9, 10), 30000)


def test_credited_the_unused_days_come_back_and_the_billing_day_stays() -> None:
    life, books = _paused(Pause(unused=Unused.CREDIT))
    assert amounts(books.run(life, date(2026, 7, 20))) == [-20000]
    life = after(life, resume(life, on=date(2026, 7, 21)))
    assert amounts(books.run(life, date(2026, 8, 1))) == [10645, 30000]


def test_lost_the_unused_days_stay_billed_and_the_billing_day_stays() -> None:
    life, books = _paused(Pause(unused=Unused.KEEP))
    life = after(life, resume(life, on=date(2026, 7, 21)))
    assert amounts(books.run(life, date(2026, 7, 21))) == [10645]
    assert amounts(books.run(life, date(2026, 8, 1))) == [30000]


def test_a_pause_that_bills_changes_the_status_and_no_line() -> None:
    life, books = _paused(Pause(bills=True))
    assert status_on(life.changes, day=date(2026, 6, 20)) is Status.PAUSED
    assert amounts(books.run(life, date(2026, 7, 1))) == [30000]


def test_overlapping_pauses_are_one_and_the_later_takes_over_what_was_carried() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", JUNE))
    books.run(life, JUNE)
    carry = Pause(unused=Unused.CARRY)
    first = pause(
        life, answers=carry, from_day=date(2026, 6, 11), to_day=date(2026, 7, 1), billed_through=date(2026, 7, 1)
    )
    life = after(life, first)
    second = pause(life, answers=carry, from_day=date(2026, 6, 25), to_day=date(2026, 7, 21))
    life = after(life, second)
    assert [change.kind for change in second.replaced] == ["resumed"]
    modes = [(s.from_day, s.to_day, s.mode) for s in segments(life.changes)["base"]]
    assert modes[1] == (date(2026, 7, 21), date(2026, 8, 10), SegmentMode.CARRIED)
    assert books.run(life, date(2026, 8, 9)) == []


def test_a_pending_cancellation_stays_through_a_pause() -> None:
    life = sold(SHOP, Wish("basis", JUNE, last_day=date(2026, 8, 31)))
    life = after(life, pause(life, answers=Pause(), from_day=date(2026, 6, 11), to_day=date(2026, 7, 1)))
    assert segments(life.changes)["base"][-1].to_day == date(2026, 9, 1)


def test_a_pause_may_extend_the_term() -> None:
    life = sold(SHOP, Wish("basis", JUNE, commitment_months=12))
    assert term_end(life.changes, day=JUNE) == date(2027, 6, 1)
    stop = pause(life, answers=Pause(extends_term=True), from_day=date(2026, 7, 1), to_day=date(2026, 7, 31))
    assert term_end(after(life, stop).changes, day=JUNE) == date(2027, 7, 1)


def test_what_is_not_paused_cannot_be_resumed_and_a_pause_ends_after_it_begins() -> None:
    life = sold(SHOP, Wish("basis", JUNE))
    with pytest.raises(DomainError, match="not paused"):
        resume(life, on=date(2026, 7, 1))
    with pytest.raises(DomainError, match="must end after"):
        pause(life, answers=Pause(), from_day=date(2026, 7, 1), to_day=date(2026, 7, 1))


def test_a_pause_undone_leaves_everything_as_it_was() -> None:
    life = sold(SHOP, Wish("basis", JUNE))
    effect = pause(life, answers=Pause(unused=Unused.KEEP), from_day=date(2026, 6, 11), to_day=date(2026, 7, 1))
    paused = after(life, effect)
    undone = after(paused, annul(paused, sequences=[c.sequence for c in effect.changes], today=date(2026, 6, 11)))
    assert segments(undone.changes) == segments(life.changes)


def test_a_trial_is_not_billed_and_the_periods_count_from_the_first_paid_day() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", date(2018, 1, 1), trial_last_day=date(2018, 2, 1)))
    assert status_on(life.changes, day=date(2018, 2, 1)) is Status.TRIAL
    assert books.run(life, date(2018, 2, 1)) == []
    (line,) = books.run(life, date(2018, 2, 2))
    assert (line.from_day, line.to_day, line.amount) == (date(2018, 2, 2), date(2018, 3, 2), 30000)


def test_a_trial_can_be_extended_and_ended_at_once() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", date(2026, 1, 1), trial_days=14))
    longer = after(life, end_trial(life, paid_from=date(2026, 2, 1), today=date(2026, 1, 10)))
    assert books.plan(longer, date(2026, 1, 31)) == []
    ended = after(life, end_trial(life, paid_from=date(2026, 1, 10), today=date(2026, 1, 10)))
    assert [line.from_day for line in books.plan(ended, date(2026, 1, 10))] == [date(2026, 1, 10)]


def test_a_moved_billing_day_makes_one_partial_period_after_what_is_billed() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", date(2026, 5, 1)))
    books.run(life, date(2026, 5, 1))
    moved = move_billing_day(life, billing_day=15, today=date(2026, 5, 10), billed_through=date(2026, 6, 1))
    life = after(life, moved)
    lines = books.run(life, date(2026, 6, 15))
    assert [(line.from_day, line.to_day) for line in lines] == [
        (date(2026, 6, 1), date(2026, 6, 15)),
        (date(2026, 6, 15), date(2026, 7, 15)),
    ]


def test_unused_money_can_be_kept_when_a_subscription_is_cancelled() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", JUNE))
    books.run(life, JUNE)
    day = date(2026, 6, 10)
    assert books.run(after(life, cancel(life, today=day, last_day=day, unused=Unused.KEEP)), date(2026, 7, 1)) == []


def test_a_trial_that_goes_on_is_converted_and_one_that_ends_has_expired() -> None:
    wish = Wish("basis", date(2026, 1, 1), trial_days=14)
    life = sold(SHOP, wish)
    assert trial_outcome(life.changes, day=date(2026, 1, 14)) is TrialOutcome.RUNNING
    assert trial_outcome(life.changes, day=date(2026, 1, 15)) is TrialOutcome.CONVERTED
    day = date(2026, 1, 14)
    ended = after(life, cancel(life, today=day, last_day=day, origin=Origin.END_OF_OFFER))
    assert trial_outcome(ended.changes, day=date(2026, 1, 15)) is TrialOutcome.EXPIRED
    assert trial_outcome(sold(SHOP, Wish("basis", JUNE)).changes, day=JUNE) is None
    with pytest.raises(DomainError, match="tried this product before"):
        refuse_second_trial([life], product="coffee")
    refuse_second_trial([life], product="storage")


def test_a_term_may_end_the_subscription_instead_of_renewing() -> None:
    life = sold(SHOP, Wish("basis", JUNE, commitment_months=12, ends_with_term=True))
    assert end_day(life.changes) == date(2027, 6, 1)
    bound = sold(SHOP, Wish("basis", JUNE))
    bound = after(bound, commit(bound, months=6, today=JUNE, ends_with_term=True))
    assert end_day(bound.changes) == date(2026, 12, 1)
