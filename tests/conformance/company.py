"""A company with one subscriber, as a case describes it: what is sold, what happens, what each run bills.

It keeps what the planner answers as the store would; every date and amount comes from the planner.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.domain.billing import (
    Buyer,
    LineState,
    PayerPlan,
    PayerState,
    PlannedLine,
    PriceBook,
    Question,
    as_billed,
    plan_line,
)
from desktop.domain.catalog import AddOn, Catalog, Plan, Price, PriceModel, Product
from desktop.domain.ids import PriceId
from desktop.domain.money import exponent
from desktop.domain.period import Interval
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import Effect, Pause, Segment, Subscription, Wish, pause, segments, start

FIRST_DAY = date(1990, 1, 1)
BUYER = Buyer("Kari Nordahl", is_organisation=False, org_number="", has_address=True)


@dataclass(frozen=True, slots=True)
class Sold:
    """A plan or add-on as a case gives it; the amount in minor units."""

    code: str
    amount: int
    interval: Interval
    in_arrears: bool = False
    lead_days: int = 0
    rank: int = 0


def catalog_of(plans: Sequence[Sold], currency: str) -> Catalog:
    """A catalog where each is a plan, and an add-on allowed on every plan."""
    codes = frozenset(plan.code for plan in plans)
    return Catalog(
        products={"p": Product("p", "Product")},
        plans={
            each.code: Plan(
                each.code,
                "p",
                each.code,
                each.rank,
                each.interval,
                in_arrears=each.in_arrears,
                lead_days=each.lead_days,
            )
            for each in plans
        },
        add_ons={f"{each.code}+": AddOn(f"{each.code}+", "p", each.code, codes) for each in plans},
        prices={
            PriceId(number): Price(
                item,
                currency,
                each.amount,
                FIRST_DAY,
                PriceModel.PER_UNIT,
                scale=exponent(currency),
                id=PriceId(number),
            )
            for number, (item, each) in enumerate(
                ((item, each) for each in plans for item in (each.code, f"{each.code}+")), start=1
            )
        },
    )


@dataclass(slots=True)
class Company:
    """The books of one subscription."""

    catalog: Catalog
    rules: BillingRules
    currency: str = "NOK"
    subscription: Subscription = field(init=False)
    state: PayerState = field(init=False)
    _slots: list[str] = field(default_factory=list)

    def sell(self, wish: Wish) -> None:
        """Sells, as the wish says."""
        effect = start(wish, catalog=self.catalog, currency=self.currency, rules=self.rules)
        self.subscription = Subscription("S-1", 1, 1, "p", self.currency, effect.changes)
        self.state = PayerState(1, self.currency, 0, BUYER, ())
        self._read()

    def happens(self, effect: Effect) -> None:
        """Appends the changes of an effect."""
        self.subscription = replace(self.subscription, changes=(*self.subscription.changes, *effect.changes))
        self._read()

    def run(self, target: date) -> list[PlannedLine]:
        """Bills all that is due up to the target, and keeps it as final."""
        # Line by line, without the law's limit of a year ahead, which the peers do not have.
        question = self.question(target)
        lines = [each for line in self.state.lines for each in plan_line(line, question, self.currency)[0]]
        # Everything is planned anew each time: a case is small, and the caches are no part of it.
        self.state = as_billed(self.state, PayerPlan(self.state, tuple(lines), ()))
        return lines

    def question(self, target: date) -> Question:
        """What a run asks."""
        return Question(target, target, PriceBook.of(self.catalog), self.rules)

    def line(self, slot: str = "base") -> LineState:
        """The line of a slot."""
        return next(line for line in self.state.lines if line.slot == slot)

    def keep(self, slot: str, rows: Iterable[object]) -> None:
        """Takes over rows that were billed before the case begins."""
        self.state = self.state._replace(
            lines=tuple(
                line._replace(billed=(*line.billed, *rows)) if line.slot == slot else line  # type: ignore[arg-type]  # rows are billed lines
                for line in self.state.lines
            )
        )

    def _read(self) -> None:
        """Lines keep their billed rows; their segments are what the changes now make."""
        parts = segments(self.subscription.changes)
        billed = {line.slot: line.billed for line in self.state.lines}
        self._slots += [slot for slot in [*billed, *parts] if slot not in self._slots]
        self.state = self.state._replace(
            lines=tuple(
                LineState(number, 1, slot, date.min, tuple(parts.get(slot, ())), billed.get(slot, ()))
                for number, slot in enumerate(self._slots, start=1)
            )
        )

    def segments(self, slot: str = "base") -> list[Segment]:
        """What the line is from day to day."""
        return segments(self.subscription.changes).get(slot, [])

    def pause(self, from_day: date, to_day: date | None) -> None:
        """Pauses, unused days credited, the billing day kept."""
        self.happens(pause(self.subscription, answers=Pause(), from_day=from_day, to_day=to_day))
