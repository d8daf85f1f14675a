"""A payer's ledger and what a payment settles (spec/invoicing.md, Payments)."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.payment import (
    Account,
    Open,
    allocate,
    balance_of,
    refundable,
    settled,
    settles,
    unique_match,
)
from desktop.domain.settings import Overpayment, RefundRule

CLAIMS = [Open(2, date(2026, 2, 1), 10000), Open(1, date(2026, 1, 1), 19900), Open(3, date(2026, 3, 1), 5000)]


def test_a_payment_settles_the_oldest_due_first_unless_one_is_named() -> None:
    made, left = allocate(25000, CLAIMS)
    assert ([(each.claim, each.amount, each.left) for each in made], left) == ([(1, 19900, 0), (2, 5100, 4900)], 0)
    made, left = allocate(12000, CLAIMS, first=[2])
    assert [(each.claim, each.amount) for each in made] == [(2, 10000), (1, 2000)]
    assert allocate(40000, CLAIMS)[1] == 5100


def test_a_rest_within_the_tolerance_is_carried_and_the_claim_settled() -> None:
    (only,) = allocate(19500, [Open(1, date(2026, 1, 1), 19900)], tolerance=500)[0]
    assert (only.left, only.carried) == (0, 400)


@pytest.mark.parametrize("amount", [19900, 23400, 26900])
def test_a_payment_of_the_claim_or_of_any_reminder_level_settles(amount: int) -> None:
    assert settles(amount, claim=19900, fees=[3500, 3500])
    assert not settles(20000, claim=19900, fees=[3500, 3500])


def test_without_a_reference_only_one_open_claim_of_exactly_the_amount_matches() -> None:
    one = Open(1, date(2026, 1, 1), 19900)
    assert unique_match(19900, [one]) == one
    assert unique_match(19900, [one, one]) is None
    assert unique_match(19800, [one]) is None


def test_the_balance_is_all_that_was_owed_less_all_that_was_given() -> None:
    assert balance_of(invoices=[100], credit_notes=[20], fees=[35], payments=[90], refunds=[5], write_offs=[10]) == 20


def test_a_surplus_becomes_balance_or_is_written_off_by_setting() -> None:
    assert settled(10000, 11000).receivable == -1000
    assert settled(10000, 11000, rule=Overpayment.WRITE_OFF).written_off == -1000
    short = settled(19900, 19500, tolerance=500)
    assert short.is_paid
    assert short.written_off == 400
    assert settled(19900, 19000, tolerance=500).open == 900


def test_only_what_was_paid_for_the_unused_part_goes_back() -> None:
    assert refundable(3000, paid=7500, used=6000) == (1500, 1500)
    assert refundable(3000, paid=9000, used=6000) == (3000, 0)


def test_credit_beyond_a_paid_claim_becomes_balance_and_pays_the_next() -> None:
    account = Account().issue("1", [1000]).pay("1", 1000).correct("1", -1000)
    assert account.credit == 1000
    account = account.issue("2", [500])
    assert (account.claim("2").balance, account.credit) == (0, 500)
    with pytest.raises(DomainError, match="larger than what is left"):
        account.correct("2", -501)
    with pytest.raises(DomainError, match="no claim 9"):
        account.claim("9")


def test_a_draft_neither_owes_nor_uses() -> None:
    account = Account().give(2000).issue("1", [1500], draft=True)
    assert (account.balance, account.credit) == (-2000, 2000)
    assert account.finalise("1").credit == 500
    assert Account().give(500, draft=True).finalise_credit().credit == 500


def test_a_cancelled_claim_gives_back_what_was_used_and_paid() -> None:
    account = Account().give(500).issue("1", [1000]).pay("1", 500).cancel("1")
    assert (account.claim("1").balance, account.credit) == (0, 1000)


VERBS = st.lists(
    st.tuples(st.sampled_from(["issue", "pay", "refund", "fix", "give", "reverse"]), st.integers(1, 500)), max_size=12
)


@given(VERBS, st.sampled_from(RefundRule))
def test_money_neither_comes_nor_goes_but_by_its_verbs(verbs: list[tuple[str, int]], rule: RefundRule) -> None:
    account, expected = Account(refund_rule=rule).issue("0", [300]), 300
    for number, (verb, amount) in enumerate(verbs, start=1):
        match verb:
            case "issue":
                account, expected = account.issue(str(number), [amount]), expected + amount
            case "pay":
                account, expected = account.pay("0", amount), expected - amount
            case "refund":
                account, expected = account.refund("0", amount, corrected=False), expected + amount
            case "fix" if account.claim("0").charged >= amount:
                account, expected = account.correct("0", -amount), expected - amount
            case "give":
                account, expected = account.give(amount), expected - amount
            case "reverse":
                account, expected = account.reverse("0", amount), expected + amount
        assert account.balance == expected
        assert account.credit >= 0
