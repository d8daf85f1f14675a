"""The planner's figures: each number in the tables of spec/billing.md, and that runs do not repeat themselves."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.catalog import AddOn, PriceModel
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import BillingRules, DayCount, StubDenominator
from desktop.domain.subscription import (
    Pause,
    Timing,
    Wish,
    add_add_on,
    annul,
    cancel,
    change_plan,
    change_quantity,
    pause,
    remove_add_on,
    take_back,
)
from tests.domain.making import MONTHLY, YEARLY, Books, after, amounts, catalog, price, sold


def test_an_upgrade_within_a_period_credits_the_old_plan_and_charges_the_new() -> None:
    shop = catalog(price("basis", 19900), price("pluss", 29900))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 3, 15)))
    assert amounts(books.run(life, date(2026, 3, 15))) == [19900]
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 1)))
    assert amounts(books.run(life, date(2026, 4, 1))) == [-8987, 13503]
    assert amounts(books.run(life, date(2026, 4, 15))) == [29900]


def test_a_cancellation_credits_the_days_after_the_last_billed_one() -> None:
    shop = catalog(price("basis", 30000))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 4, 1)))
    books.run(life, date(2026, 4, 1))
    life = after(life, cancel(life, today=date(2026, 4, 10), last_day=date(2026, 4, 10)))
    (credit,) = books.run(life, date(2026, 4, 30))
    assert (credit.amount, credit.share_num, credit.share_den) == (-20000, 20, 30)


def test_the_day_of_a_plan_change_belongs_to_the_new_plan() -> None:
    shop = catalog(price("basis", 30000), price("pluss", 60000))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 4, 1)))
    books.run(life, date(2026, 4, 1))
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 10)))
    assert amounts(books.run(life, date(2026, 4, 10))) == [-21000, 42000]


@pytest.mark.parametrize(
    ("start", "last", "whole", "credit"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), 120000, -60493),
        (date(2017, 7, 27), date(2018, 1, 23), 1000000, -504110),
    ],
)
def test_a_year_is_credited_by_its_days(start: date, last: date, whole: int, credit: int) -> None:
    shop = catalog(price("basis", whole), interval=YEARLY)
    books, life = Books(shop), sold(shop, Wish("basis", start))
    books.run(life, start)
    life = after(life, cancel(life, today=last, last_day=last))
    assert amounts(books.run(life, last + (date(2026, 1, 2) - date(2026, 1, 1)))) == [credit]


def test_a_short_part_in_february_is_a_share_of_february() -> None:
    shop = catalog(price("basis", 28000))
    books = Books(shop)
    life = sold(shop, Wish("basis", date(2026, 2, 26), billing_day=1, last_day=date(2026, 2, 28)))
    (line,) = books.run(life, date(2026, 3, 1))
    assert (line.amount, line.share_num, line.share_den) == (3000, 3, 28)


def test_half_a_period_costs_half() -> None:
    shop = catalog(price("basis", 2000), price("pluss", 3000))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 4, 11)))
    books.run(life, date(2026, 4, 11))
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 26)))
    assert amounts(books.run(life, date(2026, 4, 26))) == [-1000, 1500]


def test_billing_day_31_in_february_is_two_days_of_28_or_of_the_next_full_period() -> None:
    shop = catalog(price("basis", 28 * 31 * 100))
    wish = Wish("basis", date(2026, 2, 26), billing_day=31)
    (enclosing,) = Books(shop).plan(sold(shop, wish), date(2026, 2, 26))
    assert (enclosing.share_num, enclosing.share_den) == (2, 28)


def test_the_day_of_the_month_comes_back_after_short_months() -> None:
    shop = catalog(price("basis", 10000))
    life = sold(shop, Wish("basis", date(2026, 1, 31)))
    starts = [line.from_day for line in Books(shop).plan(life, date(2026, 5, 31))]
    assert starts == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_a_second_run_bills_nothing() -> None:
    shop = catalog(price("basis", 19900))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 1, 1)))
    assert len(books.run(life, date(2026, 3, 31))) == 3
    assert books.run(life, date(2026, 3, 31)) == []


def test_a_late_run_bills_what_runs_on_time_would_have_billed() -> None:
    shop = catalog(price("basis", 19900))
    life = sold(shop, Wish("basis", date(2026, 1, 10)))
    late, punctual = Books(shop), Books(shop)
    whole = late.run(life, date(2026, 3, 31))
    targets = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
    pieces = [line for target in targets for line in punctual.run(life, target)]
    assert [(x.from_day, x.to_day, x.amount) for x in pieces] == [(x.from_day, x.to_day, x.amount) for x in whole]


def test_days_billed_elsewhere_are_never_charged() -> None:
    shop = catalog(price("basis", 31000))
    life = sold(shop, Wish("basis", date(2020, 1, 1), elsewhere_through=date(2026, 11, 30)))
    lines = Books(shop).run(life, date(2026, 12, 1))
    assert [(line.from_day, line.amount) for line in lines] == [(date(2026, 12, 1), 31000)]


def test_billed_elsewhere_to_the_middle_of_a_period_leaves_one_leading_part() -> None:
    shop = catalog(price("basis", 31000))
    life = sold(shop, Wish("basis", date(2020, 1, 1), elsewhere_through=date(2026, 12, 10)))
    lines = Books(shop).run(life, date(2026, 12, 31))
    assert [(line.from_day, line.amount) for line in lines] == [(date(2026, 12, 11), 21000)]


def test_an_agreed_price_covers_the_add_ons_present_and_not_the_later_ones() -> None:
    filters = AddOn("filter", "coffee", "Filter", frozenset({"basis"}))
    cup = AddOn("cup", "coffee", "Kopp", frozenset({"basis"}))
    shop = catalog(price("basis", 30000), price("filter", 2900), price("cup", 3100), add_ons=[filters, cup])
    life = sold(shop, Wish("basis", date(2026, 4, 1), add_ons=(("filter", 1),), agreed=25000))
    books = Books(shop)
    (line,) = books.run(life, date(2026, 4, 1))
    assert (line.amount, line.covers) == (25000, "filter")
    life = after(life, add_add_on(life, catalog=shop, code="cup", today=date(2026, 4, 16)))
    assert amounts(books.run(life, date(2026, 4, 16))) == [1550]


def test_a_plan_change_ends_an_agreed_price_and_its_cover() -> None:
    filters = AddOn("filter", "coffee", "Filter", frozenset({"basis", "pluss"}))
    shop = catalog(price("basis", 30000), price("pluss", 60000), price("filter", 3000), add_ons=[filters])
    life = sold(shop, Wish("basis", date(2026, 4, 1), add_ons=(("filter", 1),), agreed=27000))
    books = Books(shop)
    books.run(life, date(2026, 4, 1))
    effect = change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 16))
    assert effect.ends_agreed
    lines = books.run(after(life, effect), date(2026, 4, 16))
    assert sorted(amounts(lines)) == [-13500, 1500, 30000]


def test_a_plan_that_includes_an_add_on_ends_its_charge_and_one_that_forbids_it_stops_it() -> None:
    filters = AddOn("filter", "coffee", "Filter", frozenset({"basis"}))
    cup = AddOn("cup", "coffee", "Kopp", frozenset({"basis"}))
    shop = catalog(
        price("basis", 30000),
        price("pluss", 60000),
        price("filter", 3000),
        price("cup", 6000),
        add_ons=[filters, cup],
        included={"pluss": {"filter": 1}},
    )
    books = Books(shop)
    life = sold(shop, Wish("basis", date(2026, 4, 1), add_ons=(("filter", 1), ("cup", 1))))
    books.run(life, date(2026, 4, 1))
    effect = change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 16))
    assert (effect.stopped, effect.included) == (("cup",), ("filter",))
    lines = books.run(after(life, effect), date(2026, 4, 16))
    assert {(line.slot, line.amount) for line in lines} == {
        ("base", -15000),
        ("base", 30000),
        ("filter", -1500),
        ("cup", -3000),
    }


def test_a_change_taken_back_before_its_day_leaves_nothing() -> None:
    shop = catalog(price("basis", 30000), price("pluss", 60000))
    life = sold(shop, Wish("pluss", date(2026, 4, 1)))
    books = Books(shop)
    books.run(life, date(2026, 4, 1))
    effect = change_plan(life, catalog=shop, plan="basis", today=date(2026, 4, 10))
    assert effect.effective == date(2026, 5, 1)
    life = after(life, effect)
    life = after(life, take_back(life, sequence=effect.changes[0].sequence, today=date(2026, 4, 12)))
    assert amounts(books.run(life, date(2026, 5, 1))) == [60000]


def test_a_change_undone_after_it_was_billed_is_billed_back_with_the_next_turn() -> None:
    shop = catalog(price("basis", 30000), price("pluss", 60000))
    life = sold(shop, Wish("basis", date(2026, 4, 1)))
    books = Books(shop)
    books.run(life, date(2026, 4, 1))
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 16)))
    books.run(life, date(2026, 4, 16))
    life = after(life, change_plan(life, catalog=shop, plan="basis", today=date(2026, 4, 16), timing=Timing.NOW))
    lines = books.run(life, date(2026, 4, 16))
    assert [(line.amount, line.turn) for line in lines] == [(-30000, 2), (15000, 2)]


def test_a_credit_never_exceeds_what_is_left_of_the_line() -> None:
    shop = catalog(price("basis", 24995))
    life = sold(shop, Wish("basis", date(2026, 5, 1)))
    books = Books(shop)
    books.run(life, date(2026, 5, 1))
    slot, charge = books.rows[0]
    by_hand = charge._replace(
        id=2, kind="credit", amount=-1000, credits=1, from_day=charge.from_day, to_day=charge.from_day
    )
    books.rows.append((slot, by_hand))
    life = after(life, cancel(life, today=date(2026, 5, 1), last_day=date(2026, 5, 1)))
    assert amounts(books.run(life, date(2026, 5, 2))) == [-23995]


def test_in_arrears_a_stop_bills_the_used_days_at_the_end() -> None:
    shop = catalog(price("basis", 90000), in_arrears=True)
    life = sold(shop, Wish("basis", date(2023, 8, 11)))
    life = after(life, cancel(life, today=date(2023, 8, 20), last_day=date(2023, 8, 19)))
    (line,) = Books(shop).plan(life, date(2023, 8, 20))
    assert (line.amount, line.to_day) == (26129, date(2023, 8, 20))


def test_lead_days_bring_a_period_in_before_it_begins() -> None:
    shop = catalog(price("basis", 10000), lead_days=15)
    life = sold(shop, Wish("basis", date(2026, 1, 1)))
    assert [x.from_day for x in Books(shop).plan(life, date(2026, 1, 17))] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert len(Books(shop).plan(life, date(2026, 1, 16))) == 1


def test_the_caches_after_a_run_say_where_the_next_one_begins() -> None:
    shop = catalog(price("basis", 10000))
    life = sold(shop, Wish("basis", date(2026, 1, 1)))
    books = Books(shop)
    (caches,) = books.after(life, date(2026, 2, 1))
    assert (caches.clean_from, caches.next_issue_day) == (date(2026, 3, 1), date(2026, 3, 1))


def test_an_add_on_removed_at_period_end_is_not_credited() -> None:
    filters = AddOn("filter", "coffee", "Filter", frozenset({"basis"}))
    shop = catalog(price("basis", 30000), price("filter", 3000), add_ons=[filters])
    life = sold(shop, Wish("basis", date(2026, 4, 1), add_ons=(("filter", 1),)))
    books = Books(shop)
    books.run(life, date(2026, 4, 1))
    life = after(life, remove_add_on(life, slot="filter", today=date(2026, 4, 10)))
    assert amounts(books.run(life, date(2026, 5, 1))) == [30000]


def test_a_change_planned_for_later_cuts_the_period_and_its_two_parts_sum_by_days() -> None:
    shop = catalog(price("basis", 31000), price("pluss", 62000))
    life = sold(shop, Wish("basis", date(2026, 12, 1)))
    life = after(
        life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 12, 1), timing=date(2026, 12, 11))
    )
    books = Books(shop)
    assert amounts(books.run(life, date(2026, 12, 1))) == [10000]
    assert amounts(books.run(life, date(2026, 12, 11))) == [42000]


def test_thirty_day_months_count_as_the_office_says() -> None:
    shop = catalog(price("basis", 1995), interval=MONTHLY)
    rules = BillingRules(day_count=DayCount.FIXED_30)
    life = sold(shop, Wish("basis", date(2023, 5, 15), billing_day=23))
    (line,) = Books(shop, rules).plan(life, date(2023, 5, 15))
    assert line.amount == 532


def test_weeks_are_counted_from_the_first_day() -> None:
    shop = catalog(price("basis", 4900), interval=Interval(Unit.WEEK, 2))
    life = sold(shop, Wish("basis", date(2026, 1, 5)))
    starts = [line.from_day for line in Books(shop).plan(life, date(2026, 2, 2))]
    assert starts == [date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 2)]


def test_changes_of_quantity_before_a_bill_are_netted_and_a_billed_one_stays() -> None:
    shop = catalog(price("seat", 3000))
    shop = replace(shop, prices={key: replace(p, model=PriceModel.PER_UNIT) for key, p in shop.prices.items()})
    life = sold(shop, Wish("seat", date(2026, 4, 1), quantity=5))
    books = Books(shop)
    books.run(life, date(2026, 4, 1))
    day = date(2026, 4, 16)
    more = after(life, change_quantity(life, slot="base", quantity=8, today=day))
    back = after(more, change_quantity(more, slot="base", quantity=5, today=day, timing=Timing.NOW))
    assert books.plan(back, day) == []
    assert amounts(books.run(more, day)) == [-7500, 12000]
    assert change_quantity(life, slot="base", quantity=3, today=day).effective == date(2026, 5, 1)


def test_a_first_part_may_be_a_share_of_the_full_period_that_ends_with_it() -> None:
    shop = catalog(price("basis", 31000))
    rules = BillingRules(stub_denominator=StubDenominator.ADJACENT)
    wish = Wish("basis", date(2026, 2, 26), billing_day=31)
    (line,) = Books(shop, rules).plan(sold(shop, wish), date(2026, 2, 26))
    assert (line.share_num, line.share_den, line.amount) == (2, 31, 2000)


def test_a_subscription_cancelled_before_its_first_day_is_credited_whole() -> None:
    shop = catalog(price("basis", 30000))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 4, 1)))
    books.run(life, date(2026, 4, 1))
    never = cancel(life, today=date(2026, 4, 1), last_day=date(2026, 3, 31))
    assert amounts(books.run(after(life, never), date(2026, 4, 1))) == [-30000]
    with pytest.raises(DomainError, match="does not run"):
        cancel(life, today=date(2026, 4, 1), last_day=date(2026, 3, 30))


def test_a_set_up_charge_is_billed_once_in_full_and_comes_back_only_when_it_is_undone() -> None:
    set_up = AddOn("set-up", "coffee", "Oppstart", frozenset({"basis"}))
    fee = replace(price("set-up", 50000), one_time=True)
    shop = catalog(price("basis", 30000), fee, add_ons=[set_up])
    life = sold(shop, Wish("basis", date(2026, 4, 11), add_ons=(("set-up", 1),), billing_day=1))
    books = Books(shop)
    assert amounts(books.run(life, date(2026, 5, 31))) == [20000, 30000, 50000]
    stop = cancel(life, today=date(2026, 5, 31), last_day=date(2026, 5, 31))
    assert books.run(after(life, stop), date(2026, 7, 1)) == []
    undone = annul(life, sequences=[life.changes[1].sequence], today=date(2026, 5, 31))
    (credit,) = books.run(after(life, undone), date(2026, 5, 31))
    assert (credit.slot, credit.amount) == ("set-up", -50000)


def test_a_set_up_charge_in_a_trial_is_billed_all_the_same_and_a_pause_does_not_repeat_it() -> None:
    set_up = AddOn("set-up", "coffee", "Oppstart", frozenset({"basis"}))
    shop = catalog(price("basis", 30000), replace(price("set-up", 50000), one_time=True), add_ons=[set_up])
    life = sold(shop, Wish("basis", date(2026, 4, 1), add_ons=(("set-up", 1),), trial_days=14))
    books = Books(shop)
    assert amounts(books.run(life, date(2026, 4, 1))) == [50000]
    rest = pause(life, answers=Pause(), from_day=date(2026, 4, 20), to_day=date(2026, 4, 25))
    assert "set-up" not in {line.slot for line in books.run(after(life, rest), date(2026, 6, 1))}
