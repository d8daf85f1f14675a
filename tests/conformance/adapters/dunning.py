"""Dunning: conditions, states over time, reminders, and what becomes of an agreement that is not paid."""

from collections.abc import Sequence
from datetime import date

from desktop.domain.dunning import (
    CLEAR,
    Campaign,
    Condition,
    Debt,
    DunningState,
    FinalStep,
    Overdue,
    Unpaid,
    attempts,
    matches,
    overdue_from,
    retry_days,
    standing_on,
    state_of,
    unpaid_on,
)
from desktop.domain.payment import Open, allocate
from desktop.domain.period import boundary
from tests.conformance.adapters.blocked import blocked_invoices, unpaid_claims
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import day, days_on, interval_of, major, minor

Columns = dict[str, list[str | None]]
"""What is unpaid, by the name of the measure."""


def condition_of(given: Json) -> Condition:
    """Thresholds by the words in their names: a total, days, or a number of invoices."""
    found: dict[str, int] = {}
    for name, value in given.items():
        if value is None or isinstance(value, bool) or name in {"name", "and", "or"}:
            continue
        if "total" in name or "balance" in name or "amount" in name:
            found["min_total"] = minor(value)
        elif "days" in name or "age" in name:
            found["min_days"] = int(value)
        elif "invoice" in name or "count" in name or "number" in name:
            found["min_count"] = int(value)
    return Condition(**found)


def states_of(given: Json) -> list[DunningState]:
    """The states of a case, mildest first."""
    return [
        DunningState(
            each["name"],
            condition_of(each),
            blocks_changes=bool(each.get("blocks_plan_changes")),
            blocks_service=bool(each.get("blocks_service_and_billing")),
        )
        for each in given.get("states") or given.get("timeline") or ()
    ]


def dunning_condition(case: Case) -> Json:
    given = case.given
    condition = condition_of(given["condition"])
    names = ("unpaid_totals", "ages_in_days", "unpaid_counts", "unpaid_invoices")
    columns: Columns = {name: given[name] for name in names if name in given}
    count = len(next(iter(columns.values())))
    return {"matches": [matches(condition, _unpaid(columns, i)) for i in range(count)]}


def _unpaid(columns: Columns, i: int) -> Unpaid:
    total = columns.get("unpaid_totals")
    ages = columns.get("ages_in_days")
    counts = columns.get("unpaid_counts") or columns.get("unpaid_invoices")
    age = None if ages is None else ages[i]
    return Unpaid(
        0 if total is None else minor(total[i]),
        None if age is None else int(age),
        0 if counts is None else int(counts[i] or 0),
    )


def _named(state: DunningState | None) -> str:
    return CLEAR if state is None else state.name


def dunning_states_by_value(case: Case) -> Json:
    given, states = case.given, states_of(case.given)
    columns: Columns = {name: given[name] for name in ("unpaid_totals", "unpaid_invoices") if name in given}
    count = len(next(iter(columns.values())))
    return {"states": [_named(state_of(states, _unpaid(columns, i))) for i in range(count)]}


class Debts:
    """The unpaid claims of a case while it goes on."""

    def __init__(self, given: Json) -> None:
        self.claims = [
            Open(number, day(each["date"]), minor(each.get("amount", "0")))
            for number, each in enumerate(given.get("invoices") or given.get("unpaid_invoices") or ())
        ]
        self.credit = 0

    def take(self, action: Json, on: date | None = None) -> None:
        """A payment of one claim or of all, a credit, or a new claim."""
        verb = action.get("do") or action.get("action")
        amount = minor(action["amount"]) if action.get("amount") is not None else sum(c.amount for c in self.claims)
        if verb in {"account_credit", "credit"}:
            self.credit += amount
        elif verb == "invoice":
            self.claims.append(Open(len(self.claims), day(action.get("date") or str(on)), amount))
        elif verb in {"pay", "pay_all", "payment", "refund", "adjust", "void"}:
            self._pay(action, amount)
        else:
            raise ValueError(f"no action is called {verb}")

    def _pay(self, action: Json, amount: int) -> None:
        named = action.get("invoice_date") or action.get("invoice")
        first = [c.claim for c in self.claims if named and c.due_day == day(str(named))]
        among = [c for c in self.claims if not first or c.claim in first]
        full = sum(c.amount for c in among) if action.get("amount") is None else amount
        made, _ = allocate(full, among, first=first)
        left = {each.claim: each.left for each in made}
        self.claims = [c._replace(amount=left.get(c.claim, c.amount)) for c in self.claims]

    def state(self, states: Sequence[DunningState], on: date) -> str:
        open_claims = [Debt(c.due_day, c.amount) for c in self.claims if c.amount]
        return _named(state_of(states, unpaid_on(open_claims, day=on, credit=self.credit)))

    @property
    def count(self) -> int:
        return sum(1 for c in self.claims if c.amount)


def dunning_timeline(case: Case) -> Json:
    given, states = case.given, states_of(case.given)
    if given.get("subscription") and given.get("unpaid_invoices") and given.get("pay_all_on"):
        return {**blocked_invoices(case), "state_after": _after_all(given, states)}
    debts = Debts(given)
    if given.get("subscription") and not debts.claims:
        debts.claims = unpaid_claims(case)
    found: Json = {"unpaid_invoice_count": debts.count}
    if given.get("check_on"):
        found["states"] = _checked(given, debts, states)
    if given.get("today"):
        today = day(given["today"])
        found["state_before"] = debts.state(states, today)
        after = []
        for action in given.get("actions") or [a for a in (given.get("action"), given.get("then")) if a]:
            on = day(action["on"]) if action.get("on") else today
            debts.take(action, on)
            after.append(debts.state(states, on))
        found |= {"states_after_each": after, "state_after": after[-1] if after else None}
        found["unpaid_invoice_count"] = debts.count
    if given.get("retry_every_days"):
        found["retries"] = _retries(given, case.expect.get("retries"))
    return found


def _checked(given: Json, debts: Debts, states: Sequence[DunningState]) -> list[str]:
    """The state on each day, after what happened by then."""
    waiting = sorted((a for a in given.get("actions") or () if a.get("on")), key=lambda a: str(a["on"]))
    found = []
    for each in given["check_on"]:
        while waiting and day(waiting[0]["on"]) <= day(each):
            action = waiting.pop(0)
            debts.take(action, day(action["on"]))
        found.append(debts.state(states, day(each)))
    return found


def _after_all(given: Json, states: Sequence[DunningState]) -> str:
    debts = Debts(given)
    debts.take({"do": "pay_all"})
    return debts.state(states, day(given["pay_all_on"]))


def _retries(given: Json, expected: object) -> object:
    """The days of the retries of each claim, as many as are asked for."""
    if not isinstance(expected, list):
        return None
    claims = given.get("invoices") or given.get("unpaid_invoices") or ()
    every = int(given["retry_every_days"])
    if expected and isinstance(expected[0], list):
        return [
            retry_days(day(claim["date"]), every_days=every, most=len(days))
            for claim, days in zip(claims, expected, strict=False)
        ]
    return retry_days(day(claims[0]["date"]), every_days=every, most=len(expected)) if claims else []


def dunning_campaign(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "EUR")
    listed = given.get("thresholds")
    thresholds = (
        {str(name): minor(amount) for name, amount in listed.items()}
        if isinstance(listed, dict)
        else {each["currency"]: minor(each["amount"]) for each in listed}
        if listed
        else {currency: minor(given["threshold"])}
    )
    claims = _claims(given, currency)
    days = [day(each) for each in given["check_on"]]
    campaign = Campaign(int(given["max_attempts"]), int(given["days_between_attempts"]), thresholds)
    made = attempts(campaign, claims, days)
    by_day = [[each for each in made if each.day == on] for on in days]
    one = len(thresholds) == 1
    totals = {name: sum(1 for each in made if each.currency == name) for name in thresholds}
    finished = all(count >= campaign.max_attempts for count in totals.values())
    return {
        "attempt_made": [
            bool(each) if one else {c: any(a.currency == c for a in each) for c in thresholds} for each in by_day
        ],
        "requested": [
            (major(each[0].requested) if each else None) if one else {a.currency: major(a.requested) for a in each}
            for each in by_day
        ],
        "attempts_total": _totals(made, totals, days, case.expect.get("attempts_total")),
        "campaign_finished_on": made[-1].day if made and finished else None,
    }


def _totals(made: Sequence[object], totals: dict[str, int], days: list[date], expected: object) -> object:
    """How many in all, by currency, or by currency on each day."""
    if isinstance(expected, list):
        counts = [[a for a in made if getattr(a, "day", days[-1]) <= on] for on in days]
        if expected and isinstance(expected[0], dict):
            return [{c: sum(1 for a in each if getattr(a, "currency", "") == c) for c in totals} for each in counts]
        return [len(each) for each in counts]
    return totals if isinstance(expected, dict) else sum(totals.values())


def _claims(given: Json, currency: str) -> list[Overdue]:
    """Claims with their due days, or sums that are overdue from the start or a day on."""
    claims = [
        Overdue(overdue_from(day(each["due"])), minor(each["total"]), each.get("currency", currency))
        for each in given.get("invoices") or ()
    ]
    for name in ("overdue_from_start", "later_overdue"):
        listed = given.get(name) or ()
        by_name = isinstance(listed, dict) and "amount" not in listed
        each = [{"currency": of, "amount": listed[of]} for of in listed] if by_name else listed
        claims += [_sum(one, currency) for one in ([each] if isinstance(each, dict) else each)]
    return claims


def _sum(given: Json | str, currency: str) -> Overdue:
    """A sum that is overdue from a day on; what comes on a day is overdue the day after, as with a due day."""
    one = given if isinstance(given, dict) else {"amount": given}
    came = one.get("on") or one.get("date")
    begins = day(one["from"]) if one.get("from") else overdue_from(day(came)) if came else date.min
    return Overdue(begins, minor(one.get("amount", one.get("total"))), one.get("currency", currency))


FINAL = {True: FinalStep.CANCEL, False: FinalStep.UNPAID, None: FinalStep.UNPAID}
START = date(2018, 1, 1)


def status_sequence(case: Case) -> Json:
    given = case.given
    if "renewal_payment" in given or "first_payment" in given:
        return _by_setting(given)
    statuses = _statuses(given)
    asked = case.expect.get("statuses") or []
    return {"statuses": statuses[-len(asked) :] if asked else statuses, "invoice_count": 1}


def _statuses(given: Json) -> list[str]:
    """Active at the start; after each run by the due day of the open invoice; active again once it is paid."""
    start = day(given["start"]) if given.get("start") else START
    unit, n = interval_of(given)
    due = days_on(boundary(start, unit, n, 1), int(given.get("days_until_due") or 0))
    elapsed = given.get("days_since_start")
    today = days_on(start, int(elapsed)) if elapsed is not None else boundary(start, unit, n, 1)
    if elapsed is None and given.get("started") is None:
        today = days_on(due, 1 + int(given.get("grace_days") or 0))
    grace, final = int(given.get("grace_days") or 0), FINAL[given.get("cancel_after_grace")]
    after = standing_on(today, due_day=due, grace_days=grace, final=final)
    runs = int(given.get("runs") or 1)
    paid = [standing_on(today, due_day=None)] if given.get("then_paid") else []
    active = standing_on(start, due_day=due, grace_days=grace)
    return [active, *[after] * runs, *paid]


def _by_setting(given: Json) -> Json:
    """What becomes of an agreement whose renewal fails: past due, and in the end what the setting says."""
    late, due = date(2018, 2, 1), date(2018, 1, 1)
    settings = given.get("settings") or ()
    ends = {
        str(name): standing_on(late, due_day=due, final=_final(str(name))).replace("cancelled", "canceled")
        for name in settings
    }
    return {
        "statuses": [standing_on(due, due_day=due), standing_on(late, due_day=due, grace_days=(late - due).days)],
        "end_status_by_setting": ends,
    }


def _final(setting: str) -> FinalStep:
    if "cancel" in setting:
        return FinalStep.CANCEL
    return FinalStep.UNPAID if "unpaid" in setting else FinalStep.PAST_DUE


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (dunning_condition, dunning_states_by_value, dunning_timeline, dunning_campaign, status_sequence)
}
