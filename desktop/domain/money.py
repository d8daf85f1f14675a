"""Whole minor units, and the one place that rounds."""

import enum
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from desktop.domain.errors import DomainError
from desktop.domain.text import N_

# Currencies whose minor unit is not a hundredth (ISO 4217).
_EXPONENTS = {
    "ISK": 0,
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "VND": 0,
    "BHD": 3,
    "KWD": 3,
    "TND": 3,
    "JOD": 3,
    "OMR": 3,
}


class TaxRounding(enum.StrEnum):
    """Where the tax of a document is rounded: per rate (EN 16931), once for the document, or on each line."""

    PER_RATE = "per_rate"
    PER_DOCUMENT = "per_document"
    PER_LINE = "per_line"


class GrossRounding(enum.StrEnum):
    """Which part of a price including tax is rounded; the other one is what is left."""

    TAX = "tax"
    NET = "net"


def exponent(currency: str) -> int:
    """Decimals of the currency's minor unit: 2 for NOK."""
    return _EXPONENTS.get(currency, 2)


def times(amount: int, numerator: int, denominator: int) -> int:
    """`amount × numerator / denominator`, rounded half up away from zero, so that a credit mirrors its charge."""
    if denominator <= 0:
        raise ValueError("the denominator is a positive number of parts")
    product = amount * numerator
    if product >= 0:
        return (2 * product + denominator) // (2 * denominator)
    return -((denominator - 2 * product) // (2 * denominator))


def whole(value: Fraction) -> int:
    """An exact number as a whole one, half up away from zero: 4.5 is 5, −4.5 is −5."""
    return times(value.numerator, 1, value.denominator)


def rounded(value: Fraction, places: int) -> Decimal:
    """An exact number of major units as a decimal with so many places, half up away from zero."""
    return to_decimal(whole(value * 10**places), places)


def upward(value: Fraction) -> int:
    """The next whole number at or above: 4.1 is 5. Started packages and started days count whole."""
    return -(-value.numerator // value.denominator)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in parts that follow the weights and sum to it exactly: largest remainder, the first on a tie.

    10.00 over 99.50, 199.00, 49.00 gives 2.86, 5.73, 1.41. Weights that sum to zero share evenly.
    """
    if not weights:
        return []
    sign, size = (-1, -total) if total < 0 else (1, total)
    sizes = [abs(weight) for weight in weights]
    whole = sum(sizes)
    if whole == 0:
        sizes, whole = [1] * len(sizes), len(sizes)
    parts = [size * weight // whole for weight in sizes]
    by_remainder = sorted(range(len(sizes)), key=lambda i: -(size * sizes[i] % whole))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def to_decimal(minor: int, places: int = 2) -> Decimal:
    """Minor units as a decimal number of major units: 12345 → 123.45."""
    return Decimal(minor).scaleb(-places)


def from_decimal(value: Decimal, places: int = 2) -> int:
    """Major units as whole minor units; refuses what has more decimals than the unit, so that nothing is lost."""
    scaled = value.scaleb(places)
    whole = int(scaled)
    if scaled != whole:
        raise DomainError(N_("{value} has more than {places} decimals."), value=value, places=places)
    return whole


def half_up(value: Decimal, places: int) -> Decimal:
    """A decimal rounded half up away from zero to so many places, for display and for formats."""
    digits = max(28, value.adjusted() + places + 2)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=digits))


def scaled(amount: int, scale: int, places: int) -> tuple[int, int]:
    """An amount with `scale` decimals in minor units, as (numerator, denominator): (1234567, 100) is 123.4567 kr."""
    extra = scale - places
    return (amount, 10**extra) if extra >= 0 else (amount * 10**-extra, 1)
