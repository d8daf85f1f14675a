"""`fornya import`: brings a file of another program into a company file, or says why not."""

import argparse
import sys
from datetime import date
from pathlib import Path

from desktop.cli.arguments import Verbs, add_today
from desktop.domain.text import N_, Message
from desktop.i18n import _, translate
from desktop.services import transfer
from desktop.services.transfer import Report

MOST_SHOWN = 50
"""So many faults are listed; the others are counted."""


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    parser = verbs.add("import", _("Brings a file of another program into a company file."), _run)
    parser.options.add_argument("file", type=Path, metavar="FILE", help=_("A file with rows: CSV or XLSX."))
    how = _("How the file is read: a TOML file with the company, what it sells, and its columns.")
    parser.options.add_argument("--mapping", type=Path, required=True, metavar="FILE", help=how)
    company = _("The company file; made when it is not there.")
    parser.options.add_argument("--company", type=Path, required=True, metavar="FILE", help=company)
    trial = _("Says what would be imported, and writes nothing.")
    parser.options.add_argument("--dry-run", action="store_true", help=trial)
    add_today(parser)


def _run(options: argparse.Namespace) -> int:
    return import_file(
        file=options.file,
        mapping=options.mapping,
        company=options.company,
        dry_run=options.dry_run,
        day=options.today,
    )


def import_file(*, file: Path, mapping: Path, company: Path, dry_run: bool = False, day: date | None = None) -> int:
    """Imports and tells what came of it: 0 when all is well, 1 when nothing was imported for its faults.

    `day` is today; the clock's when none is given. Raises DomainError for files that cannot be opened or made.
    """
    report = transfer.import_file(company, file=file, mapping=mapping, dry_run=dry_run, day=day)
    if report.faults:
        for message in faults_of(report):
            print(translate(message), file=sys.stderr)
        return 1
    for message in outcome_of(report, company=company.name):
        print(translate(message))
    return 0


def faults_of(report: Report) -> list[Message]:
    """A sentence a fault, so many as can be read, then how many more there are, and that nothing was done."""
    said = [fault.message for fault in report.faults[:MOST_SHOWN]]
    more = len(report.faults) - len(said)
    if more:
        said.append(Message("There is {count} more fault.", "There are {count} more faults.", more))
    return [*said, Message(N_("Nothing was imported."))]


def outcome_of(report: Report, *, company: str) -> list[Message]:
    """What an import without faults did, or would do."""
    said: list[Message] = []
    if report.created and not report.dry_run:
        said.append(Message(N_("{company} is a new company file."), values={"company": company}))
    said.append(Message("{count} subscriber is new.", "{count} subscribers are new.", report.added))
    if report.known:
        said.append(
            Message(
                "{count} row was there already and was skipped.",
                "{count} rows were there already and were skipped.",
                report.known,
            )
        )
    read_as = tuple(_(word) for word in report.read_as)
    said.append(Message(N_("The file was read as {read_as}."), values={"read_as": read_as}))
    if report.unused:
        said.append(Message(N_("Columns that were not used: {columns}."), values={"columns": report.unused}))
    if report.dry_run:
        said.append(Message(N_("This was a trial. Nothing was imported.")))
    return said
