"""`fornya sample`: makes a sample company to try things in."""

import argparse
from datetime import date
from pathlib import Path

from desktop.cli.arguments import Verbs, add_today
from desktop.cli.terminal import say, stoppable
from desktop.domain.text import N_, Message
from desktop.i18n import _
from desktop.services import sample


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    parser = verbs.add("sample", _("Makes a sample company with 18 months of history."), _run)
    kinds = _("What the sample company sells.")
    parser.options.add_argument("--kind", choices=sample.KINDS, default=sample.KINDS[0], help=kinds)
    where = _("The company file to be made, which ends with .fornya.")
    parser.options.add_argument("--out", type=Path, required=True, metavar="FILE", help=where)
    add_today(parser)


def _run(options: argparse.Namespace) -> int:
    make(file=options.out, kind=options.kind, today=options.today)
    return 0


def make(*, file: Path, kind: str, today: date | None = None) -> None:
    """Makes the company file, and says so. Raises DomainError when the name is taken."""
    with stoppable() as progress:
        sample.make(file, kind=kind, today=today, progress=progress)
    say(Message(N_("{file} is a sample company. Its people are invented."), values={"file": str(file)}))
