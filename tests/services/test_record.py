"""The record as one value, what can be sold, and what happened: as pages show them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.domain.rows import ListQuery
from desktop.domain.subscriber import SubscriberKind
from desktop.domain.subscription import Pause, Status, Timing
from desktop.services import catalog, payment, record, renewal, sale, subscriber, subscription, timeline
from desktop.services.payment import Paid
from tests.services.shop import TODAY, buy, join, open_shop

MID = date(2026, 4, 16)


def test_lines_have_their_price_and_their_days(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx), add_ons=(("filter", 1),))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    (view,) = record.record(ctx, subscriber=1).subscriptions
    assert [(line.name, line.amount) for line in view.lines] == [("Hverdag", 24900), ("Filterpapir", 2900)]
    assert view.base is not None
    first, second = view.base.days[:2]
    assert (first.start, first.end, first.kind) == (TODAY, date(2026, 5, 1), "billed")
    assert (second.start, second.kind) == (date(2026, 5, 1), "next")
    payment.register(ctx, payments=[Paid(1, 27800, TODAY)])
    base = record.record(ctx, subscriber=1).subscriptions[0].base
    assert base is not None
    assert base.days[0].kind == "paid"


def test_days_that_will_be_given_back_say_so_until_the_credit_note_is_issued(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = MID
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.ended(MID))
    ctx.day = date(2026, 4, 17)
    seen = record.record(ctx, subscriber=1)
    base = seen.subscriptions[0].base
    assert base is not None
    assert [(day.kind, day.start) for day in base.days] == [("billed", TODAY), ("credited", date(2026, 4, 17))]
    assert seen.coming is not None
    assert [(line.is_credit, line.amount) for line in seen.coming.lines] == [(True, -11620)]
    assert seen.subscriptions[0].status is Status.ENDED


def test_an_organisation_sees_prices_without_vat(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    owner = join(ctx)
    person = subscriber.get(ctx, subscriber=owner)
    as_company = replace(person.subscriber, kind=SubscriberKind.ORGANISATION, org_number="988077917")
    subscriber.change(ctx, subscriber=as_company, contact=person.contacts[0])
    buy(ctx, owner)
    (offers,) = sale.offers(ctx, subscriber=owner)
    assert [plan.amount for plan in offers.plans] == [12957, 21652, 37304]
    base = record.record(ctx, subscriber=owner).subscriptions[0].base
    assert base is not None
    assert base.amount == 21652


def test_choices_tell_the_usual_timing_and_the_next_period(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    ctx.day = MID
    choices = sale.choices(ctx, subscription=sold.subscription)
    usual = {plan.code: plan.usual for plan in choices.offers.plans if not plan.is_current}
    assert usual == {"small": Timing.PERIOD_END, "big": Timing.NOW}
    assert choices.next_period == date(2026, 5, 1)
    assert [offer.code for offer in choices.offers.add_ons_for("small")] == ["filter"]


def test_the_timeline_is_one_list_newest_first_and_a_sale_is_one_row(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx), add_ons=(("filter", 1),))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    payment.register(ctx, payments=[Paid(1, 27800, date(2026, 4, 3))])
    subscriber.add_note(ctx, subscriber=1, text="Ring etter kl. 15")
    changed = subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.to_plan("small"))
    subscription.undo(ctx, command=changed.command)
    rows = timeline.of_subscriber(ctx, subscriber=1)
    assert sorted(row.kind for row in rows) == ["changed", "invoice", "note", "payment", "started", "taken_back"]
    assert rows[0].kind == "payment"
    started = next(row for row in rows if row.kind == "started")
    assert (str(started.text), started.detail) == ("Starts with Hverdag on 2026-04-01", "Filterpapir")
    undone = next(row for row in rows if row.kind == "taken_back")
    assert str(undone.text).startswith("Taken back: Changes to Liten")


def test_a_reason_from_the_list_is_told_in_words(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    move = subscription.ended(date(2026, 4, 30), reason="moving")
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    (row,) = (row for row in timeline.of_subscriber(ctx, subscriber=1) if row.kind == "cancelled")
    assert str(row.text) == "Cancelled, last day 2026-04-30. Reason: Moving"


def test_the_next_customer_number_follows_the_highest(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    assert subscriber.next_number(ctx) == "1"
    join(ctx, "9")
    join(ctx, "10482")
    assert subscriber.next_number(ctx) == "10483"


def test_marked_rows_are_summed_whichever_way_they_are_marked(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    buy(ctx, join(ctx, "2", "Stor"), "big")
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    some = subscriber.sums(ctx, query=ListQuery(), everything=False, marked=frozenset({1}))
    rest = subscriber.sums(ctx, query=ListQuery(), everything=True, marked=frozenset({1}))
    assert (some.count, some.outstanding, rest.count, rest.outstanding) == (1, 24900, 1, 42900)


def test_a_subscription_whose_sale_was_undone_never_was(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    subscription.undo(ctx, command=sold.command)
    assert record.record(ctx, subscriber=1).subscriptions == ()
    (row,) = subscriber.page(ctx, query=ListQuery(), offset=0, limit=1)
    counts = subscriber.counts(ctx, query=ListQuery())
    assert (row.status, counts.by) == ("", {"": 1, "overdue": 0})


def test_a_temporary_address_does_not_move_a_subscriber_in_the_list(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    join(ctx)
    (usual,) = subscriber.get(ctx, subscriber=1).contacts
    away = replace(usual, id=0, city="Lillesand", from_day=date(2026, 7, 1), to_day=date(2026, 8, 1))
    subscriber.add_contact(ctx, subscriber=1, contact=away)
    (row,) = subscriber.page(ctx, query=ListQuery(), offset=0, limit=1)
    assert row.city == "Bergen"
    ctx.day = date(2026, 7, 15)
    contact = record.record(ctx, subscriber=1).contact
    assert contact is not None
    assert contact.city == "Lillesand"


def test_the_list_says_that_a_trial_is_over_and_a_pause_begun_though_nothing_was_written(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    plan = catalog.catalog(ctx).plans["daily"]
    catalog.change_plan(ctx, plan=replace(plan, trial_days=14))
    buy(ctx, join(ctx))
    sold = buy(ctx, join(ctx, "2", "Pause"), "small")
    move = subscription.paused(Pause(), from_day=date(2026, 4, 20), to_day=date(2026, 4, 25))
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    said = {}
    for day in (TODAY, date(2026, 4, 20), date(2026, 4, 25)):
        ctx.day = day
        rows = subscriber.page(ctx, query=ListQuery(), offset=0, limit=2)
        views = [record.record(ctx, subscriber=row.id).subscriptions[0] for row in rows]
        assert [view.status.value for view in views] == [row.status for row in rows]
        said[day.day] = sorted(row.status for row in rows)
    assert said == {1: ["active", "trial"], 20: ["active", "paused"], 25: ["active", "active"]}
