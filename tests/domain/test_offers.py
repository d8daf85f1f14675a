"""Offers in steps, price campaigns, returns, withdrawal and exit fees (spec/parties.md, spec/lifecycle.md)."""

from datetime import date, timedelta

import pytest

from desktop.domain.catalog import AddOn
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, ServicePeriod, Unit
from desktop.domain.settings import BillingRules, Downgrade, FirstBoundary
from desktop.domain.subscription import (
    ExitFee,
    ExitFeeKind,
    Gap,
    Length,
    MoveCase,
    Origin,
    PriceCampaign,
    Step,
    Subscription,
    Timing,
    Unused,
    Wish,
    access_end,
    campaign_rows,
    cancel,
    change_plan,
    exit_fee,
    move_prices,
    notice_deadline,
    payer_on,
    raised,
    reactivate,
    reminder_day,
    sell_chain,
    take_back,
    unused_answer,
    usual_timing,
    withdraw,
)
from desktop.domain.subscription.moves import change_payer, commit
from tests.domain.making import Books, after, amounts, catalog, price, sold

START = date(2026, 1, 1)
SHOP = catalog(price("basis", 19900), price("pluss", 29900))


def test_an_offer_in_steps_is_billed_step_by_step() -> None:
    steps = [Step(Length.PERIODS, 1, price=9900), Step(Length.PERIODS, 3, price=14900), Step()]
    effect = sell_chain(Wish("basis", START), steps, catalog=SHOP, currency="NOK")
    life = Subscription("S-1", 1, 1, "coffee", "NOK", effect.changes)
    assert amounts(Books(SHOP).run(life, date(2026, 6, 1))) == [9900, 14900, 14900, 14900, 19900, 19900]


def test_an_offer_may_change_plan_and_end() -> None:
    steps = [Step(Length.REST_OF_MONTH, 1, price=0), Step(Length.UNTIL, until=date(2026, 4, 1), plan="pluss")]
    effect = sell_chain(Wish("basis", date(2026, 1, 11)), steps, catalog=SHOP, currency="NOK", ends=True)
    life = Subscription("S-1", 1, 1, "coffee", "NOK", effect.changes)
    lines = Books(SHOP).run(life, date(2026, 12, 1))
    assert lines[-1].to_day == date(2026, 4, 1)
    assert {line.item for line in lines} == {"basis", "pluss"}


@pytest.mark.parametrize("steps", [[], [Step(), Step()], [Step(Length.PERIODS, 0)]])
def test_an_offer_that_is_not_whole_is_refused(steps: list[Step]) -> None:
    with pytest.raises(DomainError, match="only the last may go on"):
        sell_chain(Wish("basis", START), steps, catalog=SHOP, currency="NOK")


def test_a_price_campaign_waits_for_the_first_renewal_and_for_the_commitment() -> None:
    dear = price("basis", 21900, valid_from=date(2026, 2, 1), number=77)
    shop = catalog(price("basis", 19900, number=70), dear)
    campaign = PriceCampaign({"basis": dear.id}, first_day=date(2026, 2, 10))
    life = sold(shop, Wish("basis", START))
    (row,) = campaign_rows(life, campaign, today=date(2026, 1, 15))
    assert (row.first_day, row.letter_by) == (date(2026, 3, 1), date(2026, 1, 30))
    moved = after(life, move_prices(life, campaign, today=date(2026, 1, 15)))
    assert amounts(Books(shop).run(moved, date(2026, 3, 1))) == [19900, 19900, 21900]
    back = after(moved, take_back(moved, sequence=moved.changes[-1].sequence, today=date(2026, 2, 1)))
    assert amounts(Books(shop).run(back, date(2026, 3, 1))) == [19900, 19900, 19900]
    bound = sold(shop, Wish("basis", START, commitment_months=12))
    assert campaign_rows(bound, campaign, today=date(2026, 1, 15))[0].first_day == date(2027, 1, 1)
    assert raised(19900, percent_basis_points=500, step=100) == 20900


def test_a_return_takes_todays_price_and_soon_after_non_payment_the_old_one() -> None:
    cheap, dear = price("basis", 19900, number=70), price("basis", 24900, valid_from=date(2026, 3, 1), number=77)
    shop = catalog(cheap, dear)
    life = sold(shop, Wish("basis", START))
    ended = after(life, cancel(life, today=date(2026, 2, 28), last_day=date(2026, 2, 28), origin=Origin.NON_PAYMENT))
    late = reactivate(ended, catalog=shop, today=date(2026, 3, 10))
    assert amounts(Books(shop).plan(after(ended, late), date(2026, 3, 10))) == [19900, 19900, 24900]
    rules = BillingRules(keep_price_days=30)
    soon = reactivate(ended, catalog=shop, today=date(2026, 3, 10), rules=rules, gap=Gap.BILLED)
    assert amounts(Books(shop).plan(after(ended, soon), date(2026, 3, 10))) == [19900, 19900, 19900]
    with pytest.raises(DomainError, match="still runs"):
        reactivate(life, catalog=shop, today=date(2026, 3, 10))


def test_a_return_brings_the_add_ons_back() -> None:
    filters = AddOn("filter", "coffee", "Filter", frozenset({"basis"}))
    shop = catalog(price("basis", 30000), price("filter", 3000), add_ons=[filters])
    life = sold(shop, Wish("basis", START, add_ons=(("filter", 2),)))
    ended = after(life, cancel(life, today=date(2026, 1, 31), last_day=date(2026, 1, 31)))
    back = after(ended, reactivate(ended, catalog=shop, today=date(2026, 3, 1)))
    lines = Books(shop).plan(back, date(2026, 3, 1))
    assert [(line.slot, line.from_day, line.quantity) for line in lines if line.from_day >= date(2026, 3, 1)] == [
        ("base", date(2026, 3, 1), 1),
        ("filter", date(2026, 3, 1), 2),
    ]


def test_withdrawal_credits_all_but_what_was_used_on_request() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", START))
    books.run(life, START)
    day = date(2026, 1, 10)
    nothing = withdraw(life, purchased_on=START, today=day, used_on_request=False)
    assert amounts(books.plan(after(life, nothing), day)) == [-19900]
    used = withdraw(life, purchased_on=START, today=day, used_on_request=True)
    assert amounts(books.plan(after(life, used), date(2026, 1, 11))) == [-13481]
    with pytest.raises(DomainError, match="withdrawal ended"):
        withdraw(life, purchased_on=START, today=START + timedelta(days=15), used_on_request=False)


@pytest.mark.parametrize(
    ("fee", "is_consumer", "expected"),
    [
        (ExitFee(ExitFeeKind.REMAINING_DAYS), False, 45500),
        (ExitFee(ExitFeeKind.WHOLE_REMAINING), False, 60000),
        (ExitFee(ExitFeeKind.WHOLE_REMAINING), True, 45500),
        (ExitFee(ExitFeeKind.FIXED, 50000), False, 50000),
        (ExitFee(ExitFeeKind.FIXED, 50000, cap=30000), True, 30000),
    ],
)
def test_an_exit_fee_is_capped_and_never_beyond_the_terms_for_consumers(
    fee: ExitFee, *, is_consumer: bool, expected: int
) -> None:
    period = ServicePeriod(date(2026, 11, 1), date(2026, 12, 1))
    due = exit_fee(
        fee,
        period_amount=15000,
        period=period,
        term_end=date(2027, 2, 1),
        on=date(2026, 11, 2),
        is_consumer=is_consumer,
    )
    assert due == expected


def test_what_becomes_of_unused_money_follows_a_table() -> None:
    rules = BillingRules(keeps_unused_of_non_payment=True)
    assert unused_answer(Origin.SUBSCRIBER, paid=True, rules=rules) is Unused.CREDIT
    assert unused_answer(Origin.NON_PAYMENT, paid=True, rules=rules) is Unused.KEEP
    assert unused_answer(Origin.SUBSCRIBER, paid=False, rules=rules) is Unused.REDUCE_DEBT


def test_the_table_of_plan_changes_decides_and_staff_may_override() -> None:
    life = sold(SHOP, Wish("pluss", START))
    day = date(2026, 1, 10)
    cases = [MoveCase(Timing.FORBIDDEN, direction=-1), MoveCase(Timing.TERM_END, to_plan="pluss")]
    with pytest.raises(DomainError, match="not allowed"):
        change_plan(life, catalog=SHOP, plan="basis", today=day, cases=cases)
    effect = change_plan(life, catalog=SHOP, plan="basis", today=day, cases=cases, timing=Timing.NOW)
    assert effect.changes[0].overridden
    assert usual_timing(life, catalog=SHOP, plan="basis", today=day) is Timing.PERIOD_END
    at_once = BillingRules(downgrade=Downgrade.AT_ONCE)
    assert usual_timing(life, catalog=SHOP, plan="basis", today=day, rules=at_once) is Timing.NOW


def test_notice_and_reminder_count_back_from_the_end_of_the_term() -> None:
    life = sold(SHOP, Wish("basis", START, commitment_months=12, notice_days=30))
    assert notice_deadline(life.changes, day=START) == date(2026, 12, 2)
    assert reminder_day(life.changes, day=START, days_before=14) == date(2026, 11, 18)
    again = after(life, commit(life, months=6, today=date(2026, 12, 1), notice_days=10))
    assert notice_deadline(again.changes, day=date(2026, 12, 1)) == date(2027, 5, 22)


def test_access_and_payer_have_days_of_their_own() -> None:
    life = sold(SHOP, Wish("basis", START))
    paid = after(life, change_payer(life, payer=7, today=date(2026, 2, 1)))
    assert [payer_on(paid.changes, day=day, first=1) for day in (START, date(2026, 2, 1))] == [1, 7]
    last = date(2026, 1, 31)
    stopped = after(life, cancel(life, today=START, last_day=last, last_access=date(2026, 2, 15)))
    assert access_end(stopped.changes) == date(2026, 2, 15)


def test_a_quarter_joins_the_next_billing_day_or_lies_within_one_period() -> None:
    shop = catalog(price("basis", 90000), interval=Interval(Unit.MONTH, 3))
    wish = Wish("basis", date(2026, 1, 31), billing_day=7)
    assert Books(shop).plan(sold(shop, wish), date(2026, 1, 31))[0].to_day == date(2026, 2, 7)
    within = BillingRules(first_boundary=FirstBoundary.WITHIN_ONE_PERIOD)
    assert Books(shop).plan(sold(shop, wish, within), date(2026, 1, 31))[0].to_day == date(2026, 4, 7)
