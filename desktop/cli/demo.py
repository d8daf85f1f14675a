"""`fornya demo`: the main job of the program in the terminal, on a sample company made anew each time."""

import argparse
from pathlib import Path

from desktop import app
from desktop.cli import doctor, invoice, renewal, sample
from desktop.cli.arguments import Verbs
from desktop.cli.terminal import STOPPED, opened, say, stoppable
from desktop.domain.errors import DomainError
from desktop.domain.renewal import RunState
from desktop.domain.text import N_, Message
from desktop.i18n import _
from desktop.paths import data_dir
from desktop.services.renewal import Selection

_FILE = "kvernbekk-kaffe.fornya"
_PAPERS = "pdf"
_KIND = "coffee"
_BESIDE = ("", "-wal", "-shm", "-writer")


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    text = _("Makes a sample company, renews it and writes the invoices, all in the terminal.")
    parser = verbs.add("demo", text, _run)
    where = _("The folder to work in; what an earlier demonstration left there is replaced.")
    parser.options.add_argument("--out", type=Path, metavar="DIR", help=where)


def _run(options: argparse.Namespace) -> int:
    return demonstrate(folder=options.out or data_dir() / "demo")


def demonstrate(*, folder: Path) -> int:
    """Sample company, plan, run, papers and data check in a folder; says what came of each and where it lies."""
    company, papers = folder / _FILE, folder / _PAPERS
    if not app.has_display():
        say(_("There is no display here, so the window stays closed: the same job is done in the terminal."))
    _clear(company, papers)
    sample.make(file=company, kind=_KIND)
    with opened(company) as ctx, stoppable() as progress:
        run = renewal.carry_out(ctx, through=ctx.today, selection=Selection(), progress=progress)
        if run is None or run.state is not RunState.DONE:
            return STOPPED
        invoice.write_each(ctx, query=invoice.of_run(ctx, number=run.number), folder=papers, progress=progress)
        status = doctor.examine(ctx, progress=progress)
    say(Message(N_("The sample company lies in {file}."), values={"file": str(company)}))
    return status


def _clear(company: Path, papers: Path) -> None:
    """Takes away what an earlier demonstration made, and nothing else."""
    old = [company.with_name(company.name + ending) for ending in _BESIDE]
    try:
        for path in [*old, *papers.glob("*.pdf")]:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DomainError(
            N_("{folder} cannot be used: {reason}. Choose another with --out."),
            folder=str(company.parent),
            reason=error.strerror or str(error),
        ) from error
