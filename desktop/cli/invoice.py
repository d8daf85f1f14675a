"""`fornya invoices`: writes documents as PDF, one file each or all in one."""

import argparse
from pathlib import Path

from desktop.cli.arguments import Verbs, add_company, number
from desktop.cli.terminal import opened, say, stoppable
from desktop.domain.errors import DomainError
from desktop.domain.rows import ListQuery
from desktop.domain.text import N_, Message
from desktop.i18n import _
from desktop.jobs import Progress
from desktop.services import invoice, renewal
from desktop.services.context import Session

_EVERY_RUN = 1_000_000


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    parser = verbs.add("invoices", _("Writes invoices and credit notes as PDF."), _run)
    add_company(parser)
    parser.options.add_argument("--out", type=Path, metavar="DIR", help=_("A folder: one PDF a document."))
    parser.options.add_argument("--one-file", type=Path, metavar="FILE", help=_("One PDF with every document."))
    only = _("Only the documents of the renewal run with this number.")
    parser.options.add_argument("--run", type=number, dest="run_number", metavar="N", help=only)


def _run(options: argparse.Namespace) -> int:
    return write(company=options.company, folder=options.out, one_file=options.one_file, run=options.run_number)


def write(*, company: Path, folder: Path | None = None, one_file: Path | None = None, run: int | None = None) -> int:
    """Writes the documents of a run, or every document. A file that is there already is replaced."""
    if folder is None and one_file is None:
        raise DomainError(N_("Say where the PDF files are to lie: --out DIR, --one-file FILE, or both."))
    with opened(company) as ctx, stoppable() as progress:
        chosen = ListQuery() if run is None else of_run(ctx, number=run)
        if folder is not None:
            write_each(ctx, query=chosen, folder=folder, progress=progress)
        if one_file is not None:
            _write_one(ctx, query=chosen, file=one_file)
    return 0


def write_each(ctx: Session, *, query: ListQuery, folder: Path, progress: Progress) -> None:
    """One PDF a document, and how many there are now."""
    written = invoice.export(ctx, invoices=invoice.ids(ctx, query=query), folder=folder, progress=progress)
    values = {"folder": str(folder)}
    say(Message("{count} PDF file lies in {folder}.", "{count} PDF files lie in {folder}.", len(written), values))


def of_run(ctx: Session, *, number: int) -> ListQuery:
    """The documents of a run. Raises DomainError when there is none of that number."""
    found = next((each for each in renewal.runs(ctx, limit=_EVERY_RUN) if each.number == number), None)
    if found is None:
        raise DomainError(N_("There is no renewal run {number}."), number=number)
    return ListQuery(filters=(("run", (str(found.id),)),))


def _write_one(ctx: Session, *, query: ListQuery, file: Path) -> None:
    wanted = invoice.ids(ctx, query=query)
    pdf = invoice.all_in_one(ctx, invoices=wanted)
    try:
        file.write_bytes(pdf)
    except OSError as error:
        raise DomainError(
            N_("{file} was not written: {reason}."), file=str(file), reason=error.strerror or str(error)
        ) from error
    values = {"file": str(file)}
    say(Message("{count} document lies in {file}.", "{count} documents lie in {file}.", len(wanted), values))
