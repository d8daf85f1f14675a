"""The whole life of a subscription in a real file: what was planned is what is kept, once, and can be undone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.catalog import Plan, Price
from desktop.domain.errors import DomainError
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import (
    BASE,
    Gap,
    Length,
    Origin,
    Pause,
    Status,
    Step,
    Timing,
    Unused,
    Wish,
    end_day,
    in_force,
    pause_on,
    payer_on,
    segments,
    status_on,
    terms_on,
)
from desktop.services import (
    analytics,
    catalog,
    coverage,
    doctor,
    invoice,
    record,
    renewal,
    settings,
    subscription,
    timeline,
)
from desktop.services.billing import common
from desktop.services.context import Session
from desktop.services.subscription import Chain, Move, Outcome
from desktop.services.verbs import Verb
from tests.services.shop import MONTHLY, TODAY, buy, join, open_shop

MAY, DAY = date(2026, 5, 1), date(2026, 4, 11)
OTHER = 1
"""The id of the first who joins: somebody who may pay for others."""
CARRIED = Pause(unused=Unused.CARRY)
MOVES: dict[str, Move] = {
    "plan": subscription.to_plan("big"),
    "add-on": subscription.with_add_on("taste"),
    "quantity": subscription.with_quantity(3),
    "fewer later": subscription.with_quantity(1, timing=Timing.PERIOD_END),
    "pause": subscription.paused(Pause(), from_day=DAY, to_day=MAY),
    "pause, carried": subscription.paused(CARRIED, from_day=DAY, to_day=date(2026, 5, 10)),
    "pause, lost": subscription.paused(Pause(unused=Unused.KEEP), from_day=DAY),
    "pause, billed": subscription.paused(Pause(bills=True, access=True), from_day=DAY),
    "billing day": subscription.with_billing_day(20),
    "commitment": subscription.committed(12, notice_days=30),
    "payer": subscription.with_payer(OTHER),
    "payer later": subscription.with_payer(OTHER, on=MAY),
    "agreed": subscription.with_agreed_price(19900, includes_vat=True, on=MAY, until=date(2026, 8, 1)),
    "end": subscription.ended(DAY, unused=Unused.KEEP, last_access=MAY, reason="price"),
    "withdrawal": subscription.withdrawn(used_on_request=True),
    "backdated": subscription.to_plan("big", timing=date(2026, 4, 3)),
}


def _shop(folder: Path, *, billed: bool = True, day: date = DAY) -> tuple[Session, Outcome]:
    """Two of Hverdag from 1 April, and a bag of filters; a run on the first day; now it is the eleventh."""
    ctx = open_shop(folder)
    assert join(ctx, "20000", "Ola Nordahl") == OTHER
    sold = buy(ctx, join(ctx), quantity=2, add_ons=(("filter", 1),))
    if billed:
        _run(ctx, TODAY)
    ctx.day = day
    return ctx, sold


def _run(ctx: Session, target: date) -> int:
    return renewal.commit(ctx, proposal=renewal.propose(ctx, target=target)).run.done_documents


def _kept_as_planned(ctx: Session, number: int) -> None:
    """Segments as stored are those its changes make, and each line is due when the planner says so."""
    life = subscription.get(ctx, subscription=number)
    made = segments(life.changes)
    with ctx.reading() as look:
        states = look.billing.payer(life.payer, day=ctx.today, usual_notice=14, since=date.min)
    lines = {line.slot: line for state in states for line in state.lines if line.subscription == number}
    assert {slot: list(line.segments) for slot, line in lines.items() if line.segments} == made
    assert doctor.check(ctx).faults == ()


@pytest.mark.parametrize("billed", [True, False], ids=["billed", "unbilled"])
@pytest.mark.parametrize("name", MOVES)
def test_what_was_planned_is_kept_billed_once_and_undone_exactly(tmp_path: Path, name: str, *, billed: bool) -> None:
    ctx, sold = _shop(tmp_path, billed=billed)
    number = sold.subscription
    before = subscription.state_hash(ctx, subscription=number)
    move = MOVES[name]
    shown = subscription.preview(ctx, subscription=number, move=move)
    done = subscription.carry_out(ctx, subscription=number, move=move)
    life = subscription.get(ctx, subscription=number)
    assert tuple(change.sequence for change in shown.effect.changes) == tuple(
        change.sequence for change in life.changes[-len(shown.effect.changes) :]
    )
    _kept_as_planned(ctx, number)
    assert subscription.state_hash(ctx, subscription=number) != before
    undone = subscription.undo(ctx, command=done.command)
    assert subscription.state_hash(ctx, subscription=number) == before
    _kept_as_planned(ctx, number)
    subscription.redo(ctx, command=undone.command)
    assert segments(subscription.get(ctx, subscription=number).changes) == segments(life.changes)
    _kept_as_planned(ctx, number)
    target = shown.effect.effective + timedelta(days=40)
    ctx.day = max(ctx.today, min(target, date(2026, 6, 20)))
    subscription.catch_up(ctx)
    _run(ctx, ctx.today)
    assert renewal.propose(ctx, target=ctx.today).payers == ()
    _kept_as_planned(ctx, number)
    assert timeline.of_subscriber(ctx, subscriber=life.subscriber)


def test_a_pause_with_days_carried_forward_moves_the_next_bill_by_them(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    move = subscription.paused(CARRIED, from_day=date(2026, 4, 11), to_day=date(2026, 5, 21))
    shown = subscription.preview(ctx, subscription=sold.subscription, move=move)
    assert (shown.lines, [row.issue_day for row in shown.ahead if row.after]) == (
        (),
        [date(2026, 6, 10)],
    )
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    life = subscription.get(ctx, subscription=sold.subscription)
    assert pause_on(life.changes, day=date(2026, 5, 20)) is not None
    assert life.changes[-2].pause == CARRIED
    waiting = life.changes[-2].sequence
    ctx.day = date(2026, 4, 10)
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.without_change(waiting))
    assert segments(subscription.get(ctx, subscription=sold.subscription).changes)[BASE][-1].anchor == TODAY


def test_a_pause_that_is_resumed_credits_and_bills_the_days_between(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    subscription.carry_out(
        ctx, subscription=sold.subscription, move=subscription.paused(Pause(), from_day=ctx.today, reason="holiday")
    )
    assert status_on(subscription.get(ctx, subscription=sold.subscription).changes, day=ctx.today) is Status.PAUSED
    _run(ctx, ctx.today)
    ctx.day = date(2026, 4, 21)
    shown = subscription.preview(ctx, subscription=sold.subscription, move=subscription.resumed(ctx.today))
    assert [(line.text, line.amount) for line in shown.lines] == [
        ("Kaffe hjem, Hverdag, 2 × 250 g", 8300),
        ("Filterpapir", 967),
    ]
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.resumed(ctx.today))
    _run(ctx, ctx.today)
    assert renewal.propose(ctx, target=ctx.today).payers == ()
    assert doctor.check(ctx).faults == ()


def test_another_payer_gets_the_documents_from_the_day_named(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    owner = subscription.get(ctx, subscription=sold.subscription).subscriber
    other = OTHER
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.with_payer(other, on=MAY))
    life = subscription.get(ctx, subscription=sold.subscription)
    assert (life.payer, payer_on(life.changes, day=MAY, first=owner)) == (owner, other)
    ctx.day = date(2026, 4, 30)
    assert not subscription.catch_up(ctx)
    ctx.day = MAY
    subscription.catch_up(ctx)
    assert subscription.get(ctx, subscription=sold.subscription).payer == other
    assert not subscription.catch_up(ctx)
    _run(ctx, MAY)
    assert [row.document_day for row in invoice.of_payer(ctx, payer=other)] == [MAY]
    assert len(invoice.of_payer(ctx, payer=owner)) == 1
    said = [row.text.text for row in timeline.of_subscriber(ctx, subscriber=owner)]
    assert said.count("{payer} pays from {day}") == 1
    with pytest.raises(DomainError, match="pays already"):
        subscription.preview(ctx, subscription=sold.subscription, move=subscription.with_payer(other))


def test_states_follow_the_days_when_the_file_is_opened(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    move = subscription.paused(Pause(), from_day=MAY, to_day=date(2026, 5, 11))
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    for day, status in ((MAY, "paused"), (date(2026, 5, 11), "active")):
        ctx.day = day
        assert subscription.catch_up(ctx)
        with ctx.reading() as look:
            assert [kept for _, kept in look.subscription.ageing(today=day)] == [status]
        assert not subscription.catch_up(ctx)


def test_a_trial_is_free_and_can_be_extended_and_ended(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx), trial_days=14)
    number = sold.subscription
    assert renewal.propose(ctx, target=TODAY).payers == ()
    subscription.carry_out(ctx, subscription=number, move=subscription.with_trial_until(date(2026, 4, 29)))
    life = subscription.get(ctx, subscription=number)
    assert status_on(life.changes, day=date(2026, 4, 28)) is Status.TRIAL
    shown = subscription.preview(ctx, subscription=number, move=subscription.with_trial_until(TODAY))
    assert [line.amount for line in shown.lines] == [24900]
    subscription.carry_out(ctx, subscription=number, move=subscription.with_trial_until(TODAY))
    _kept_as_planned(ctx, number)
    assert _run(ctx, TODAY) == 1


def test_a_stop_for_non_payment_is_taken_up_again_at_the_price_it_had(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    settings.change_rules(ctx, rules=BillingRules(keep_price_days=30))
    number = sold.subscription
    subscription.carry_out(
        ctx, subscription=number, move=subscription.ended(ctx.today, origin=Origin.NON_PAYMENT, reason="other")
    )
    catalog.add_price(ctx, price=Price("daily", "NOK", 29900, date(2026, 4, 15), includes_vat=True))
    ctx.day = date(2026, 4, 20)
    for gap in (Gap.NOT_DELIVERED, Gap.BILLED):
        done = subscription.carry_out(ctx, subscription=number, move=subscription.restarted(gap=gap))
        life = subscription.get(ctx, subscription=number)
        assert (BASE in terms_on(life.changes, day=date(2026, 4, 15))) is (gap is Gap.BILLED)
        assert terms_on(life.changes, day=ctx.today)[BASE].price == terms_on(life.changes, day=TODAY)[BASE].price
        _kept_as_planned(ctx, number)
        subscription.undo(ctx, command=done.command)
    ctx.day = date(2026, 7, 1)
    shown = subscription.preview(ctx, subscription=number, move=subscription.restarted())
    assert [line.amount for line in shown.lines if not line.is_credit] == [29900, 2900]


def test_a_withdrawal_credits_all_but_the_days_used_and_is_for_consumers_in_time(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    number = sold.subscription
    used = subscription.preview(ctx, subscription=number, move=subscription.withdrawn(used_on_request=True))
    assert [line.amount for line in used.lines] == [-15770, -1837]
    unused = subscription.preview(ctx, subscription=number, move=subscription.withdrawn(used_on_request=False))
    assert [line.amount for line in unused.lines] == [-24900, -2900]
    ctx.day = date(2026, 4, 16)
    with pytest.raises(DomainError, match="ended on"):
        subscription.preview(ctx, subscription=number, move=subscription.withdrawn(used_on_request=True))


def test_an_offer_of_steps_is_sold_as_a_whole_and_billed_step_by_step(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    prices = [Step(Length.PERIODS, n, price=price, price_includes_vat=True) for n, price in ((1, 9900), (2, 14900))]
    offer = Chain([*prices, Step()])
    owner, wish = join(ctx), Wish("daily", TODAY)
    shown = subscription.preview_sale(ctx, subscriber=owner, wish=wish, chain=offer)
    assert [row.after for row in shown.ahead] == [9900, 14900, 14900]
    sold = subscription.sell(ctx, subscriber=owner, wish=wish, chain=offer)
    for day in (TODAY, MAY, date(2026, 6, 1), date(2026, 7, 1)):
        ctx.day = day
        _run(ctx, day)
    assert [row.total for row in invoice.of_payer(ctx, payer=owner)] == [24900, 14900, 14900, 9900]
    _kept_as_planned(ctx, sold.subscription)
    with pytest.raises(DomainError, match="steps"):
        subscription.sell(ctx, subscriber=owner, wish=wish, chain=Chain([Step(), Step()]))


def test_a_start_in_the_past_bills_the_time_elapsed(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx), start=date(2026, 1, 1))
    assert _run(ctx, TODAY) == 1
    owner = subscription.get(ctx, subscription=sold.subscription).payer
    assert [row.total for row in invoice.of_payer(ctx, payer=owner)] == [4 * 24900]


def test_what_has_been_invoiced_is_taken_back_by_a_credit_note(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    number = sold.subscription
    done = subscription.carry_out(ctx, subscription=number, move=subscription.to_plan("big"))
    _run(ctx, ctx.today)
    with pytest.raises(DomainError, match="credit note takes it back"):
        subscription.undo(ctx, command=done.command)
    last = subscription.last_done(ctx, subscription=number)
    assert last is not None
    sale = subscription.preview(ctx, subscription=number, move=subscription.without_changes(1, 2))
    assert min(line.from_day for line in sale.lines) == TODAY
    assert (last.command, last.is_billed, last.is_undo) == (done.command, True, False)
    move = subscription.without_changes(*last.sequences)
    shown = subscription.preview(ctx, subscription=number, move=move)
    assert [line.amount for line in shown.lines] == [-28600, 16600]
    subscription.counter(ctx, command=done.command)
    assert _run(ctx, ctx.today) == 2
    assert terms_on(subscription.get(ctx, subscription=number).changes, day=ctx.today)[BASE].item == "daily"
    assert doctor.check(ctx).faults == ()


def test_a_cancellation_can_end_access_and_deliveries_on_days_of_their_own(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    move = subscription.ended(ctx.today, last_access=MAY, last_delivery=date(2026, 4, 20), reason="price")
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    stop = in_force(subscription.get(ctx, subscription=sold.subscription).changes)[-1]
    assert (stop.last_access, stop.last_delivery, stop.reason) == (MAY, date(2026, 4, 20), "price")
    assert end_day(subscription.get(ctx, subscription=sold.subscription).changes) == date(2026, 4, 12)


def test_an_agreed_price_cannot_cover_an_add_on_with_another_vat_code(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    plan = Plan("other", "home", "Annet", 9, MONTHLY, vat_code="3")
    catalog.add_plan(ctx, plan=plan)
    catalog.add_price(ctx, price=Price("other", "NOK", 9900, date(2024, 1, 1), includes_vat=True))
    with ctx.reading() as look:
        shared = common(look, today=ctx.today)
    assert shared.catalog.vat_code_on("other", ctx.today) == "3"
    move = subscription.with_agreed_price(100, includes_vat=True, until=ctx.today)
    with pytest.raises(DomainError, match="must end after"):
        subscription.preview(ctx, subscription=sold.subscription, move=move)


def test_the_record_knows_what_may_be_done_what_each_day_is_and_how_amounts_come_about(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    owner = subscription.get(ctx, subscription=sold.subscription).subscriber
    move = subscription.paused(Pause(), from_day=date(2026, 4, 21), to_day=MAY)
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    found = record.record(ctx, subscriber=owner)
    (view,) = found.subscriptions
    assert Verb.PAUSE in view.verbs
    assert Verb.WITHDRAW in view.verbs
    assert (view.terms.withdraw_by, view.terms.paused_last) == (date(2026, 4, 15), date(2026, 4, 30))
    assert [(day.start, day.kind) for day in view.lines[0].days][:2] == [
        (TODAY, "billed"),
        (date(2026, 4, 21), "credited"),
    ]
    assert found.coming is not None
    assert found.coming.lines[0].how.text.startswith("{name}: {days} of {whole_days} days come back")
    ctx.day = date(2026, 4, 21)
    subscription.catch_up(ctx)
    _run(ctx, ctx.today)
    (view,) = record.record(ctx, subscriber=owner).subscriptions
    assert (view.status, view.verbs) == (Status.PAUSED, frozenset({Verb.RESUME, Verb.UNDO}))
    assert (date(2026, 4, 21), "credited") in [(day.start, day.kind) for day in view.lines[0].days]


def test_days_that_run_and_nobody_is_billed_for_are_a_list(tmp_path: Path) -> None:
    ctx, _ = _shop(tmp_path, billed=False)
    lost = coverage.lost_days(ctx)
    assert [(each.item, each.start, each.end) for each in lost] == [
        ("Hverdag", TODAY, ctx.today),
        ("Filterpapir", TODAY, ctx.today),
    ]
    assert analytics.overview(ctx).lost == ()
    ctx.day = date(2026, 5, 20)
    assert [each.end for each in analytics.overview(ctx).lost] == [date(2026, 4, 20)] * 2
    _run(ctx, ctx.today)
    assert coverage.lost_days(ctx) == ()
    assert analytics.overview(ctx).lost == ()


def test_the_first_end_of_a_commitment_keeps_its_notice(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx), commitment_months=6, notice_days=30)
    for day, last in ((date(2026, 8, 31), date(2026, 9, 30)), (date(2026, 9, 2), date(2027, 3, 31))):
        ctx.day = day
        (view,) = record.record(ctx, subscriber=1).subscriptions
        assert (view.terms.notice_by, view.terms.first_end) == (date(2026, 9, 1), last)
    assert sold.subscription


def test_unused_money_of_a_stop_goes_where_the_company_has_decided(tmp_path: Path) -> None:
    ctx, sold = _shop(tmp_path)
    settings.change_rules(ctx, rules=BillingRules(keeps_unused_of_non_payment=True))
    for origin, amounts in ((Origin.NON_PAYMENT, []), (Origin.SUBSCRIBER, [-15770, -1837])):
        move = subscription.ended(ctx.today, origin=origin)
        shown = subscription.preview(ctx, subscription=sold.subscription, move=move)
        assert [line.amount for line in shown.lines] == amounts
