"""The list of documents and one of them: filters, sums, the paper as an image, printing and saving."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from desktop.gui.pages.invoice import InvoicePage
from desktop.gui.pages.invoices import InvoicesPage
from desktop.gui.widgets.paper_view import image_of
from desktop.i18n import set_language
from desktop.services import invoice, payment, renewal
from desktop.services.context import Session
from desktop.services.payment import Paid
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.business import TODAY, ListQuery, opened, shop_with


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def billed(tmp_path: Path) -> Session:
    ctx = shop_with(tmp_path, 4)
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    first = invoice.page(ctx, query=ListQuery(), offset=0, limit=1)[0]
    payment.register(ctx, payments=[Paid(first.payer, first.total, TODAY, first.id)])
    return ctx


def listed(qtbot: QtBot, window: MainWindow) -> InvoicesPage:
    page = window.page
    assert isinstance(page, InvoicesPage)
    qtbot.waitUntil(lambda: page.table.total > 0 and window.runner.idle)
    return page


def test_chips_count_and_filter(qtbot: QtBot, billed: Session) -> None:
    with opened(qtbot, billed, "invoices") as window:
        page = listed(qtbot, window)
        assert page.chips["unpaid"].accessibleDescription() == "Unpaid 3"
        page.chips["unpaid"].click()
        qtbot.waitUntil(lambda: page.table.total == 3)
        page.chips["kind"].click()
        qtbot.waitUntil(lambda: page.lists.currentWidget() is not page.table)


def test_marked_documents_are_summed(qtbot: QtBot, billed: Session) -> None:
    with opened(qtbot, billed, "invoices") as window:
        page = listed(qtbot, window)
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(page.selection.isVisible)
        texts = [each.text() for each in page.selection.findChildren(type(page._found))]  # noqa: SLF001 - a label
        assert "4 marked" in texts
        assert "996,00\u00a0kr" in texts
        assert "747,00\u00a0kr" in texts


def test_the_documents_of_one_run_are_listed_until_the_filter_is_taken_away(qtbot: QtBot, billed: Session) -> None:
    run = renewal.runs(billed)[0].id
    with opened(qtbot, billed, "invoices", run=run) as window:
        page = listed(qtbot, window)
        assert page.run_chip.text() == "Run 1"
        assert page.run_chip.isVisible()
        qtbot.keyClick(page.run_chip, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: not page.run_chip.isVisible())


def test_enter_opens_a_document_with_its_paper_and_its_facts(qtbot: QtBot, billed: Session) -> None:
    with opened(qtbot, billed, "invoices") as window:
        page = listed(qtbot, window)
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        opened_page = window.page
        assert isinstance(opened_page, InvoicePage)
        qtbot.waitUntil(lambda: opened_page.paper.drawn(0) and opened_page.facts is not None, timeout=20_000)
        assert opened_page.title() == "Invoice 10004"
        assert opened_page.facts is not None
        assert opened_page.facts.settled_by == ((TODAY, 24900, ""),)
        opened_page.paper.step_zoom(1)
        assert opened_page.paper.percent in {100, 125, 150}
        qtbot.waitUntil(lambda: window.runner.idle)


def test_a_page_of_a_paper_is_an_image_of_its_size(billed: Session) -> None:
    pdf = invoice.paper(billed, invoice=invoice.ids(billed, query=ListQuery())[0])
    image = image_of(pdf, page=0, dots=100)
    assert (image.width(), image.height()) == (827, 1170)
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_all_papers_go_to_the_printer(qtbot: QtBot, billed: Session, tmp_path: Path) -> None:
    with opened(qtbot, billed, "invoices") as window:
        page = listed(qtbot, window)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setFullPage(True)
        page.table.mark_all()
        page.papers.print_on(printer, page.wanted())
        qtbot.waitUntil(lambda: "sent to the printer" in window.receipt.accessibleName(), timeout=60_000)
        assert invoice.page_count((tmp_path / "printed.pdf").read_bytes()) == 4


def test_papers_are_written_one_each_and_all_in_one(qtbot: QtBot, billed: Session, tmp_path: Path) -> None:
    with opened(qtbot, billed, "invoices") as window:
        page = listed(qtbot, window)
        page.table.mark_all()
        page.papers.save_each_in(tmp_path / "each", page.wanted())
        qtbot.waitUntil(lambda: "4 documents are in" in window.receipt.accessibleName(), timeout=20_000)
        assert len(list((tmp_path / "each").glob("faktura-*.pdf"))) == 4
        page.papers.save_one_as(tmp_path / "one.pdf", page.wanted())
        qtbot.waitUntil((tmp_path / "one.pdf").exists, timeout=20_000)
        qtbot.waitUntil(lambda: window.runner.idle)
        assert invoice.page_count((tmp_path / "one.pdf").read_bytes()) == 4


@pytest.mark.parametrize("route", ["invoices", "invoice"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_word_is_cut_off_and_everything_has_a_name(qtbot: QtBot, billed: Session, language: str, route: str) -> None:
    set_language(language)
    args = {"id": 1} if route == "invoice" else {}
    with opened(qtbot, billed, route, **args) as window:
        qtbot.waitUntil(lambda: window.runner.idle)
        qtbot.wait(50)
        assert clipped(window) == []
        assert unnamed(window) == []
