"""What quantities and measured sums cost."""

from collections.abc import Iterable
from fractions import Fraction

from desktop.domain.catalog import Price, PriceModel, Tier
from desktop.domain.invoice import line_net
from desktop.domain.money import rounded
from desktop.domain.period import boundary
from desktop.domain.usage import (
    Capacity,
    SeatChange,
    SpendLimits,
    breakdown,
    capacity_step,
    charge,
    consumed,
    event_charges,
    graduated_percentage,
    increment,
    limited,
    packages,
    per_tier,
    percentage_charge,
    seats_charge,
)
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.company import FIRST_DAY
from tests.conformance.words import day, interval, minor, number

MODELS = {
    "flat": PriceModel.FLAT,
    "per_unit": PriceModel.PER_UNIT,
    "unit": PriceModel.PER_UNIT,
    "standard": PriceModel.PER_UNIT,
    "graduated": PriceModel.GRADUATED,
    "tiered": PriceModel.GRADUATED,
    "graduated_blocks": PriceModel.GRADUATED,
    "volume": PriceModel.VOLUME,
    "volume_blocks": PriceModel.VOLUME,
    "stairstep": PriceModel.STAIRSTEP,
    "stair_step": PriceModel.STAIRSTEP,
    "package": PriceModel.PACKAGE,
    "percentage": PriceModel.PERCENTAGE,
    "percentage_per_event": PriceModel.PERCENTAGE_PER_EVENT,
    "graduated_percentage": PriceModel.GRADUATED_PERCENTAGE,
}
SCALE = 6
"""Prices of the cases have up to so many decimals."""
UNIT = 10**SCALE


def price_of(given: Json, keys: frozenset[str] = frozenset()) -> Price:
    """The price that a case describes."""
    model = MODELS[given.get("model", "graduated")]
    unit = given.get("package_price" if model is PriceModel.PACKAGE else "unit_price", given.get("price"))
    return Price(
        "A",
        "NOK",
        _amount(given.get("fixed_per_event") if "rate" in given else unit),
        FIRST_DAY,
        model=model,
        scale=SCALE,
        tiers=tiers_of(given.get("tiers") or ()),
        package_size=int(given.get("package_size") or 1),
        free_units=int(number(given.get("free_units"))),
        rate=int(number(given.get("rate")) * 10_000),
        free_events=None if given.get("free_events") is None else int(given["free_events"]),
        free_total=None if given.get("free_total") is None else _amount(given["free_total"]),
        event_minimum=None if given.get("min") is None else _amount(given["min"]),
        event_maximum=None if given.get("max") is None else _amount(given["max"]),
        zero_charges_first_flat="zero-usage:first-tier-flat-charged" in keys,
    )


def tiers_of(tiers: Iterable[Json]) -> tuple[Tier, ...]:
    """Tiers with inclusive upper bounds, however the case bounds them: by the first unit, or by a width of blocks."""
    given = list(tiers)
    found = []
    reached = 0
    for i, tier in enumerate(given):
        bound, reached = _bound(given, i, reached)
        unit = tier.get("unit_price", tier.get("block_price"))
        found.append(
            Tier(
                bound,
                _amount(unit),
                _amount(tier.get("flat", tier.get("flat_price", tier.get("price")))),
                package_size=int(tier.get("block_size") or 0),
                rate=int(number(tier.get("rate")) * 10_000),
                flat_only="rate" not in tier and unit is None,
            )
        )
    return tuple(found)


def _bound(tiers: list[Json], i: int, reached: int) -> tuple[int | None, int]:
    """The tier's inclusive bound, and the units below the next one."""
    tier = tiers[i]
    for width in ("blocks_in_tier", "width", "units_in_tier"):
        if width in tier:
            size = int(tier.get("block_size") or 1)
            closed = None if tier[width] in {None, -1} else reached + int(tier[width]) * size
            return closed, closed or reached
    for first in ("first_unit", "from", "from_value"):
        if first in tier and "up_to" not in tier and "to_value" not in tier:
            # First units count from 0 or from 1: the second tier of (0, 100) and of (1, 101) begins after 100.
            last = i + 1 == len(tiers)
            closed = None if last else int(tiers[i + 1][first]) - int(tiers[0][first])
            return closed, closed or reached
    bound = tier.get("up_to", tier.get("to_value"))
    return (None if bound is None else int(number(bound))), reached


def _amount(value: str | None) -> int:
    return int(number(value) * UNIT)


def _quantity(given: Json) -> Fraction:
    """A quantity, or the sum of the quantities recorded."""
    if given.get("quantity") is not None:
        return number(given["quantity"])
    recorded = given.get("quantities") or ()
    return sum((number(each) for each in recorded), Fraction(0))


def usage_table(case: Case) -> Json:
    given = case.given
    if "rows" in given:
        return _table([(price_of(row, case.keys), _quantity(row)) for row in case.rows()])
    price = price_of(given, case.keys)
    found = _table([(price, number(each)) for each in given.get("quantities") or ()])
    asked = case.expect.get("packages_for")
    if isinstance(asked, dict):
        found["packages_for"] = {quantity: packages(price, number(quantity)) for quantity in asked}
    return found


def _table(rows: list[tuple[Price, Fraction]]) -> Json:
    return {
        "totals": [charge(price, quantity) / UNIT for price, quantity in rows],
        "packages_for": [packages(price, quantity) for price, quantity in rows],
    }


def usage_charge(case: Case) -> Json:
    return _charged(case.given, case.keys)


def _charged(given: Json, keys: frozenset[str]) -> Json:
    price, quantity = price_of(given, keys), _quantity(given)
    return {
        "per_tier": [amount / UNIT for amount in per_tier(price, quantity)],
        "total": charge(price, quantity) / UNIT,
        "packages": packages(price, quantity),
        "quantity": quantity,
    }


def usage_charge_table(case: Case) -> Json:
    return {"rows": [_charged(row, case.keys) for row in case.rows()]}


def usage_charge_two_meters(case: Case) -> Json:
    meters = {name: _charged({**case.given, **meter}, case.keys) for name, meter in case.given["meters"].items()}
    return {
        "per_meter_tiers": {name: each["per_tier"] for name, each in meters.items()},
        "per_meter": {name: each["total"] for name, each in meters.items()},
        "total": sum((each["total"] for each in meters.values()), Fraction(0)),
    }


def usage_breakdown(case: Case) -> Json:
    price, quantity = price_of(case.given, case.keys), _quantity(case.given)
    return {
        "lines": [step.amount / UNIT for step in breakdown(price, quantity)],
        "total": charge(price, quantity) / UNIT,
    }


def usage_increment(case: Case) -> Json:
    given = case.given
    price = price_of(given, case.keys)
    before, added = number(given.get("quantity_before")), number(given["quantity_added"])
    return {
        "lines": [step.amount / UNIT for step in breakdown(price, before + added, before=before)],
        "total": increment(price, before=before, added=added) / UNIT,
    }


def usage_rebill(case: Case) -> Json:
    given = case.given
    price = price_of(given, case.keys)
    gross = [charge(price, _quantity(period)) / UNIT for period in given["periods"]]
    billed = [number(period.get("already_billed")) for period in given["periods"]]
    now = [amount - before for amount, before in zip(gross, billed, strict=True)]
    return {"gross": gross, "billed_now": now, "rounded": [rounded(amount, 2) for amount in now]}


def percentage_charge_case(case: Case) -> Json:
    return {"total": _percentage(case.given)}


def percentage_charge_table(case: Case) -> Json:
    return {"rows": [{"total": _percentage(row)} for row in case.rows()]}


def _percentage(given: Json) -> Fraction:
    totals = [number(each) * UNIT for each in given.get("running_totals") or ()]
    sums = percentage_charge(
        price_of(given),
        total=number(given.get("total")) * UNIT,
        events=int(given.get("events") or 0),
        running_totals=totals,
    )
    return Fraction(sums, UNIT)


def percentage_per_event_charge_table(case: Case) -> Json:
    return {"rows": [_per_event(row) for row in case.rows()]}


def _per_event(row: Json) -> Json:
    charges = event_charges(price_of(row), [number(each) * UNIT for each in row["event_amounts"]])
    return {"total": sum(charges, Fraction(0)) / UNIT, "per_event": [each / UNIT for each in charges]}


def graduated_percentage_charge(case: Case) -> Json:
    given = case.given
    tiers = [
        {**tier, "up_to": None if tier.get("up_to") is None else str(number(tier["up_to"]) * UNIT)}
        for tier in given["tiers"]
    ]
    price = price_of({**given, "tiers": tiers, "rate": None}, case.keys)
    return {"amounts": [graduated_percentage(price, number(each) * UNIT) / UNIT for each in given["totals"]]}


def capacity_charge_table(case: Case) -> Json:
    steps = [
        Capacity(
            _amount(tier["price"]),
            {name: None if bound is None else number(bound) for name, bound in tier["max"].items()},
        )
        for tier in case.given["tiers"]
    ]
    rows = [{name: number(peak) for name, peak in row["peaks"].items()} for row in case.given["rows"]]
    return {"rows": [{"total": Fraction(capacity_step(steps, peaks).amount, UNIT)} for peaks in rows]}


def prorated_graduated(case: Case) -> Json:
    changes = [SeatChange(int(each["units"]), number(each["prorated"])) for each in case.given["changes"]]
    return {"total": seats_charge(tiers_of(case.given["tiers"]), changes) / UNIT}


def spend_limits(case: Case) -> Json:
    given = case.given
    price = price_of(given, case.keys)
    before = number(given.get("quantity_before"))
    after = before + number(given["quantity_added"]) if "quantity_added" in given else _quantity(given)
    steps = breakdown(price, after, before=before)
    limits = SpendLimits(
        minimum=None if given.get("minimum") is None else number(given["minimum"]),
        maximum=None if given.get("maximum") is None else number(given["maximum"]),
        discount=number(given.get("discount_percent")) / 100,
    )
    billed = given.get("already_billed")
    found = limited(
        increment(price, before=before, added=after - before) / UNIT,
        limits,
        already_billed=charge(price, before) / UNIT if billed is None and before else number(billed),
        is_last=bool(given.get("period_end", True)),
    )
    return {
        "lines": [step.amount / UNIT for step in steps],
        "tier_charge": found.charge,
        "maximum_discount": found.maximum_discount,
        "minimum_line": found.minimum_line,
        "discount": found.discount,
        "total": found.total,
    }


def recurring_consumption(case: Case) -> Json:
    given = case.given
    every = interval(given.get("invoice_for"))
    start = day(f"{given['month']}-01")
    end = boundary(start, every.unit, every.n, 1)
    use = consumed(start, end, per_day=number(given["quantity_per_day"]))
    return {
        "days": (end - start).days,
        "quantity": use,
        "amount": line_net(number(given["unit_price"]) * 100, use, Fraction(0)) / Fraction(100),
        "next_invoice_date": boundary(start, every.unit, every.n, 2),
    }


def line_discount(case: Case) -> Json:
    given = case.given
    net = line_net(
        Fraction(minor(given["unit_price"])), number(given.get("quantity", 1)), number(given["discount_percent"]) / 100
    )
    return {"net": Fraction(net, 100)}


ADAPTERS: dict[str, Adapter] = {
    "percentage_charge": percentage_charge_case,
    **{
        each.__name__: each
        for each in (
            usage_table,
            usage_charge,
            usage_charge_table,
            usage_charge_two_meters,
            usage_breakdown,
            usage_increment,
            usage_rebill,
            percentage_charge_table,
            percentage_per_event_charge_table,
            graduated_percentage_charge,
            capacity_charge_table,
            prorated_graduated,
            spend_limits,
            recurring_consumption,
            line_discount,
        )
    },
}
