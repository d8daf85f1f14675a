"""A KID checks, fits its agreement, and is refused when it would not."""

import pytest
from hypothesis import given, strategies as st
from stdnum import luhn

from desktop.domain.errors import DomainError
from desktop.domain.kid import CheckDigit, KidAgreement, kid, nearly_full, with_check_digit


def test_the_bank_examples_check() -> None:
    assert with_check_digit("12345678", method=CheckDigit.MOD10) == "123456782"
    assert with_check_digit("12345678", method=CheckDigit.MOD11) == "123456785"


@given(st.integers(0, 999_999), st.integers(0, 9_999_999))
def test_every_kid_has_its_width_and_checks(payer: int, running: int) -> None:
    number = kid(agreement=KidAgreement(), payer=payer, running=running)
    assert len(number) == 14
    assert luhn.is_valid(number)


@given(st.text("0123456789", min_size=1, max_size=24))
def test_the_check_digit_is_that_of_the_library(digits: str) -> None:
    assert with_check_digit(digits, method=CheckDigit.MOD10) == digits + luhn.calc_check_digit(digits)


def test_a_number_wider_than_agreed_is_refused() -> None:
    with pytest.raises(DomainError, match="digits"):
        kid(agreement=KidAgreement(2, 4), payer=100, running=1)
    with pytest.raises(DomainError, match="4 to 25"):
        KidAgreement(20, 20)


def test_an_agreement_is_nearly_full_at_nine_tenths() -> None:
    assert nearly_full(KidAgreement(4, 3), running=900)
    assert not nearly_full(KidAgreement(4, 3), running=899)
