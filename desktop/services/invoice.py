"""Final documents: the list, the paper that is rendered once and kept, and papers in bulk."""

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.invoice import TEMPLATE_VERSION, DocumentKind, IssuedDocument
from desktop.domain.rows import Counts, InvoiceRow, ListQuery
from desktop.domain.text import N_
from desktop.jobs import Progress
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.store.work import Reading

PAPERS = 200
"""Papers a transaction: rendering is slow, and each that is stored need not be made again."""


def page(ctx: Session, *, query: ListQuery, offset: int, limit: int) -> list[InvoiceRow]:
    """Rows of the list from `offset` on."""
    with ctx.reading() as look:
        return look.invoice.page(query, offset=offset, limit=limit)


def count(ctx: Session, *, query: ListQuery) -> int:
    """How many rows the list has."""
    with ctx.reading() as look:
        return look.invoice.count(query)


def counts(ctx: Session, *, query: ListQuery) -> Counts:
    """How many fit the search, and how many of them each chip lets through."""
    with ctx.reading() as look:
        return look.invoice.counts(query, today=ctx.today)


def ids(ctx: Session, *, query: ListQuery) -> list[int]:
    """The documents of a whole list, for papers in bulk."""
    with ctx.reading() as look:
        return look.invoice.ids(query)


def of_payer(ctx: Session, *, payer: int) -> list[InvoiceRow]:
    """A payer's documents, newest first."""
    with ctx.reading() as look:
        return look.invoice.of_payer(payer)


def get(ctx: Session, *, invoice: int) -> IssuedDocument:
    """A document, whole. Raises DomainError when there is none."""
    with ctx.reading() as look:
        return _whole(look, invoice)


def _whole(look: Reading, invoice: int) -> IssuedDocument:
    names = {rate.code: rate.text or rate.name for rate in look.settings.vat_rates()}
    document = look.invoice.get(invoice, vat_names=names)
    return replace(document, is_sample=bool(look.settings.value("sample")))


def paper(ctx: Session, *, invoice: int) -> bytes:
    """The PDF of a document: rendered from its frozen values on first need, then stored and given as it was.

    In a file that can only be read it is rendered each time, from the same values.
    """
    with ctx.reading() as look:
        stored = look.invoice.rendering(invoice)
        if stored is not None:
            return stored
        document = _whole(look, invoice)
    (pdf,) = _render([document])
    if not ctx.company.read_only:
        _keep(ctx, [(document, pdf)])
    return pdf


def export(ctx: Session, *, invoices: Sequence[int], folder: Path, progress: Progress | None = None) -> list[Path]:
    """Writes one PDF a document into the folder, named by kind and number; gives the files. May be stopped between."""
    steps, written = progress or Progress(), list[Path]()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for start in range(0, len(invoices), PAPERS):
            steps.step(start, len(invoices))
            for document, pdf in papers(ctx, invoices=invoices[start : start + PAPERS]):
                path = folder / file_name(document)
                path.write_bytes(pdf)
                written.append(path)
        steps.step(len(invoices), len(invoices))
    except OSError as error:
        raise DomainError(
            N_("Not all PDF files were written: {reason}. {count} are in the folder. Free space, or choose another."),
            reason=error.strerror or str(error),
            count=len(written),
        ) from error
    return written


def papers(ctx: Session, *, invoices: Sequence[int]) -> list[tuple[IssuedDocument, bytes]]:
    """Documents with their PDF, in order; what was never rendered is rendered together and kept."""
    with ctx.reading() as look:
        found = [(_whole(look, invoice), look.invoice.rendering(invoice)) for invoice in invoices]
    missing = [document for document, pdf in found if pdf is None]
    made = {document.id: pdf for document, pdf in zip(missing, _render(missing), strict=True)}
    if made and not ctx.company.read_only:
        _keep(ctx, [(document, made[document.id]) for document in missing])
    return [(document, made[document.id] if pdf is None else pdf) for document, pdf in found]


def all_in_one(ctx: Session, *, invoices: Sequence[int]) -> bytes:
    """One PDF with every document, for the printer."""
    from desktop.documents.invoice import InvoiceBatch

    with ctx.reading() as look:
        documents = [_whole(look, invoice) for invoice in invoices]
    if not documents:
        raise DomainError(N_("There is nothing to print. Choose at least one document."))
    return InvoiceBatch(documents).write_one()


def file_name(document: IssuedDocument) -> str:
    """`faktura-10001.pdf`, `kreditnota-10001.pdf`: what the document is called in Norwegian, and its number."""
    name = "faktura" if document.kind is DocumentKind.INVOICE else "kreditnota"
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in document.shown_number)
    return f"{name}-{safe}.pdf"


def _render(documents: Sequence[IssuedDocument]) -> Iterator[bytes]:
    if not documents:
        return iter(())
    from desktop.documents.invoice import InvoiceBatch

    return iter(InvoiceBatch(documents))


def _keep(ctx: Session, made: Sequence[tuple[IssuedDocument, bytes]]) -> Changed:
    """Stores papers; another who rendered the same meanwhile was first, and what is stored stays."""
    first, last = made[0][0].id, made[-1][0].id
    with ctx.command("invoice.rendered", first=first, last=last, count=len(made)) as work:
        for document, pdf in made:
            if work.invoice.rendering(document.id) is None:
                work.invoice.add_rendering(document.id, pdf=pdf, template_version=TEMPLATE_VERSION, at=ctx.now)
    return Changed.NOTHING


class State(enum.StrEnum):
    """How a document stands: what a list says in a word."""

    UNPAID = "unpaid"
    PARTLY = "partly"
    OVERDUE = "overdue"
    SETTLED = "settled"
    FREE = "free"


def state_of(row: InvoiceRow, *, today: date) -> State:
    """How a document stands on the day; a credit note that has not been used up is free."""
    if row.open_amount == 0:
        return State.SETTLED
    if row.kind != DocumentKind.INVOICE.value:
        return State.FREE
    if row.due_day is not None and row.due_day < today:
        return State.OVERDUE
    return State.UNPAID if row.open_amount == row.total else State.PARTLY


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page tells about a document beside its paper.

    `settled_by` is (day, minor units, number of the credit note or "" for a payment), oldest first; `related` are the
    invoice a note credits, or the notes that credit an invoice; `run` is the number of the run that made it.
    """

    row: InvoiceRow
    document: IssuedDocument
    state: State
    settled_by: tuple[tuple[date, int, str], ...]
    related: tuple[InvoiceRow, ...]
    run: int | None


def facts(ctx: Session, *, invoice: int) -> Facts:
    """Everything a page tells about a document. Raises DomainError when there is none."""
    with ctx.reading() as look:
        document = _whole(look, invoice)
        (row,) = look.invoice.rows([invoice])
        return Facts(
            row,
            document,
            state_of(row, today=ctx.today),
            tuple(look.invoice.settlements(invoice)),
            tuple(look.invoice.rows(look.invoice.relations(invoice))),
            look.invoice.run_of(invoice),
        )


class Sums(NamedTuple):
    """How many documents, what they come to with credit notes taken off, and what is open, in minor units."""

    documents: int
    total: int
    open_amount: int


def chosen(ctx: Session, *, query: ListQuery, everything: bool, marked: Collection[object]) -> list[int]:
    """The documents that marks stand for: with `everything` all of the query but `marked`, else just those."""
    with ctx.reading() as look:
        listed = look.invoice.ids(query) if everything else sorted(int(str(number)) for number in marked)
    return [number for number in listed if number not in marked] if everything else listed


def sums(ctx: Session, *, invoices: Sequence[int]) -> Sums:
    """What these documents come to."""
    with ctx.reading() as look:
        return Sums(*look.invoice.sums(invoices))


def of_run(ctx: Session, *, run: int) -> list[int]:
    """The documents of a run, in the order they were made."""
    with ctx.reading() as look:
        return look.invoice.of_run(run)


def write_all_in_one(ctx: Session, *, invoices: Sequence[int], path: Path, progress: Progress | None = None) -> int:
    """Writes one PDF with every document; gives how many. Stopped or refused, it leaves no file behind."""
    from desktop.documents.invoice import InvoiceBatch

    if not invoices:
        raise DomainError(N_("There is nothing to print. Choose at least one document."))
    pdf = InvoiceBatch(_documents(ctx, invoices, progress or Progress())).write_one()
    try:
        path.write_bytes(pdf)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise DomainError(
            N_("{file} was not written: {reason}. Free space, or choose another folder."),
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    return len(invoices)


def _documents(ctx: Session, invoices: Sequence[int], progress: Progress) -> Iterator[IssuedDocument]:
    for start in range(0, len(invoices), PAPERS):
        progress.step(start, len(invoices))
        with ctx.reading() as look:
            read = [_whole(look, invoice) for invoice in invoices[start : start + PAPERS]]
        yield from read
    progress.step(len(invoices), len(invoices))


class Picture(NamedTuple):
    """A page as pixels: BGRA, four bytes each, rows without gaps."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    from desktop.documents import preview

    return preview.page_count(pdf)


def picture(pdf: bytes, *, page: int, dots: int) -> Picture:
    """A page of a paper, counted from 0, with so many dots to the inch."""
    from desktop.documents import preview

    return Picture(*preview.render_page(pdf, page, dots / 72))
