"""Money is rounded in one place, once, half up; what is shared sums to what was shared."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.money import from_decimal, half_up, split, times, to_decimal

AMOUNTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("amount", "numerator", "denominator", "expected"),
    [
        (19900, 14, 31, 8987),
        (-19900, 14, 31, -8987),
        (1, 1, 2, 1),
        (-1, 1, 2, -1),
        (5, 0, 7, 0),
        (24995, 30, 31, 24189),
    ],
)
def test_a_share_is_rounded_half_up_away_from_zero(
    amount: int, numerator: int, denominator: int, expected: int
) -> None:
    assert times(amount, numerator, denominator) == expected


@given(AMOUNTS, st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_within_half_a_unit_and_mirrors_its_credit(amount: int, numerator: int, denominator: int) -> None:
    share = times(amount, numerator, denominator)
    assert abs(share - Fraction(amount * numerator, denominator)) <= Fraction(1, 2)
    assert times(-amount, numerator, denominator) == -share


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10000, [1, 1, 1], [3334, 3333, 3333]),
        (1000, [9950, 19900, 4900], [286, 573, 141]),
        (-1000, [9950, 19900, 4900], [-286, -573, -141]),
        (100, [0, 0], [50, 50]),
        (100, [], []),
    ],
)
def test_what_is_split_goes_to_the_largest_remainders(total: int, weights: list[int], expected: list[int]) -> None:
    assert split(total, weights) == expected


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_what_is_split_sums_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(split(total, weights)) == total


def test_decimals_become_minor_units_and_back() -> None:
    assert from_decimal(Decimal("123.45")) == 12345
    assert to_decimal(12345) == Decimal("123.45")
    assert half_up(Decimal("2.675"), 2) == Decimal("2.68")
    with pytest.raises(DomainError, match="more than 2 decimals"):
        from_decimal(Decimal("1.234"))
