"""Figures for people, and back: money, counts, percent, and numbers that identify.

The figures are Norwegian in all three languages (words.md 2.2): no-break space in thousands, comma, U+2212.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.errors import DomainError
from desktop.domain.money import exponent, half_up, to_decimal
from desktop.domain.text import N_
from desktop.i18n.language import current_language

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

_CROWNS = "NOK"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
# Thousands in groups of three with one kind of separator, or none; then comma or point and the minor units.
_AMOUNT = re.compile(r"([+-]?)([0-9]{1,3}(?:([ .])[0-9]{3})(?:\3[0-9]{3})*|[0-9]+)(?:[.,]([0-9]{1,3}|-))?")
# 1.284 is a thousand crowns to some and one crown to others.
_AMBIGUOUS = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")

# A price with more decimals than a currency has; only a comma says that they are decimals.
_FINE = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]+),([0-9]{3,8})")


def money(minor: int, currency: str = _CROWNS, *, language: str | None = None) -> str:
    """Minor units with their currency: `1 284,50 kr`, `−89,87 kr`, `1 234,50 EUR`."""
    return f"{amount(minor, currency, language=language)}{NO_BREAK_SPACE}{unit(currency)}"


def amount(minor: int, currency: str = _CROWNS, *, language: str | None = None) -> str:
    """Minor units without the currency, for columns whose header names it: `1 284,50`."""
    places = exponent(currency)
    return _write(to_decimal(minor, places), minimum=places, maximum=places, language=language)


def whole_money(minor: int, currency: str = _CROWNS, *, language: str | None = None) -> str:
    """Whole crowns, for charts and cards only: `1 285 kr`."""
    figure = number(to_decimal(minor, exponent(currency)), places=0, language=language)
    return f"{figure}{NO_BREAK_SPACE}{unit(currency)}"


def unit(currency: str) -> str:
    """What stands after an amount: `kr` for crowns, the code for others."""
    return "kr" if currency == _CROWNS else currency


def percent(basis_points: int, *, language: str | None = None) -> str:
    """Hundredths of a percent: 2500 → `25 %`, 1550 → `15,5 %`."""
    figure = _write(to_decimal(basis_points), minimum=0, maximum=2, language=language)
    return f"{figure}{NO_BREAK_SPACE}%"


def integer(value: int, *, language: str | None = None) -> str:
    """A count, grouped: `5 174`. Numbers that identify (invoice, KID, customer) are never grouped."""
    return _write(Decimal(value), minimum=0, maximum=0, language=language)


def number(value: Decimal, *, places: int | None = None, language: str | None = None) -> str:
    """A decimal number, rounded half up to `places`, or written as it is: `1,5`."""
    if places is not None:
        return _write(value, minimum=places, maximum=places, language=language)
    return _write(value, minimum=0, maximum=12, language=language)


def parse_money(text: str, currency: str = _CROWNS) -> int:
    """Minor units from what a person writes: `1 284,50`, `1284.5`, `−89,87 kr`, `100,-`.

    Raises DomainError for what is no amount, and for more decimals than the currency has: nothing is rounded.
    """
    written = _normalised(text, currency)
    match = _AMOUNT.fullmatch(written)
    if match is None or _AMBIGUOUS.fullmatch(written):
        raise DomainError(N_("Write the amount in figures, like 1284,50."))
    sign, whole, _separator, part = match.groups()
    places = exponent(currency)
    fraction = "" if part in (None, "-") else part
    if len(fraction) > places:
        raise DomainError(
            N_("An amount in {currency} has at most {places} decimals."), currency=currency, places=places
        )
    minor = int(re.sub(r"[ .]", "", whole) + fraction.ljust(places, "0"))
    return -minor if sign == "-" else minor


def parse_price(text: str, currency: str = _CROWNS) -> tuple[int, int]:
    """A price and its decimals, which may be more than the currency has: `0,1234` → (1234, 4), `299` → (29900, 2).

    Raises DomainError for what is no amount; more decimals than usual are written after a comma.
    """
    fine = _FINE.fullmatch(_normalised(text, currency))
    if fine is None:
        return parse_money(text, currency), exponent(currency)
    whole, fraction = fine.groups()
    return int(whole.replace(" ", "") + fraction), len(fraction)


def organisation_number(digits: str) -> str:
    """`988 077 917`; what has not nine digits is shown as it is."""
    return _grouped(digits, 3, 3, 3)


def account_number(digits: str) -> str:
    """`1234 56 78903`; what has not eleven digits is shown as it is."""
    return _grouped(digits, 4, 2, 5)


def phone_number(digits: str) -> str:
    """`987 65 432`; what has not eight digits is shown as it is."""
    return _grouped(digits, 3, 2, 3)


def _grouped(digits: str, *sizes: int) -> str:
    bare = _SPACES.sub("", digits).replace(".", "")
    if len(bare) != sum(sizes) or not (bare.isascii() and bare.isdecimal()):
        return digits
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    groups = [bare[start : start + size] for start, size in zip(starts, sizes, strict=True)]
    return NO_BREAK_SPACE.join(groups)


def _normalised(text: str, currency: str) -> str:
    """One kind of space and of minus, and no unit."""
    written = _SPACES.sub(" ", text).strip().replace(MINUS, "-").replace("–", "-")
    bare = re.sub(rf"^(?:kr|{currency})\.?|(?:kr|{currency})\.?$", "", written, flags=re.IGNORECASE).strip()
    return re.sub(r"^([+-]) ", r"\1", bare)


_MOST_DIGITS = 15
"""Of whole units: what is larger is no figure of an office, and is shown as it came."""


def _write(value: Decimal, *, minimum: int, maximum: int, language: str | None) -> str:
    """Rounds half up before Babel, which rounds half even, and sets the true minus that it leaves out."""
    if not value.is_finite() or value.adjusted() >= _MOST_DIGITS:
        return str(value).replace("-", MINUS)
    locale, pattern = _pattern(language or current_language(), minimum, maximum)
    exact = half_up(value, maximum)
    written: str = pattern.apply(exact or abs(exact), locale)
    return written.replace("-", MINUS)


@lru_cache
def _pattern(language: str, minimum: int, maximum: int) -> "tuple[Locale, NumberPattern]":
    from babel.numbers import parse_pattern

    decimals = "0" * minimum + "#" * (maximum - minimum)
    return locale_of(language), parse_pattern("#,##0" + ("." + decimals if decimals else ""))


@lru_cache
def locale_of(language: str) -> "Locale":
    """Babel's locale; English is that of Norway, with Norwegian figures."""
    from babel import Locale

    return Locale(language, "NO")
