"""Why a payer's sum differs from the last run, in one sentence found among the lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.billing import CHARGE, CREDIT, PlannedLine
from desktop.domain.money import exponent, scaled, times
from desktop.domain.renewal import Difference, ProposedPayer
from desktop.domain.subscription import BASE
from desktop.domain.text import N_, Amount, Message, NarrowDay

BilledBefore = tuple[int, str, str, int, int, bool]
"""Payer, item, kind, quantity, price of a whole period, whether it was a part: as the store gives them."""


@dataclass(slots=True)
class Before:
    """What a payer was billed in the last run: item → (quantity, price of a whole period)."""

    items: dict[str, tuple[int, int]] = field(default_factory=dict)
    in_parts: bool = False

    def add(self, row: BilledBefore) -> None:
        """Takes in a line."""
        _, item, kind, quantity, whole, is_part = row
        self.in_parts = self.in_parts or is_part or kind == CREDIT
        if kind == CHARGE:
            self.items[item] = (quantity, whole)


def before_of(rows: Iterable[BilledBefore]) -> dict[int, Before]:
    """Payer → what the last run billed."""
    found: dict[int, Before] = {}
    for row in rows:
        found.setdefault(row[0], Before()).add(row)
    return found


def reason(payer: ProposedPayer, before: Before | None, names: Mapping[str, str]) -> Message | None:
    """The sentence; None where nothing differs. `names` are those of plans and add-ons, by code."""
    if payer.fault is not None:
        return payer.fault
    lines = [line for document in payer.documents for line in document.lines]
    if payer.difference is Difference.NEW:
        return _new(lines)
    if payer.difference is Difference.SAME and all(line.share_num == line.share_den for line in lines):
        return None
    words = _Words(names, payer.currency)
    charges = [line for line in lines if line.kind == CHARGE]
    known = before or Before()
    return (
        words.moved(lines)
        or words.deducted(lines)
        or words.items(charges, known)
        or words.periods(charges)
        or words.part(charges)
        or (Message(N_("The last invoice was for part of a period")) if known.in_parts else None)
        or Message(N_("Other lines than in the last run"))
    )


def _new(lines: Sequence[PlannedLine]) -> Message | None:
    days = [line.from_day for line in lines if line.kind == CHARGE]
    return Message(N_("From {day}"), values={"day": NarrowDay(min(days))}) if days else None


class _Words:
    """Finds one kind of cause after the other; each answers None when it is not the one."""

    def __init__(self, names: Mapping[str, str], currency: str) -> None:
        self._names = names
        self._currency = currency

    def moved(self, lines: Sequence[PlannedLine]) -> Message | None:
        """A change of plan, quantity or price within a period: a credit, and a charge from the same day on."""
        for credit in lines:
            charge = _partner(credit, lines)
            if credit.kind == CREDIT and charge is not None:
                text = N_("To {item} from {day}, difference {amount}")
                return self._say(text, charge, self._money(charge.amount + credit.amount))
        later = next((line for line in lines if _follows(line, lines)), None)
        return None if later is None else self._say(N_("To {item} from {day}"), later, self._money(later.amount))

    def deducted(self, lines: Sequence[PlannedLine]) -> Message | None:
        """Unused days that are given back."""
        credit = next((line for line in lines if line.kind == CREDIT), None)
        if credit is None:
            return None
        return self._share(N_("{days} of {whole} days of {item} deducted"), credit)

    def items(self, charges: Sequence[PlannedLine], before: Before) -> Message | None:
        """Something more, less, of another quantity or at another price than last time."""
        now = {line.item: line for line in charges}
        for item, line in now.items():
            if before.items and item not in before.items:
                moved = line.slot == BASE and any(known not in now for known in before.items)
                text = N_("To {item} from {day}") if moved else N_("{item} from {day}, {amount}")
                return self._say(text, line, self._money(line.amount))
        for item in before.items:
            if item not in now:
                return Message(N_("Without {item} this time"), values={"item": self._names.get(item, item)})
        for item, (quantity, whole) in before.items.items():
            line = now[item]
            if line.quantity != quantity:
                return self._both(N_("{item}: {now}, last time {before}"), item, line.quantity, quantity)
            if line.whole_amount != whole:
                prices = self._price(line.whole_amount, line.scale), self._price(whole, line.scale)
                return self._both(N_("New price of {item}: {now}, last time {before}"), item, *prices)
        return None

    def periods(self, charges: Sequence[PlannedLine]) -> Message | None:
        """More than one period at once."""
        slots = [(line.line, line.item) for line in charges]
        many = {slot: slots.count(slot) for slot in slots}
        slot, count = max(many.items(), key=lambda each: each[1], default=((0, ""), 0))
        if count < 2:  # noqa: PLR2004 - one is as always
            return None
        values = {"item": self._names.get(slot[1], slot[1])}
        return Message("{count} period of {item}", "{count} periods of {item}", count, values)

    def part(self, charges: Sequence[PlannedLine]) -> Message | None:
        """Part of a period."""
        found = next((line for line in charges if line.share_num < line.share_den), None)
        return None if found is None else self._share(N_("{days} of {whole} days of {item}"), found)

    def _say(self, text: str, line: PlannedLine, amount: Amount) -> Message:
        day: date = line.from_day
        name = self._names.get(line.item, line.item)
        return Message(text, values={"item": name, "day": NarrowDay(day), "amount": amount})

    def _share(self, text: str, line: PlannedLine) -> Message:
        name = self._names.get(line.item, line.item)
        return Message(text, values={"item": name, "days": line.share_num, "whole": line.share_den})

    def _both(self, text: str, item: str, now: object, before: object) -> Message:
        return Message(text, values={"item": self._names.get(item, item), "now": now, "before": before})

    def _money(self, minor: int) -> Amount:
        return Amount(minor, self._currency)

    def _price(self, amount: int, scale: int) -> Amount:
        numerator, denominator = scaled(amount, scale, exponent(self._currency))
        return self._money(times(numerator, 1, denominator))


def _partner(credit: PlannedLine, lines: Sequence[PlannedLine]) -> PlannedLine | None:
    """The charge that takes the place of what is credited: the same line, the same first day."""
    same = (credit.line, credit.from_day)
    return next((line for line in lines if line.kind == CHARGE and (line.line, line.from_day) == same), None)


def _follows(charge: PlannedLine, lines: Sequence[PlannedLine]) -> bool:
    """Whether something else was charged on the same line until this began."""
    before = (charge.line, charge.from_day)
    return any((line.line, line.to_day) == before and line.item != charge.item for line in lines)
