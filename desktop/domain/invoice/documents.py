"""Final documents: which lines share one, its tax, its due day, and its unchanging values (spec/invoicing.md)."""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.billing import CHARGE, Buyer, PayerPlan, PlannedLine
from desktop.domain.errors import DomainError
from desktop.domain.invoice.discount import Discount, discounted
from desktop.domain.settings import BillingRules, CreditForm, DocumentGrouping
from desktop.domain.text import N_
from desktop.domain.vat import PricedLine, VatGroup, nets_and_groups

TEMPLATE_VERSION = 1
"""Of the paper; a document keeps the one it was issued with."""

VatOf = Callable[[str], tuple[str, int]]
"""An item's VAT code and rate in basis points, on the day of the document."""


_VAT = PlannedLine._fields.index("vat_code")
"""Where a planned line has its VAT code; the rate follows."""


class DocumentKind(enum.StrEnum):
    """What a final document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Original(NamedTuple):
    """An invoice to be credited: what is left of it per VAT code and rate, as (net, vat), and what is unpaid.

    `payer` is whom it was issued to, who gets what is credited of it, whoever pays today.
    """

    id: int
    number: int
    document_day: date
    kid: str
    open_amount: int
    left: Mapping[tuple[str, int], tuple[int, int]]
    payer: int = 0


class Document(NamedTuple):
    """A document to be made final. `nets` runs parallel to `lines`; amounts of a credit note are positive here.

    Each line's VAT code and rate are in the line. `bill_day` is the latest of its lines. `discounts` is what discounts
    of the document took of each line, as priced; empty without any.
    """

    kind: DocumentKind
    payer: int
    currency: str
    lines: tuple[PlannedLine, ...]
    nets: tuple[int, ...]
    groups: tuple[VatGroup, ...]
    net: int
    vat: int
    total: int
    bill_day: date
    due_day: date | None
    original: Original | None = None
    discounts: tuple[int, ...] = ()


def documents_of(
    plan: PayerPlan,
    *,
    today: date,
    vat_of: VatOf,
    rules: BillingRules,
    originals: Mapping[int, Original] | None = None,
    discounts: Sequence[Discount] = (),
) -> list[Document]:
    """The documents of a payer's lines: a credit note for each original, then invoices; zero is not issued.

    Discounts are taken off the charges before tax, in the company's order. By setting, credits are lines below zero on
    the same invoice, unless its total would not be above zero.
    """
    if not plan.lines:
        return []
    charges = [line for line in plan.lines if line.kind == CHARGE]
    if len(charges) < len(plan.lines) and rules.credit_form is CreditForm.NEXT_INVOICE:
        one = _invoice(plan, plan.lines, today, vat_of, _reduced(plan.lines, discounts, rules))
        if one.total > 0:
            return [one]
    made = _credit_notes(plan, originals or {}) if len(charges) < len(plan.lines) else []
    for lines in _grouped(charges, rules.grouping):
        invoice = _invoice(plan, lines, today, vat_of, _reduced(lines, discounts, rules))
        if invoice.total or rules.issue_zero_invoices:
            made.append(invoice)
    return made


def _grouped(lines: Sequence[PlannedLine], grouping: DocumentGrouping) -> list[Sequence[PlannedLine]]:
    if grouping is DocumentGrouping.ONE_PER_RUN:
        return [lines] if lines else []
    days = sorted({line.bill_day for line in lines})
    return [[line for line in lines if line.bill_day == day] for day in days]


def _reduced(lines: Sequence[PlannedLine], discounts: Sequence[Discount], rules: BillingRules) -> Sequence[int] | None:
    """The amounts after discounts, which charges get and credits do not; None where there is no discount."""
    if not discounts:
        return None
    charges = [line.amount for line in lines if line.kind == CHARGE]
    nets = iter(discounted(charges, discounts, order=rules.discount_order).nets)
    return [next(nets) if line.kind == CHARGE else line.amount for line in lines]


def _invoice(
    plan: PayerPlan, lines: Sequence[PlannedLine], today: date, vat_of: VatOf, reduced: Sequence[int] | None
) -> Document:
    taxed = []
    priced: list[PricedLine] = []
    for line in lines:
        # A credit keeps the rate of the line it takes from.
        rate = vat_of(line.item) if line.credits is None else (line.vat_code, line.vat_basis_points)
        # As `_replace`, which takes three times as long: this is done for every line of a run.
        taxed.append(PlannedLine._make(line[:_VAT] + rate + line[_VAT + 2 :]))
        amount = line.amount if reduced is None else reduced[len(priced)]
        priced.append(PricedLine(amount, *rate, line.includes_vat))
    nets, groups = nets_and_groups(priced)
    bill_day = max(line.bill_day for line in taxed)
    net = sum(group.net for group in groups)
    vat = sum(group.vat for group in groups)
    state = plan.state
    due_day = max(bill_day, today + timedelta(days=state.notice_days))
    return Document(
        DocumentKind.INVOICE,
        state.payer,
        state.currency,
        tuple(taxed),
        tuple(nets),
        tuple(groups),
        net,
        vat,
        net + vat,
        bill_day,
        due_day,
        None,
        () if reduced is None else tuple(line.amount - amount for line, amount in zip(taxed, reduced, strict=True)),
    )


def _credit_notes(plan: PayerPlan, originals: Mapping[int, Original]) -> list[Document]:
    by_invoice: dict[int, list[PlannedLine]] = {}
    for line in plan.lines:
        if line.credited_invoice is not None:
            by_invoice.setdefault(line.credited_invoice, []).append(line)
    made = []
    for invoice, lines in sorted(by_invoice.items()):
        note = credit_note(plan, lines, original=originals.get(invoice))
        if note.total:
            made.append(note)
    return made


def credit_note(plan: PayerPlan, lines: Sequence[PlannedLine], *, original: Original | None) -> Document:
    """The note for an original's lines, at its own rates; what empties a rate takes the remainder, to end at zero."""
    priced = [PricedLine(-line.amount, line.vat_code, line.vat_basis_points, line.includes_vat) for line in lines]
    nets, groups = nets_and_groups(priced)
    if original is not None:
        groups = [_within(group, original) for group in groups]
        nets = _following(nets, priced, groups)
    net, vat = sum(group.net for group in groups), sum(group.vat for group in groups)
    return Document(
        DocumentKind.CREDIT_NOTE,
        original.payer if original is not None and original.payer else plan.state.payer,
        plan.state.currency,
        tuple(lines),
        tuple(nets),
        tuple(groups),
        net,
        vat,
        net + vat,
        max(line.bill_day for line in lines),
        None,
        original,
    )


def _within(group: VatGroup, original: Original) -> VatGroup:
    """The group, at most what is left of the original; all its tax when all its net is credited."""
    net_left, vat_left = original.left.get((group.code, group.basis_points), (group.net, group.vat))
    if group.net >= net_left:
        return group._replace(net=net_left, vat=vat_left)
    return group._replace(vat=min(group.vat, vat_left))


def _following(nets: Sequence[int], lines: Sequence[PricedLine], groups: Sequence[VatGroup]) -> list[int]:
    """Line nets that sum to their groups: a difference of rounding goes to the largest line of the group."""
    adjusted = list(nets)
    for group in groups:
        members = [i for i, line in enumerate(lines) if (line.code, line.basis_points) == group[:2]]
        difference = group.net - sum(adjusted[i] for i in members)
        if difference:
            adjusted[max(members, key=lambda i: adjusted[i])] += difference
    return adjusted


class FinalDocument(NamedTuple):
    """A document with its number, ready to be written: `texts` and `covers` run parallel to the lines.

    `texts` name what is sold, `covers` the add-ons that an agreed price pays for, one a line; both as they are on this
    day. `postings` are (account, amount, VAT code), with the sum zero.
    """

    document: Document
    number: int
    kid: str | None
    buyer: Buyer
    texts: tuple[str, ...]
    covers: tuple[str, ...]
    postings: tuple[tuple[str, int, str | None], ...]


def refuse_earlier_day(*, document_day: date, last_day: date | None) -> None:
    """Refuses a document dated before the last one of its series: numbers and dates ascend together."""
    if last_day is not None and document_day < last_day:
        raise DomainError(
            N_("The last document is dated {last}, and {day} is earlier. Check the clock of this computer."),
            last=last_day,
            day=document_day,
        )


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as the document shows them, for good. Seller's facts stay empty on a buyer."""

    name: str
    number: str = ""
    care_of: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NO"
    org_number: str = ""
    email: str = ""
    phone: str = ""
    reference: str = ""
    website: str = ""
    account: str = ""
    vat_registered: bool = False
    business_register: bool = False
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A line of a final document, with the derivation that explains its amount. Amounts in minor units, as priced."""

    kind: str
    text: str
    from_day: date
    to_day: date
    share_num: int
    share_den: int
    whole_from: date
    whole_to: date
    unit_amount: int
    whole_amount: int
    scale: int
    quantity: int
    includes_vat: bool
    amount: int
    net: int
    vat_code: str
    vat_basis_points: int
    is_add_on: bool = False
    agreed: bool = False
    covers: tuple[str, ...] = ()
    id: int = 0
    most: int | None = None
    discount: int = 0


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A final document, whole: what the paper shows comes from here alone. Amounts of a credit note are positive.

    `settled` is what allocations have covered of it: `open_amount` is what the payment box asks for. `original` is the
    credited invoice as (number, day); `original_rest`, an unpaid rest on an original as (number, amount, KID).
    """

    kind: DocumentKind
    number: int
    document_day: date
    due_day: date | None
    currency: str
    net: int
    vat: int
    total: int
    kid: str
    language: str
    seller: Party
    buyer: Party
    lines: tuple[IssuedLine, ...]
    groups: tuple[VatGroup, ...]
    prefix: str = ""
    settled: int = 0
    original: tuple[int, date] | None = None
    original_rest: tuple[int, int, str] | None = None
    collected_by: str = ""
    is_sample: bool = False
    digest: str = ""
    vat_names: Mapping[str, str] = field(default_factory=dict)
    id: int = 0

    @property
    def open_amount(self) -> int:
        return self.total - self.settled

    @property
    def shown_number(self) -> str:
        return f"{self.prefix}{self.number}"
