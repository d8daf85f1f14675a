"""What a cell says: a day, a whole number or an amount, or why it is none."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from desktop.domain.errors import DomainError
from desktop.domain.money import exponent, from_decimal
from desktop.domain.text import N_
from desktop.domain.transfer.mapping import FIELDS, FieldKind, Value
from desktop.domain.transfer.table import Cell, is_printable, shown, text_of

AmountReader = Callable[[str, str], int]
"""Minor units from a written amount and its currency; refuses what is none (`desktop.i18n.numbers.parse_money`)."""

MOST_AMOUNT = 10**12
"""Minor units: what is larger is a slip, and would outgrow the store when multiplied."""

_NORWEGIAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def cell_of(value: Value) -> Cell:
    """A value of the mapping is read just as a cell is."""
    return Decimal(value) if isinstance(value, int) else value


def line_of(cell: Cell) -> str:
    """Text of one line, as it stands; markup in it is text like any other."""
    text = text_of(cell)
    if not is_printable(text):
        raise DomainError(
            N_("“{text}” has a line break or another character that cannot be printed. Take it out."), text=shown(text)
        )
    return text


def day_of(cell: Cell) -> date:
    """A day written `25.11.2026` or `2026-11-25`, with its whole year, or a cell that is a day itself."""
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _NORWEGIAN.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise DomainError(N_("“{text}” is not a date. Write it like 25.11.2026 or 2026-11-25."), text=shown(text))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DomainError(N_("“{text}” is not a date."), text=shown(text)) from None


def whole_of(cell: Cell, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`; 12.0 is whole too."""
    text = text_of(cell)
    bare = re.sub(r"[.,]0+$", "", text)
    if isinstance(cell, date) or not _WHOLE.fullmatch(bare):
        raise DomainError(N_("“{text}” is not a whole number."), text=shown(text))
    if not least <= int(bare) <= most:
        raise DomainError(
            N_("“{text}” is out of range. Give a whole number from {least} to {most}."),
            text=shown(text),
            least=least,
            most=most,
        )
    return int(bare)


def amount_of(cell: Cell, *, currency: str, read: AmountReader) -> int:
    """Minor units; nothing is rounded, so more decimals than the currency has are refused."""
    text = text_of(cell)
    try:
        found = from_decimal(cell, exponent(currency)) if isinstance(cell, Decimal) else read(text, currency)
    except DomainError as refusal:
        raise DomainError(
            N_("“{text}” is not an amount. {advice}"), text=shown(text), advice=refusal.message
        ) from refusal
    if abs(found) > MOST_AMOUNT:
        raise DomainError(N_("“{text}” is larger than any price. Correct the amount."), text=shown(text))
    return found


def check_value(name: str, value: Value, *, currency: str, read: AmountReader) -> None:
    """Refuses a value of the mapping that its field could not be given."""
    kind, required, least, most = FIELDS[name]
    cell = cell_of(value)
    if text_of(cell) == "":
        if required:
            raise DomainError(N_("“{field}” cannot be empty."), field=name)
        return
    match kind:
        case FieldKind.TEXT:
            line_of(cell)
        case FieldKind.DAY:
            day_of(cell)
        case FieldKind.WHOLE:
            whole_of(cell, least=least, most=most)
        case FieldKind.AMOUNT:
            amount_of(cell, currency=currency, read=read)
