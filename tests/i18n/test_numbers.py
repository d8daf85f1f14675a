"""Figures as words.md 2.2 writes them, and what a person may type for them."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.i18n import LANGUAGES
from desktop.i18n.numbers import (
    account_number,
    amount,
    integer,
    money,
    number,
    organisation_number,
    parse_money,
    percent,
    phone_number,
    whole_money,
)

NBSP = "\u00a0"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (128450, "NOK", "1 284,50 kr"),
        (-8987, "NOK", "−89,87 kr"),
        (0, "NOK", "0,00 kr"),
        (5, "NOK", "0,05 kr"),
        (123450, "EUR", "1 234,50 EUR"),
        (123456789012, "NOK", "1 234 567 890,12 kr"),
        (1500, "JPY", "1 500 JPY"),
        (-1500, "KWD", "−1,500 KWD"),
    ],
)
def test_money_has_the_same_figures_in_every_language(language: str, minor: int, currency: str, shown: str) -> None:
    assert money(minor, currency, language=language) == shown.replace(" ", NBSP)


def test_an_amount_in_a_column_stands_without_its_unit() -> None:
    assert amount(-128450) == f"−1{NBSP}284,50"


@pytest.mark.parametrize(
    ("minor", "shown"), [(50, "1 kr"), (-50, "−1 kr"), (149, "1 kr"), (250, "3 kr"), (-49, "0 kr")]
)
def test_whole_crowns_are_rounded_half_up_and_never_a_negative_zero(minor: int, shown: str) -> None:
    assert whole_money(minor) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("basis_points", "shown"), [(2500, "25 %"), (1550, "15,5 %"), (0, "0 %"), (-1, "−0,01 %"), (10000, "100 %")]
)
def test_percent_has_a_space_and_only_the_decimals_it_needs(basis_points: int, shown: str) -> None:
    assert percent(basis_points) == shown.replace(" ", NBSP)


def test_counts_are_grouped() -> None:
    assert integer(5174) == f"5{NBSP}174"
    assert integer(-12) == "−12"


def test_a_decimal_number_keeps_its_decimals_or_is_rounded_half_up() -> None:
    assert number(Decimal("1.5")) == "1,5"
    assert number(Decimal("2.345"), places=2) == "2,35"
    assert number(Decimal("0.125"), places=2) == "0,13"


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1 284,50", 128450),
        ("1284.5", 128450),
        ("1\u00a0284,50\u00a0kr", 128450),
        ("1\u202f284,50", 128450),
        ("1.284,50", 128450),
        ("1284", 128400),
        ("kr 99,-", 9900),
        ("\u221289,87", -8987),
        ("-89,87 kr", -8987),
        ("\u2212 89,87", -8987),
        ("+5", 500),
        ("NOK 0,05", 5),
        ("12 345 678", 1234567800),
    ],
)
def test_an_amount_may_be_typed_in_many_ways(typed: str, minor: int) -> None:
    assert parse_money(typed) == minor


@pytest.mark.parametrize(
    "typed", ["", "kr", "abc", "12 34", "1,2,3", "1.2.3", "--1", "1 28,50", "1284,505", "1.284", "1e3", "٣", "½"]
)
def test_what_is_no_amount_is_refused_with_what_is_right(typed: str) -> None:
    with pytest.raises(DomainError, match="amount"):
        parse_money(typed)


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["NOK", "EUR", "JPY", "KWD"]))
def test_what_is_shown_can_be_typed_back(minor: int, currency: str) -> None:
    assert parse_money(money(minor, currency), currency) == minor


def test_numbers_that_identify_are_grouped_as_people_read_them() -> None:
    assert organisation_number("988077917") == f"988{NBSP}077{NBSP}917"
    assert account_number("12345678903") == f"1234{NBSP}56{NBSP}78903"
    assert account_number("1234.56.78903") == f"1234{NBSP}56{NBSP}78903"
    assert phone_number("98765432") == f"987{NBSP}65{NBSP}432"


def test_a_foreign_number_is_shown_as_it_was_written() -> None:
    assert account_number("GB33 BUKB 2020 1555") == "GB33 BUKB 2020 1555"
    assert phone_number("+46 70 123 45 67") == "+46 70 123 45 67"
