"""Papers written by the terminal."""

from pathlib import Path

import pytest

from tests.cli.saying import Said, say
from tests.documents.reading import text_of

Capsys = pytest.CaptureFixture[str]


def renew(coffee: Path, capsys: Capsys, day: str = "2026-04-01") -> Said:
    return say(capsys, "renew", "--company", coffee, "--through", day, "--today", day)


def test_each_document_becomes_a_file_named_by_its_number(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    renew(coffee, capsys)
    said = say(capsys, "invoices", "--company", coffee, "--out", tmp_path / "pdf")
    assert (said.status, said.out) == (0, f"2 PDF files lie in {tmp_path / 'pdf'}.\n")
    assert sorted(path.name for path in (tmp_path / "pdf").iterdir()) == ["faktura-10001.pdf", "faktura-10002.pdf"]


def test_the_same_paper_comes_out_each_time(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    renew(coffee, capsys)
    for folder in ("one", "other"):
        say(capsys, "invoices", "--company", coffee, "--out", tmp_path / folder)
    name = "faktura-10001.pdf"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_only_the_documents_of_one_run(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    renew(coffee, capsys)
    renew(coffee, capsys, "2026-05-01")
    say(capsys, "invoices", "--company", coffee, "--out", tmp_path / "pdf", "--run", "2")
    assert sorted(path.name for path in (tmp_path / "pdf").iterdir()) == ["faktura-10003.pdf", "faktura-10004.pdf"]


def test_all_in_one_for_the_printer(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    renew(coffee, capsys)
    said = say(capsys, "invoices", "--company", coffee, "--one-file", tmp_path / "all.pdf")
    assert said.out == f"2 documents lie in {tmp_path / 'all.pdf'}.\n"
    text = text_of((tmp_path / "all.pdf").read_bytes())
    assert "Kari Nordahl" in text
    assert "Ola Brattbakk" in text


def test_where_they_are_to_lie_must_be_said(coffee: Path, capsys: Capsys) -> None:
    said = say(capsys, "invoices", "--company", coffee)
    assert said.status == 1
    assert said.err == "Say where the PDF files are to lie: --out DIR, --one-file FILE, or both.\n"


def test_a_run_that_there_is_not(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    said = say(capsys, "invoices", "--company", coffee, "--out", tmp_path / "pdf", "--run", "7")
    assert (said.status, said.err) == (1, "There is no renewal run 7.\n")


def test_a_file_where_a_folder_should_be_is_said_in_a_sentence(coffee: Path, capsys: Capsys, tmp_path: Path) -> None:
    renew(coffee, capsys)
    (tmp_path / "pdf").write_text("in the way")
    said = say(capsys, "invoices", "--company", coffee, "--out", tmp_path / "pdf")
    assert said.status == 1
    assert said.err.startswith("Not all PDF files were written: ")
    assert (tmp_path / "pdf").read_text() == "in the way"
