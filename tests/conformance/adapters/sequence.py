"""The life of a subscription from sale to end, billed as it goes."""

from dataclasses import replace
from datetime import date

from desktop.domain.billing import CREDIT
from desktop.domain.invoice import DocumentKind
from desktop.domain.period import calendar_anchor
from desktop.domain.settings import CreditForm, DayCount
from desktop.domain.subscription import BASE, Wish
from tests.conformance.adapters.events import EVENTS, Story
from tests.conformance.adapters.ledgers import by_line, lines_of
from tests.conformance.adapters.prorations import sums_of
from tests.conformance.adapters.windows import billed_row
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.company import Company, Sold, catalog_of
from tests.conformance.words import day, end_of, interval, interval_of, major, minor


def plans_of(given: Json) -> list[Sold]:
    """The plans of a case, ranked by price."""
    currency, in_arrears = given.get("currency", "NOK"), given.get("mode") == "in_arrears"
    usual = interval_of(given)
    found = []
    for code, plan in given["plans"].items():
        detail = plan if isinstance(plan, dict) else {"price": plan}
        every = interval(detail["billing_period"]) if detail.get("billing_period") else usual
        arrears = detail["mode"] == "in_arrears" if detail.get("mode") else in_arrears
        found.append(Sold(code, minor(detail["price"], currency), every, in_arrears=arrears))
    prices = sorted({plan.amount for plan in found})
    return [replace(plan, rank=prices.index(plan.amount)) for plan in found]


def _sold(case: Case) -> Story:
    given = case.given
    currency = given.get("currency", "NOK")
    # Where a document counts in halves of months, all months are alike.
    rules = replace(case.rules, day_count=DayCount.FIXED_30) if given.get("month_halves") else case.rules
    company = Company(catalog_of(plans_of(given), currency), rules, currency)
    first = given["start"] if isinstance(given["start"], dict) else {"on": given["start"]}
    start = day(first["on"])
    code = first.get("plan") or next(iter(given["plans"]))
    bcd = given.get("billing_cycle_day")
    calendar = given.get("billing_time") == "calendar"
    company.sell(
        Wish(
            code,
            start,
            quantity=int(first.get("quantity", 1)),
            billing_day=None if bcd is None else int(bcd),
            anchor=calendar_anchor(start, company.catalog.plan(code).interval) if calendar else None,
            trial_days=int(first.get("trial_days") or 0),
        )
    )
    _take_over(company, given, code, currency)
    return Story(company, case)


def _take_over(company: Company, given: Json, code: str, currency: str) -> None:
    """Rows that were billed or credited before the case begins."""
    plans = {plan.code: plan for plan in plans_of(given)}
    for number, each in enumerate(given.get("billed") or (), start=1):
        plan = plans[each.get("plan", code)]
        company.keep(BASE, [billed_row(each, plan, currency, interval=plan.interval)._replace(id=-number)])
    for number, each in enumerate(given.get("credited") or (), start=1):
        charge = next(row for row in company.line().billed if row.kind != CREDIT)
        start, end = day(each["start"]), end_of(each)
        amount = -abs(minor(each["amount"], currency))
        row = charge._replace(id=-1000 - number, kind=CREDIT, from_day=start, amount=amount, credits=charge.id)
        company.keep(BASE, [row._replace(to_day=end or start)])


def _run_days(case: Case) -> list[date]:
    """The days of the runs: as given; else when something happens or the case names a document."""
    given = case.given
    if given.get("bill_runs"):
        return sorted({day(each) for each in given["bill_runs"]})
    named = {day(each["on"]) for name in ("invoices", "credit_notes") for each in case.expect.get(name) or ()}
    last = [day(each["bill_through"]) for each in case.expect.get("invoices") or () if each.get("bill_through")]
    if given.get("bill_through"):
        return sorted({*named, day(given["bill_through"])})
    if last:
        return sorted(named)
    first = given["start"]["on"] if isinstance(given["start"], dict) else given["start"]
    happened = {day(each["on"]) for each in given.get("events") or ()} | {day(first)}
    begins = {
        day(line["start"]) for each in case.expect.get("invoices") or () for line in lines_of(each) if line.get("start")
    }
    if any(line.get("start") for each in case.expect.get("invoices") or () for line in lines_of(each)):
        # A stretch that a peer bills ahead of its first day, we bill on it.
        named |= {each for each in begins if given.get("mode") != "in_arrears" and each > max(named, default=each)}
    days = named if _waits(case) else named | happened
    runs = {each for each in days if not given.get("first_bill_run") or each >= day(given["first_bill_run"])}
    if given.get("no_bill_run_between"):
        low, high = given["no_bill_run_between"]
        runs = {each for each in runs if not day(low) < each < day(high)}
    return sorted(runs)


def _waits(case: Case) -> bool:
    """True where a change waits for the next invoice."""
    waits = str(case.given.get("proration_lines", "")).startswith(("next", "on_next"))
    return waits or case.rules.credit_form is CreditForm.NEXT_INVOICE


def _play(case: Case) -> Story:
    """Events and runs in their order: a day's run comes before what happens on it, and one follows each event.

    Where the case names the runs, what happens on their day is known to them.
    """
    sequence = _sold(case)
    events = sorted(case.given.get("events") or (), key=lambda each: str(each["on"]))
    runs = _run_days(case)
    for on in sorted({*runs, *(day(each["on"]) for each in events)}):
        known = bool(case.given.get("bill_runs")) or case.given.get("first_bill_run") == on.isoformat()
        if on in runs and not known:
            sequence.run(on, _target(case, on))
        for event in [each for each in events if day(each["on"]) == on]:
            verb = EVENTS.get(event["action"])
            if verb is None:
                raise ValueError(f"no event is called {event['action']}")
            verb(sequence, event)
            if on in runs:
                sequence.run(on, _target(case, on))
        if on in runs:
            sequence.run(on, _target(case, on))
    return sequence


def _target(case: Case, on: date) -> date:
    through = [each.get("bill_through") for each in case.expect.get("invoices") or () if each["on"] == on.isoformat()]
    named = next((each for each in through if each), case.given.get("bill_through"))
    return day(named) if named else on


def invoice_sequence(case: Case) -> Json:
    sequence = _play(case)
    expected = case.expect.get("invoices") or []
    found: Json = {"credit_notes": _notes(sequence)}
    if any("lines" in each for each in expected):
        found["invoices"] = by_line(sequence, expected)
    else:
        found["invoices"] = _by_sum(sequence)
    changed = {day(each["on"]) for each in case.given.get("events") or ()}
    found["invoices_on_change_day"] = sum(1 for run in sequence.runs if run.on in changed)
    return found


def _notes(sequence: Story) -> list[Json]:
    currency = sequence.company.currency
    return [
        {"on": run.on, **sums_of(each, currency), "total_with_tax": major(each.total, currency)}
        for run in sequence.runs
        for each in run.documents
        if each.kind is DocumentKind.CREDIT_NOTE
    ]


def _by_sum(sequence: Story) -> list[Json]:
    currency = sequence.company.currency
    return [
        {
            "on": run.on,
            **sums_of(each, currency),
            "total_with_tax": major(each.total, currency),
            "amount_due": major(each.total, currency),
        }
        for run in sequence.runs
        for each in run.documents
        if each.kind is DocumentKind.INVOICE
    ]


ADAPTERS: dict[str, Adapter] = {"invoice_sequence": invoice_sequence}
