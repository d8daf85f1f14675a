"""The telephone company moves in: the file is imported, December is billed once, and each invoice is on paper."""

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop.domain.renewal import totals_of
from desktop.domain.rows import ListQuery
from desktop.services import invoice, renewal, transfer
from desktop.services.context import Session
from desktop.services.settings import open_session

DATA = Path(__file__).parent.parent / "data" / "telco"
DAY = date(2026, 11, 22)
DECEMBER = date(2026, 12, 1)


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Imported and billed through 1 December 2026."""
    path = tmp_path_factory.mktemp("telco") / "telco.fornya"
    report = transfer.import_file(path, file=DATA / "telco.csv", mapping=DATA / "telco.toml", day=DAY)
    assert (report.added, report.faults) == (7_043, ())
    ctx = open_session(path, day=DAY)
    proposal = renewal.propose(ctx, target=DECEMBER)
    totals = totals_of(proposal.payers)
    assert (totals.invoices, totals.net, totals.vat) == (5_174, 31_698_575, 7_925_272)
    # A missing address of a consumer is a counted warning, never a reason to set the payer aside.
    assert (totals.set_aside, totals.warnings) == (0, 5_174)
    renewal.commit(ctx, proposal=proposal)
    return ctx


def test_december_is_billed_once(billed: Session) -> None:
    assert invoice.count(billed, query=ListQuery()) == 5_174
    assert renewal.propose(billed, target=DECEMBER).payers == ()
    assert renewal.last_run(billed) is not None


def test_importing_the_file_again_changes_nothing(billed: Session) -> None:
    again = transfer.import_file(billed.company.path, file=DATA / "telco.csv", mapping=DATA / "telco.toml", day=DAY)
    assert (again.added, again.known, again.faults) == (0, 7_043, ())


def test_each_invoice_is_written_and_shows_its_number_amount_and_kid(billed: Session, tmp_path: Path) -> None:
    wanted = invoice.ids(billed, query=ListQuery())
    files = invoice.export(billed, invoices=wanted, folder=tmp_path)
    assert len({path.name for path in files}) == 5_174
    rows = {f"faktura-{row.number}.pdf": row for row in invoice.page(billed, query=ListQuery(), offset=0, limit=6_000)}
    for path in files:
        row, text = rows[path.name], _text(path)
        crowns, cents = divmod(row.total, 100)
        assert row.number in text
        assert row.payer_number in text
        assert row.kid in text
        assert f"{crowns},{cents:02d}" in text


def _text(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        found: str = page.get_textpage().get_text_range()
        return found
