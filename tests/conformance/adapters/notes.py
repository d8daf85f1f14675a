"""Credit notes: what may be credited, their sums, and how they are used."""

from collections.abc import Sequence
from fractions import Fraction

from desktop.domain.invoice import (
    CreditItem,
    CreditLine,
    NoteFault,
    NoteUse,
    applied,
    creditable,
    note_faults,
    notes_of,
    placed,
)
from desktop.domain.money import whole
from desktop.domain.payment import settled
from desktop.domain.vat import tax_total
from tests.conformance.adapters.taxes import discounted_lines, line_rates, rate_of
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import major, majors, minor, number

ZERO = Fraction(0)

REASONS: tuple[tuple[NoteFault, tuple[tuple[str, ...], ...]], ...] = (
    (NoteFault.REFUND_UNPAID, (("refund", "unpaid"), ("refund", "not paid"))),
    (
        NoteFault.ABOVE_PAID,
        (("refund", "above"), ("refund", "exceed"), ("refund", "higher"), ("refund", "more"), ("refund", "paid")),
    ),
    (NoteFault.SUM_DIFFERS, (("sum",), ("match",), ("differ",), ("equal",))),
    (NoteFault.NOT_POSITIVE, (("positive",), ("zero",), ("negative",))),
    (NoteFault.ABOVE_LINE, (("item",), ("line",), ("fee",))),
    (NoteFault.ABOVE_INVOICE, (("invoice",), ("remaining",), ("credit",))),
)
"""The words that a case's reason has, the most telling first."""


def fault_named(reason: str) -> NoteFault | None:
    """What a case's reason is with us."""
    words = reason.casefold()
    return next((fault for fault, sets in REASONS if any(all(word in words for word in each) for each in sets)), None)


def credit_note_validation(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = given.get("lines") or ()
    total = minor(given["invoice_total"], currency)
    paid = minor(given["paid"], currency) if given.get("paid") is not None else total
    status = given.get("payment_status", "paid" if given.get("paid") is not None else "succeeded")
    nets = given["item_net"]
    items = [
        (minor(net, currency), minor(line["net"], currency), rate_of(line.get("tax_rate")))
        for net, line in zip(nets if isinstance(nets, list) else [nets], lines, strict=False)
    ]
    faults = note_faults(
        items,
        NoteUse(
            credit=minor(given.get("credit", "0"), currency),
            refund=minor(given.get("refund", "0"), currency),
            offset=minor(given.get("offset", "0"), currency),
        ),
        invoice_left=creditable(total, [minor(each, currency) for each in given.get("earlier_notes") or ()]),
        refundable=paid - minor(given.get("refunded", "0"), currency),
        is_paid=status in {"paid", "succeeded"},
    )
    reason = case.expect.get("reason")
    named = fault_named(reason) if reason else None
    return {"accepted": not faults, "reason": reason if named in faults else ", ".join(faults)}


def credit_lines(given: Json, case: Case) -> list[CreditLine]:
    """The lines of the invoice, with their share of the coupons."""
    currency = given.get("currency", "NOK")
    amounts = [minor(line["amount"], currency) for line in given["lines"]]
    shared = discounted_lines(amounts, _coupons(given), currency, case.rules.discount_order)
    rates = line_rates(given)
    return [
        CreditLine(
            amount,
            rates[i],
            shared.of_line(i) if line.get("discount") is None else Fraction(minor(line["discount"], currency)),
            None if line.get("tax") is None else minor(line["tax"], currency),
        )
        for i, (line, amount) in enumerate(zip(given["lines"], amounts, strict=True))
    ]


def _coupons(given: Json) -> list[Json]:
    coupons = given.get("coupons") or []
    if isinstance(coupons, list):
        return [each if isinstance(each, dict) else {"amount": each} for each in coupons]
    return [coupons if isinstance(coupons, dict) else {"amount": coupons}]


def _sums(lines: Sequence[CreditLine], given: Json, case: Case) -> tuple[int, int, int]:
    """Net, tax and total of the invoice: as given, or as the lines make them."""
    currency = given.get("currency", "NOK")
    invoice = given.get("invoice") or {}
    net = whole(sum((line.net for line in lines), ZERO))
    if all(line.tax is not None for line in lines):
        tax = sum(line.tax or 0 for line in lines)
    else:
        tax = tax_total([line.net for line in lines], [line.rate for line in lines], case.rules.tax_rounding)
    if invoice.get("tax") is not None:
        tax = minor(invoice["tax"], currency)
    total = net + tax if invoice.get("total") is None else minor(invoice["total"], currency)
    return net, tax, total


def _items(note: Json, lines: Sequence[CreditLine], filling: list[int], currency: str) -> list[CreditItem]:
    """What a note takes: of the line it names, else of the first line that has so much left."""
    if note.get("items"):
        return [item for each in note["items"] for item in _items(each, lines, filling, currency)]
    if note.get("full") or note.get("all"):
        taken = [CreditItem(i, Fraction(left)) for i, left in enumerate(filling) if left]
        filling[:] = [0] * len(filling)
        return taken
    if note.get("line_share") is not None:
        number_of = int(note.get("line", 0))
        amount = number(note["line_share"]) * lines[number_of].amount
    else:
        amount = Fraction(minor(note.get("line_amount", note.get("amount")), currency))
        fitting = (i for i, left in enumerate(filling) if left >= amount)
        number_of = int(note["line"]) if note.get("line") is not None else next(fitting, 0)
    filling[number_of] -= whole(amount)
    return [CreditItem(number_of, amount)]


def _note_items(note: object, lines: Sequence[CreditLine], filling: list[int], currency: str) -> list[CreditItem]:
    if isinstance(note, list):
        return [item for each in note for item in _items(each, lines, filling, currency)]
    if isinstance(note, dict):
        return _items(note, lines, filling, currency)
    return _items({"line_amount": note}, lines, filling, currency)


def credit_note_series(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = credit_lines(given, case)
    _, tax, total = _sums(lines, given, case)
    filling = [line.amount for line in lines]
    items = [_note_items(note, lines, filling, currency) for note in given["credit_notes"]]
    notes = notes_of(lines, items, invoice_tax=tax, invoice_total=total)
    return {
        "credit_notes": [
            {
                "net": major(note.net, currency),
                "tax": major(note.tax, currency),
                "total": major(note.total, currency),
                "discount_share": major(note.discount_share, currency),
                "coupons": major(note.discount_share, currency),
            }
            for note in notes
        ],
        "tax_total": major(sum(note.tax for note in notes), currency),
        "creditable_after_last": major(creditable(total, [note.total for note in notes]), currency),
    }


def credit_note_with_coupon(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = credit_lines(given, case)
    net, tax, total = _sums(lines, given, case)
    filling = [line.amount for line in lines]
    items = _note_items(given["credit_note"], lines, filling, currency)
    (note,) = notes_of(lines, [items], invoice_tax=tax, invoice_total=total)
    paid = minor(given.get("paid", "0"), currency)
    found: Json = {
        "credit_note": {
            "discount_share": major(note.discount_share, currency),
            "net": major(note.net, currency),
            "tax": major(note.tax, currency),
            "total": major(note.total, currency),
            "max_creditable": major(note.total, currency),
            "max_refundable": major(min(paid, note.total), currency),
        },
        "invoice": {
            "net": major(net, currency),
            "tax": major(tax, currency),
            "total": major(total, currency),
            "discount": major(whole(sum((line.discount for line in lines), ZERO)), currency),
        },
        "line_discounts_exact": [line.discount / 100 for line in lines],
    }
    for name in case.expect:
        if name.startswith("max_refundable_when_"):
            found[name] = major(min(minor(name.split("_")[3], currency), note.total), currency)
    return found


def credit_note_unpaid(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    due = settled(minor(given["invoice_total"], currency), minor(given.get("paid", "0"), currency)).open
    put = placed(minor(given["credit_note"], currency), open_amount=due, rule=case.rules.credit_use)
    return {"amount_due": major(due - put.on_original, currency), "credit_left": major(put.kept, currency)}


def apply_credit_notes(case: Case) -> Json:
    given = case.given
    currency = given.get("currency", "NOK")
    lines = [minor(each, currency) for each in given.get("line_amounts") or ()]
    total = minor(given["invoice_total"], currency) if given.get("invoice_total") is not None else sum(lines)
    found = applied(total, [minor(each, currency) for each in given["open_credit_notes"]], lines=lines)
    return {
        "used": majors([each for each in found.used if each], currency),
        "left": majors(found.left, currency),
        "credit_total": major(found.total, currency),
        "line_credits": majors(found.by_line, currency),
    }


ADAPTERS: dict[str, Adapter] = {
    each.__name__: each
    for each in (
        credit_note_validation,
        credit_note_series,
        credit_note_with_coupon,
        credit_note_unpaid,
        apply_credit_notes,
    )
}
