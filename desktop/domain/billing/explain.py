"""How a line came to be: a sentence from what is stored with it, and its amount computed again from the same."""

from datetime import date
from typing import Protocol

from desktop.domain.billing.values import CREDIT
from desktop.domain.catalog import Price, PriceModel, tier_steps
from desktop.domain.money import exponent, to_decimal
from desktop.domain.period import ONE_DAY
from desktop.domain.proration import part_amount
from desktop.domain.text import N_, Amount, Message


class Derived(Protocol):
    """What a planned or issued line stores of its derivation; `most` is what was left to credit, where it was less."""

    @property
    def kind(self) -> str: ...
    @property
    def from_day(self) -> date: ...
    @property
    def to_day(self) -> date: ...
    @property
    def share_num(self) -> int: ...
    @property
    def share_den(self) -> int: ...
    @property
    def whole_from(self) -> date: ...
    @property
    def whole_to(self) -> date: ...
    @property
    def whole_amount(self) -> int: ...
    @property
    def scale(self) -> int: ...
    @property
    def quantity(self) -> int: ...
    @property
    def amount(self) -> int: ...
    @property
    def most(self) -> int | None: ...


def recompute(line: Derived, currency: str) -> int:
    """The amount again, in minor units: the share of the whole, a credit at most what was left of its charge."""
    amount = part_amount(line.whole_amount, line.scale, exponent(currency), (line.share_num, line.share_den))
    if line.kind != CREDIT:
        return amount
    return -amount if line.most is None else -min(amount, line.most)


def explain(line: Derived, *, name: str, currency: str) -> Message:
    """One sentence that says what the amount of a line is made of."""
    values: dict[str, object] = {
        "name": name,
        "start": line.from_day,
        "last": line.to_day - ONE_DAY,
        "whole": _price(line, currency),
        "amount": Amount(line.amount, currency),
        "days": line.share_num,
        "whole_days": line.share_den,
    }
    if line.kind == CREDIT:
        if line.most is not None:
            return Message(
                N_("{name}: what was left of the charge comes back for {start} to {last}, {amount}."), values=values
            )
        return Message(
            N_("{name}: {days} of {whole_days} days come back for {start} to {last}, of {whole}, {amount}."),
            values=values,
        )
    if line.share_num == line.share_den:
        return Message(N_("{name}: the whole period {start} to {last}, {amount}."), values=values)
    return Message(
        N_("{name}: {days} of {whole_days} days for {start} to {last}, of {whole}, {amount}."), values=values
    )


def _price(line: Derived, currency: str) -> object:
    """The whole price as money; with more decimals than the currency has, as a number."""
    places = exponent(currency)
    return Amount(line.whole_amount, currency) if line.scale == places else to_decimal(line.whole_amount, line.scale)


def explain_tiers(price: Price, quantity: int, currency: str) -> list[Message]:
    """A sentence for each tier that a quantity touches; nothing for prices without tiers."""
    if price.model is not PriceModel.GRADUATED:
        return []
    return [
        Message(
            N_("{units} at {price}, {amount}."),
            values={
                "units": units,
                "price": to_decimal(tier.unit_amount, price.scale),
                "amount": Amount(
                    part_amount(units * tier.unit_amount + tier.flat_amount, price.scale, exponent(currency), (1, 1)),
                    currency,
                ),
            },
        )
        for units, tier in tier_steps(price.tiers, quantity)
    ]
