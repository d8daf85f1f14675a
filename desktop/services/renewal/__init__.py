"""The renewal run: `propose` shows it, `commit` carries it out, `resume` ends what a crash began."""

from desktop.services.renewal.carrying_out import Result, commit, resume
from desktop.services.renewal.outcome import told
from desktop.services.renewal.plan_rows import AsideRow, PlanRow, Remedy, Rows
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
from desktop.services.renewal.showing import Draft, Figures, LastRun, ShownPlan, show
from desktop.services.renewal.waiting import Rest, rest, run_number, stale

__all__ = [
    "AsideRow",
    "Draft",
    "Figures",
    "LastRun",
    "PlanRow",
    "ProposalRow",
    "Remedy",
    "Rest",
    "Result",
    "Rows",
    "Selection",
    "ShownPlan",
    "commit",
    "last_run",
    "propose",
    "rest",
    "resume",
    "rows_of",
    "run_number",
    "runs",
    "set_aside",
    "show",
    "stale",
    "told",
    "unfinished",
]
