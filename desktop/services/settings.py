"""What the company has decided: founding a company file, its seller, rules, accounts, rates and number series."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.invoice import DocumentKind
from desktop.domain.money import from_decimal
from desktop.domain.settings import Accounts, BillingRules, Seller, Series, faults_of, seller_on
from desktop.domain.text import N_
from desktop.domain.vat import VatRate
from desktop.paths import RESOURCES
from desktop.services.changes import Changed
from desktop.services.context import Session, current_time
from desktop.store.company import create_company, open_company
from desktop.store.work import Reading, Work

RATES_FILE = RESOURCES / "rates-no.json"
FIRST_NUMBER = 10_001

_SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything decided, as one value; `sellers` oldest first, `seller` the one of today."""

    sellers: tuple[Seller, ...]
    seller: Seller
    rules: BillingRules
    accounts: Accounts
    rates: tuple[VatRate, ...]
    series: tuple[Series, ...]
    is_sample: bool


def found(
    path: Path,
    *,
    seller: Seller,
    rules: BillingRules | None = None,
    first_number: int = FIRST_NUMBER,
    sample: bool = False,
    person: str = "",
    day: date | None = None,
    clock: Callable[[], datetime] = current_time,
) -> Session:
    """A new company file with its seller, the Norwegian VAT rates and one number series a kind of document.

    Raises DomainError when the name is taken, the folder cannot be written to, or the seller's facts have a fault.
    """
    for _, message in faults_of(seller):
        raise DomainError(message.text, **message.values)
    made = Session(create_company(path, now=clock(), person=person), day=day, clock=clock)
    with made.command("company.founded") as work:
        work.settings.add_seller(seller)
        work.settings.change_rules(rules or BillingRules())
        work.settings.add_vat_rates(norwegian_rates())
        for kind in DocumentKind:
            work.settings.add_series(Series(kind.value, first_number, first_number))
        if sample:
            work.settings.put(_SAMPLE, value=True)
    return made


def open_session(path: Path, *, person: str = "", day: date | None = None) -> Session:
    """Opens a company file. Raises DomainError, having touched nothing, for one that cannot be opened."""
    return Session(open_company(path, now=current_time(), person=person), day=day)


def is_read_only(ctx: Session) -> bool:
    """Whether the company file can only be read, so that nothing can be changed."""
    return ctx.company.read_only


def settings(ctx: Session) -> Settings:
    """Everything decided."""
    with ctx.reading() as look:
        return settings_of(look, today=ctx.today)


def settings_of(look: Reading, *, today: date) -> Settings:
    """The same, within a reading or a command."""
    sellers = tuple(look.settings.sellers())
    return Settings(
        sellers,
        seller_on(sellers, day=today),
        look.settings.rules(),
        look.settings.accounts(),
        tuple(look.settings.vat_rates()),
        tuple(look.settings.series()),
        is_sample=bool(look.settings.value(_SAMPLE)),
    )


def change_seller(ctx: Session, *, seller: Seller) -> Changed:
    """The company's facts: from a new day on, or corrected for the day they began. Documents keep what they show."""
    for _, message in faults_of(seller):
        raise DomainError(message.text, **message.values)
    with ctx.command("settings.seller_changed", from_day=seller.from_day) as work:
        same_day = [known for known in work.settings.sellers() if known.from_day == seller.from_day]
        if same_day:
            version = seller.version if seller.id == same_day[0].id else same_day[0].version
            work.settings.change_seller(replace(seller, id=same_day[0].id, version=version))
        else:
            work.settings.add_seller(replace(seller, id=0))
    return Changed.SETTINGS | Changed.COMPANY


def change_rules(ctx: Session, *, rules: BillingRules) -> Changed:
    """How the company bills from now on."""
    with ctx.command("settings.rules_changed") as work:
        work.settings.change_rules(rules)
    return Changed.SETTINGS


def change_accounts(ctx: Session, *, accounts: Accounts) -> Changed:
    """Where documents and payments are posted from now on."""
    with ctx.command("settings.accounts_changed") as work:
        work.settings.change_accounts(accounts)
    return Changed.SETTINGS


def begin_series(ctx: Session, *, kind: DocumentKind, first: int, prefix: str = "") -> Changed:
    """A new number series for a kind of document; its prefix must be new, so that no number comes twice."""
    if first < 1:
        raise DomainError(N_("The first number must be at least 1."))
    with ctx.command("settings.series_begun", kind=kind.value, first=first) as work:
        _begin_series(work, kind=kind, first=first, prefix=prefix)
    return Changed.SETTINGS


def _begin_series(work: Work, *, kind: DocumentKind, first: int, prefix: str) -> None:
    for known in work.settings.series():
        if known.kind == kind.value and known.prefix == prefix:
            raise DomainError(
                N_("There is a series with the prefix “{prefix}” already. Choose another prefix."), prefix=prefix
            )
    work.settings.add_series(Series(kind.value, first, first, prefix))


def set_first_number(ctx: Session, *, kind: DocumentKind, first: int) -> Changed:
    """Where the series of a kind begins, as long as it has given no number."""
    if first < 1:
        raise DomainError(N_("The first number must be at least 1."))
    with ctx.command("settings.first_number_set", kind=kind.value, first=first) as work:
        if not work.settings.change_first(kind.value, first):
            raise DomainError(N_("The series has given numbers already. Begin a new series with a prefix of its own."))
    return Changed.SETTINGS


class Numbering(NamedTuple):
    """A number series as a page shows it; `next_number` with its prefix, `is_used` once it has given a number."""

    kind: DocumentKind
    prefix: str
    next_number: str
    last_day: date | None
    is_active: bool
    is_used: bool


def numbering(found: Settings) -> list[Numbering]:
    """The series, those that give numbers first."""
    active = {series.kind: series for series in found.series}
    rows = [
        Numbering(
            DocumentKind(series.kind),
            series.prefix,
            f"{series.prefix}{series.next}",
            series.last_day,
            series is active[series.kind],
            series.next > series.first,
        )
        for series in found.series
    ]
    return sorted(rows, key=lambda row: (not row.is_active, row.kind is not DocumentKind.INVOICE))


def norwegian_rates() -> list[VatRate]:
    """The dated VAT codes and rates that ship with the program; a company may add its own."""
    rows = json.loads(RATES_FILE.read_text(encoding="utf-8"))["mva_rates"]
    return [
        VatRate(
            code=row["code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            basis_points=None if row["percent"] is None else from_decimal(Decimal(row["percent"])),
            ehf=row["ehf"],
            name=row["name"],
            text=row.get("text", ""),
        )
        for row in rows
    ]
