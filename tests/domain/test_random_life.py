"""A random life of a subscription: whatever happens, each day is billed once, and runs do not repeat themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from desktop.domain.billing import CHARGE, CREDIT, PlannedLine
from desktop.domain.catalog import AddOn
from desktop.domain.errors import DomainError
from desktop.domain.period import Interval, Unit
from desktop.domain.proration import part_amount
from desktop.domain.subscription import (
    BASE,
    Effect,
    SegmentMode,
    Subscription,
    Timing,
    Wish,
    add_add_on,
    annul,
    cancel,
    change_plan,
    change_quantity,
    pending,
    remove_add_on,
    segments,
    take_back,
)
from tests.domain.making import Books, after, catalog, price, sold

START = date(2026, 1, 1)
PLANS = ("basis", "pluss", "maks")
ADD_ONS = [
    AddOn("filter", "coffee", "Filter", frozenset(PLANS)),
    AddOn("cup", "coffee", "Kopp", frozenset({"basis", "pluss"})),
]
SHOP = catalog(
    *(price(code, amount) for code, amount in zip(PLANS, (19900, 29900, 44950), strict=True)),
    price("filter", 2900),
    price("cup", 4900),
    add_ons=ADD_ONS,
    included={"maks": {"filter": 1}},
)

Step = tuple[int, str, int, Timing | None, int]
"""Days to wait, what to do, which, when, and how many days from then."""

TIMINGS = st.sampled_from([None, Timing.NOW, Timing.PERIOD_END])
STEPS = st.lists(
    st.tuples(
        st.integers(0, 45),
        st.sampled_from(["plan", "add", "remove", "quantity", "cancel", "back", "run", "undo"]),
        st.integers(0, 5),
        TIMINGS,
        st.integers(-20, 40),
    ),
    max_size=14,
)


def _move(life: Subscription, step: Step, today: date) -> Effect | None:
    _, verb, choice, timing, shift = step
    slots = [slot for slot in segments(life.changes) if slot != BASE]
    waiting = pending(life.changes, today=today)
    day = today + timedelta(days=shift)
    moves: dict[str, Callable[[], Effect | None]] = {
        "plan": lambda: change_plan(life, catalog=SHOP, plan=PLANS[choice % 3], today=today, timing=timing or day),
        "add": lambda: add_add_on(life, catalog=SHOP, code=ADD_ONS[choice % 2].code, today=today, on=day),
        "remove": lambda: remove_add_on(life, slot=slots[choice % len(slots)], today=today) if slots else None,
        "quantity": lambda: change_quantity(life, slot=BASE, quantity=1 + choice, today=today, timing=timing),
        "cancel": lambda: cancel(life, today=today, last_day=day),
        "back": lambda: take_back(life, sequence=waiting[0].sequence, today=today) if waiting else None,
        "undo": lambda: (
            annul(life, sequences=[life.changes[-1].sequence], today=today) if len(life.changes) > 2 else None
        ),
    }
    try:
        return moves[verb]()
    except DomainError:
        return None


def _live(steps: list[Step], interval: Interval) -> tuple[Subscription, Books, date]:
    shop = replace(SHOP, plans={code: replace(plan, interval=interval) for code, plan in SHOP.plans.items()})
    life, books, today = sold(shop, Wish("basis", START, add_ons=(("filter", 1),))), Books(shop), START
    for step in steps:
        today += timedelta(days=step[0])
        if step[1] == "run":
            books.run(life, today)
            continue
        effect = _move(life, step, today)
        if effect is not None:
            life = after(life, effect)
    return life, books, today


def _cover(books: Books, slot: str) -> dict[date, int]:
    """How often each day of the slot is billed: charges less time credits."""
    days: dict[date, int] = {}
    for of, row in books.rows:
        for offset in range((row.to_day - row.from_day).days if of == slot else 0):
            day = row.from_day + timedelta(days=offset)
            days[day] = days.get(day, 0) + (1 if row.kind == CHARGE else -1)
    return days


def _wanted(life: Subscription, slot: str, target: date) -> set[date]:
    """The days that an in-advance run up to the target should have billed."""
    found: set[date] = set()
    for part in segments(life.changes).get(slot, []):
        day = part.from_day
        while part.mode is SegmentMode.CHARGED and day < part.to_day and day <= target:
            end = min(part.period_at(day).end, part.to_day)
            found.update(day + timedelta(days=n) for n in range((end - day).days))
            day = end
    return found


INTERVALS = st.sampled_from([Interval(Unit.MONTH, 1), Interval(Unit.MONTH, 3), Interval(Unit.WEEK, 2)])


@settings(max_examples=100, deadline=None)
@given(STEPS, INTERVALS)
def test_after_a_run_each_day_is_billed_once_or_not_at_all(steps: list[Step], interval: Interval) -> None:
    life, books, today = _live(steps, interval)
    books.run(life, today)
    for slot in {*segments(life.changes), *(of for of, _ in books.rows)}:
        cover = _cover(books, slot)
        assert set(cover.values()) <= {0, 1}
        assert {day for day, times in cover.items() if times == 1 and day <= today} == {
            day for day in _wanted(life, slot, today) if day <= today
        }


@settings(max_examples=100, deadline=None)
@given(STEPS, INTERVALS)
def test_a_second_run_bills_nothing_and_the_caches_hide_nothing(steps: list[Step], interval: Interval) -> None:
    life, books, today = _live(steps, interval)
    caches = books.after(life, today)
    books.run(life, today)
    assert books.run(life, today) == []
    for state, cache in zip(books.states(life), caches, strict=True):
        narrow = [s for s in books.states(life, cache.clean_from) if s.slot == state.slot]
        later = today + timedelta(days=70)
        assert _facts(books.plan_states(narrow, later)) == _facts(books.plan_states([state], later))
        if cache.next_issue_day is not None:
            assert not books.plan_states([state], cache.next_issue_day - timedelta(days=1))


@settings(max_examples=100, deadline=None)
@given(STEPS, INTERVALS, st.lists(st.integers(0, 60), max_size=4))
def test_runs_in_pieces_bill_the_lines_of_one_run(steps: list[Step], interval: Interval, gaps: list[int]) -> None:
    life, books, today = _live(steps, interval)
    whole = Books(books.shop)
    whole.rows = list(books.rows)
    target = today + timedelta(days=sum(gaps))
    at_once = whole.run(life, target)
    pieces: list[PlannedLine] = []
    for gap in gaps:
        today += timedelta(days=gap)
        pieces += books.run(life, today)
    pieces += books.run(life, target)
    assert sorted(_facts(pieces)) == sorted(_facts(at_once))


@settings(max_examples=100, deadline=None)
@given(STEPS, INTERVALS)
def test_every_line_recomputes_and_no_credit_exceeds_its_charge(steps: list[Step], interval: Interval) -> None:
    life, books, today = _live(steps, interval)
    lines = books.run(life, today)
    for line in lines:
        again = part_amount(line.whole_amount, line.scale, 2, (line.share_num, line.share_den))
        assert line.amount == again if line.kind == CHARGE else -again <= line.amount <= 0
    charged = {row.id: row.amount for _, row in books.rows if row.kind == CHARGE}
    for _, row in books.rows:
        if row.kind == CREDIT and row.credits is not None:
            charged[row.credits] += row.amount
    assert all(left >= 0 for left in charged.values())


def _facts(lines: list[PlannedLine]) -> list[tuple[str, str, date, date, int, int]]:
    return [(x.slot, x.kind, x.from_day, x.to_day, x.turn, x.amount) for x in lines]
