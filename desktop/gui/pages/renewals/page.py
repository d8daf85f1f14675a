"""The page of a run: works the plan out, says whether it still holds, carries it out, and tells what it came to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.domain.text import Message
from desktop.gui.actions import Action
from desktop.gui.dialogs.papers import Papers
from desktop.gui.pages.base import Crumb, Desk, Page
from desktop.gui.pages.renewals.body import PlanBody
from desktop.gui.pages.renewals.foot import PlanFoot
from desktop.gui.pages.renewals.head import PlanHead
from desktop.gui.pages.renewals.interrupted import GO_ON, interrupted_question
from desktop.gui.pages.renewals.result_bar import ResultBar
from desktop.gui.runner import Job
from desktop.gui.widgets.paged_table import TableState
from desktop.gui.widgets.work_bar import WorkBar
from desktop.i18n import _, translate
from desktop.i18n.numbers import integer
from desktop.jobs import Progress
from desktop.services import backup, invoice, renewal, settings
from desktop.services.changes import Changed
from desktop.services.renewal import AsideRow, Figures, Rest, Result, Selection, ShownPlan


@dataclass(frozen=True, slots=True)
class _Left:
    """The page as it was left: the plan, who is left out, the chip that is on, and the place in the list."""

    plan: ShownPlan
    excluded: frozenset[int]
    shown: str
    day: date | None
    place: TableState


class RenewalsPage(Page):
    """The plan of a run and its end."""

    shows: ClassVar[Changed] = (
        Changed.CATALOG
        | Changed.SUBSCRIBER
        | Changed.SUBSCRIPTION
        | Changed.INVOICE
        | Changed.RENEWAL
        | Changed.PAYMENT
        | Changed.SETTINGS
        | Changed.COMPANY
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Job[ShownPlan] | Job[Result] | None = None
        self._run: int | None = None
        self.head = PlanHead(self.work_out, today=desk.today)
        self.foot = PlanFoot(self.carry_out, can_write=not settings.is_read_only(desk.session))
        self.work = WorkBar()
        self.papers = Papers(self, desk.runner, desk.session, self.work, say=desk.toast)
        find = self._documents_of_run
        self.result = ResultBar(
            show=self._show_documents,
            print_all=partial(self.papers.print_all, find),
            save=partial(self.papers.save_each, find),
        )
        self.body = PlanBody(desk.runner, self._clear_aside, self.head, self.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addWidget(self.work)
        column.addWidget(self.foot)
        self.head.day.returnPressed.connect(self.work_out)
        self.body.marks_changed.connect(self._figure)
        self.body.opened.connect(self._open_record)
        self.foot.stopped.connect(self._stop)

    # ---- the page ----

    @property
    def plan(self) -> ShownPlan | None:
        """The plan that is shown."""
        return self.body.plan

    def title(self) -> str:
        return _("Renewals")

    def path(self) -> Sequence[Crumb]:
        if self.plan is None:
            return (Crumb(self.title()),)
        return (Crumb(self.title(), "renewals"), Crumb(_("Run plan {number}").format(number=self.plan.number)))

    def open(self, **args: object) -> None:
        target = args.get("target")
        if isinstance(target, date) and target != self.head.day.value():
            self.head.day.set_value(target)
            self.work_out()
        elif self.plan is None and self._job is None:
            self.work_out()
        else:
            self._look_whether_it_holds()

    def refresh(self, changed: Changed) -> None:
        self._look_whether_it_holds()

    def state(self) -> object:
        if self.plan is None:
            return None
        excluded, day = frozenset(self.body.excluded), self.head.day.value()
        return _Left(self.plan, excluded, self.body.shown, day, self.body.table.place())

    def restore(self, state: object) -> None:
        if isinstance(state, _Left) and self.plan is None:
            if self._job is not None:
                self._job.cancel()
            self.head.day.set_value(state.day)
            self.body.exclude(state.excluded)
            self.body.shown = state.shown
            self.body.chips[state.shown].setChecked(True)
            self._show_plan(state.plan, state.place)

    def acts(self) -> Sequence[Action]:
        return (
            Action(
                id="renewal.work_out",
                text=_("Work out the plan"),
                run=self.work_out,
                shortcut="F5",
                menu="billing",
                icon="refresh-cw",
                enabled=lambda: self._job is None,
            ),
            Action(
                id="renewal.to_commit",
                text=_("Go to the button that issues"),
                run=self._go_to_foot,
                menu="billing",
                enabled=self.foot.primary.isEnabled,
            ),
        )

    def first_focus(self) -> QWidget:
        return self.head.day

    def find_field(self) -> QWidget:
        return self.body.show_search()

    def bar(self) -> QWidget:
        return self.foot

    def escape(self) -> bool:
        return self.body.hide_search()

    # ---- the plan ----

    def work_out(self) -> None:
        """Works the plan out anew, for the day that is written; the plan before stays until the new one has come."""
        if not self.head.field.check() or self._job is not None:
            self.head.day.setFocus()
            return
        day = self.head.day.value()
        if day is None:
            return
        self.result.hide()
        self.desk.message("")
        self._plan_for(day)

    def _plan_for(self, day: date) -> None:
        session = self.desk.session

        def work(progress: Progress) -> ShownPlan:
            return renewal.show(session, target=day, progress=progress)

        self.foot.begin(_("Working out the plan"), stop=_("Stop"))
        self._job = self.desk.runner.start(
            work,
            owner=self,
            slot="plan",
            progress=self.foot.step,
            done=self._show_plan,
            failed=self._refused,
            stopped=self._ended,
        )

    def _show_plan(self, plan: ShownPlan, place: TableState | None = None) -> None:
        self._ended()
        self.body.show_plan(plan, place)
        self.desk.set_badge("renewals", len(plan.aside.all))
        self._figure()
        self.desk.retitle()
        self._look_whether_it_holds()

    def _refused(self, error: DomainError) -> None:
        self._ended()
        self.desk.message(translate(error.message), tone="danger")

    def _ended(self) -> None:
        self._job = None
        self.foot.end()

    def _figure(self) -> None:
        plan = self.plan
        if plan is not None:
            work = partial(plan.figures, excluded=self.body.excluded)
            self.desk.runner.start(work, owner=self, slot="figures", done=partial(self._show_figures, plan))

    def _show_figures(self, plan: ShownPlan, figures: Figures) -> None:
        self.head.show_figures(plan, figures)
        cautions = [translate(caution) for caution in plan.cautions(figures)]
        self.foot.show_figures(figures, is_today=plan.proposal.today == self.desk.today(), cautions=cautions)

    # ---- whether it holds ----

    def _look_whether_it_holds(self) -> None:
        if self._job is not None:
            return
        session, plan = self.desk.session, self.plan

        def work() -> tuple[Rest | None, str]:
            found = None if plan is None else renewal.stale(session, plan=plan)
            return renewal.rest(session), "" if found is None else translate(found)

        self.desk.runner.start(work, owner=self, slot="holds", done=self._tell_whether_it_holds)

    def _tell_whether_it_holds(self, answer: tuple[Rest | None, str]) -> None:
        rest, stale = answer
        if self._job is not None or not self.isVisible():
            return
        self.foot.set_waiting(waits=bool(stale))
        if stale:
            self.desk.message(stale, act=(_("Work out again"), self.work_out))
        elif rest is not None:
            words = _("Continue: {left} left").format(left=integer(rest.left))
            self.desk.message(translate(rest.message), act=(words, partial(self.go_on, rest)))
        elif settings.is_read_only(self.desk.session):
            self.desk.message(_("The company file can only be read, so nothing can be issued."), tone="info")
        else:
            self.desk.message("")

    # ---- carrying it out ----

    def carry_out(self) -> None:
        """Issues what is ticked."""
        plan = self.plan
        if plan is None or self._job is not None:
            return
        session, selection = self.desk.session, Selection(plan.selection.product, frozenset(self.body.excluded))

        def work(progress: Progress) -> Result:
            progress.step(0, 0, _("Taking a backup"))
            backup.before_bulk_work(session)
            return renewal.commit(session, proposal=plan.proposal, selection=selection, progress=progress)

        self._write(work)

    def go_on(self, rest: Rest) -> None:
        """Goes on with a run that was stopped or interrupted."""
        session, run = self.desk.session, rest.run.id
        if self._job is None:
            self._write(lambda progress: renewal.resume(session, run=run, progress=progress))

    def _write(self, work: Callable[[Progress], Result]) -> None:
        self.desk.message("")
        self.result.hide()
        self.foot.begin(
            _("Issuing"),
            safe=_("What is issued is saved. If you stop, the rest can be taken later."),
            stop=_("Stop, keep what is done"),
        )
        self._job = self.desk.runner.start(
            work,
            lane="write",
            owner=self,
            progress=self.foot.step,
            done=self._issued,
            failed=self._failed,
            stopped=self._ended,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _issued(self, result: Result) -> None:
        self._ended()
        self._run = result.run.id
        session = self.desk.session
        self.desk.runner.start(
            partial(renewal.told, session, result=result), owner=self, done=partial(self._tell_result, result)
        )

    def _tell_result(self, result: Result, sentences: Sequence[Message]) -> None:
        said = [translate(each) for each in sentences]
        self.result.show_result(said, has_documents=bool(result.run.done_documents))
        self.result.first_act().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.plan is not None:
            self._plan_for(self.plan.proposal.target)

    def _failed(self, error: DomainError) -> None:
        """Nothing was begun, or the run stopped on its way: the second is asked about."""
        self._ended()
        self.desk.runner.start(
            partial(renewal.rest, self.desk.session), owner=self, done=partial(self._after_failure, error)
        )

    def _after_failure(self, error: DomainError, rest: Rest | None) -> None:
        if rest is None:
            self.foot.set_waiting(waits=True)
            self.desk.message(translate(error.message), tone="danger", act=(_("Work out again"), self.work_out))
        elif self.desk.ask(interrupted_question(error, rest)) == GO_ON:
            self.go_on(rest)
        else:
            self._look_whether_it_holds()

    # ---- ways on ----

    def _documents_of_run(self) -> Sequence[int]:
        return [] if self._run is None else invoice.of_run(self.desk.session, run=self._run)

    def _show_documents(self) -> None:
        self.desk.navigate("invoices", run=self._run)

    def _open_record(self, payer: int) -> None:
        self.desk.navigate("subscriber", id=payer)

    def _clear_aside(self, row: AsideRow) -> None:
        self.desk.navigate(row.remedy.route, **row.remedy.arguments(row))

    def _go_to_foot(self) -> None:
        self.foot.primary.setFocus(Qt.FocusReason.ShortcutFocusReason)
