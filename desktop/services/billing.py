"""What bills as one value, and previews: the planner asked about one payer, before and after a change."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.audit import canonical
from desktop.domain.billing import PayerPlan, PayerState, PriceBook, Question, outlook
from desktop.domain.catalog import Catalog
from desktop.domain.invoice import Document, DocumentKind, Original, VatOf, documents_of
from desktop.domain.period import add_months
from desktop.domain.settings import Accounts, BillingRules, Seller, seller_on
from desktop.domain.text import Message
from desktop.domain.vat import VatRate, rate_on
from desktop.store.work import Reading


@dataclass(slots=True)
class Common:
    """What every payer of a plan shares: catalog, prices, rates and rules on the day; `digest` stands for all of it."""

    today: date
    catalog: Catalog
    book: PriceBook
    seller: Seller
    rules: BillingRules
    accounts: Accounts
    rates: tuple[VatRate, ...]
    digest: str
    _vat: dict[str, tuple[str, int]]

    def question(self, target: date) -> Question:
        """The planner's question for a target, on today's documents."""
        return Question(target, self.today, self.book, self.rules)

    def vat_of(self, item: str) -> tuple[str, int]:
        """An item's VAT code and rate on the day; a seller that is not registered has none."""
        found = self._vat.get(item)
        if found is None:
            code = self.catalog.vat_code_on(item, self.today) if self.seller.vat_registered else "7"
            rate = rate_on(self.rates, code=code, day=self.today)
            found = self._vat[item] = (code, rate.basis_points or 0)
        return found

    def text_of(self, item: str) -> str:
        """What is sold, in words: «Kaffe hjem, Stor, 4 × 250 g»."""
        return item_text(self.catalog, item)


def item_text(catalog: Catalog, code: str) -> str:
    """Product, plan and what is in it; of an add-on its own name and what is in it."""
    plan = catalog.plans.get(code)
    if plan is not None:
        parts = (catalog.products[plan.product].name, plan.name, plan.detail)
    else:
        add_on = catalog.add_ons[code]
        parts = (add_on.name, add_on.detail, "")
    return ", ".join(part for part in parts if part)


def common(look: Reading, *, today: date) -> Common:
    """Reads what every payer shares."""
    catalog = look.catalog.whole()
    rules, accounts = look.settings.rules(), look.settings.accounts()
    rates = tuple(look.settings.vat_rates())
    seller = seller_on(look.settings.sellers(), day=today)
    digest = _digest(catalog, [rules, accounts, rates, seller.vat_registered, today])
    return Common(today, catalog, PriceBook.of(catalog), seller, rules, accounts, rates, digest, {})


def _digest(catalog: Catalog, rest: list[object]) -> str:
    """SHA-256 over all of it; what has no order of its own is sorted, so that every process says the same."""
    bare = [(replace(a, allowed_on=frozenset()), sorted(a.allowed_on)) for a in catalog.add_ons.values()]
    said = sorted(map(repr, bare))
    said += sorted(map(repr, [*catalog.products.values(), *catalog.plans.values(), *catalog.prices.values()]))
    said += sorted(map(repr, catalog.vat_codes.items()))
    return hashlib.sha256(canonical([*said, *map(repr, rest)]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NextInvoice:
    """What a payer gets on a day to come: documents, and what they come to in minor units."""

    issue_day: date
    due_day: date | None
    documents: tuple[Document, ...]
    total: int
    fault: Message | None = None


def next_invoices(
    states: Iterable[PayerState], shared: Common, *, months: int = 12, most: int | None = None
) -> list[NextInvoice]:
    """The documents of the coming months, earliest first, if nothing changes until then."""
    through = add_months(shared.today, months)
    found: list[NextInvoice] = []
    for state in states:
        for upcoming in outlook(state, shared.question(shared.today), through=through):
            found.append(_next(upcoming.issue_day, upcoming.plan, shared.vat_of, shared.rules))
            if most is not None and len(found) >= most:
                break
    return sorted(found, key=lambda each: each.issue_day)[:most]


def _next(day: date, plan: PayerPlan, vat_of: VatOf, rules: BillingRules) -> NextInvoice:
    made = documents_of(plan, today=day, vat_of=vat_of, rules=rules)
    invoices = [document for document in made if document.kind is DocumentKind.INVOICE]
    total = sum(d.total if d.kind is DocumentKind.INVOICE else -d.total for d in made)
    due = max((d.due_day for d in invoices if d.due_day is not None), default=None)
    return NextInvoice(day, due, tuple(made), total, plan.fault)


def originals_of(look: Reading, plan: PayerPlan) -> dict[int, Original]:
    """The invoices that a plan credits."""
    wanted = {line.credited_invoice for line in plan.lines if line.credited_invoice is not None}
    return look.billing.originals(wanted) if wanted else {}
