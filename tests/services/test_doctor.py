"""The data check finds what must never be, whoever brought it about."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from desktop.domain.catalog import Plan
from desktop.services import catalog, doctor, invoice, payment, renewal, settings, subscription
from desktop.services.context import Session
from desktop.services.payment import Paid
from tests.services.shop import MONTHLY, TODAY, buy, join, open_shop

MAY = date(2026, 5, 1)


@pytest.fixture
def shop(billed: Path, tmp_path: Path) -> Path:
    """A copy for each test."""
    return Path(shutil.copy(billed, tmp_path))


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One who was billed, paid, took more coffee in the middle of the month, and was billed again."""
    ctx = open_shop(tmp_path_factory.mktemp("shop"))
    kari = join(ctx)
    bought = buy(ctx, kari, "daily", TODAY, add_ons=(("filter", 1),), billing_day=1)
    _renew(ctx, TODAY)
    ctx.day = date(2026, 4, 16)
    payment.register(ctx, payments=[Paid(kari, 27800, ctx.today)])
    subscription.carry_out(ctx, subscription=bought.subscription, move=subscription.to_plan("big"))
    _renew(ctx, MAY)
    for number in (1, 2, 3):
        invoice.paper(ctx, invoice=number)
    ctx.company.close()
    return ctx.company.path


def _renew(ctx: Session, day: date) -> None:
    ctx.day = day
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=day))


def check(path: Path) -> doctor.Report:
    ctx = settings.open_session(path, day=MAY)
    try:
        return doctor.check(ctx)
    finally:
        ctx.company.close()


def tamper(path: Path, *statements: str) -> None:
    """What no verb of the program does: triggers off, and rows changed behind its back."""
    connection: Any = dbapi2.connect(str(path), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_company_that_was_only_worked_in_is_sound(shop: Path) -> None:
    report = check(shop)
    assert report.faults == ()
    assert report.is_sound
    assert (report.documents, report.subscriptions) == (3, 1)
    assert str(report.summary).startswith("Everything holds together: 3 documents, 1 subscriptions")


LINE = "UPDATE invoice_line SET "
FIRST = " WHERE invoice_id = 1 AND ordinal = (SELECT min(ordinal) FROM invoice_line WHERE invoice_id = 1)"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE series SET next = next + 1 WHERE kind = 'invoice'", "series invoice has given 3 numbers, and 2 "),
        ("UPDATE invoice SET number = 10007 WHERE number = 10002", "series invoice has given 2 numbers"),
        (LINE + "to_day = '2026-05-02'" + FIRST, "is billed twice for 2026-05-01"),
        (LINE + "amount = amount + 1" + FIRST, "An amount on document 10001 does not follow"),
        (LINE + "share_den = share_den + 1" + FIRST, "An amount on document 10001 does not follow"),
        (LINE + "net = net + 1" + FIRST, "The sums of document 10001 do not add up"),
        ("UPDATE invoice_vat SET vat = vat + 1 WHERE invoice_id = 1", "The sums of document 10001 do not add up"),
        (LINE + "amount = amount * 4 WHERE kind = 'credit'", "More is credited than document 10001 charged"),
        ("DELETE FROM journal WHERE invoice_id = 1", "Document 10001 is not posted"),
        ("UPDATE journal SET amount = amount + 1 WHERE payment_id IS NOT NULL AND amount > 0", "does not balance"),
        ("UPDATE allocation SET amount = amount * 2", "More is paid on document 10001 than it comes to"),
        ("UPDATE payment SET amount = 1", "1 payment or credit note covers more than it comes to"),
        ("UPDATE rendering SET bytes = x'2550' WHERE invoice_id = 1", "The stored PDF of document 10001 was altered"),
        ("UPDATE invoice SET due_day = '2027-01-01' WHERE id = 1", "Document 10001 of series invoice has been altered"),
        ("UPDATE command SET name = 'other' WHERE id = 2", "in the audit log has been altered"),
        ("UPDATE subscription SET end_day = '2026-06-01'", "What is kept of subscription S-10482-1"),
        ("UPDATE subscription_line SET next_issue_day = NULL", "What is kept of subscription S-10482-1"),
        ("UPDATE subscription_line SET clean_from = '2026-09-01'", "What is kept of subscription S-10482-1"),
        ("UPDATE segment SET quantity = 2", "What is kept of subscription S-10482-1"),
        ("UPDATE invoice SET payer_id = 99 WHERE id = 1", "The file is damaged: invoice 1 → subscriber"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_found(shop: Path, statement: str, sentence: str) -> None:
    tamper(shop, statement)
    said = [str(fault) for fault in check(shop).faults]
    assert any(sentence in fault for fault in said), said


def test_a_price_that_is_missing_is_no_damage(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    bought = buy(ctx, join(ctx), "daily", TODAY)
    catalog.add_plan(ctx, plan=Plan("huge", "home", "Enorm", 9, MONTHLY))
    subscription.carry_out(ctx, subscription=bought.subscription, move=subscription.to_plan("huge", timing=MAY))
    ctx.day = MAY
    assert [str(fault) for fault in doctor.check(ctx).faults] == []
    ctx.company.close()
