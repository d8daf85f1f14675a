"""The renewal run: `propose` shows it, `commit` carries it out, `resume` ends what a crash began."""

from desktop.services.renewal.carrying_out import Result, commit, resume
from desktop.services.renewal.planning import (
    ProposalRow,
    Selection,
    last_run,
    propose,
    rows_of,
    runs,
    set_aside,
    unfinished,
)

__all__ = [
    "ProposalRow",
    "Result",
    "Selection",
    "commit",
    "last_run",
    "propose",
    "resume",
    "rows_of",
    "runs",
    "set_aside",
    "unfinished",
]
