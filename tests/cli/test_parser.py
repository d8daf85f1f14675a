"""What the command line understands, and what it says of what it does not."""

from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.cli.saying import say

Capsys = pytest.CaptureFixture[str]

VERBS = ("import", "renew", "invoices", "check", "sample", "demo")


def test_help_lists_every_verb_and_the_ways_to_the_window(capsys: Capsys) -> None:
    said = say(capsys, "--help")
    assert said.status == 0
    assert [verb for verb in VERBS if f"\n    {verb} " not in said.out] == []
    assert "fornya --sample coffee" in said.out


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_help_speaks_norwegian_to_norwegians(verb: str, language: str, capsys: Capsys) -> None:
    said = say(capsys, verb, "--help", language=language)
    assert said.status == 0
    assert said.out.startswith("Bruk: fornya ")
    assert [word for word in ("usage", "options", "arguments", "show this", "Shows", "The ") if word in said.out] == []


def test_the_version_is_that_of_the_program(capsys: Capsys) -> None:
    assert say(capsys, "--version").out == "Fornya 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--nonsense"], "This is missing: VERB."),
        (["fly"], "“fly” is not among the choices for VERB: import, renew, invoices, check, sample, demo."),
        (["renew", "--company", "x.fornya"], "This is missing: --through."),
        (["renew", "--company"], "--company needs a value."),
        (["renew", "--company", "x.fornya", "--through", "soon"], "--through: Write the date like 25.11.2026."),
        (
            ["renew", "--company", "x.fornya", "--through", "31.2.2026"],
            "--through: There is no such day in the calendar. Write the date like 25.11.2026.",
        ),
        (["check", "--company", "x.fornya", "--fast"], "This is not understood: --fast."),
        (["invoices", "--company", "x.fornya", "--run", "0"], "--run: Write a whole number above zero."),
        (["renew", "--company", "x", "--through", "1.4.2026", "--plan-only=yes"], "--plan-only takes no value."),
    ],
)
def test_what_is_not_understood_is_one_sentence_and_status_2(
    arguments: list[str], sentence: str, capsys: Capsys
) -> None:
    said = say(capsys, *arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines()[-1] == sentence


def test_a_language_that_there_is_not(capsys: Capsys) -> None:
    assert main(["check", "--language", "sv"]) == 2
    assert "«sv»" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gone.fornya", None, "gone.fornya is not there. It may have been moved or renamed."),
        ("empty.fornya", "", "empty.fornya is empty, so it is no company file. It has not been touched."),
    ],
)
def test_a_file_that_is_no_company_is_refused_in_a_sentence(
    name: str, content: str | None, sentence: str, tmp_path: Path, capsys: Capsys
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    said = say(capsys, "check", "--company", tmp_path / name)
    assert (said.status, said.out, said.err) == (1, "", sentence + "\n")
    assert (tmp_path / name).exists() is (content is not None)
