"""A random life, step by step: after each step the books are right, and what is undone never was."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from desktop.domain.billing import CHARGE, CREDIT, Cover, PlannedLine, coverage, recompute, unbilled
from desktop.domain.billing.reconcile import kept_spans
from desktop.domain.catalog import AddOn
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import (
    BASE,
    Effect,
    Pause,
    PriceCampaign,
    Subscription,
    Timing,
    Unused,
    Wish,
    add_add_on,
    annul,
    cancel,
    change_plan,
    change_quantity,
    move_billing_day,
    move_prices,
    pause,
    pending,
    reactivate,
    remove_add_on,
    resume,
    segments,
    state_hash,
    take_back,
)
from tests.domain.making import Books, after, catalog, price, sold

START = date(2026, 1, 1)
PLANS = ("basis", "pluss", "maks")
DEAR = price("basis", 21900, valid_from=date(2026, 2, 1), number=71)
SHOP = catalog(
    price("basis", 19900, number=70),
    DEAR,
    price("pluss", 29900),
    price("maks", 44950),
    price("filter", 2900),
    add_ons=[AddOn("filter", "coffee", "Filter", frozenset(PLANS))],
    included={"maks": {"filter": 1}},
)
INTERVALS = st.sampled_from([Interval(Unit.MONTH, 1), Interval(Unit.MONTH, 3), Interval(Unit.WEEK, 2)])
DAYS = st.integers(-20, 40)
UNUSED = st.sampled_from([Unused.CREDIT, Unused.KEEP, Unused.CARRY])


class Life(RuleBasedStateMachine):
    """A subscription, its books, and the day it is."""

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        self.shop = SHOP
        self.life = sold(SHOP, Wish("basis", START))
        self.books = Books(SHOP, BillingRules(keep_price_days=20))
        self.final = 0

    @precondition(lambda self: len(self.life.changes) == 1 and not self.books.rows)
    @rule(interval=INTERVALS, trial=st.integers(0, 20), joins=st.sampled_from([None, 1, 15, 31]), agreed=st.booleans())
    def start_anew(self, interval: Interval, trial: int, joins: int | None, *, agreed: bool) -> None:
        self.shop = replace(SHOP, plans={code: replace(plan, interval=interval) for code, plan in SHOP.plans.items()})
        self.books.shop = self.shop
        wish = Wish(
            "basis",
            START,
            add_ons=(("filter", 1),),
            trial_days=trial,
            billing_day=joins if interval.unit is Unit.MONTH else None,
            agreed=15000 if agreed else None,
        )
        self.life = sold(self.shop, wish)

    @rule(days=st.integers(0, 45))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(plan=st.sampled_from(PLANS), timing=st.sampled_from([None, Timing.NOW, Timing.PERIOD_END]), days=DAYS)
    def changes_plan(self, plan: str, timing: Timing | None, days: int) -> None:
        when = timing or self.today + timedelta(days=days)
        self._do(partial(change_plan, self.life, catalog=self.shop, plan=plan, today=self.today, timing=when))

    @rule(quantity=st.integers(1, 5), days=DAYS)
    def changes_quantity(self, quantity: int, days: int) -> None:
        when = self.today + timedelta(days=days)
        self._do(partial(change_quantity, self.life, slot=BASE, quantity=quantity, today=self.today, timing=when))

    @rule(days=DAYS)
    def adds(self, days: int) -> None:
        on = self.today + timedelta(days=days)
        self._do(partial(add_add_on, self.life, catalog=self.shop, code="filter", today=self.today, on=on))

    @rule(days=DAYS)
    def removes(self, days: int) -> None:
        slots = [slot for slot in segments(self.life.changes) if slot != BASE]
        when = self.today + timedelta(days=days)
        if slots:
            self._do(partial(remove_add_on, self.life, slot=slots[-1], today=self.today, timing=when))

    @rule(days=DAYS, length=st.one_of(st.none(), st.integers(1, 60)), unused=UNUSED)
    def pauses(self, days: int, length: int | None, unused: Unused) -> None:
        begins = self.today + timedelta(days=days)
        ends = None if length is None else begins + timedelta(days=length)
        answers, through = Pause(unused=unused), self._billed_through(begins)
        self._do(partial(pause, self.life, answers=answers, from_day=begins, to_day=ends, billed_through=through))

    @rule(days=st.integers(0, 30))
    def resumes(self, days: int) -> None:
        on = self.today + timedelta(days=days)
        self._do(partial(resume, self.life, on=on, billed_through=self._billed_through(on)))

    @rule(days=DAYS, unused=st.sampled_from([Unused.CREDIT, Unused.KEEP]))
    def cancels(self, days: int, unused: Unused) -> None:
        last = self.today + timedelta(days=days)
        self._do(partial(cancel, self.life, today=self.today, last_day=last, unused=unused))

    @rule()
    def comes_back(self) -> None:
        self._do(partial(reactivate, self.life, catalog=self.shop, today=self.today, rules=self.books.rules))

    @rule(billing_day=st.sampled_from([1, 15, 31]))
    def moves_the_billing_day(self, billing_day: int) -> None:
        through = self._billed_through(self.today)
        self._do(
            partial(move_billing_day, self.life, billing_day=billing_day, today=self.today, billed_through=through)
        )

    @rule(days=st.integers(0, 60))
    def a_campaign_raises_prices(self, days: int) -> None:
        campaign = PriceCampaign({"basis": DEAR.id}, first_day=self.today + timedelta(days=days))
        self._do(partial(move_prices, self.life, campaign, today=self.today))

    @rule()
    def takes_back(self) -> None:
        waiting = pending(self.life.changes, today=self.today)
        if waiting:
            self._do(partial(take_back, self.life, sequence=waiting[-1].sequence, today=self.today))

    @rule()
    def bills(self) -> None:
        caches = self.books.after(self.life, self.today)
        kept = self._kept()
        self.books.run(self.life, self.today)
        assert self._kept() == kept
        assert self.books.run(self.life, self.today) == []
        self._each_day_is_right()
        later = self.today + timedelta(days=70)
        for state, cache in zip(self.books.states(self.life), caches, strict=True):
            narrow = [s for s in self.books.states(self.life, cache.clean_from) if s.slot == state.slot]
            assert _facts(self.books.plan_states(narrow, later)) == _facts(self.books.plan_states([state], later))
            if cache.next_issue_day is not None:
                assert not self.books.plan_states([state], cache.next_issue_day - timedelta(days=1))

    @rule(days=st.integers(0, 40))
    def time_passes_and_a_run_bills(self, days: int) -> None:
        self.time_passes(days)
        self.bills()

    @rule(days=st.integers(0, 20), length=st.integers(1, 60), unused=UNUSED)
    def a_billed_stretch_is_paused_and_billed_again(self, days: int, length: int, unused: Unused) -> None:
        self.bills()
        self.pauses(days=-days, length=length, unused=unused)
        self.time_passes(length)
        self.bills()

    @rule(gaps=st.lists(st.integers(0, 50), max_size=3))
    def runs_in_pieces_bill_what_one_run_bills(self, gaps: list[int]) -> None:
        target = self.today + timedelta(days=sum(gaps))
        pieces, whole = self._copy(), self._copy()
        lines: list[PlannedLine] = []
        day = self.today
        for gap in gaps:
            day += timedelta(days=gap)
            lines += pieces.run(self.life, day)
        lines += pieces.run(self.life, target)
        assert sorted(_facts(lines)) == sorted(_facts(whole.run(self.life, target)))

    @invariant()
    def every_line_computes_to_its_amount_and_no_credit_exceeds_its_charge(self) -> None:
        for line in self.books.plan(self.life, self.today):
            assert recompute(line, "NOK") == line.amount
        left = {row.id: row.amount for _, row in self.books.rows if row.kind == CHARGE}
        for _, row in self.books.rows:
            if row.kind == CREDIT and row.credits is not None:
                left[row.credits] += row.amount
        assert all(amount >= 0 for amount in left.values())

    @invariant()
    def no_day_is_billed_twice(self) -> None:
        for slot in {slot for slot, _ in self.books.rows}:
            assert set(self._cover(slot).values()) <= {0, 1}

    def _do(self, move: partial[Effect]) -> None:
        """The move, if it is allowed; undone it leaves no trace, and done it stays."""
        try:
            effect = move()
        except DomainError:
            return
        before = state_hash(self.life.changes)
        done = after(self.life, effect)
        undone = after(done, annul(done, sequences=[c.sequence for c in effect.changes], today=self.today))
        assert state_hash(undone.changes) == before
        self.life = done

    def _each_day_is_right(self) -> None:
        """After a run no day of service is unbilled, and no day without it is billed, but for money that is kept."""
        for state in self.books.states(self.life):
            assert unbilled(state, through=self.today) == []
            cover = self._cover(state.slot)
            outside = {Cover.OUTSIDE, Cover.CREDITED, Cover.PAUSED, Cover.TRIAL, Cover.FREE}
            for span in coverage(state, from_day=START - timedelta(days=30), to_day=self.today + timedelta(days=1)):
                day = span.from_day
                while span.cover in outside and day < span.to_day:
                    assert cover.get(day, 0) == 0
                    day += timedelta(days=1)

    def _kept(self) -> list[tuple[str, date, int]]:
        """How often each day is billed whose money is kept: a run neither adds to it nor gives it back."""
        return [
            (state.slot, day, times)
            for state in self.books.states(self.life)
            for low, high in kept_spans(state.segments)
            for day, times in sorted(self._cover(state.slot).items())
            if low <= day < high
        ]

    def _cover(self, slot: str) -> dict[date, int]:
        """How often each day of a slot is billed: charges less time credits."""
        days: dict[date, int] = {}
        for of, row in self.books.rows:
            for offset in range((row.to_day - row.from_day).days if of == slot else 0):
                day = row.from_day + timedelta(days=offset)
                days[day] = days.get(day, 0) + (1 if row.kind == CHARGE else -1)
        return days

    def _billed_through(self, day: date) -> date:
        """The first day after the billed stretch that holds a day of the base line."""
        cover = self._cover(BASE)
        while cover.get(day, 0) == 1:
            day += timedelta(days=1)
        return day

    def _copy(self) -> Books:
        copy = Books(self.shop, self.books.rules)
        copy.rows = list(self.books.rows)
        return copy


def _facts(lines: list[PlannedLine]) -> list[tuple[str, str, date, date, int, int]]:
    return [(x.slot, x.kind, x.from_day, x.to_day, x.turn, x.amount) for x in lines]


def test_after_each_step_of_a_random_life_the_books_are_right() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=100, stateful_step_count=20, deadline=None))


@pytest.mark.long
def test_after_each_step_of_two_thousand_lives_the_books_are_right() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=2000, stateful_step_count=25, deadline=None))


def _example() -> Subscription:
    return sold(SHOP, Wish("basis", START))


def test_the_state_hash_sees_what_a_life_is_and_not_what_caused_it() -> None:
    life = _example()
    other = replace(life, changes=tuple(replace(change, sequence=9, reason="x") for change in life.changes))
    assert state_hash(life.changes) == state_hash(other.changes)
    moved = after(life, change_quantity(life, slot=BASE, quantity=2, today=START))
    assert state_hash(moved.changes) != state_hash(life.changes)
