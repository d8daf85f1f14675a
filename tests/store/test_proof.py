"""What proves that nothing final was altered notices every alteration, and nothing else."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from desktop.domain.subscription import cancel
from desktop.store import triggers
from desktop.store.company import Company
from desktop.store.engine import write_engine
from tests.store.making import TODAY, add_catalog, add_person, append, bill, command, open_books, sell


@pytest.fixture
def billed(company: Company) -> Company:
    """Two invoices, a credit note, and a payment."""
    with command(company) as work:
        add_catalog(work)
        open_books(work)
        for number, name in (("1", "Kari Nordahl"), ("2", "Ola Bråten")):
            sell(work, add_person(work, number, name), "stor", TODAY, add_ons=["filter"])
        bill(work, 1)
        bill(work, 2)
    with command(company) as work:
        (subscription,) = work.subscription.of_subscriber(2)
        append(work, subscription, cancel(subscription, today=TODAY, last_day=TODAY).changes)
        note = bill(work, 2, through=date(2026, 11, 24))
        work.invoice.allocate([(2, None, note[0], 100)], day=TODAY, command_id=work.command.id)
    return company


@pytest.fixture
def tampering(billed: Company) -> Iterator[Connection]:
    """A connection of one who knows SQL and has taken the triggers away."""
    engine = write_engine(billed.path)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        triggers.drop(connection)
        yield connection
    engine.dispose()


def faults(company: Company) -> list[str]:
    with company.reading() as look:
        return [str(fault) for fault in look.proof.faults()]


def test_a_sound_file_has_no_faults(billed: Company) -> None:
    assert faults(billed) == []
    with billed.reading() as look:
        assert look.ledger.unbalanced() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE invoice_line SET amount = amount + 1 WHERE id = 1", "Document 10001 of series invoice"),
        ("DELETE FROM invoice_line WHERE id = 2", "Document 10001 of series invoice"),
        ("UPDATE invoice_vat SET vat = vat + 1 WHERE invoice_id = 3", "Document 10001 of series credit_note"),
        ("UPDATE invoice SET due_day = '2027-01-01' WHERE id = 2", "Document 10002 of series invoice"),
        ("UPDATE document_party SET name = 'Per' WHERE role = 'buyer' AND id = 2", "has been altered"),
        ("UPDATE document_party SET logo = x'00' WHERE role = 'seller'", "Document 10001 of series invoice"),
        ("UPDATE invoice SET total = 1, digest = 'made up' WHERE id = 1", "Rows of invoice that entry 1"),
        ("UPDATE change SET quantity = 2 WHERE id = 1", "Rows of change that entry 1"),
        ("UPDATE price SET amount = 1 WHERE id = 1", "Rows of price that entry 1"),
        ("UPDATE allocation SET amount = 99", "Rows of allocation that entry 2"),
        ("UPDATE command SET name = 'other' WHERE id = 2", "The command of entry 2"),
        ("UPDATE audit SET body = replace(body, '1', '2') WHERE seq = 1", "Entry 1 of the audit log has been altered"),
        ("UPDATE audit SET prev = sha256 WHERE seq = 2", "Entry 2 of the audit log does not follow"),
        ("DELETE FROM audit WHERE seq = 1", "Entries are missing from the audit log before entry 2"),
        ("DELETE FROM audit WHERE seq = 2", "ends at entry 1, but entry 2 was written last"),
    ],
)
def test_every_alteration_is_named(billed: Company, tampering: Connection, statement: str, sentence: str) -> None:
    assert tampering.exec_driver_sql(statement).rowcount >= 1
    tampering.commit()
    assert any(sentence in fault for fault in faults(billed)), faults(billed)


def test_purging_a_buyer_by_law_is_no_fault(billed: Company, tampering: Connection) -> None:
    tampering.exec_driver_sql("DELETE FROM document_party WHERE role = 'buyer'")
    tampering.commit()
    assert faults(billed) == []
    with billed.reading() as look:
        assert look.proof.purged() == 3
