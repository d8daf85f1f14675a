"""Factories for the domain: each names only what the test cares about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.billing import (
    BilledLine,
    Buyer,
    LineAfter,
    LineState,
    PlannedLine,
    PriceBook,
    Question,
    plan_line,
)
from desktop.domain.catalog import AddOn, Catalog, Plan, Price, Product
from desktop.domain.ids import PriceId
from desktop.domain.period import OPEN_END, Interval, Unit
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import Effect, Segment, Subscription, Wish, segments, start

MONTHLY = Interval(Unit.MONTH, 1)
YEARLY = Interval(Unit.YEAR, 1)
BUYER = Buyer("Kari Nordahl", is_organisation=False, org_number="", has_address=True)


def price(item: str, amount: int, *, valid_from: date = date(2010, 1, 1), number: int = 0) -> Price:
    """A flat price in øre; its id follows from the item unless a number is given."""
    return Price(item, "NOK", amount, valid_from, id=PriceId(number or sum(map(ord, item)) * 1000 + amount % 1000))


def catalog(
    *prices: Price,
    interval: Interval = MONTHLY,
    in_arrears: bool = False,
    add_ons: Sequence[AddOn] = (),
    lead_days: int = 0,
    included: dict[str, dict[str, int]] | None = None,
) -> Catalog:
    """A product `coffee` with a plan for each price that belongs to no add-on, ranked as they come."""
    codes = {add_on.code for add_on in add_ons}
    plans = [p.item for p in prices if p.item not in codes]
    return Catalog(
        products={"coffee": Product("coffee", "Kaffe hjem")},
        plans={
            code: Plan(
                code,
                "coffee",
                code.title(),
                rank,
                interval,
                in_arrears=in_arrears,
                lead_days=lead_days,
                included=(included or {}).get(code, {}),
            )
            for rank, code in enumerate(dict.fromkeys(plans))
        },
        add_ons={add_on.code: add_on for add_on in add_ons},
        prices={p.id: p for p in prices},
    )


def sold(shop: Catalog, wish: Wish, rules: BillingRules | None = None) -> Subscription:
    """A subscription as just sold."""
    effect = start(wish, catalog=shop, currency="NOK", rules=rules or BillingRules())
    return Subscription("S-1", 1, 1, "coffee", "NOK", effect.changes)


def after(subscription: Subscription, effect: Effect) -> Subscription:
    """The subscription with the effect's changes appended."""
    return replace(subscription, changes=(*subscription.changes, *effect.changes))


class Books:
    """The billed lines of one subscription, kept as the store would keep them."""

    def __init__(self, shop: Catalog, rules: BillingRules | None = None) -> None:
        self.shop = shop
        self.rules = rules or BillingRules()
        self.rows: list[tuple[str, BilledLine]] = []

    def run(self, subscription: Subscription, target: date, *, today: date | None = None) -> list[PlannedLine]:
        """Plans everything from scratch up to the target, and keeps the lines as final."""
        lines = self.plan(subscription, target, today=today)
        for line in lines:
            self.rows.append((line.slot, self._final(line)))
        return lines

    def plan(self, subscription: Subscription, target: date, *, today: date | None = None) -> list[PlannedLine]:
        """What a run up to the target would bill."""
        return self.plan_states(self.states(subscription), target, today=today)

    def plan_states(self, states: Sequence[LineState], target: date, *, today: date | None = None) -> list[PlannedLine]:
        """What a run would bill of the lines as given."""
        question = Question(target, today or target, PriceBook.of(self.shop), self.rules)
        planned: list[PlannedLine] = []
        for number, state in enumerate(states, start=1):
            lines, _ = plan_line(state._replace(line=number), question, "NOK")
            planned += lines
        return planned

    def after(self, subscription: Subscription, target: date) -> list[LineAfter]:
        """The caches after a run up to the target."""
        question = Question(target, target, PriceBook.of(self.shop), self.rules)
        return [plan_line(state, question, "NOK")[1] for state in self.states(subscription)]

    def states(self, subscription: Subscription, clean_from: date = date.min) -> list[LineState]:
        """The lines as the planner reads them; `clean_from` hides what is settled before it."""
        return [
            LineState(
                1,
                1,
                slot,
                clean_from,
                tuple(parts),
                tuple(row for of, row in self.rows if of == slot and row.to_day > clean_from),
            )
            for slot, parts in self._slots(subscription).items()
        ]

    def _slots(self, subscription: Subscription) -> dict[str, list[Segment]]:
        """Every line that ever was; one whose start was undone after it was billed has no segment."""
        found = segments(subscription.changes)
        return {**found, **{slot: [] for slot, _ in self.rows if slot not in found}}

    def _final(self, line: PlannedLine) -> BilledLine:
        return BilledLine(
            id=len(self.rows) + 1,
            invoice=len(self.rows) + 1,
            kind=line.kind,
            from_day=line.from_day,
            to_day=line.to_day,
            item=line.item,
            price=line.price,
            agreed=line.agreed,
            unit_amount=line.unit_amount,
            whole_amount=line.whole_amount,
            scale=line.scale,
            quantity=line.quantity,
            includes_vat=line.includes_vat,
            amount=line.amount,
            whole_from=line.whole_from,
            whole_to=line.whole_to,
            vat_code="3",
            vat_basis_points=2500,
            segment_from=line.segment_from,
            change=line.change,
            credits=line.credits,
            text="",
        )


def amounts(lines: Sequence[PlannedLine]) -> list[int]:
    return [line.amount for line in lines]


__all__ = ["BUYER", "MONTHLY", "OPEN_END", "YEARLY", "Books", "after", "amounts", "catalog", "price", "sold"]
