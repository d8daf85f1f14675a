"""The main job in the terminal, from a sample company made that moment to its papers."""

from pathlib import Path

import pytest

from tests.cli.saying import say

Capsys = pytest.CaptureFixture[str]


def test_the_demonstration_does_the_main_job_and_can_be_given_again(tmp_path: Path, capsys: Capsys) -> None:
    first = say(capsys, "demo", "--out", tmp_path / "demo")
    assert first.status == 0
    lines = first.out.splitlines()
    company = tmp_path / "demo" / "kvernbekk-kaffe.fornya"
    assert f"{company} is a sample company. Its people are invented." in lines
    assert "3 subscribers were set aside." in lines
    assert sum(line.startswith("Done: ") for line in lines) == 1
    papers = list((tmp_path / "demo" / "pdf").glob("*.pdf"))
    assert f"{len(papers)} PDF files lie in {tmp_path / 'demo' / 'pdf'}." in lines
    assert 118 <= sum(path.name.startswith("faktura") for path in papers) <= 124
    assert any(line.startswith("Everything holds together: ") for line in lines)
    (tmp_path / "demo" / "mine.txt").write_text("mine")
    assert say(capsys, "demo", "--out", tmp_path / "demo").out == first.out
    assert (tmp_path / "demo" / "mine.txt").exists()


def test_without_a_display_the_program_says_so_and_goes_on(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "demo").write_text("in the way")
    said = say(capsys, "demo", "--out", tmp_path / "demo")
    assert said.out.startswith("There is no display here")
    assert said.status == 1
    assert "demo cannot be used: " in said.err


def test_a_sample_company_gets_the_name_it_is_given_and_never_one_that_is_taken(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "taken.fornya").write_text("mine")
    said = say(capsys, "sample", "--kind", "coffee", "--out", tmp_path / "taken.fornya")
    assert (said.status, said.err) == (1, "taken.fornya is already there. Choose another name, or open it.\n")
    assert (tmp_path / "taken.fornya").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["taken.fornya"]
