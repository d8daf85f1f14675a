"""`fornya renew`: shows the plan of a renewal run, carries it out, and says what came of it."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.cli.arguments import Verbs, add_company, add_today, day
from desktop.cli.terminal import STOPPED, opened, say, say_figures, stoppable
from desktop.domain.errors import DomainError
from desktop.domain.renewal import Difference, Run, RunState
from desktop.domain.text import N_, Amount, Message
from desktop.i18n import _
from desktop.i18n.numbers import integer, money, percent
from desktop.jobs import Progress
from desktop.services import renewal, subscriber
from desktop.services.context import Session
from desktop.services.renewal import Result, Selection, ShownPlan

MOST_SHOWN = 20
"""So many rows of a list are shown; the others are counted."""


def add(verbs: Verbs) -> None:
    """The verb and what it may be given."""
    parser = verbs.add("renew", _("Shows the plan of a renewal run, and carries it out."), _run)
    add_company(parser)
    through = _("The last day of the run: all that is to be invoiced up to it.")
    parser.options.add_argument("--through", type=day, required=True, metavar="DATE", help=through)
    add_today(parser)
    parser.options.add_argument("--plan-only", action="store_true", help=_("Shows the plan, and writes nothing."))
    left_out = _("Customer numbers of those who are left out this time.")
    parser.options.add_argument("--exclude", nargs="+", default=[], metavar="NUMBER", help=left_out)


def _run(options: argparse.Namespace) -> int:
    return renew(
        company=options.company,
        through=options.through,
        today=options.today,
        plan_only=options.plan_only,
        exclude=options.exclude,
    )


def renew(
    *,
    company: Path,
    through: date,
    today: date | None = None,
    plan_only: bool = False,
    exclude: Sequence[str] = (),
) -> int:
    """Carries out a run up to a day; one that was begun before is ended first. 130 when stopped by Ctrl+C."""
    with opened(company, today=today) as ctx, stoppable() as progress:
        selection = Selection(excluded=_payers(ctx, exclude))
        if plan_only:
            show_plan(ctx, through=through, selection=selection, progress=progress)
            return 0
        ended = _end_what_was_begun(ctx, progress)
        if ended is not None and ended.state is not RunState.DONE:
            return STOPPED
        run = carry_out(ctx, through=through, selection=selection, progress=progress)
        return STOPPED if run is not None and run.state is not RunState.DONE else 0


def show_plan(ctx: Session, *, through: date, selection: Selection, progress: Progress) -> ShownPlan:
    """Makes the plan, and says what it comes to, how it differs from the last run, and who is set aside."""
    plan = renewal.show(ctx, target=through, selection=selection, progress=progress)
    say(Message(N_("Run plan through {day}:"), values={"day": through}))
    figures = plan.figures(excluded=selection.excluded)
    vat = sum(amount for _rate, amount in figures.vat)
    rows = [(_("Invoices"), integer(figures.invoices)), (_("Credit notes"), integer(figures.credit_notes))]
    rows += [(_("Total excl. VAT"), money(figures.total - vat))]
    rows += [(_("VAT {percent}").format(percent=percent(rate)), money(amount)) for rate, amount in figures.vat]
    say_figures([*rows, (_("Total incl. VAT"), money(figures.total))])
    for caution in plan.cautions(figures):
        say(caution)
    _say_left_out(selection)
    if figures.payers:
        _say_differences(plan)
    _say_set_aside(plan)
    return plan


def carry_out(ctx: Session, *, through: date, selection: Selection, progress: Progress) -> Run | None:
    """Shows the plan and carries it out; gives the run, None when nothing is due."""
    plan = show_plan(ctx, through=through, selection=selection, progress=progress)
    figures = plan.figures(excluded=selection.excluded)
    if not figures.invoices and not figures.credit_notes:
        say(Message(N_("0 invoices issued: nothing more is due through {day}."), values={"day": through}))
        return None
    return _tell(ctx, renewal.commit(ctx, proposal=plan.proposal, selection=selection, progress=progress))


def _end_what_was_begun(ctx: Session, progress: Progress) -> Run | None:
    """Ends a run that was stopped or interrupted; gives it, None when there was none."""
    rest = renewal.rest(ctx)
    if rest is None:
        return None
    say(rest.message)
    say(Message("It goes on: {count} document is left.", "It goes on: {count} documents are left.", rest.left))
    return _tell(ctx, renewal.resume(ctx, run=rest.run.id, progress=progress))


def _tell(ctx: Session, result: Result) -> Run:
    """What came of a run."""
    for sentence in renewal.told(ctx, result=result):
        say(sentence)
    return result.run


def _say_left_out(selection: Selection) -> None:
    if selection.excluded:
        count = len(selection.excluded)
        say(Message("{count} subscriber is left out.", "{count} subscribers are left out.", count))


def _say_differences(plan: ShownPlan) -> None:
    """Those who get another sum than last time, what differs most first."""
    if plan.last is None:
        return
    counts = {kind.value: integer(plan.counts.get(kind.value, 0)) for kind in Difference}
    say(
        Message(
            N_("Compared with the last run: {higher} higher, {lower} lower, {new} new, {gone} gone, {same} the same."),
            values=counts,
        )
    )
    differing = [row for row in plan.rows.all if row.difference in (Difference.HIGHER, Difference.LOWER)]
    for row in differing[:MOST_SHOWN]:
        why = [row.why] if row.why is not None else []
        values = {"number": row.number, "name": row.name, "before": Amount(row.last or 0), "now": Amount(row.total)}
        say(Message(N_("{number} {name}: {before} → {now}."), values=values), *why, indent=True)
    _say_more(len(differing))


def _say_set_aside(plan: ShownPlan) -> None:
    rows = plan.aside.all
    if rows:
        say(_("Set aside:"))
    for row in rows[:MOST_SHOWN]:
        say(Message(N_("{number} {name}:"), values={"number": row.number, "name": row.name}), row.why, indent=True)
    _say_more(len(rows))


def _say_more(count: int) -> None:
    if count > MOST_SHOWN:
        say(Message("And {count} more.", "And {count} more.", count - MOST_SHOWN), indent=True)


def _payers(ctx: Session, numbers: Sequence[str]) -> frozenset[int]:
    """Customer numbers as ids. Raises DomainError for a number that nobody has."""
    found = set()
    for number in numbers:
        one = subscriber.by_number(ctx, number=number)
        if one is None:
            raise DomainError(N_("Nobody has the customer number {number}. Nothing was invoiced."), number=number)
        found.add(one.id)
    return frozenset(found)
