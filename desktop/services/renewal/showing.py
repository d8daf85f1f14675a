"""The plan of a run as a page shows it: its rows, sums that follow what is left out, and the documents to come."""

import gc
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desktop.domain.billing import PlannedLine
from desktop.domain.catalog import Catalog
from desktop.domain.invoice import Document, DocumentKind, IssuedLine
from desktop.domain.renewal import Difference, Proposal, ProposedPayer
from desktop.domain.text import N_, Message
from desktop.domain.vat import VatGroup
from desktop.jobs import Progress, without_collecting
from desktop.services.context import Session
from desktop.services.renewal.plan_rows import AsideRow, PlanRow, Rows, remedy_of
from desktop.services.renewal.planning import ProposalRow, Selection, propose, rows_of
from desktop.services.renewal.reasons import before_of, reason
from desktop.store.work import Reading

_INVOICE = DocumentKind.INVOICE
_COMPARED = (Difference.HIGHER, Difference.LOWER)


class LastRun(NamedTuple):
    """The run a plan is compared with; `total` in minor units."""

    number: int
    day: date
    total: int
    payers: int


class Figures(NamedTuple):
    """What a plan comes to without those left out. Amounts in minor units; `vat` by rate in basis points.

    `first` and `last` are the numbers its invoices will have, with their prefix; "" where there are none.
    `without_address` counts consumers whose address is missing; `elsewhere`, changes among days billed elsewhere.
    """

    payers: int
    of: int
    invoices: int
    credit_notes: int
    total: int
    vat: tuple[tuple[int, int], ...]
    first: str
    last: str
    first_note: str
    last_note: str
    without_address: int = 0
    elsewhere: int = 0


class Draft(NamedTuple):
    """A document as a run would issue it. Amounts in minor units, those of a credit note positive."""

    kind: DocumentKind
    document_day: date
    due_day: date | None
    currency: str
    net: int
    vat: int
    total: int
    lines: tuple[IssuedLine, ...]
    groups: tuple[VatGroup, ...]
    original: tuple[int, date] | None


@dataclass(frozen=True, slots=True, eq=False)
class ShownPlan:
    """A proposal with everything a page shows of it; `at` is the moment it was made, in the company's time.

    `counts` holds how many rows there are of each difference, `number` what the run will be called.
    """

    proposal: Proposal
    at: datetime
    number: int
    rows: Rows[PlanRow]
    gone: Rows[PlanRow]
    aside: Rows[AsideRow]
    counts: Mapping[str, int]
    last: LastRun | None
    selection: Selection
    _by_payer: Mapping[int, tuple[ProposedPayer, ...]] = field(repr=False)
    _catalog: Catalog = field(repr=False)
    _next: tuple[tuple[str, int], tuple[str, int]] = (("", 1), ("", 1))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to issue and nobody set aside."""
        return not (self.rows.all or self.aside.all)

    def figures(self, *, excluded: Collection[int] = ()) -> Figures:
        """The sums without those who are left out."""
        sums = _Sums()
        for payer, parts in self._by_payer.items():
            if payer not in excluded:
                sums.add(parts)
        (prefix, number), (note_prefix, note) = self._next
        return Figures(
            sums.payers,
            len(self.rows.all),
            sums.invoices,
            sums.notes,
            sums.total,
            tuple(sorted((rate, amount) for rate, amount in sums.vat.items() if amount)),
            f"{prefix}{number}" if sums.invoices else "",
            f"{prefix}{number + sums.invoices - 1}" if sums.invoices else "",
            f"{note_prefix}{note}" if sums.notes else "",
            f"{note_prefix}{note + sums.notes - 1}" if sums.notes else "",
            sums.without_address,
            sums.elsewhere,
        )

    def drafts(self, payer: int) -> tuple[Draft, ...]:
        """The documents a payer would get."""
        return tuple(
            _draft(document, self.proposal.today, self._catalog)
            for part in self._by_payer.get(payer, ())
            for document in part.documents
        )

    def cautions(self, figures: Figures) -> tuple[Message, ...]:
        """What to know before it is carried out, and need not be mended first."""
        said = []
        if figures.without_address:
            said.append(
                Message(
                    "{count} subscriber has no address. The invoice is issued all the same.",
                    "{count} subscribers have no address. The invoices are issued all the same.",
                    figures.without_address,
                )
            )
        if figures.elsewhere:
            said.append(
                Message(
                    "{count} change falls among days billed elsewhere. Settle it by a manual credit.",
                    "{count} changes fall among days billed elsewhere. Settle them by manual credits.",
                    figures.elsewhere,
                )
            )
        return tuple(said)

    def difference(self, figures: Figures) -> int:
        """How much more than in the last run, in minor units."""
        return figures.total - (self.last.total if self.last else 0)


class _Sums:
    """Adds up documents."""

    def __init__(self) -> None:
        self.payers = self.invoices = self.notes = self.total = self.without_address = self.elsewhere = 0
        self.vat: Counter[int] = Counter()

    def add(self, parts: Sequence[ProposedPayer]) -> None:
        """A payer's documents."""
        self.payers += 1
        self.without_address += any(part.warnings for part in parts)
        for part in parts:
            self.elsewhere += len(part.notices)
            for document in part.documents:
                sign = 1 if document.kind is _INVOICE else -1
                self.invoices += sign > 0
                self.notes += sign < 0
                self.total += sign * document.total
                for group in document.groups:
                    self.vat[group.basis_points] += sign * group.vat


def show(
    ctx: Session, *, target: date, selection: Selection | None = None, progress: Progress | None = None
) -> ShownPlan:
    """Makes the plan of a run up to the target, and all that is shown of it. Raises as `propose`."""
    wanted = selection or Selection()
    proposal = propose(ctx, target=target, selection=wanted, progress=progress)
    with without_collecting():
        made = _shown(ctx, proposal, wanted)
    # A plan is held for long and has no cycles: looked through by the collector, a large one stops the window.
    gc.freeze()
    return made


def _shown(ctx: Session, proposal: Proposal, selection: Selection) -> ShownPlan:
    by_payer: dict[int, tuple[ProposedPayer, ...]] = {}
    for payer in proposal.payers:
        by_payer[payer.payer] = (*by_payer.get(payer.payer, ()), payer)
    found = rows_of(ctx, proposal)
    with ctx.reading() as look:
        catalog = look.catalog.whole()
        rows = _rows(look, proposal, found, _short_names(catalog))
        last = _last_run(look, proposal)
        newest = look.renewal.newest()
        series = (_next(look, DocumentKind.INVOICE), _next(look, DocumentKind.CREDIT_NOTE))
    billed = {number: parts for number, parts in by_payer.items() if any(part.documents for part in parts)}
    counts = Counter(row.difference.value for row in found if billed or row.difference is not Difference.GONE)
    return ShownPlan(
        proposal=proposal,
        at=ctx.now.astimezone(ZoneInfo(ctx.company.zone)),
        number=newest.number + 1 if newest else 1,
        rows=Rows([row for row in rows if row.payer in billed and row.difference not in _NOT_BILLED]),
        gone=Rows([row for row in rows if billed and row.difference is Difference.GONE]),
        aside=Rows([_aside(row) for row in rows if row.difference is Difference.SET_ASIDE]),
        counts=counts,
        last=last,
        selection=selection,
        _by_payer=billed,
        _catalog=catalog,
        _next=series,
    )


_NOT_BILLED = (Difference.GONE, Difference.SET_ASIDE)


def _short_names(catalog: Catalog) -> dict[str, str]:
    names = {code: plan.name for code, plan in catalog.plans.items()}
    return names | {code: add_on.name for code, add_on in catalog.add_ons.items()}


def _rows(look: Reading, proposal: Proposal, found: Sequence[ProposalRow], names: Mapping[str, str]) -> list[PlanRow]:
    """The rows with their reasons; what was billed last time is read of those who differ alone."""
    by_key = {(payer.payer, payer.currency): payer for payer in proposal.payers}
    differing = [row.payer for row in found if row.difference in _COMPARED]
    read = look.invoice.lines_of_run(proposal.last_run, differing) if proposal.last_run is not None else []
    before = before_of(read)
    made = []
    for row in found:
        payer = by_key.get((row.payer, row.currency))
        why = None if payer is None else reason(payer, before.get(row.payer), names)
        made.append(PlanRow(*row[:9], why))
    return made


def _aside(row: PlanRow) -> AsideRow:
    why = row.why or Message(N_("This payer cannot be invoiced now."))
    return AsideRow(row.payer, row.number, row.name, why, row.total or row.last, remedy_of(why))


def _last_run(look: Reading, proposal: Proposal) -> LastRun | None:
    run = None if proposal.last_run is None else look.renewal.get(proposal.last_run)
    if run is None:
        return None
    return LastRun(run.number, run.today, run.done_total, len(look.invoice.sums_of_run(run.id)))


def _next(look: Reading, kind: DocumentKind) -> tuple[str, int]:
    series = look.settings.active_series(kind.value)
    return series.prefix, series.next


def _draft(document: Document, today: date, catalog: Catalog) -> Draft:
    original = document.original
    lines = zip(document.lines, document.nets, strict=True)
    return Draft(
        document.kind,
        today,
        document.due_day,
        document.currency,
        document.net,
        document.vat,
        document.total,
        tuple(_line(line, net, catalog) for line, net in lines),
        document.groups,
        None if original is None else (original.number, original.document_day),
    )


def _line(line: PlannedLine, net: int, catalog: Catalog) -> IssuedLine:
    item = catalog.item(line.item)
    covers = tuple(catalog.item(slot.partition("#")[0]).name for slot in line.covers.split(",") if slot)
    return IssuedLine(
        kind=line.kind,
        text=", ".join(part for part in (item.name, item.detail) if part),
        from_day=line.from_day,
        to_day=line.to_day,
        share_num=line.share_num,
        share_den=line.share_den,
        whole_from=line.whole_from,
        whole_to=line.whole_to,
        unit_amount=line.unit_amount,
        whole_amount=line.whole_amount,
        scale=line.scale,
        quantity=line.quantity,
        includes_vat=line.includes_vat,
        amount=line.amount,
        net=net,
        vat_code=line.vat_code,
        vat_basis_points=line.vat_basis_points,
        is_add_on=line.slot != "base",
        agreed=line.agreed,
        covers=covers,
    )
