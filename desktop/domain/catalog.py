"""What is sold: products, ranked plans, add-ons, and immutable dated prices (spec/catalog.md)."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.ids import NO_PRICE, PriceId
from desktop.domain.period import Interval
from desktop.domain.text import N_


class PriceModel(enum.StrEnum):
    """How a quantity becomes an amount."""

    FLAT = "flat"
    PER_UNIT = "per_unit"
    GRADUATED = "graduated"
    VOLUME = "volume"
    STAIRSTEP = "stairstep"
    PACKAGE = "package"
    PERCENTAGE = "percentage"
    PERCENTAGE_PER_EVENT = "percentage_per_event"
    GRADUATED_PERCENTAGE = "graduated_percentage"


MILLION = 1_000_000
"""A rate is in millionths: 2.99 % is 29 900."""

BY_USAGE = (PriceModel.PERCENTAGE, PriceModel.PERCENTAGE_PER_EVENT, PriceModel.GRADUATED_PERCENTAGE)
"""Models that price measured sums, never a number of seats."""


class Tier(NamedTuple):
    """A price tier: quantities up to and including `up_to` (None: without end), per unit and flat, in price units.

    With a `package_size` the unit is a started package of so many. `rate` is in millionths, for graduated percentages.
    A tier that is `flat_only` has no unit price at all, which is not the same as a price of zero on paper.
    """

    up_to: int | None
    unit_amount: int
    flat_amount: int = 0
    package_size: int = 0
    rate: int = 0
    flat_only: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """An immutable price row of a plan or an add-on, for one billing interval.

    `amount` has `scale` decimals of the major unit: 19900 with scale 2 is 199.00. For packages it is the price of a
    package of `package_size`, the first `free_units` free. Tiers have amounts of the same scale. Of a percentage
    `rate` is in millionths of the measured sum and `amount` a fee for each event, of which `free_events`, or those
    within `free_total`, are free; an event costs from `event_minimum` to `event_maximum`. `minimum` and `maximum` limit
    what a period costs. With `zero_charges_first_flat` no usage costs the first tier's flat amount. A price that is
    `one_time` is charged once, when its line begins, and never by days.
    """

    item: str
    currency: str
    amount: int
    valid_from: date
    model: PriceModel = PriceModel.FLAT
    scale: int = 2
    includes_vat: bool = False
    tiers: tuple[Tier, ...] = ()
    package_size: int = 1
    free_units: int = 0
    id: PriceId = NO_PRICE
    rate: int = 0
    free_events: int | None = None
    free_total: int | None = None
    event_minimum: int | None = None
    event_maximum: int | None = None
    zero_charges_first_flat: bool = False
    minimum: int | None = None
    maximum: int | None = None
    one_time: bool = False


@dataclass(frozen=True, slots=True)
class PreferenceField:
    """What a product asks of its subscribers: a typed question with a default, such as how coffee is ground."""

    key: str
    label: str
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """What is delivered; a family of ranked plans."""

    code: str
    name: str
    description: str = ""
    preferences: tuple[PreferenceField, ...] = ()
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A tier of a product. `included`: add-on code → included quantity; `detail`: what is in it («2 × 250 g»)."""

    code: str
    product: str
    name: str
    rank: int
    interval: Interval
    detail: str = ""
    in_arrears: bool = False
    lead_days: int = 0
    trial_days: int = 0
    commitment_months: int = 0
    notice_days: int = 0
    vat_code: str = "3"
    included: Mapping[str, int] = field(default_factory=dict)
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class AddOn:
    """Something sold beside the plans of `allowed_on`; without an interval of its own it follows the base line."""

    code: str
    product: str
    name: str
    allowed_on: frozenset[str]
    detail: str = ""
    interval: Interval | None = None
    vat_code: str = "3"
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything for sale, as one value. `vat_codes` gives item → dated codes, oldest first."""

    products: Mapping[str, Product]
    plans: Mapping[str, Plan]
    add_ons: Mapping[str, AddOn]
    prices: Mapping[PriceId, Price]
    vat_codes: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)

    def plan(self, code: str) -> Plan:
        if code not in self.plans:
            raise DomainError(N_("There is no plan {code}. Create it in Products and prices."), code=code)
        return self.plans[code]

    def add_on(self, code: str) -> AddOn:
        if code not in self.add_ons:
            raise DomainError(N_("There is no add-on {code}. Create it in Products and prices."), code=code)
        return self.add_ons[code]

    def item(self, code: str) -> Plan | AddOn:
        """The plan or add-on of that code."""
        return self.plans[code] if code in self.plans else self.add_on(code)

    def plans_of(self, product: str) -> list[Plan]:
        """The plans of a product, lowest rank first."""
        return sorted((plan for plan in self.plans.values() if plan.product == product), key=lambda plan: plan.rank)

    def add_ons_for(self, plan: str) -> list[AddOn]:
        """The add-ons that the plan allows or includes, by name."""
        included = self.plan(plan).included
        found = (a for a in self.add_ons.values() if plan in a.allowed_on or a.code in included)
        return sorted(found, key=lambda add_on: add_on.name)

    def price_on(self, *, item: str, currency: str, day: date) -> Price | None:
        """The price for new sales on the day: the row with the latest first valid day not after it."""
        return newest(self.prices.values(), item=item, currency=currency, day=day)

    def price_for_sale(self, *, item: str, currency: str, day: date) -> Price:
        """As `price_on`, but refuses where there is none."""
        price = self.price_on(item=item, currency=currency, day=day)
        if price is None:
            raise DomainError(
                N_("{item} has no price on {day}. Enter the price, or agree on one."),
                item=self.item(item).name,
                day=day,
            )
        return price

    def vat_code_on(self, item: str, day: date) -> str:
        """The item's VAT code on the day."""
        dated = [code for valid_from, code in self.vat_codes.get(item, ()) if valid_from <= day]
        return dated[-1] if dated else self.item(item).vat_code


def newest(prices: Iterable[Price], *, item: str, currency: str, day: date) -> Price | None:
    """The price row of the item in the currency with the latest first valid day not after `day`."""
    valid = [p for p in prices if p.item == item and p.currency == currency and p.valid_from <= day]
    return max(valid, key=lambda p: (p.valid_from, p.id), default=None)


def rank_of_move(catalog: Catalog, *, old: str, new: str) -> int:
    """1 for a higher rank, −1 for a lower, 0 for the same."""
    before, after = catalog.plan(old).rank, catalog.plan(new).rank
    return (after > before) - (after < before)


def effective_quantity(*, bought: int, included: int) -> int:
    """What a subscriber has of an add-on."""
    return max(included, bought)


def billed_quantity(*, bought: int, included: int) -> int:
    """What is billed of it: what was bought is remembered, and what the plan includes is not charged."""
    return max(0, bought - included)


def check_tiers(tiers: tuple[Tier, ...]) -> None:
    """Refuses tiers that do not ascend, or do not end without an end."""
    bounds = [tier.up_to for tier in tiers]
    closed = [bound for bound in bounds if bound is not None]
    if not tiers or bounds[-1] is not None or len(closed) != len(bounds) - 1 or closed != sorted(set(closed)):
        raise DomainError(N_("Price tiers must have rising upper bounds, and the last must have none."))


def amount_for(price: Price, quantity: int) -> int:
    """What the quantity costs for one whole period, in price units (`price.scale` decimals), exact.

    Tier bounds are inclusive. Graduated adds a tier's flat amount for each tier touched; stairstep is one sum a step.
    """
    match price.model:
        case PriceModel.FLAT:
            return price.amount
        case PriceModel.PERCENTAGE | PriceModel.PERCENTAGE_PER_EVENT | PriceModel.GRADUATED_PERCENTAGE:
            raise DomainError(N_("{item} is priced by what is measured, not by a number."), item=price.item)
        case PriceModel.PER_UNIT:
            return price.amount * quantity
        case PriceModel.PACKAGE:
            return -(-max(0, quantity - price.free_units) // price.package_size) * price.amount
        case PriceModel.GRADUATED:
            steps = tier_steps(price.tiers, quantity)
            if not steps:
                return price.tiers[0].flat_amount if price.zero_charges_first_flat else 0
            return sum(units_of(tier, units) * tier.unit_amount + tier.flat_amount for units, tier in steps)
        case PriceModel.VOLUME:
            tier = tier_at(price.tiers, quantity)
            flat = tier.flat_amount if quantity or price.zero_charges_first_flat else 0
            return units_of(tier, quantity) * tier.unit_amount + flat
        case PriceModel.STAIRSTEP:
            return tier_at(price.tiers, quantity).flat_amount


def tier_at(tiers: tuple[Tier, ...], quantity: int) -> Tier:
    """The tier that holds the quantity; the first holds zero, and the last all that is beyond its bound."""
    return next((tier for tier in tiers if tier.up_to is None or quantity <= tier.up_to), tiers[-1])


def units_of(tier: Tier, quantity: int) -> int:
    """What the tier's unit price is multiplied with: the quantity, or the started packages of it."""
    return -(-quantity // tier.package_size) if tier.package_size else quantity


def tier_steps(tiers: tuple[Tier, ...], quantity: int) -> list[tuple[int, Tier]]:
    """The units that fall in each tier touched: 11 of 1–10, 11–50 gives (10, first), (1, second)."""
    steps: list[tuple[int, Tier]] = []
    below = 0
    for tier in tiers:
        if quantity <= below:
            break
        upper = quantity if tier.up_to is None else min(quantity, tier.up_to)
        steps.append((upper - below, tier))
        below = upper
    return steps


def dips(price: Price, *, through: int) -> list[int]:
    """Quantities up to `through` where one more costs less than one fewer: volume prices can fall as quantity grows."""
    amounts = [amount_for(price, quantity) for quantity in range(through + 1)]
    return [quantity for quantity in range(1, through + 1) if amounts[quantity] < amounts[quantity - 1]]
