"""What is seen: Qt lives here and only here. May import services, jobs, i18n, config, paths, domain; not the store.

Layers, from the top: app / main_window / routes / pages / dialogs / charts | widgets / models / runner | changes |
actions | theme | crash.

**How to write a page** (`tests/gui/demo.py` is a whole one):

    class SubscriberPage(Page):                              # gui/pages/subscriber.py
        shows = Changed.SUBSCRIBER | Changed.SUBSCRIPTION     # `refresh` is called when one of these changed

        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.source = ServiceSource(desk.session, services.subscriber)
            self.table = PagedTable(_columns(), desk.runner, name=_("Subscribers"), marking=Marking.SELECT)
            self.table.opened.connect(self._open)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.table, 1)

        def title(self) -> str:
            return _("Subscribers")

        def open(self, **args: object) -> None:               # gone to: desk.navigate("subscribers", **args)
            if self.table.rows.source is None:                # else it stands as it was left
                self.table.show_rows(self.source)

        def refresh(self, changed: Changed) -> None:
            self.table.look_again()                           # scroll, current row and marks stay

        def state(self) -> object:                            # kept for Alt+Left; drafts belong here too
            return self.table.place()

        def restore(self, state: object) -> None:             # comes after `open`
            if isinstance(state, TableState):
                self.table.restore(self.source, state)

        def _open(self, row: SubscriberRow) -> None:
            self.desk.navigate("subscriber", id=row.id)

A list is columns as data, a query and a source. Titles are translated, so columns are made in a function:

    def _columns() -> list[Column]:
        return [
            Column("number", _("No."), Kind.ID, width=70),
            Column("name", _("Name"), strong=True, stretch=True, min_width=140),
            Column("status", _("Status"), Kind.STATUS, value=lambda row: Status.of(row.status, _(WORDS[row.status]))),
            Column("open", _("Outstanding, kr"), Kind.MONEY, tone=lambda row: "danger" if row.overdue else ""),
        ]

The source is `ServiceSource(session, services.subscriber)` for a module with `count` and `page`, or any object with
`count(query)` and `page(query, offset, limit)`; it is called on a read lane. A row's first field is its identity.
`Query` (`domain.rows.ListQuery`) holds `search`, `filters` (`filtered(query, "status", "active", "trial")`), `sort` (a
column's key) and `descending`. `table.ask(query)` asks anew; old rows stay until the new have come. `table.marked()`
gives `(everything, ids, query)`: all rows of the query but `ids`, or just `ids`. `Marking.INCLUDE` is for a plan:
every row takes part, unmarked rows are struck through.

**Work** never runs in a slot; verbs go to a lane, and the answer comes back to a named method:

    self.desk.runner.start(partial(services.invoice.credit, session, number=7), lane="write", owner=self,
                           done=self._credited, failed=panel_refused)
    self.desk.runner.start(partial(services.renewal.plan, session, through=day), owner=self, done=self._show_plan,
                           slot="plan")                       # only the newest of a slot is answered
    self.desk.runner.start(lambda progress: services.renewal.commit(session, progress=progress), lane="write",
                           owner=self, progress=self.bar.step, done=self._done, stopped=self._stopped)

What a write answers (`Changed`, or a tuple or value that carries one) is announced on the bus by itself, even when the
page is gone; do not announce it again. A `DomainError` nobody takes with `failed` is shown above the page; any other
fault is logged whole and shown as a crash.

**Changes** are made in a `Panel` beside the page: `panel.add(FormField(_("Name"), Field()))`,
`panel.set_primary(_("Save"), self._save, ready=lambda: first_fault(fields) is None)`, `desk.open_panel(panel)`; in
`_save` start a write, `panel.set_busy(busy=True)`, on refusal `panel.set_fault(translate(error.message))`, when done
`desk.close_panel()` and `desk.toast(text, undo=...)`. `desk.ask(Question(...))` only for what cannot be undone.

**Acts**: `acts()` returns `Action(id=, text=, run=, shortcut=, menu=, icon=, enabled=)`; the menu bar, Ctrl+Shift+P and
F1 are built from them. `main_act()` names the one with a button in the top bar.

**Look**: `theme.px(12)`, `theme.colour("danger")`, `theme.font("small")`, `theme.give_icon(widget, "search")`;
`widgets.text.label` (plain text always), `widgets.buttons.button`, `widgets.cards` (Card, KeyFigure, Facts, SumLine,
EmptyState), `widgets.chips` (Chip, ChipRow, StatusChip), `widgets.fields` (Field, MoneyEdit, DateEdit, SearchField,
Select, CheckBox), `widgets.form` (FormField, LockedField, first_fault), `widgets.choice.Choice`, `widgets.bars`
(SelectionBar, CommitBar), `widgets.coverage.CoverageStrip`, `widgets.message_bar`, `dialogs.ask`. Frames take a
property `look`: `surface`, `head`, `card`, `preview`, `bar`. A combo box is named only by the label of its `FormField`.

Words from data go in `label(..., wrap=True)`, or in one line that may be cut short: `label(..., yielding=True)`. A
preview that is being computed anew: `card.set_stale(stale=True)`. Never show a widget that has no parent yet: it would
be a window of its own.

**Routes**: a factory that imports the page, and a line in `routes.ROUTES`; a route without a group has no entry of its
own in the navigation:

    def _subscribers(desk: Desk) -> Page:
        from desktop.gui.pages.subscriber import SubscribersPage

        return SubscribersPage(desk)

    Route("subscribers", N_("Subscribers"), "users", _subscribers, group=2)
    Route("subscriber", N_("Subscriber"), "user", _subscriber, section="subscribers")

**Tests** of a page: `tests/gui/demo.py` shows a session, `tests/gui/looking.py` finds words cut off and things without
a name. To see it: `python -m tests.gui.gallery components --mode dark --zoom 150`.
"""
