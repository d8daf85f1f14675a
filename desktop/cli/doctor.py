"""`fornya check`: the data check of a company file."""

import argparse
from pathlib import Path

from desktop.cli.arguments import Verbs, add_company
from desktop.cli.terminal import complain, opened, say, stoppable
from desktop.domain.text import Message
from desktop.i18n import _, translate
from desktop.jobs import Progress
from desktop.services import doctor
from desktop.services.context import Session

MOST_SHOWN = 50
"""So many faults are listed; the others are counted."""


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    parser = verbs.add("check", _("Checks that everything in a company file holds together."), _run)
    add_company(parser)


def _run(options: argparse.Namespace) -> int:
    return check(company=options.company)


def check(*, company: Path) -> int:
    """Checks a company file; 1 when something does not hold."""
    with opened(company) as ctx, stoppable() as progress:
        return examine(ctx, progress=progress)


def examine(ctx: Session, *, progress: Progress) -> int:
    """The same for an open one: each fault in a sentence, or that there is none."""
    report = doctor.check(ctx, progress=progress)
    for fault in report.faults[:MOST_SHOWN]:
        complain(translate(fault))
    more = len(report.faults) - MOST_SHOWN
    if more > 0:
        complain(translate(Message("There is {count} more fault.", "There are {count} more faults.", more)))
    if report.faults:
        return 1
    say(report.summary)
    return 0
