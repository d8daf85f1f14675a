"""`scripts/bench plan [N …]`: the planner for N subscriptions, against a bare loop over the same lines as tuples.

The bare loop takes each line as (whole amount, numerator, denominator, rate), rounds its share and its tax half up,
makes a tuple of the line and sums: what no planner can do without.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from desktop.domain.billing import Buyer, LineState, PayerPlan, PayerState, PriceBook, Question, plan_payer
from desktop.domain.catalog import Catalog, Plan, Price, Product
from desktop.domain.ids import PriceId
from desktop.domain.money import times
from desktop.domain.period import OPEN_END, Interval, Unit
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import BASE, Segment, SegmentMode

Made = TypeVar("Made")

BAR = 4.0
SIZES = (100_000,)
TODAY = date(2026, 11, 25)
BUYER = Buyer("Kari Nordahl", is_organisation=False, org_number="", has_address=True)
CATALOG = Catalog(
    products={"p": Product("p", "Product")},
    plans={"basis": Plan("basis", "p", "Basis", 1, Interval(Unit.MONTH, 1))},
    add_ons={},
    prices={PriceId(n): Price("basis", "NOK", 19900 + 100 * n, date(2020, 1, 1), id=PriceId(n)) for n in range(1, 9)},
)


def main(sizes: Sequence[int]) -> int:
    """Prints name, lines per second of both, ratio of the times, bar, ok or short; 1 when one is short."""
    short = 0
    print(f"{'name':<22} {'ours/s':>10} {'limit/s':>10} {'ratio':>6} {'bar':>6}")
    for size in sizes:
        ours, limit, lines = measure(size)
        ratio = ours / limit
        short += ratio > BAR
        verdict = "ok" if ratio <= BAR else "short"
        print(f"plan {size:<17} {lines / ours:>10.0f} {lines / limit:>10.0f} {ratio:>6.2f} {BAR:>6.2f} {verdict}")
    return 1 if short else 0


def measure(size: int) -> tuple[float, float, int]:
    """Seconds of the planner, seconds of the bare loop, and lines; the best of three of each."""
    shared: dict[tuple[Segment, ...], tuple[Segment, ...]] = {}
    states = [payer(number, shared) for number in range(size)]
    gc.disable()
    ours, planned = _best(lambda: plan_all(states))
    rows = [
        (line.whole_amount, line.share_num, line.share_den, 2500, line.subscription, line.from_day, line.to_day)
        for plan in planned
        for line in plan.lines
    ]
    limit, _ = _best(lambda: bare(rows))
    gc.enable()
    return ours, limit, len(rows)


def plan_all(states: Sequence[PayerState]) -> list[PayerPlan]:
    """A plan from nothing: what the planner keeps of one question does not help the next."""
    question = Question(TODAY, TODAY, PriceBook.of(CATALOG), BillingRules())
    return [plan_payer(state, question) for state in states]


def payer(number: int, shared: dict[tuple[Segment, ...], tuple[Segment, ...]]) -> PayerState:
    """One payer with one to four monthly lines, 2.5 in the mean; a tenth are due for a part of a period.

    Lines with the same segments share them, as the store reads them.
    """
    begins = date(2025, 1, 1) + timedelta(days=number % 330)
    anchor = begins if number % 10 else begins.replace(day=1)
    lines = []
    for slot in range(number % 4 + 1):
        segment = Segment(
            begins,
            OPEN_END,
            "basis",
            PriceId((number + slot) % 8 + 1),
            None,
            agreed_includes_vat=False,
            mode=SegmentMode.CHARGED,
            covers="",
            quantity=1,
            anchor=anchor,
            unit=Unit.MONTH,
            n=1,
            in_arrears=False,
            lead_days=0,
            elsewhere_through=None,
            change=1,
        )
        clean = segment.period_at(TODAY).start if number % 10 else date(2026, 11, 1) + timedelta(days=number % 3)
        segments = shared.setdefault((segment,), (segment,))
        lines.append(LineState(4 * number + slot, number, f"add-on {slot}" if slot else BASE, clean, segments))
    return PayerState(number, "NOK", 14, BUYER, tuple(lines), "digest")


def bare(rows: Sequence[tuple[int, int, int, int, int, date, date]]) -> int:
    """The sum of the lines and their tax, each line made anew as a tuple."""
    total = 0
    made = []
    for whole, numerator, denominator, rate, subscription, from_day, to_day in rows:
        amount = times(whole, numerator, denominator)
        tax = times(amount, rate, 10_000)
        total += amount + tax
        made.append((subscription, from_day, to_day, amount, tax))
    return total


def _best(work: Callable[[], Made]) -> tuple[float, Made]:
    """The shortest of three times, and what was made."""
    best, made = _timed(work)
    for _ in range(2):
        spent, made = _timed(work)
        best = min(best, spent)
    return best, made


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
