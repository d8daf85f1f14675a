"""Final documents: the list, the paper that is rendered once and kept, and papers in bulk."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

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


def checksum(pdf: bytes) -> str:
    """SHA-256 of a paper, as it is stored beside it."""
    return hashlib.sha256(pdf).hexdigest()
