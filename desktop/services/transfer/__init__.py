"""Import: a file of another program, read through a mapping, becomes subscribers and subscriptions; all or nothing.

`reading` makes two files into values, `matching` holds them against what the company has, `writing` adds what is new.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.period import local_day
from desktop.domain.settings import Seller, seller_on
from desktop.domain.text import N_
from desktop.domain.transfer import Fault, ImportedSubscriber, fault, read_rows
from desktop.i18n.numbers import parse_money
from desktop.jobs import Progress
from desktop.services.changes import Changed
from desktop.services.context import Session, current_time
from desktop.services.settings import FIRST_NUMBER, found, norwegian_rates, open_session
from desktop.services.transfer.matching import faults_of_tax, match, merged, new_of_catalog
from desktop.services.transfer.reading import Source, read_files
from desktop.services.transfer.writing import add_catalog, add_people
from desktop.store.backup import sync
from desktop.store.company import ZONE
from desktop.store.work import Reading

__all__ = ["Report", "Source", "import_file", "import_into", "read_files"]

_TOUCHED = Changed.CATALOG | Changed.SUBSCRIBER | Changed.SUBSCRIPTION | Changed.RENEWAL


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do: `added` rows are new, `known` ones the company had; with faults, nothing.

    `read_as` says how the file was understood, `unused` which of its columns nothing was read from.
    """

    added: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()
    read_as: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    created: bool = False
    dry_run: bool = False
    changed: Changed = Changed.NOTHING


@dataclass(frozen=True, slots=True)
class _Plan:
    """What an import would write."""

    catalog: Catalog
    people: list[ImportedSubscriber]
    known: int
    faults: list[Fault]

    @property
    def is_empty(self) -> bool:
        """True when the company has all of it already."""
        sold = self.catalog
        return not (self.people or sold.products or sold.plans or sold.add_ons or sold.prices)

    def report(self, source: Source, *, dry_run: bool, created: bool = False) -> Report:
        kept = not self.faults
        return Report(
            len(self.people) if kept else 0,
            self.known if kept else 0,
            tuple(self.faults),
            source.table.read_as,
            source.unused,
            created and kept,
            dry_run,
            _TOUCHED if kept and not self.is_empty and not dry_run else Changed.NOTHING,
        )


def import_file(
    company: Path,
    *,
    file: Path,
    mapping: Path,
    dry_run: bool = False,
    progress: Progress | None = None,
    person: str = "",
    day: date | None = None,
) -> Report:
    """Imports a CSV or XLSX file into a company file, which is made when it is not there; nothing when it has a fault.

    `dry_run` says what would happen and writes nothing. `day` holds today still, for samples and tests.
    Raises DomainError for files that cannot be opened or made, and Cancelled, having changed nothing.
    """
    source, faults = read_files(file=file, mapping=mapping)
    if source is None:
        return Report(faults=tuple(faults), dry_run=dry_run)
    if not company.exists():
        return _into_new(company, source, faults, dry_run=dry_run, progress=progress, person=person, day=day)
    ctx = open_session(company, person=person, day=day)
    try:
        return import_into(ctx, source=source, faults=faults, dry_run=dry_run, progress=progress)
    finally:
        ctx.company.close()


def import_into(
    ctx: Session,
    *,
    source: Source,
    faults: list[Fault],
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Imports what `read_files` gave, with the faults it gave, into the open company: one command, one transaction."""
    with ctx.reading() as look:
        rows, wrong = _rows(look, source, today=ctx.today)
        plan = _plan(look, source, rows, [*faults, *wrong], today=ctx.today)
    report = plan.report(source, dry_run=dry_run)
    if dry_run or plan.faults or plan.is_empty:
        return report
    with ctx.command("transfer.imported", product=source.mapping.product.code, rows=len(plan.people)) as work:
        if _plan(work, source, rows, [], today=ctx.today) != plan:
            raise DomainError(N_("The company was changed while the file was read. Import it again."))
        add_catalog(work, plan.catalog)
        if plan.people:
            add_people(work, ctx, plan.people, progress or Progress())
    return report


def _rows(look: Reading, source: Source, *, today: date) -> tuple[list[ImportedSubscriber], list[Fault]]:
    known = look.catalog.whole()
    new, faults = new_of_catalog(source.mapping.catalog, known)
    faults += _faults_of_currency(source, look.settings.rules().currency)
    if faults:
        return [], faults
    sold = merged(known, new)
    return read_rows(source.table, source.mapping, catalog=sold, today=today, amount=parse_money)


def _plan(look: Reading, source: Source, rows: list[ImportedSubscriber], faults: list[Fault], *, today: date) -> _Plan:
    known = look.catalog.whole()
    new, _ = new_of_catalog(source.mapping.catalog, known)
    matched = match(look, rows, mapping=source.mapping, catalog=merged(known, new))
    seller = seller_on(look.settings.sellers(), day=today)
    found_wrong = [
        *faults,
        *faults_of_tax(new, look.settings.vat_rates(), seller=seller, today=today),
        *matched.faults,
        *_faults_of_width(seller, look.settings.counter("kid_number") + len(matched.new)),
    ]
    return _Plan(new, matched.new, matched.known, found_wrong)


def _into_new(
    company: Path,
    source: Source,
    faults: list[Fault],
    *,
    dry_run: bool,
    progress: Progress | None,
    person: str,
    day: date | None,
) -> Report:
    """The whole is tried first; then the file is made under another name, and gets its own when all is in it."""
    opening, catalog = source.mapping.opening, source.mapping.catalog
    today = day or local_day(current_time(), ZoneInfo(ZONE))
    rows, wrong = read_rows(source.table, source.mapping, catalog=catalog, today=today, amount=parse_money)
    taxed = faults_of_tax(catalog, norwegian_rates(), seller=opening.seller, today=today)
    width = _faults_of_width(opening.seller, len(rows))
    plan = _Plan(catalog, rows, 0, [*faults, *taxed, *wrong, *width])
    if dry_run or plan.faults:
        return plan.report(source, dry_run=dry_run, created=True)
    _refuse_place(company)
    part = company.with_name(f".{company.name}.{os.getpid()}.import")
    number = opening.first_number or FIRST_NUMBER
    try:
        ctx = found(part, seller=opening.seller, rules=opening.rules, first_number=number, person=person, day=day)
        try:
            import_into(ctx, source=source, faults=[], progress=progress)
        finally:
            ctx.company.close()
        _refuse_place(company)
        part.rename(company)
        sync(company.parent)
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)
    return plan.report(source, dry_run=False, created=True)


def _refuse_place(company: Path) -> None:
    if company.exists() or company.is_symlink():
        raise DomainError(N_("{file} is already there. Choose another name, or open it."), file=company.name)
    if not company.parent.is_dir():
        raise DomainError(
            N_("There is no folder {folder} for {file}. Make it, or choose another."),
            folder=str(company.parent),
            file=company.name,
        )
    if not os.access(company.parent, os.W_OK):
        raise DomainError(
            N_("{file} was not made: the folder cannot be written to. Choose another."), file=company.name
        )


def _faults_of_currency(source: Source, currency: str) -> list[Fault]:
    if source.mapping.currency == currency:
        return []
    return [
        fault(
            N_("The company bills in {currency}, and the mapping says {other}. Write the currency of the company."),
            place="[company] currency",
            currency=currency,
            other=source.mapping.currency,
        )
    ]


def _faults_of_width(seller: Seller, payers: int) -> list[Fault]:
    """More payers than the KID has numbers for."""
    if payers < 10**seller.kid.payer_width:
        return []
    return [
        fault(
            N_("The KID has {width} digits for payers, too few for {payers}. Agree on a longer KID with the bank."),
            place="[company] kid_payer_width",
            width=seller.kid.payer_width,
            payers=payers,
        )
    ]
