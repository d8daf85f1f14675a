"""KID: the number a payer writes so that the payment finds its document (spec/norway.md, Formats)."""

import enum
from dataclasses import dataclass

from desktop.domain.errors import DomainError
from desktop.domain.text import N_

_SHORTEST, _LONGEST = 4, 25


class CheckDigit(enum.StrEnum):
    """How the last digit of a KID is found."""

    MOD10 = "mod10"
    MOD11 = "mod11"


@dataclass(frozen=True, slots=True)
class KidAgreement:
    """What is agreed with the bank: digits for the payer, digits for the running number, and the check digit."""

    payer_width: int = 6
    running_width: int = 7
    method: CheckDigit = CheckDigit.MOD10

    def __post_init__(self) -> None:
        length = self.payer_width + self.running_width + 1
        if not _SHORTEST <= length <= _LONGEST:
            raise DomainError(
                N_("A KID has from 4 to 25 digits; {payer} + {running} + 1 is {length}. Change the widths."),
                payer=self.payer_width,
                running=self.running_width,
                length=length,
            )


def kid(*, agreement: KidAgreement, payer: int, running: int) -> str:
    """The KID of a payer's document number `running`; refuses when either outgrows its width."""
    _fits(payer, agreement.payer_width)
    _fits(running, agreement.running_width)
    digits = f"{payer:0{agreement.payer_width}d}{running:0{agreement.running_width}d}"
    return with_check_digit(digits, method=agreement.method)


def with_check_digit(digits: str, *, method: CheckDigit) -> str:
    """The digits and their check digit: 12345678 → 123456782 (MOD10), 123456785 (MOD11)."""
    return digits + (_mod10(digits) if method is CheckDigit.MOD10 else _mod11(digits))


def nearly_full(agreement: KidAgreement, *, running: int) -> bool:
    """True when nine tenths of the running numbers are used, so that a wider agreement is asked for in time."""
    full: int = 10**agreement.running_width
    return running * 10 >= full * 9


_DOUBLED = str.maketrans("0123456789", "0246813579")
"""A digit doubled, and the digits of that summed: 7 → 14 → 5."""


def _mod10(digits: str) -> str:
    """As `stdnum.luhn` (a test holds them equal), which takes ten times as long: a run makes one for each invoice."""
    total = sum(map(int, digits[::-1][1::2])) + sum(map(int, digits[::-1][::2].translate(_DOUBLED)))
    return str(-total % 10)


def _mod11(digits: str) -> str:
    weights = (2, 3, 4, 5, 6, 7)
    total = sum(int(digit) * weights[i % 6] for i, digit in enumerate(reversed(digits)))
    rest = (11 - total % 11) % 11
    return "-" if rest == 10 else str(rest)


def _fits(number: int, width: int) -> None:
    if number >= 10**width:
        raise DomainError(
            N_("The KID has {width} digits for {number}. Agree on a longer KID with the bank and enter it."),
            width=width,
            number=number,
        )
