"""What a run bills of one line: parts of periods, windows, single invoices."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from desktop.domain.billing import CREDIT, BilledLine, PlannedLine, Window, plan_line, window
from desktop.domain.money import exponent
from desktop.domain.period import Interval, ServicePeriod, add_months, boundary
from desktop.domain.settings import BillingRules, CreditForm, DayCount
from desktop.domain.subscription import Wish, cancel, last_billed_day
from tests.conformance.adapters.periods import calendar_periods
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.company import Company, Sold, catalog_of
from tests.conformance.words import day, end_of, interval_of, last_of, major, majors, minor

HUNDRED = "100.00"


def rules_for(case: Case) -> BillingRules:
    """The settings of the case, with the 30-day month where it is given rather than named."""
    fixed = case.given.get("fixed_days_per_month")
    return replace(case.rules, day_count=DayCount.FIXED_30) if fixed else case.rules


def company_for(given: Json, rules: BillingRules, *, price: str = HUNDRED, end: date | None = None) -> Company:
    """A company that sells one plan, sold from the start of the case."""
    currency = given.get("currency", "NOK")
    plan = Sold("A", minor(price, currency), interval_of(given), in_arrears=given.get("mode") == "in_arrears")
    company = Company(catalog_of([plan], currency), rules, currency)
    bcd = given.get("billing_cycle_day")
    company.sell(
        Wish(
            "A",
            day(given["start"]),
            billing_day=None if bcd is None else int(bcd),
            last_day=None if end is None else last_of(end),
        )
    )
    return company


def _segment(line: PlannedLine) -> Json:
    whole = ServicePeriod(line.whole_from, line.whole_to)
    return {
        "start": line.from_day,
        "end_exclusive": line.to_day,
        "whole_period": line.share_num == line.share_den,
        "days": (line.to_day - line.from_day).days,
        "full_period_days": whole.days,
        "fraction": Fraction(line.share_num, line.share_den),
    }


def shares(lines: Sequence[PlannedLine]) -> Fraction:
    """How many periods the lines bill."""
    return sum((Fraction(line.share_num, line.share_den) for line in lines), Fraction(0))


def billed_cycles(case: Case) -> Json:
    given = case.given
    rules, end = rules_for(case), end_of(given)
    totals = [shares(company_for(given, rules, end=end).run(day(target))) for target in given["bill_through"]]
    derived = case.expect.get("derived")
    if not derived:
        return {"cycles_total": totals}
    company = company_for(given, rules, price=derived.get("price", HUNDRED), end=end)
    lines = company.run(day(derived.get("at_bill_through", given["bill_through"][-1])))
    return {
        "cycles_total": totals,
        "derived": {
            **derived,
            "segments": [_segment(line) for line in lines],
            "segment_amounts": majors((line.amount for line in lines), company.currency),
            "total_amount": major(sum(line.amount for line in lines), company.currency),
        },
    }


def billed_cycles_series(case: Case) -> Json:
    given = case.given
    rules, end = rules_for(case), end_of(given)
    days = [day(each) for each in given["billing_dates_after_start"]]
    return {
        "cycles_billed_day_before": [shares(company_for(given, rules, end=end).run(last_of(at))) for at in days],
        "cycles_billed_on_date": [shares(company_for(given, rules, end=end).run(at)) for at in days],
    }


def billed_periods(case: Case) -> Json:
    given = case.given
    if given.get("bill_through") is None:
        return {"periods": [_period(each) for each in calendar_periods(given, len(case.expect["periods"]))]}
    company = company_for(given, rules_for(case), end=end_of(given))
    lines = company.run(day(given["bill_through"]))
    return {"periods": [_period(ServicePeriod(line.from_day, line.to_day)) for line in lines]}


def _period(period: ServicePeriod) -> Json:
    return {
        "start": period.start,
        "end": period.end,
        "end_exclusive": period.end,
        "end_inclusive": period.last_day,
        "days": period.days,
    }


def _window(given: Json, rules: BillingRules) -> Window:
    parts = company_for(given, rules, end=end_of(given)).segments()
    return window(parts[0], day(given["bill_through"]))


def billing_window(case: Case) -> Json:
    given, rules = case.given, rules_for(case)
    found = _window(given, rules)
    lines = company_for(given, rules, end=end_of(given)).run(day(given["bill_through"]))
    return {
        "billed_through_exclusive": found.billed_through,
        "last_billing_date": found.last_boundary,
        "whole_periods_billed": sum(1 for line in lines if line.share_num == line.share_den),
    }


def billing_window_table(case: Case) -> Json:
    rows = []
    for row in case.rows():
        found = _window(row, rules_for(case))
        rows.append(
            {
                "has_billable": found.has_billable,
                "first_billing_date": found.first_boundary,
                "billed_through_exclusive": found.billed_through,
                "next_billing_date": found.next_boundary,
                "last_billing_date": found.last_boundary,
            }
        )
    return {"rows": rows}


def line_of(line: PlannedLine, currency: str) -> Json:
    """A planned line in the words of the cases."""
    return {
        "type": "repair" if line.kind == CREDIT else "recurring",
        "plan": line.item.removesuffix("+"),
        "start": line.from_day,
        "end_exclusive": line.to_day,
        "end": line.to_day,
        "end_inclusive": last_of(line.to_day),
        "quantity": line.quantity,
        "amount": major(line.amount, currency),
    }


def invoice_lines(case: Case) -> Json:
    given = case.given
    term = given.get("fixed_term_months")
    end = add_months(day(given["start"]), int(term)) if term else end_of(given)
    company = company_for(given, rules_for(case), price=given["price"], end=end)
    lines = company.run(day(given["bill_on"]))
    found = [line_of(line, company.currency) for line in lines]
    return {
        "lines": found,
        "total": major(sum(line.amount for line in lines), company.currency),
        "next": _next_of(company, case.expect.get("next")),
    }


def _next_of(company: Company, expected: object) -> object:
    """What comes next, as the case asks: the day, the line of the next period, or its lines."""
    line = company.line()
    after = plan_line(line, company.question(date.min), company.currency)[1]
    if after.next_issue_day is None or expected is None:
        return None
    if isinstance(expected, str):
        return after.next_issue_day
    lines = [line_of(each, company.currency) for each in company.run(after.next_issue_day)]
    total = {"on": after.next_issue_day, "lines": lines, "date": after.next_issue_day}
    if isinstance(expected, dict):
        return {**(lines[0] if lines else {}), **total}
    return lines


def billed_row(given: Json, plan: Sold, currency: str, *, interval: Interval) -> BilledLine:
    """A period that was billed before the case begins."""
    start, end = day(given["start"]), end_of(given)
    if end is None:
        raise ValueError("a billed period has an end")
    whole_end = boundary(start, interval.unit, interval.n, 1)
    whole_end = end if minor(given.get("amount"), currency) == plan.amount else whole_end
    return BilledLine(
        -1, 1, "charge", start, end, plan.code, 1, False, plan.amount, plan.amount, exponent(currency), 1, False,
        minor(given.get("amount", None), currency), start, whole_end, "", 0, start, 1, None, "",
    )  # fmt: skip


def cancel_credit(case: Case) -> Json:
    given, rules = case.given, rules_for(case)
    currency, billed = given.get("currency", "NOK"), given["billed_period"]
    plan = Sold("A", minor(given["price"], currency), interval_of(given), in_arrears=given.get("mode") == "in_arrears")
    company = company_for({**given, "start": billed["start"]}, rules, price=given["price"])
    made = [(line.to_day, line.amount) for line in company.run(day(billed["start"]))]
    if made != [(_end(billed), minor(billed.get("amount"), currency))]:
        # Billed otherwise than we would have: taken over as it was.
        company = company_for({**given, "start": billed["start"]}, rules, price=given["price"])
        company.keep("base", [billed_row(billed, plan, currency, interval=plan.interval)])
    on = day(given["cancel_on"])
    company.happens(cancel(company.subscription, today=on, last_day=last_billed_day(on, rules=rules)))
    lines = company.run(on)
    return {
        "lines": [*(line_of(line, currency) for line in lines), *account_credit_of(lines, rules, currency)],
        "account_credit": major(-sum(line.amount for line in lines), currency),
    }


def account_credit_of(lines: Sequence[PlannedLine], rules: BillingRules, currency: str) -> list[Json]:
    """The line that books what credits exceed charges to the balance, where credits go there."""
    total = sum(line.amount for line in lines)
    if total >= 0 or rules.credit_form is not CreditForm.ACCOUNT:
        return []
    return [{"type": "account_credit", "amount": major(-total, currency)}]


def credit_for_gap(case: Case) -> Json:
    given = case.given
    currency, billed, gap = given.get("currency", "NOK"), given["billed_period"], given["gap"]
    every = interval_of({"interval": f"{(_end(billed) - day(billed['start'])).days} days"})
    plan = Sold("A", minor(given["price"], currency), every)
    company = Company(catalog_of([plan], currency), case.rules, currency)
    company.sell(Wish("A", day(billed["start"]), last_day=last_of(_end(billed))))
    company.keep("base", [billed_row(billed, plan, currency, interval=every)])
    company.pause(day(gap["start"]), _end(gap))
    lines = company.run(_end(billed))
    return {"credit": major(-sum(line.amount for line in lines), currency)}


def _end(given: Json) -> date:
    found = end_of(given)
    if found is None:
        raise ValueError("a stretch has an end")
    return found


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (
        billed_cycles,
        billed_cycles_series,
        billed_periods,
        billing_window,
        billing_window_table,
        invoice_lines,
        cancel_credit,
        credit_for_gap,
    )
}
