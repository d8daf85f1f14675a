"""Double entry: what a final document and a payment post, debit positive, credit negative (spec/invoicing.md)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.invoice import DocumentKind
from desktop.domain.settings import Accounts
from desktop.domain.vat import VatGroup


class Posting(NamedTuple):
    """One row of a voucher, in minor units."""

    account: str
    amount: int
    vat_code: str | None


def postings_of(kind: DocumentKind, groups: Iterable[VatGroup], accounts: Accounts) -> list[Posting]:
    """Receivables against revenue and output VAT per code; a credit note posts the reverse. The sum is zero."""
    sign = 1 if kind is DocumentKind.INVOICE else -1
    revenue, vat = _by_code(accounts)
    rows: list[Posting] = []
    total = 0
    for code, _, net, tax in groups:
        rows.append(Posting(revenue.get(code, accounts.revenue), -sign * net, code))
        if tax:
            rows.append(Posting(vat.get(code, accounts.vat), -sign * tax, code))
        total += net + tax
    return [Posting(accounts.receivables, sign * total, None), *rows]


@lru_cache(maxsize=8)
def _by_code(accounts: Accounts) -> tuple[dict[str, str], dict[str, str]]:
    return dict(accounts.revenue_by_code), dict(accounts.vat_by_code)


def postings_of_payment(amount: int, accounts: Accounts) -> list[Posting]:
    """Money in: bank against receivables."""
    return [Posting(accounts.bank, amount, None), Posting(accounts.receivables, -amount, None)]
