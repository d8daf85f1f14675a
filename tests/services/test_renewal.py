"""The run: what was shown is what is written, once, whole, and in pieces."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.renewal import Difference, RunState
from desktop.domain.rows import ListQuery
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.domain.subscription import Pause, Status, Timing, status_on
from desktop.jobs import Progress, Step
from desktop.services import catalog, invoice, payment, renewal, subscriber, subscription
from desktop.services.payment import Paid
from desktop.services.renewal import carrying_out
from tests.services.shop import TODAY, buy, join, open_shop


def test_what_was_proposed_is_what_is_issued_and_a_second_run_issues_nothing(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx), add_ons=(("filter", 1),))
    proposal = renewal.propose(ctx, target=TODAY)
    result = renewal.commit(ctx, proposal=proposal)
    assert result.run.state is RunState.DONE
    (row,) = invoice.page(ctx, query=ListQuery(), offset=0, limit=10)
    assert (row.number, row.total, row.open_amount, row.name) == ("10001", 27800, 27800, "Kari Nordahl")
    document = invoice.get(ctx, invoice=row.id)
    assert [line.text for line in document.lines] == ["Kaffe hjem, Hverdag, 2 × 250 g", "Filterpapir"]
    assert (document.net, document.vat, document.total) == (24174, 3626, 27800)
    assert document.kid == "00000100000017"
    assert renewal.propose(ctx, target=TODAY).payers == ()


def test_a_plan_change_credits_the_original_and_the_new_invoice_asks_for_the_rest(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    owner = join(ctx)
    sold = buy(ctx, owner)
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    (first,) = invoice.of_payer(ctx, payer=owner)
    payment.register(ctx, payments=[Paid(owner, first.total, TODAY, first.id)])
    ctx.day = date(2026, 4, 16)
    shown = subscription.preview(ctx, subscription=sold.subscription, move=subscription.to_plan("big"))
    assert [line.amount for line in shown.lines] == [-12450, 21450]
    assert shown.difference == 9000
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.to_plan("big"))
    proposal = renewal.propose(ctx, target=ctx.today)
    assert [payer.sum for payer in proposal.payers] == [9000]
    renewal.commit(ctx, proposal=proposal)
    new, note = invoice.of_payer(ctx, payer=owner)[:2]
    assert (note.kind, note.total, note.open_amount) == ("credit_note", 12450, 0)
    assert (new.kind, new.total, new.open_amount) == ("invoice", 21450, 9000)
    paper = invoice.get(ctx, invoice=new.id)
    assert paper.open_amount == 9000


def test_a_change_before_the_run_can_be_undone_and_after_it_not(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = date(2026, 4, 16)
    changed = subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.to_plan("big"))
    subscription.undo(ctx, command=changed.command)
    assert renewal.propose(ctx, target=ctx.today).payers == ()
    changed = subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.to_plan("big"))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=ctx.today))
    with pytest.raises(DomainError, match="invoiced"):
        subscription.undo(ctx, command=changed.command)


def test_a_subscriber_changed_after_the_plan_is_set_aside_and_the_others_go_on(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    buy(ctx, join(ctx, "10483", "Ola Bråten"))
    proposal = renewal.propose(ctx, target=TODAY)
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.with_add_on("taste"))
    result = renewal.commit(ctx, proposal=proposal)
    assert [str(why) for _, why in result.set_aside] == [
        "Something was changed after the plan was made. Work out the plan again."
    ]
    assert [row.name for row in renewal.set_aside(ctx)] == ["Kari Nordahl"]
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    assert renewal.set_aside(ctx) == []
    assert sorted(row.name for row in invoice.page(ctx, query=ListQuery(), offset=0, limit=9)) == [
        "Kari Nordahl",
        "Ola Bråten",
    ]


def test_a_changed_price_list_refuses_the_whole_plan(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    proposal = renewal.propose(ctx, target=TODAY)
    price = next(p for p in catalog.catalog(ctx).prices.values() if p.item == "daily")
    catalog.add_price(ctx, price=replace(price, amount=25900, valid_from=date(2026, 5, 1)))
    with pytest.raises(DomainError, match="after the plan was made"):
        renewal.commit(ctx, proposal=proposal)
    assert invoice.count(ctx, query=ListQuery()) == 0


def test_excluded_payers_wait_and_a_stopped_run_keeps_what_is_done_and_goes_on(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    owners = [join(ctx, str(20000 + i), f"Abonnent {i}") for i in range(6)]
    for owner in owners:
        buy(ctx, owner)
    selection = renewal.Selection(excluded=frozenset(owners[:1]))
    proposal = renewal.propose(ctx, target=TODAY)
    progress = Progress()

    def stop_after_the_first(step: Step) -> None:
        if step.done:
            progress.cancel()

    progress = Progress(stop_after_the_first)
    old = carrying_out.BATCH
    try:
        carrying_out.BATCH = 2
        stopped = renewal.commit(ctx, proposal=proposal, selection=selection, progress=progress)
        assert (stopped.run.state, stopped.run.done_documents) == (RunState.STOPPED, 2)
        done = renewal.resume(ctx, run=stopped.run.id)
    finally:
        carrying_out.BATCH = old
    assert (done.run.state, done.run.done_documents) == (RunState.DONE, 5)
    assert (done.run.first_number, done.run.last_number) == (10001, 10005)
    assert [payer.payer for payer in renewal.propose(ctx, target=TODAY).payers] == owners[:1]


def test_the_next_run_says_who_differs_from_the_last(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    up = buy(ctx, join(ctx, "1", "Opp")).subscription
    gone = buy(ctx, join(ctx, "2", "Borte")).subscription
    buy(ctx, join(ctx, "3", "Som sist"))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = date(2026, 4, 30)
    subscription.carry_out(ctx, subscription=up, move=subscription.to_plan("big", timing=Timing.PERIOD_END))
    subscription.carry_out(ctx, subscription=gone, move=subscription.ended(date(2026, 4, 30)))
    buy(ctx, join(ctx, "4", "Ny"), start=date(2026, 5, 1))
    proposal = renewal.propose(ctx, target=date(2026, 5, 1))
    rows = renewal.rows_of(ctx, proposal)
    assert [(row.name, row.difference, row.percent) for row in rows] == [
        ("Opp", Difference.HIGHER, 72),
        ("Ny", Difference.NEW, None),
        ("Som sist", Difference.SAME, 0),
        ("Borte", Difference.GONE, None),
    ]


def test_a_paper_is_rendered_once_and_kept(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    (row,) = invoice.page(ctx, query=ListQuery(), offset=0, limit=10)
    pdf = invoice.paper(ctx, invoice=row.id)
    assert pdf.startswith(b"%PDF")
    assert invoice.paper(ctx, invoice=row.id) == pdf
    (path,) = invoice.export(ctx, invoices=[row.id], folder=tmp_path / "ut")
    assert path.name == "faktura-10001.pdf"
    assert path.read_bytes() == pdf


def test_what_is_credited_goes_to_whom_it_was_invoiced_whoever_pays_now(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    owner, other = join(ctx), join(ctx, "10483", "Ola Bråten")
    sold = buy(ctx, owner)
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    (first,) = invoice.of_payer(ctx, payer=owner)
    payment.register(ctx, payments=[Paid(owner, first.total, TODAY, first.id)])
    ctx.day = date(2026, 4, 10)
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.with_payer(other, on=ctx.day))
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.ended(ctx.day))
    subscription.catch_up(ctx)
    ctx.day = date(2026, 4, 11)
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=ctx.day))
    note = invoice.of_payer(ctx, payer=owner)[0]
    assert (note.kind, note.total, note.name) == ("credit_note", 16600, "Kari Nordahl")
    assert invoice.of_payer(ctx, payer=other) == []
    assert invoice.get(ctx, invoice=note.id).buyer.name == "Kari Nordahl"


def test_a_paused_subscription_can_be_ended(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    sold = buy(ctx, join(ctx))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = date(2026, 4, 11)
    move = subscription.paused(Pause(), from_day=ctx.day)
    subscription.carry_out(ctx, subscription=sold.subscription, move=move)
    ctx.day = date(2026, 4, 20)
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.ended(ctx.day))
    life = subscription.get(ctx, subscription=sold.subscription)
    assert status_on(life.changes, day=date(2026, 4, 21)) is Status.ENDED
    assert [p.sum for p in renewal.propose(ctx, target=ctx.day).payers] == [-16600]


def test_a_consumer_without_address_is_a_counted_warning(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    bare = Contact(ContactRole.PRIMARY, "Uten Adresse")
    owner, _ = subscriber.add(ctx, subscriber=Subscriber("77", "Uten Adresse"), contact=bare)
    buy(ctx, owner)
    plan = renewal.show(ctx, target=TODAY)
    assert [str(each) for each in plan.cautions(plan.figures())] == [
        "1 subscriber has no address. The invoice is issued all the same."
    ]
