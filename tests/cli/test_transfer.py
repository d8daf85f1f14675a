"""What the terminal says of an import."""

from datetime import date
from pathlib import Path

import pytest

from desktop.cli import transfer
from desktop.i18n import set_language
from tests.services.test_transfer import COFFEE, ROWS

TODAY = date(2026, 11, 25)


def run(folder: Path, rows: str = ROWS, *, dry_run: bool = False) -> int:
    """The rows into `c.fornya`, in English."""
    set_language("en")
    (folder / "map.toml").write_text(COFFEE, encoding="utf-8")
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    return transfer.import_file(
        file=folder / "rows.csv",
        mapping=folder / "map.toml",
        company=folder / "c.fornya",
        dry_run=dry_run,
        day=TODAY,
    )


def test_an_import_tells_what_is_new_and_a_second_one_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "c.fornya is a new company file.",
        "2 subscribers are new.",
        "The file was read as utf-8, semicolon.",
    ]
    assert run(tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "0 subscribers are new.",
        "2 rows were there already and were skipped.",
    ]


def test_a_dry_run_says_that_it_was_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            tmp_path,
            ROWS.replace("Kopp", "Kopp;Farge").replace("nei\n", "nei;\n").replace("ja\n", "ja;\n"),
            dry_run=True,
        )
        == 0
    )
    assert capsys.readouterr().out.splitlines() == [
        "2 subscribers are new.",
        "The file was read as utf-8, semicolon.",
        "Columns that were not used: Farge.",
        "This was a trial. Nothing was imported.",
    ]
    assert not (tmp_path / "c.fornya").exists()


def test_faults_are_listed_up_to_what_can_be_read_and_counted_beyond(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ROWS + "".join(f"{n};Navn;basic;31.02.2026;;;nei\n" for n in range(60))
    assert run(tmp_path, rows) == 1
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[0] == "Row 4, column “Start”: “31.02.2026” is not a date."
    assert lines[50:] == ["There are 10 more faults.", "Nothing was imported."]
