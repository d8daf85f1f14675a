"""A run in the terminal: planned, carried out, stopped and continued."""

import io
import signal
import sys
from pathlib import Path

import pytest

from desktop.services.renewal import carrying_out
from tests.cli.saying import say

NO_NUMBER = "The organisation number is missing. An invoice to an organisation must show it."

Capsys = pytest.CaptureFixture[str]


def test_the_plan_alone_shows_sums_and_who_is_set_aside_and_writes_nothing(coffee: Path, capsys: Capsys) -> None:
    renew = ("renew", "--company", coffee, "--through", "1.4.2026", "--today", "2026-04-01")
    said = say(capsys, *renew, "--plan-only")
    assert said.status == 0
    assert said.out.splitlines() == [
        "Run plan through 1 April 2026:",
        "  Invoices                 2",
        "  Credit notes             0",
        "  Total excl. VAT  346,09 kr",
        "  VAT 15 %          51,91 kr",
        "  Total incl. VAT  398,00 kr",
        "Set aside:",
        f"  10484 Skrivefellesskapet Loftet: {NO_NUMBER}",
    ]
    assert "2 invoices issued (nos. 10001–10002), 398,00 kr in all" in say(capsys, *renew).out


def test_a_run_issues_what_is_due_and_a_second_one_nothing_more(coffee: Path, capsys: Capsys) -> None:
    renew = ("renew", "--company", coffee, "--through", "2026-04-01", "--today", "2026-04-01")
    first = say(capsys, *renew)
    assert first.status == 0
    assert first.out.splitlines()[-2:] == [
        "Done: 2 invoices issued (nos. 10001–10002), 398,00 kr in all, incl. VAT.",
        "1 subscriber was set aside.",
    ]
    second = say(capsys, *renew)
    assert second.status == 0
    assert second.out.splitlines()[-1] == "0 invoices issued: nothing more is due through 1 April 2026."


def test_the_next_month_is_compared_with_the_last_run(coffee: Path, capsys: Capsys) -> None:
    say(capsys, "renew", "--company", coffee, "--through", "2026-04-01", "--today", "2026-04-01")
    said = say(capsys, "renew", "--company", coffee, "--through", "2026-05-01", "--today", "2026-05-01")
    assert "Compared with the last run: 0 higher, 0 lower, 0 new, 0 gone, 2 the same." in said.out
    assert "Done: 2 invoices issued (nos. 10003–10004), 398,00 kr in all, incl. VAT." in said.out


def test_those_who_are_left_out_get_their_invoice_another_time(coffee: Path, capsys: Capsys) -> None:
    renew = ("renew", "--company", coffee, "--through", "2026-04-01", "--today", "2026-04-01")
    said = say(capsys, *renew, "--exclude", "10482")
    assert "1 subscriber is left out." in said.out
    assert "Done: 1 invoice issued (no. 10001), 149,00 kr in all, incl. VAT." in said.out
    assert "Done: 1 invoice issued (no. 10002), 249,00 kr in all, incl. VAT." in say(capsys, *renew).out


def test_a_customer_number_that_nobody_has_stops_the_run_before_it_begins(coffee: Path, capsys: Capsys) -> None:
    renew = ("renew", "--company", coffee, "--through", "2026-04-01", "--today", "2026-04-01")
    said = say(capsys, *renew, "--exclude", "99999")
    assert (said.status, said.out) == (1, "")
    assert said.err == "Nobody has the customer number 99999. Nothing was invoiced.\n"
    assert "Done: 2 invoices" in say(capsys, *renew).out


def test_a_run_too_far_ahead_is_a_slip_of_the_finger(coffee: Path, capsys: Capsys) -> None:
    said = say(capsys, "renew", "--company", coffee, "--through", "2062-04-01", "--today", "2026-04-01")
    assert said.status == 1
    assert said.err == "A run reaches at most 36 months ahead, to 1 April 2029. Choose an earlier day.\n"


class _Impatient(io.StringIO):
    """A terminal whose reader presses Ctrl+C as soon as the first of two payers is done."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "1 of 2" in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(
    coffee: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "BATCH", 1)
    renew = ("renew", "--company", coffee, "--through", "2026-04-01", "--today", "2026-04-01")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", _Impatient())
        stopped = say(capsys, *renew)
    assert stopped.status == 130
    assert "The run was stopped after 1 of 2 documents. What is done is saved" in stopped.out
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ended = say(capsys, *renew)
    assert ended.status == 0
    assert "Run 1 was stopped after 1 of 2 documents. What is done is saved." in ended.out
    assert "It goes on: 1 document is left." in ended.out
    assert "Done: 2 invoices issued (nos. 10001–10002), 398,00 kr in all, incl. VAT." in ended.out
    assert "0 invoices issued: nothing more is due" in ended.out
    assert say(capsys, "check", "--company", coffee).status == 0
