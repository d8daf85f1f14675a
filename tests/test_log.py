"""The log: kept for mending, without what identifies a person."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.log import discreet, set_up_logging


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    yield
    for handler in [each for each in root.handlers if each not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_line_is_written_once_however_often_logging_is_set_up(tmp_path: Path) -> None:
    path = tmp_path / "state" / "fornya.log"
    for _time in range(3):
        set_up_logging(path=path)
    logging.getLogger("desktop.x").info("renewed 120 of 123")
    assert path.read_text().count("renewed 120 of 123") == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    set_up_logging(path=tmp_path / "file" / "fornya.log")
    assert "cannot write its log" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("sent to kari@nordahl.example today", "sent to <e-mail> today"),
        ("account 1234.56.78903", "account <number>"),
        ("phone +47 987 65 432.", "phone <number>."),
        ("person 01017012345", "person <number>"),
        ("2026-11-25 09:14:22,123 INFO 5 174 rows in 12.5 s", "2026-11-25 09:14:22,123 INFO 5 174 rows in 12.5 s"),
        ("through 25.11.2026", "through 25.11.2026"),
        ("INSERT ...\n[parameters: ('Kari', 3)]\n(more)", "INSERT ...\n[parameters: …]\n(more)"),
    ],
)
def test_what_identifies_a_person_is_masked(said: str, kept: str) -> None:
    assert discreet(said) == kept


def test_the_trace_of_a_fault_is_masked_too(tmp_path: Path) -> None:
    path = tmp_path / "fornya.log"
    set_up_logging(path=path)
    try:
        int("kari@nordahl.example")
    except ValueError:
        logging.getLogger("desktop.x").info("a fault", exc_info=True)
    assert "nordahl" not in path.read_text()
    assert "ValueError: invalid literal for int() with base 10: '<e-mail>'" in path.read_text()
