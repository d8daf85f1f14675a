"""Subscriptions: changes come back as they went in, and lines and segments follow them."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, strategies as st
from sqlalchemy.exc import IntegrityError

from desktop.domain.billing import LineAfter
from desktop.domain.period import OPEN_END, Unit
from desktop.domain.subscription import (
    BASE,
    Change,
    ChangeKind,
    Pause,
    Segment,
    SegmentMode,
    Subscription,
    Unused,
    add_add_on,
    cancel,
    change_plan,
    remove_add_on,
    segments,
    take_back,
)
from desktop.store.company import Company
from desktop.store.engine import write_engine
from desktop.store.pen import ChangedMeanwhileError
from desktop.store.subscription.facts import facts_from, facts_of
from desktop.store.subscription.writing import first_difference
from desktop.store.tables import ChangeRow
from desktop.store.work import Reading
from tests.store.making import NOW, TODAY, add_catalog, add_person, append, command, sell


@pytest.fixture
def sold(company: Company) -> Subscription:
    with command(company) as work:
        add_catalog(work)
        owner = add_person(work, "1", "Kari Nordahl")
        made = sell(work, owner, "hverdag", date(2026, 9, 9), add_ons=["filter"])
        return work.subscription.get(made)


def kept(look: Reading, subscription: Subscription) -> dict[str, list[Segment]]:
    """The segments as the planner gets them."""
    states = look.billing.payer(subscription.payer, day=TODAY, usual_notice=14)
    return {line.slot: list(line.segments) for state in states for line in state.lines}


def test_a_sale_makes_a_line_a_slot_with_its_segments(company: Company, sold: Subscription) -> None:
    with company.reading() as look:
        assert set(look.subscription.lines(sold.id)) == {BASE, "filter"}
        assert kept(look, sold) == segments(sold.changes)
        recorded = look.subscription.recorded(sold.id)
        assert [each.change for each in recorded] == list(sold.changes)
        assert {(each.at, each.by) for each in recorded} == {(NOW, "Ingrid Solberg")}
        assert look.subscription.of_subscriber(sold.subscriber) == look.subscription.of_payer(sold.payer) == [sold]
        assert look.subscription.by_number("1") == sold
        assert look.subscription.count() == 1


def test_every_kind_of_change_comes_back_and_the_segments_follow(company: Company, sold: Subscription) -> None:
    with command(company) as work:
        catalog = work.catalog.whole()
        now = append(work, sold, change_plan(sold, catalog=catalog, plan="stor", today=TODAY).changes)
        now = append(work, now, remove_add_on(now, slot="filter", today=TODAY, timing=TODAY).changes)
        now = append(work, now, add_add_on(now, catalog=catalog, code="filter", today=date(2026, 12, 1)).changes)
        now = append(work, now, cancel(now, today=TODAY, last_day=date(2026, 12, 31)).changes)
        assert kept(work, now) == segments(now.changes)
        assert work.subscription.ending(after=TODAY, through=date(2027, 1, 1)) == [sold.id]
        now = append(work, now, take_back(now, sequence=now.changes[-1].sequence, today=TODAY).changes)
        assert kept(work, now) == segments(now.changes)
        assert work.subscription.ending(after=TODAY, through=date(2027, 1, 1)) == []
        mine = work.subscription.of_command(work.command.id)
    assert list(mine) == [sold.id]
    assert len(mine[sold.id]) == len(now.changes) - len(sold.changes)
    assert now.version == sold.version + 5
    assert now.changes[: len(sold.changes)] == sold.changes


def test_a_change_sets_back_what_is_settled_to_the_first_day_that_differs(company: Company, sold: Subscription) -> None:
    with command(company) as work:
        state = work.billing.payer(sold.payer, day=TODAY, usual_notice=14)[0]
        work.billing.settle(
            [(LineAfter(line.line, date(2026, 12, 9), date(2026, 12, 9)), None) for line in state.lines]
        )
        append(work, sold, change_plan(sold, catalog=work.catalog.whole(), plan="stor", today=TODAY).changes)
        state = work.billing.payer(sold.payer, day=TODAY, usual_notice=14)[0]
    assert {line.slot: line.clean_from for line in state.lines} == {BASE: TODAY, "filter": date(2026, 12, 9)}


def test_the_second_to_change_a_subscription_is_told(company: Company, sold: Subscription) -> None:
    with command(company) as work:
        append(work, sold, cancel(sold, today=TODAY, last_day=date(2026, 12, 31)).changes)
    with pytest.raises(ChangedMeanwhileError), command(company) as work:
        append(work, sold, cancel(sold, today=TODAY, last_day=date(2027, 1, 31)).changes)


def test_a_change_is_never_edited(company: Company, sold: Subscription) -> None:
    assert sold.changes
    engine = write_engine(company.path)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="final: change"):
        connection.exec_driver_sql("UPDATE change SET quantity = 9")
    engine.dispose()


def test_preferences_and_payer_change_with_the_version(company: Company, sold: Subscription) -> None:
    with command(company) as work:
        other = add_person(work, "2", "Ola Bråten")
        work.subscription.change_preferences(sold, {"grind": "filter"})
        now = work.subscription.get(sold.id)
        assert now == replace(sold, preferences={"grind": "filter"}, version=2)
        work.subscription.change_payer(now, payer=other)
        assert work.subscription.of_payer(other) == [replace(now, payer=other, version=3)]


def _segment(first: int, last: int | None, quantity: int = 1, change: int = 1) -> Segment:
    to_day = OPEN_END if last is None else date(2026, 1, last)
    return Segment(
        date(2026, 1, first),
        to_day,
        "stor",
        None,
        None,
        agreed_includes_vat=False,
        mode=SegmentMode.CHARGED,
        covers="",
        quantity=quantity,
        anchor=date(2026, 1, 1),
        unit=Unit.MONTH,
        n=1,
        in_arrears=False,
        lead_days=0,
        elsewhere_through=None,
        change=change,
    )


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        ([], [], None),
        ([], [_segment(3, None)], 3),
        ([_segment(1, None)], [_segment(1, None)], None),
        ([_segment(1, None)], [_segment(1, 9)], 9),
        ([_segment(1, None)], [_segment(1, 9), _segment(9, None, 2)], 9),
        ([_segment(1, 9), _segment(12, None)], [_segment(1, 9)], 12),
        ([_segment(1, 9), _segment(12, None)], [_segment(1, 9), _segment(10, None)], 10),
        ([_segment(1, None)], [_segment(1, None, 2)], 1),
        ([_segment(1, 20)], [_segment(1, 20, change=2)], 20),
    ],
)
def test_lives_differ_from_a_day_on(before: list[Segment], after: list[Segment], first: int | None) -> None:
    assert first_difference(before, after) == (None if first is None else date(2026, 1, first))


Life = st.lists(st.tuples(st.integers(1, 28), st.integers(0, 2)), max_size=4, unique_by=lambda pair: pair[0])


def _life(marks: list[tuple[int, int]]) -> list[Segment]:
    """Segments that begin at the marks; quantity 0 is a gap."""
    ordered = sorted(marks)
    ends: list[int | None] = [*(day for day, _ in ordered[1:]), None]
    return [_segment(day, end, quantity) for (day, quantity), end in zip(ordered, ends, strict=False) if quantity]


@given(Life, Life)
def test_before_the_first_difference_all_days_are_the_same(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    before, after = _life(one), _life(other)
    first = first_difference(before, after)
    for number in range(1, 31):
        day = date(2026, 1, number)
        if first is None or day < first:
            assert _on(before, day) == _on(after, day)


def _on(life: list[Segment], day: date) -> int:
    return next((part.quantity for part in life if part.from_day <= day < part.to_day), 0)


def test_every_fact_of_a_change_is_kept_and_comes_back() -> None:
    whole = Change(
        7,
        date(2026, 2, 1),
        ChangeKind.PAUSED,
        billing_day=31,
        pause=Pause(bills=True, access=True, deliveries=True, unused=Unused.CARRY, extends_term=True),
        unused=Unused.KEEP.value,
        alone=True,
        last_access=date(2026, 2, 3),
        last_delivery=date(2026, 2, 4),
        payer=9,
        notice_days=30,
        ends_with_term=True,
        one_time=True,
    )
    kept = json.loads(json.dumps(facts_of(whole)))
    assert Change(7, date(2026, 2, 1), ChangeKind.PAUSED, **facts_from(kept)) == whole
    named = {"sequence", "effective", "kind", "id"} | set(ChangeRow.__table__.columns.keys())
    others = {"item", "price", "interval", "until"} | set(kept)
    assert {field.name for field in fields(Change)} <= named | others
