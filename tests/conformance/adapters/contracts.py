"""Contracts with a rule of recurrence, and changes within one period."""

from datetime import date, timedelta
from fractions import Fraction

from desktop.domain.billing import plan_line
from desktop.domain.money import upward
from desktop.domain.period import Interval, ServicePeriod, Unit, boundary, calendar_anchor
from desktop.domain.proration import Swap, exact_share, swap
from desktop.domain.subscription import StopDay, Wish, stop_day
from tests.conformance.adapters.windows import HUNDRED
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.company import Company, Sold, catalog_of
from tests.conformance.words import day, days_on, end_of, interval_of, last_of, major, maybe_day, minor, number


def contract(given: Json, case: Case, *, start: date, end: date | None, elsewhere: date | None = None) -> Company:
    """A contract by its rule. At a month's end, in arrears, it is billed on the last day, a day before the others."""
    every = interval_of(given)
    month_end = given.get("rule") == "month_end"
    in_arrears = given.get("mode") == "in_arrears"
    lead = 1 if month_end and in_arrears else 0
    if given.get("invoice_start") and given.get("service_start"):
        lead = (day(given["service_start"]) - day(given["invoice_start"])).days
    plan = Sold("A", minor(HUNDRED), every, in_arrears=in_arrears, lead_days=lead)
    company = Company(catalog_of([plan], "NOK"), case.rules)
    company.sell(
        Wish(
            "A",
            start,
            quantity=int(number(given.get("quantity"), 1)),
            anchor=calendar_anchor(start, every, from_start=True) if month_end else None,
            last_day=end,
            elsewhere_through=elsewhere,
        )
    )
    return company


def next_issue_day(company: Company) -> date | None:
    """When the line is billed next."""
    return plan_line(company.line(), company.question(date.min), company.currency)[1].next_issue_day


def first_invoice_date(case: Case) -> Json:
    return {"dates": [_first(row, case) for row in case.given["rows"]]}


def _first(row: Json, case: Case) -> date | None:
    company = contract(row, case, start=day(row["start"]), end=maybe_day(row.get("end")))
    return next_issue_day(company) if company.state.lines else None


def after_invoicing_table(case: Case) -> Json:
    return {"rows": [_after(row, case) for row in case.rows()]}


def _after(row: Json, case: Case) -> Json:
    on, every = day(row["invoice_on"]), interval_of(row)
    if row.get("mode") != "in_arrears":
        company = contract(row, case, start=on, end=maybe_day(row.get("end")))
        lines = company.run(on)
        return {"next_invoice_date": next_issue_day(company), "billed_through_inclusive": last_of(lines[-1].to_day)}
    # In arrears the run bills what is over by then: the day before, or on a month's end that day itself.
    through = on if row.get("rule") == "month_end" else last_of(on)
    start = boundary(on, every.unit, every.n, -1) if row.get("rule") != "month_end" else on.replace(day=1)
    company = contract(row, case, start=start, end=maybe_day(row.get("end")), elsewhere=through)
    return {"next_invoice_date": next_issue_day(company), "billed_through_inclusive": through}


def invoice_run_sequence(case: Case) -> Json:
    given = case.given
    start = day(given.get("service_start") or given["start"])
    company = contract(given, case, start=start, end=maybe_day(given.get("end_inclusive")))
    dates: list[date] = []
    through: list[date] = []
    quantities: list[int] = []
    asked = max((len(v) for v in case.expect.values() if isinstance(v, list)), default=1)
    while len(dates) < asked and (on := next_issue_day(company)) is not None:
        lines = company.run(on)
        dates.append(on)
        through.append(last_of(lines[-1].to_day))
        quantities.append(lines[-1].quantity)
    return {
        "invoice_dates": dates,
        "billed_through_inclusive": through
        if isinstance(case.expect.get("billed_through_inclusive"), list)
        else through[-1],
        "next_after_last": next_issue_day(company),
        "quantity_per_invoice": quantities if _many(case, "quantity_per_invoice") else quantities[-1],
    }


def _many(case: Case, name: str) -> bool:
    """True where the case wants one for each invoice."""
    return isinstance(case.expect.get(name), list)


STOPS = {
    "immediate": StopDay.NOW,
    "now": StopDay.NOW,
    "end_of_term": StopDay.PERIOD_END,
    "end_of_period": StopDay.PERIOD_END,
    "start_of_term": StopDay.PERIOD_START,
}


def cancel_dates(case: Case) -> Json:
    given = case.given
    start, every = day(given["current_period_start"]), interval_of(given)
    period = ServicePeriod(start, boundary(start, every.unit, every.n, 1))
    on = day(given["cancel_on"])
    return {
        "service_end": stop_day(period, on=on, rule=STOPS[given["service_policy"]]),
        "billing_end": stop_day(period, on=on, rule=STOPS[given["billing_policy"]]),
    }


def _left(given: Json) -> Fraction:
    """How much of the period is left at the change."""
    if given.get("change_at_fraction_of_period") is not None:
        return 1 - number(given["change_at_fraction_of_period"])
    period = given.get("period") or {}
    start = day(period.get("start", "2001-01-01"))
    end = end_of(period) or days_on(start, int(str(period.get("days", given.get("period_days", 30)))))
    whole = ServicePeriod(start, end)
    used = given.get("change_after_days", given.get("used_days"))
    on = day(given["change_on"]) if used is None else days_on(start, int(str(used)))
    return exact_share(ServicePeriod(on, end), whole, interval=Interval(Unit.DAY, whole.days))


def period_change(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    left = _left(given)
    none = given.get("prorate") in {False, "none"}
    swaps = [Swap(0, 0) if none else _swap(item, left, currency) for item in given["items"]]
    one_time = [_one_time(item, currency) for item in given["items"] if item.get("one_time")]
    pairs = zip(given["items"], swaps, strict=True)
    lines = [] if none else [amount for item, each in pairs for amount in _lines(item, each)]
    credit, charge = sum(each.credit for each in swaps), sum(each.charge for each in swaps)
    net = charge - credit + sum(one_time)
    old = sum(_price(item, "old", currency) for item in given["items"])
    new = sum(_price(item, "new", currency) for item in given["items"] if not item.get("one_time"))
    return {
        "lines": [major(amount, currency) for amount in [*lines, *one_time]],
        "net": major(net, currency),
        "credit": major(_signed(credit, case.expect.get("credit")), currency),
        "charge_new": major(charge, currency),
        "charge_now": major(net, currency),
        "unused_old": major(credit, currency),
        "used_old": major(old - credit, currency),
        "next_invoice_due": major(new + net, currency),
    }


def _signed(credit: int, expected: object) -> int:
    """A credit is written below zero by some, above by others."""
    return -credit if isinstance(expected, str) and expected.startswith("-") else credit


def _price(item: Json, name: str, currency: str) -> int:
    if item.get(name) is None:
        return 0
    count = item.get(f"{name}_quantity", item.get("quantity", 1))
    return minor(str(number(item[name]) * number(str(count))), currency)


def _swap(item: Json, left: Fraction, currency: str) -> Swap:
    if item.get("one_time"):
        return Swap(0, 0)
    return swap(_price(item, "old", currency), _price(item, "new", currency), left=left)


def _one_time(item: Json, currency: str) -> int:
    """A fee that is charged once, never by days; what was charged once does not come back."""
    return _price(item, "new", currency)


def _lines(item: Json, each: Swap) -> list[int]:
    if item.get("one_time"):
        return []
    credit = [-each.credit] if item.get("old") is not None else []
    return [*credit, each.charge] if item.get("new") is not None else credit


def date_extension(case: Case) -> Json:
    """Left out by its key; what it would ask for is the days that unused money buys."""
    given = case.given
    exact = number(given["unused_old"]) * number(str(given["new_days_in_month"])) / number(given["new_price"])
    granted = upward(exact)
    return {
        "exact_days": exact,
        "days_granted": granted,
        "next_billing_date": day(given["change_on"]) + timedelta(days=granted),
    }


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (
        first_invoice_date,
        after_invoicing_table,
        invoice_run_sequence,
        cancel_dates,
        period_change,
        date_extension,
    )
}
