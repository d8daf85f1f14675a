"""Payments: what is open, what covers it, and a journal that sums to zero."""

from datetime import date

import pytest

from desktop.domain.ids import PaymentId
from desktop.domain.rows import ListQuery
from desktop.store.company import Company
from desktop.store.payment import Payment
from tests.store.making import TODAY, add_catalog, add_person, bill, command, open_books, pay, sell


@pytest.fixture
def invoiced(company: Company) -> Company:
    """One payer with one invoice of 378.00, due on 7 December."""
    with command(company) as work:
        add_catalog(work)
        open_books(work)
        sell(work, add_person(work, "1", "Kari Nordahl"), "stor", date(2026, 11, 9), add_ons=["filter"])
        bill(work, 1)
    return company


def test_a_payment_covers_an_invoice_and_the_rest_stays_open(invoiced: Company) -> None:
    with command(invoiced) as work:
        assert [(item.number, item.open_amount) for item in work.payment.open_items(1)] == [(10001, 37800)]
        pay(work, 1, 1, 30000)
        assert [item.open_amount for item in work.payment.open_items(1)] == [7800]
        pay(work, 1, 1, 7800)
        assert work.payment.open_items(1) == []
        assert [payment.amount for payment in work.payment.of_payer(1)] == [30000, 7800]
        assert work.invoice.of_payer(1)[0].open_amount == 0


def test_a_reversal_is_a_payment_of_its_own(invoiced: Company) -> None:
    with command(invoiced) as work:
        pay(work, 1, 1, 100)
        back = Payment(1, "NOK", TODAY, -100, reverses=PaymentId(1), text="avvist")
        made = work.payment.add(back, command_id=work.command.id)
        work.payment.allocate([(1, -100)], payment_id=made, day=TODAY, command_id=work.command.id)
        assert work.payment.of_payer(1)[1] == back._replace(id=made)
        assert [item.open_amount for item in work.payment.open_items(1)] == [37800]


def test_a_kid_leads_to_its_invoice(invoiced: Company) -> None:
    with invoiced.reading() as look:
        assert look.payment.invoice_with_kid("0000001") == 1
        assert look.payment.invoice_with_kid("0000002") is None


def test_the_journal_sums_to_zero_by_voucher_and_in_all(invoiced: Company) -> None:
    with command(invoiced) as work:
        pay(work, 1, 1, 30000)
        sums = {each.account: each.amount for each in work.ledger.sums()}
        assert work.ledger.unbalanced() == []
    assert sums == {"1500": 7800, "1920": 30000, "3000": -32668, "2700": -580, "2701": -4552}
    assert sum(sums.values()) == 0
    with invoiced.reading() as look:
        assert look.ledger.sums(to_day=TODAY) == []


def test_the_list_of_subscribers_shows_what_is_outstanding_and_overdue(invoiced: Company) -> None:
    late = date(2027, 1, 1)
    with command(invoiced) as work:
        pay(work, 1, 1, 30000)
    with invoiced.reading() as look:
        (row,) = look.subscriber.page(ListQuery(), today=TODAY)
        assert (row.outstanding, row.overdue, row.next_issue_day) == (7800, 0, date(2026, 12, 9))
        (row,) = look.subscriber.page(ListQuery(filters=(("overdue", ("yes",)),)), today=late)
        assert (row.outstanding, row.overdue) == (7800, 7800)
        assert look.subscriber.counts(ListQuery(), today=late).by["overdue"] == 1
        assert look.subscriber.count(ListQuery(filters=(("overdue", ("yes",)),)), today=TODAY) == 0
