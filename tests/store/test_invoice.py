"""Final documents: numbered without gap, billed once, unchanging, and found again."""

from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from desktop.domain.ids import UserId
from desktop.domain.invoice import DocumentKind
from desktop.domain.rows import ListQuery
from desktop.domain.subscription import cancel
from desktop.store.company import Company
from desktop.store.engine import write_engine
from desktop.store.tables import Base
from desktop.store.triggers import FINAL_TABLES
from desktop.store.work import UnsealedError, Work
from tests.store.making import (
    NOW,
    TODAY,
    add_catalog,
    add_person,
    append,
    bill,
    command,
    documents,
    due,
    open_books,
    pay,
    sell,
    write,
)


@pytest.fixture
def shop(company: Company) -> Company:
    with command(company) as work:
        add_catalog(work)
        open_books(work)
        for number, name in (("1", "Kari Nordahl"), ("2", "Ola Bråten"), ("3", "Åse Kvam")):
            sell(work, add_person(work, number, name), "stor", date(2026, 11, 9), add_ons=["filter"])
    return company


def test_a_document_comes_back_whole(shop: Company) -> None:
    with command(shop) as work:
        (made,) = bill(work, 1)
        document = work.invoice.get(made)
        assert work.invoice.of_payer(1)[0].id == made
    assert (document.kind, document.number, document.document_day) == (DocumentKind.INVOICE, 10001, TODAY)
    assert (document.net, document.vat, document.total) == (32668, 5132, 37800)
    assert [(line.amount, line.is_add_on) for line in document.lines] == [(34900, False), (2900, True)]
    assert [(group.code, group.net + group.vat) for group in document.groups] == [("3", 2900), ("31", 34900)]
    assert (document.buyer.name, document.seller.name) == ("Kari Nordahl", "Kvernbekk Kaffe")
    assert document.open_amount == document.total


def test_numbers_follow_each_other_and_a_failure_takes_none(shop: Company) -> None:
    with command(shop) as work:
        bill(work, 1)
    with pytest.raises(UnsealedError), shop.working() as work:
        _bill_and_forget(work)
    with command(shop) as work:
        bill(work, 3)
        assert [row.number for row in work.invoice.page(ListQuery(sort="number"), offset=0, limit=9)] == [
            "10001",
            "10002",
        ]
        assert work.settings.active_series("invoice").next == 10003
        assert work.settings.active_series("invoice").last_day == TODAY


def _bill_and_forget(work: Work) -> None:
    """A transaction that ends without its audit line, and so not at all."""
    work.start(name="failure", user_id=UserId(1), at=NOW)
    bill(work, 2)


def test_the_file_refuses_a_second_bill_from_the_same_state(shop: Company) -> None:
    with command(shop) as work:
        (plan,) = due(work, 1)
        planned = documents(work, plan)
        write(work, planned, plan.state.buyer)
    with pytest.raises(IntegrityError, match=r"invoice_line\.turn"), command(shop) as work:
        write(work, planned, plan.state.buyer)
    with shop.reading() as look:
        assert look.invoice.count(ListQuery()) == 1
        assert look.settings.active_series("invoice").next == 10002


def test_a_run_twice_bills_once(shop: Company) -> None:
    with command(shop) as work:
        assert len(bill(work, 1)) == 1
        assert bill(work, 1) == []
        assert len(bill(work, 1, through=date(2026, 12, 9))) == 1


def test_a_credit_note_names_its_original(shop: Company) -> None:
    with command(shop) as work:
        (invoice,) = bill(work, 1)
        (subscription,) = work.subscription.of_subscriber(1)
        append(work, subscription, cancel(subscription, today=TODAY, last_day=TODAY).changes)
        (made,) = bill(work, 1, through=date(2026, 11, 24))
        note = work.invoice.get(made)
        work.invoice.allocate([(invoice, None, made, note.total)], day=TODAY, command_id=work.command.id)
        original = work.invoice.get(invoice)
    assert (note.kind, note.number, note.original) == (DocumentKind.CREDIT_NOTE, 10001, (10001, TODAY))
    assert note.total > 0
    assert original.open_amount == original.total - note.total


def test_documents_are_found_by_number_name_and_kid(shop: Company) -> None:
    with command(shop) as work:
        for payer in (1, 2, 3):
            bill(work, payer)
    with shop.reading() as look:
        for typed, names in (
            ("10002", ["Ola Bråten"]),
            ("kvam", ["Åse Kvam"]),
            ("0000001", ["Kari Nordahl"]),
            ("%", []),
            ("'", []),
        ):
            query = ListQuery(typed)
            assert [row.name for row in look.invoice.page(query, offset=0, limit=9)] == names
            assert look.invoice.count(query) == len(names)
        assert look.invoice.counts(ListQuery(), today=date(2027, 1, 1)).by == {
            "credit_note": 0,
            "unpaid": 3,
            "overdue": 3,
        }


@pytest.mark.parametrize("table", FINAL_TABLES)
def test_final_rows_refuse_to_change_and_to_go(shop: Company, table: str) -> None:
    with command(shop) as work:
        (invoice,) = bill(work, 1)
        work.invoice.allocate([(invoice, None, invoice, 1)], day=TODAY, command_id=work.command.id)
        pay(work, 1, invoice, 100)
    engine = write_engine(shop.path)
    with engine.connect() as connection:
        rows = Base.metadata.tables[table]
        last = list(rows.columns)[-1]
        for statement in (update(rows).values({last.key: last}), delete(rows)):
            with pytest.raises(IntegrityError, match=f"final: {table}"):
                connection.execute(statement)
    engine.dispose()
