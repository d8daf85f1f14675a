"""An agreement blocked by its debt: days already billed are credited, and nothing is billed until it recovers."""

from datetime import date

from desktop.domain.billing import BilledLine
from desktop.domain.payment import Account, Open
from desktop.domain.subscription import Wish
from tests.conformance.adapters.events import Story
from tests.conformance.adapters.ledgers import by_line
from tests.conformance.adapters.windows import billed_row
from tests.conformance.case import Case, Json
from tests.conformance.company import Company, Sold, catalog_of
from tests.conformance.words import day, interval_of, major, minor


def blocked_invoices(case: Case) -> Json:
    """The documents after the recovery, and what the payer owes in the end."""
    given, sold = case.given, case.given["subscription"]
    currency = sold.get("currency", "NOK")
    plan = Sold("A", minor(sold["price"], currency), interval_of(sold), in_arrears=sold.get("mode") == "in_arrears")
    company = Company(catalog_of([plan], currency), case.rules, currency)
    billed = given["unpaid_invoices"]
    company.sell(Wish("A", day(billed[0]["start"]), billing_day=int(sold["billing_cycle_day"])))
    account = Account(refund_rule=case.rules.refund)
    for number, each in enumerate(billed, start=1):
        company.keep("base", [_numbered(billed_row(each, plan, currency, interval=plan.interval), number)])
        account = account.issue(f"I{number}", [minor(each["amount"], currency)])
    recovered = day(given["pay_all_on"])
    company.pause(day(given["blocked_from"]), recovered)
    for claim in account.claims:
        account = account.pay(claim.ref, claim.balance)
    story = Story(company, case)
    for number, on in enumerate(_days(case, recovered), start=1):
        story.run(on)
        last = story.runs[-1] if story.runs else None
        if last is not None and last.on == on:
            account = _settled(account, f"R{number}", sum(line.amount for line in last.lines))
    invoices = by_line(story, case.expect.get("invoices") or [])
    return {"invoices": invoices, "account_balance_end": major(account.balance, currency)}


def unpaid_claims(case: Case) -> list[Open]:
    """The invoices of a subscription that pays none of them, up to the last day that is asked about."""
    given, sold = case.given, case.given["subscription"]
    currency = sold.get("currency", "NOK")
    plan = Sold("A", minor(sold["price"], currency), interval_of(sold), in_arrears=sold.get("mode") == "in_arrears")
    company = Company(catalog_of([plan], currency), case.rules, currency)
    bcd = sold.get("billing_cycle_day")
    first = day(sold.get("start") or given.get("start") or sold.get("on"))
    company.sell(Wish("A", first, billing_day=None if bcd is None else int(bcd)))
    until = max(day(each) for each in given.get("check_on") or [given["today"]])
    lines = company.run(until)
    return [Open(number, line.bill_day, line.amount) for number, line in enumerate(lines)]


def _settled(account: Account, ref: str, total: int) -> Account:
    """A document paid when it is issued; one below zero becomes balance."""
    if total < 0:
        return account.give(-total)
    issued = account.issue(ref, [total])
    return issued.pay(ref, issued.claim(ref).balance)


def _days(case: Case, recovered: date) -> list[date]:
    return [day(each["on"]) for each in case.expect.get("invoices") or ()] or [recovered]


def _numbered(row: BilledLine, number: int) -> BilledLine:
    return row._replace(id=-number, invoice=number)
