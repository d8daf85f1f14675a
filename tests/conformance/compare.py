"""Compares what was expected with what was got: decimals as decimals, null as nothing asserted."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

EXACT_PLACES = 7
"""From so many decimals on, the peers computed with binary fractions, and the last digit may differ."""

NOT_JUDGED = object()
"""What an adapter gives where the case asserts a thing that our settings leave open, such as a document's day."""

UNORDERED = frozenset({"lines", "tax_groups"})
"""Lists whose order has no meaning."""


def differences(expected: object, got: object, where: str = "") -> list[str]:
    """One sentence for each thing that differs."""
    if got is NOT_JUDGED:
        return []
    match expected:
        case None:
            return []
        case Mapping():
            return _mapping(expected, got, where)
        case str() | bool() | int() | float():
            return [] if _same(expected, got) else [f"{where}: expected {expected}, got {shown(got)}"]
        case Sequence():
            return _sequence(expected, got, where)
        case _:
            return [f"{where}: cannot compare {expected!r}"]


def _mapping(expected: Mapping[str, object], got: object, where: str) -> list[str]:
    if not isinstance(got, Mapping):
        return [f"{where}: expected {shown(expected)}, got {shown(got)}"]
    found: list[str] = []
    known = {str(key): value for key, value in got.items()}
    for key, value in expected.items():
        if key not in known:
            if value is not None:
                found.append(f"{_at(where, key)}: expected {shown(value)}, got nothing of that name")
        else:
            found += differences(value, known[key], _at(where, key))
    return found


def _sequence(expected: Sequence[object], got: object, where: str) -> list[str]:
    if not isinstance(got, Sequence) or isinstance(got, str):
        return [f"{where}: expected {shown(expected)}, got {shown(got)}"]
    if len(expected) != len(got):
        return [f"{where}: expected {len(expected)} ({shown(expected)}), got {len(got)} ({shown(got)})"]
    if where.rsplit(".", 1)[-1] in UNORDERED:
        got = _paired(expected, list(got))
    return [
        each
        for i, (one, other) in enumerate(zip(expected, got, strict=True))
        for each in differences(one, other, f"{where}[{i}]")
    ]


def _paired(expected: Sequence[object], got: list[object]) -> list[object]:
    """The items got, each in the place of an expected one that it equals; the others as they came."""
    left = list(got)
    places: list[object] = []
    for one in expected:
        fitting = next((i for i, other in enumerate(left) if not differences(one, other)), None)
        places.append(_Nothing if fitting is None else left.pop(fitting))
    return [left.pop(0) if place is _Nothing else place for place in places]


_Nothing = object()


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _same(expected: str | float, got: object) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(got, date):
        return str(expected) == got.isoformat()
    if isinstance(got, int | Decimal | Fraction):
        return _same_number(str(expected), got)
    return str(expected).strip().casefold() == str(got).strip().casefold()


def _same_number(expected: str, got: int | Decimal | Fraction) -> bool:
    try:
        wanted = Fraction(expected) if "/" in expected else Fraction(Decimal(expected))
    except (InvalidOperation, ValueError, ZeroDivisionError):
        return False
    difference = abs(wanted - Fraction(got))
    if not difference or isinstance(got, int | Decimal):
        return not difference
    places = len(expected.partition(".")[2])
    step = Fraction(1, 10 ** min(max(2, places), 9))
    return difference <= (step if places >= EXACT_PLACES else step / 2)


def shown(value: object) -> str:
    """A value on one line."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {shown(each)}" for key, each in value.items()) + "}"
        case str():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            return (
                str(value)
                if value.denominator == 1
                else f"{value} ({Decimal(value.numerator) / value.denominator:.6f})"
            )
        case Sequence():
            return "[" + ", ".join(shown(each) for each in value) + "]"
        case _:
            return str(value)
