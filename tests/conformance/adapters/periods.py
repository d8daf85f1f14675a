"""Periods and boundaries: cases that ask the calendar alone."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

from desktop.domain.period import (
    ONE_DAY,
    Interval,
    ServicePeriod,
    boundary,
    calendar_anchor,
    first_boundary,
    index_at,
    local_day,
    months_and_rest,
    next_billing_day,
    on_billing_day,
    period_at,
    periods,
    whole_periods,
)
from desktop.domain.proration import beside, exact_share, share
from desktop.domain.settings import BillingRules, DayCount
from desktop.domain.subscription import joined_anchor
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import day, days_on, end_of, interval_of, last_of


def anchor_of(given: Json, rules: BillingRules) -> date:
    """The anchor that start, billing day and interval of a case make."""
    start = day(given["start"])
    if given.get("billing_cycle_day") is None:
        return start
    return joined_anchor(start, int(given["billing_cycle_day"]), interval_of(given), rules)


def advance_periods(case: Case) -> Json:
    given = case.given
    unit, n = interval_of(given)
    return {"dates": [boundary(day(given["date"]), unit, n, int(k)) for k in given["counts"]]}


def billing_dates(case: Case) -> Json:
    given = case.given
    unit, n = interval_of(given)
    return {"dates": [boundary(day(given["anchor"]), unit, n, k) for k in range(int(given["count"]))]}


def align_next_table(case: Case) -> Json:
    return {"rows": [{"next_billing_date": _next(row)} for row in case.rows()]}


def _next(row: Json) -> date:
    at = day(row["date"])
    return at if interval_of(row).months is None else next_billing_day(at, int(row["billing_cycle_day"]))


def align_same_month_table(case: Case) -> Json:
    return {"rows": [{"aligned_date": _aligned(row)} for row in case.rows()]}


def _aligned(row: Json) -> date:
    at = day(row["date"])
    return at if interval_of(row).months is None else on_billing_day(at, int(row["billing_cycle_day"]))


def whole_periods_between(case: Case) -> Json:
    given = case.given
    start = day(given["start"])
    return {"counts": [whole_periods(start, interval_of(given), day(end)) for end in given["ends"]]}


def first_billing_date_table(case: Case) -> Json:
    return {"rows": [{"first_billing_date": first_billing_date(row)} for row in case.rows()]}


def first_billing_date(given: Json) -> date:
    """The first boundary on or after the start."""
    if given.get("billing_cycle_day") is None:
        return day(given["start"])
    return first_boundary(
        day(given["start"]), int(given["billing_cycle_day"]), interval_of(given), within_one_period=True
    )


def _containing(given: Json, at: date, rules: BillingRules) -> ServicePeriod:
    """The period that holds a day, the first one cut at the start."""
    start = day(given["start"])
    unit, n = interval_of(given)
    found = period_at(anchor_of(given, rules), unit, n, at)
    return ServicePeriod(max(found.start, start), found.end)


def _bounds(period: ServicePeriod) -> Json:
    return {
        "period_start": period.start,
        "period_end_exclusive": period.end,
        "period_end_inclusive": period.last_day,
        "days": period.days,
    }


def period_containing_table(case: Case) -> Json:
    return {"rows": [_bounds(_containing(row, day(row["date"]), case.rules)) for row in case.rows()]}


def first_period_table(case: Case) -> Json:
    return {"rows": [_bounds(_containing(row, day(row["start"]), case.rules)) for row in case.rows()]}


def first_period(case: Case) -> Json:
    return _bounds(_containing(case.given, day(case.given["start"]), case.rules))


def first_period_factor(case: Case) -> Json:
    given = case.given
    start, anchor, every = day(given["start"]), anchor_of(given, case.rules), interval_of(given)
    part = _containing(given, start, case.rules)
    whole = period_at(anchor, every.unit, every.n, start)
    numerator, denominator = share(part, whole, interval=every, count=case.rules.day_count)
    return {**_bounds(part), "full_period_days": whole.days, "fraction": Fraction(numerator, denominator)}


def elapsed_cycles(case: Case) -> Json:
    return {"completed_cycles": [_elapsed(row, case.rules) for row in case.rows()]}


def _elapsed(row: Json, rules: BillingRules) -> int:
    anchor, start, at = anchor_of(row, rules), day(row["start"]), day(row["date"])
    unit, n = interval_of(row)
    return index_at(anchor, unit, n, at) - index_at(anchor, unit, n, start)


def months_between_table(case: Case) -> Json:
    return {"rows": [_months(row) for row in case.rows()]}


def _months(row: Json) -> Json:
    end = end_of(row)
    if end is None:
        raise ValueError("a stretch of months has an end")
    rest = months_and_rest(day(row["start"]), end)
    fraction = Fraction(rest.days, rest.month_days)
    return {"whole_months": rest.months, "rest_fraction": fraction, "total": rest.months + fraction}


def local_billing_day_table(case: Case) -> Json:
    instant = datetime.fromisoformat(case.given["start_instant"])
    return {
        "rows": [
            {"billing_cycle_day": local_day(instant, _zone(row["account_time_zone"])).day} for row in case.given["rows"]
        ]
    }


def _zone(name: str) -> tzinfo:
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?", name)
    if offset is None:
        return UTC if name.upper() in {"UTC", "Z"} else ZoneInfo(name)
    sign = -1 if offset[1] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))


def period_bounds_table(case: Case) -> Json:
    return {"rows": [_run_bounds(row) for row in case.rows()]}


def _run_bounds(row: Json) -> Json:
    """In advance a run bills the period that holds it; in arrears the one before, or the one open at the end."""
    subscribed, run_on = day(row["subscription_anchor"]), day(row["run_on"])
    every = interval_of(row)
    anchor = lago_anchor(row, subscribed, every)
    terminated = row.get("terminated_on")
    if terminated:
        found = period_at(anchor, every.unit, every.n, day(terminated))
        found = ServicePeriod(found.start, min(found.end, day(terminated) + ONE_DAY))
    else:
        found = period_at(anchor, every.unit, every.n, run_on)
        if row.get("mode") == "in_arrears":
            found = period_at(anchor, every.unit, every.n, last_of(found.start))
    return _bounds(ServicePeriod(max(found.start, subscribed), found.end))


def lago_anchor(given: Json, subscribed: date, every: Interval) -> date:
    """Where calendar or anniversary billing counts from."""
    return calendar_anchor(subscribed, every) if given.get("billing_time") == "calendar" else subscribed


def stub_fraction(case: Case) -> Json:
    return {"fraction": _stub(case.given, case.rules)}


def stub_fraction_table(case: Case) -> Json:
    return {"rows": [{"fraction": _stub(row, case.rules)} for row in case.rows()]}


def _stub(row: Json, rules: BillingRules) -> Fraction:
    every = interval_of(row)
    leading = row.get("stub") == "leading"
    end = day(row["first_billing_date"]) if leading else end_of(row)
    start = day(row["start"]) if leading else day(row["last_billing_date"])
    if end is None:
        raise ValueError("a part has an end")
    part = ServicePeriod(start, end)
    count = DayCount.FIXED_30 if row.get("fixed_days_per_month") else rules.day_count
    return exact_share(part, beside(part, every, leading=leading), interval=every, count=count)


def stub_factor_in_period(case: Case) -> Json:
    given = case.given
    whole = ServicePeriod(day(given["period"]["start"]), end_of(given["period"]) or date.max)
    added = day(given["added_on"]) if given.get("added_on") else whole.start
    removed = day(given["removed_on"]) if given.get("removed_on") else whole.end
    if given.get("removed_on") and case.rules.cancel_day_billed and "cancel-day:billed" in case.keys:
        removed = days_on(removed, 1)
    part = ServicePeriod(max(whole.start, added), min(whole.end, removed))
    return {
        "billed_start": part.start,
        "billed_end_exclusive": part.end,
        "days": part.days,
        "full_period_days": whole.days,
    }


def calendar_periods(given: Json, count: int) -> list[ServicePeriod]:
    """Cycles that follow the calendar from the start on; the end of a trial cuts one."""
    start, every = day(given["start"]), interval_of(given)
    anchor = calendar_anchor(start, every, from_start=True)
    far = min(boundary(start, every.unit, every.n, count + 2), end_of(given) or date.max)
    trial_end = _trial_end(given, start)
    if trial_end is None or not given.get("cut_at_trial_end", True):
        return list(periods(anchor, every, start, far))[:count]
    cut = days_on(trial_end, 1)
    return [*periods(anchor, every, start, cut), *periods(anchor, every, cut, far)][:count]


def _trial_end(given: Json, start: date) -> date | None:
    """The last day of the trial."""
    if given.get("trial_end"):
        return day(given["trial_end"])
    return days_on(start, int(given["trial_days"]) - 1) if given.get("trial_days") else None


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (
        advance_periods,
        billing_dates,
        align_next_table,
        align_same_month_table,
        whole_periods_between,
        first_billing_date_table,
        period_containing_table,
        first_period_table,
        first_period,
        first_period_factor,
        elapsed_cycles,
        months_between_table,
        local_billing_day_table,
        period_bounds_table,
        stub_fraction,
        stub_fraction_table,
        stub_factor_in_period,
    )
}
