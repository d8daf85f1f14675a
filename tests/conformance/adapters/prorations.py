"""Fees, commitments and terminations of one subscription billed by calendar or anniversary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.billing import PayerPlan, PlannedLine
from desktop.domain.invoice import Document, DocumentKind, applied, documents_of
from desktop.domain.money import TaxRounding, exponent
from desktop.domain.payment import refundable
from desktop.domain.period import Interval, ServicePeriod, boundary, period_at
from desktop.domain.proration import exact_share, part_amount
from desktop.domain.settings import BillingRules, DayCount
from desktop.domain.subscription import Wish, cancel, day_after, first_paid_day, last_billed_day
from desktop.domain.usage import true_up
from desktop.domain.vat import tax_total
from tests.conformance.adapters.periods import lago_anchor
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.company import Company, Sold, catalog_of
from tests.conformance.words import basis_points, day, interval_of, last_of, major, minor, number

ZERO = Fraction(0)


class Agreement(NamedTuple):
    """A case's subscription: its interval, its anchor, and the first day."""

    interval: Interval
    anchor: date
    start: date
    currency: str


def agreement_of(given: Json) -> Agreement:
    """What a case says of the subscription."""
    every = interval_of(given)
    start = day(given.get("start") or given["period_start"])
    anchor = day(given["anchor"]) if given.get("anchor") else lago_anchor(given, start, every)
    return Agreement(every, anchor, start, given.get("currency", "NOK"))


def company_of(given: Json, rules: BillingRules, price: str, *, last_day: date | None = None) -> Company:
    """A company that sells it."""
    found = agreement_of(given)
    plan = Sold("A", minor(price, found.currency), found.interval, in_arrears=given.get("mode") == "in_arrears")
    company = Company(catalog_of([plan], found.currency), rules, found.currency)
    trial = int(given.get("trial_days") or 0)
    company.sell(Wish("A", found.start, anchor=found.anchor, trial_days=trial, last_day=last_day))
    return company


def _last_day(given: Json, rules: BillingRules) -> date | None:
    """The last billed day that the case names, the earliest of them."""
    days = [day(given["period_end_inclusive"])] if given.get("period_end_inclusive") else []
    stops = [day(given[name]) for name in ("terminated_on", "cancel_on") if given.get(name)]
    days += [last_billed_day(stop, rules=rules) for stop in stops]
    if given.get("replaced_on"):
        days.append(last_of(day(given["replaced_on"])))
    return min(days, default=None)


def prorated_fee(case: Case) -> Json:
    given, rules = case.given, case.rules
    if given.get("prorate") is False:
        rules = replace(rules, day_count=DayCount.NONE)
    found = agreement_of(given)
    end = _last_day(given, rules)
    company = company_of(given, rules, given["price"], last_day=end)
    begins = max(found.start, day(given["period_start"]) if given.get("period_start") else found.start)
    whole = period_at(found.anchor, found.interval.unit, found.interval.n, begins)
    lines = [line for line in company.run(whole.end) if line.to_day > begins and line.from_day < whole.end]
    line = next(iter(lines), None)
    if line is None:
        return {"amount": Fraction(0), "billed_days": 0, "full_period_days": whole.days, "exact": Fraction(0)}
    share = Fraction(line.share_num, line.share_den)
    return {
        "amount": major(line.amount, found.currency),
        "billed_days": (line.to_day - line.from_day).days,
        "full_period_days": (line.whole_to - line.whole_from).days,
        "exact": share * number(given["price"]),
    }


def minimum_commitment(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    commitment = minor(given["commitment"], currency)
    if given.get("fees_in_period") is not None:
        return {
            "true_up": major(true_up(commitment, [minor(fee, currency) for fee in given["fees_in_period"]]), currency)
        }
    number_of = int(given.get("period") or 1)
    company = company_of(given, case.rules, given["plan_price"])
    found = agreement_of(given)
    far = boundary(found.start, found.interval.unit, found.interval.n, number_of + 1)
    line = company.run(far)[number_of - 1]
    places = exponent(currency)
    committed = part_amount(commitment, places, places, (line.share_num, line.share_den))
    fees = [line.amount, minor(given.get("usage_fees", "0"), currency)]
    return {
        "true_up": major(true_up(committed, fees), currency),
        "billed_days": (line.to_day - line.from_day).days,
        "full_period_days": (line.whole_to - line.whole_from).days,
        "commitment": major(committed, currency),
        "prorated_commitment": major(committed, currency),
    }


def documents(company: Company, lines: Sequence[PlannedLine], tax_rate: str | None) -> list[Document]:
    """The documents of a run, taxed with one rate."""
    plan = PayerPlan(company.state, tuple(lines), ())
    points = basis_points(tax_rate)
    numbered = plan._replace(lines=tuple(_taxed(line, points) for line in plan.lines))
    return documents_of(
        numbered, today=date.max.replace(year=3000), vat_of=lambda _: ("3", points), rules=company.rules
    )


def _taxed(line: PlannedLine, points: int) -> PlannedLine:
    """A credit is taxed as its charge was."""
    return line if line.credits is None else line._replace(vat_code="3", vat_basis_points=points, credited_invoice=1)


def sums_of(document: Document | None, currency: str) -> Json:
    """Net, tax and total of a document."""
    if document is None:
        return {"net": major(0, currency), "tax": major(0, currency), "total": major(0, currency)}
    return {
        "net": major(document.net, currency),
        "tax": major(document.vat, currency),
        "total": major(document.total, currency),
    }


class Ended(NamedTuple):
    """A subscription billed from its start and ended: its first invoice, the credit note, and the last days' fee."""

    company: Company
    first: Document | None
    note: Document | None
    last_fee: int


def _end(case: Case, price: str) -> Ended:
    """Billed on time up to the end; on the day after the last one, what the stop makes is billed."""
    given, rules = case.given, case.rules
    company = company_of(given, rules, price)
    found = agreement_of(given)
    on = day(given["terminated_on"])
    last = last_billed_day(on, rules=rules)
    first = documents(company, company.run(found.start), given.get("tax_rate"))
    company.run(last)
    company.happens(cancel(company.subscription, today=last, last_day=last))
    lines = company.run(day_after(last))
    made = documents(company, lines, given.get("tax_rate"))
    note = next((d for d in made if d.kind is DocumentKind.CREDIT_NOTE), None)
    invoice = next((d for d in made if d.kind is DocumentKind.INVOICE), None)
    return Ended(company, next(iter(first), None), note, invoice.net if invoice else 0)


def termination_credit_note(case: Case) -> Json:
    ended = _end(case, case.given["price"])
    currency = ended.company.currency
    return {"invoice": sums_of(ended.first, currency), "credit_note": sums_of(ended.note, currency)}


def termination(case: Case) -> Json:
    given = case.given
    ended = _end(case, given["price"])
    currency = ended.company.currency
    rate = Fraction(basis_points(given.get("tax_rate")), 10_000)
    unused = given.get("unused", "credit")
    note = ended.note.total if ended.note and unused not in {"none", "skip", "keep", "nothing"} else 0
    first = ended.first.total if ended.first else 0
    paid = first if given.get("paid_on_first_invoice") is None else minor(given["paid_on_first_invoice"], currency)
    split = refundable(note, paid=paid, used=first - note)
    refunded, credited = (split.refund, split.credit) if unused == "refund" else (0, note)
    net = ended.last_fee + minor(given.get("usage_net", "0"), currency)
    tax = tax_total([Fraction(net)], [rate], TaxRounding.PER_DOCUMENT)
    use = applied(net + tax, [credited])
    return {
        "first_invoice": sums_of(ended.first, currency),
        "credit_note": sums_of(ended.note, currency),
        "credit_note_total": major(note, currency),
        "refunded": major(refunded, currency),
        "credited": major(credited, currency),
        "final_invoice": {
            "net": major(net, currency),
            "tax": major(tax, currency),
            "total": major(net + tax, currency),
            "credit_used": major(use.total, currency),
            "total_due": major(net + tax - use.total, currency),
        },
        "credit_left": major(use.left[0], currency),
    }


def charge_minimum_sequence(case: Case) -> Json:
    given = case.given
    ended = _end(case, given["plan_price"])
    currency, found, charge = ended.company.currency, agreement_of(given), given["charge"]
    on = day(given["terminated_on"])
    whole = period_at(found.anchor, found.interval.unit, found.interval.n, on)
    part = ServicePeriod(max(whole.start, found.start), day_after(on))
    share = exact_share(part, whole, interval=found.interval)
    places = exponent(currency)
    least = part_amount(
        minor(charge["minimum_per_period"], currency), places, places, (share.numerator, share.denominator)
    )
    usage = minor(str(number(charge["unit_price"]) * number(charge.get("units", "0"))), currency)
    lines = [usage, true_up(least, [usage])]
    rates = [Fraction(basis_points(given.get("tax_rate")), 10_000)] * 2
    taxes = [tax_total([Fraction(line)], [rate], TaxRounding.PER_LINE) for line, rate in zip(lines, rates, strict=True)]
    tax = tax_total([Fraction(line) for line in lines], rates, case.rules.tax_rounding)
    net = sum(lines) + ended.last_fee
    return {
        "first_invoice_total": major(ended.first.total if ended.first else 0, currency),
        "final_invoice": {
            "usage": major(lines[0], currency),
            "usage_tax": major(taxes[0], currency),
            "true_up": major(lines[1], currency),
            "true_up_tax": major(taxes[1], currency),
            "net": major(net, currency),
            "tax": major(tax, currency),
            "total": major(net + tax, currency),
        },
        "credit_note": sums_of(ended.note, currency),
    }


def trial(case: Case) -> Json:
    given = case.given
    wish = Wish("A", day(given["trial_start"]), trial_last_day=day(given["trial_end_inclusive"]))
    plan = Sold("A", 10_000, interval_of(given))
    company = Company(catalog_of([plan], "NOK"), case.rules)
    company.sell(wish)
    during = company.run(day(given["trial_end_inclusive"]))
    begins = first_paid_day(wish, company.catalog.plan("A"))
    (line,) = company.run(begins)
    return {
        "first_period_start": line.from_day,
        "first_period_end_inclusive": last_of(line.to_day),
        "first_period_end_exclusive": line.to_day,
        "invoices": len(during),
    }


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (
        prorated_fee,
        minimum_commitment,
        charge_minimum_sequence,
        termination,
        termination_credit_note,
        trial,
    )
}
