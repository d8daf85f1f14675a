"""The page of a run: plan, leave out, issue, result; stop and go on; a plan that no longer holds."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.renewal import RunState
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.renewals import RenewalsPage
from desktop.i18n import set_language
from desktop.services import invoice, renewal, subscription
from desktop.services.renewal import carrying_out
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.business import ListQuery, buy, join, opened, shop_with


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


def planned(qtbot: QtBot, window: MainWindow) -> RenewalsPage:
    page = window.page
    assert isinstance(page, RenewalsPage)
    qtbot.waitUntil(lambda: page.plan is not None and window.runner.idle and page.body.table.total > 0, timeout=20_000)
    return page


def test_the_plan_is_shown_with_its_sums_and_the_paper_to_come(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 3)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        assert page.foot.primary.text() == "Issue 3 invoices"
        assert page.body.table.total == 3
        assert page.body.chips["new"].accessibleDescription() == "New ones 3"
        first = page.body.table.current_row()
        drafts = page.plan.drafts(first.payer) if page.plan and first else ()
        assert [draft.total for draft in drafts] == [24900]


def test_what_is_ticked_is_issued_and_the_result_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 3)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.body.table.setFocus()
        qtbot.keyClick(page.body.table, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: page.foot.primary.text() == "Issue 2 invoices")
        assert page.body.chips["excluded"].accessibleDescription() == "Excluded 1"
        page.foot.primary.setFocus()
        qtbot.keyClick(page.foot.primary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: page.result.isVisible() and window.runner.idle, timeout=20_000)
        assert page.result.text == ("Done: 2 invoices issued (nos. 10001–10002), 498,00\u00a0kr in all, incl. VAT.")
        assert invoice.count(ctx, query=ListQuery()) == 2
        assert len(page.body.excluded) == 1
        assert page.body.table.total == 1


def test_ctrl_enter_issues_nothing_while_the_focus_is_in_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 2)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.body.table.setFocus()
        qtbot.keyClick(page.body.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.wait(100)
        assert invoice.count(ctx, query=ListQuery()) == 0


def test_the_tab_key_goes_through_the_page_from_top_to_bottom(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 2)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.head.day.setFocus()
        stops = []
        for _ in range(4):
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            stops.append(window.focusWidget())
        assert stops[:3] == [page.head.run, page.body.chips["all"], page.body.table]


def test_a_filter_leaves_the_marks_of_others_alone(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 3)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.body.show_search().setText("20002")
        qtbot.waitUntil(lambda: page.body.table.total == 1)
        page.body.table.mark_all(marked=False)
        qtbot.waitUntil(lambda: page.foot.primary.text() == "Issue 2 invoices")
        page.body.choose("excluded")
        assert page.body.hide_search()
        qtbot.waitUntil(lambda: page.body.table.total == 1 and window.runner.idle)
        row = page.body.table.current_row()
        assert row is not None
        assert row.name == "Abonnent 2"


def test_a_stopped_run_keeps_what_is_done_and_goes_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 60
    ctx = shop_with(tmp_path, many)
    monkeypatch.setattr(carrying_out, "BATCH", 1)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.carry_out()
        qtbot.waitUntil(lambda: invoice.count(ctx, query=ListQuery()) > 0, timeout=20_000)
        page.foot.stopped.emit()
        qtbot.waitUntil(lambda: page.result.isVisible() and window.runner.idle, timeout=20_000)
        done = invoice.count(ctx, query=ListQuery())
        assert 0 < done < many
        assert page.result.text.startswith(f"The run was stopped after {done} of 60 documents.")
        qtbot.waitUntil(lambda: f"Run 1 was stopped after {done} of 60" in window.messages.text)
        rest = renewal.rest(ctx)
        assert rest is not None
        page.go_on(rest)
        qtbot.waitUntil(lambda: page.result.text.startswith("Done: 60 invoices"), timeout=20_000)
        assert [run.state for run in renewal.runs(ctx)] == [RunState.DONE]


def test_stopping_before_anything_is_issued_leaves_the_plan_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 2)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.carry_out()
        page.foot.stopped.emit()
        qtbot.waitUntil(lambda: window.runner.idle and page.foot.primary.isEnabled(), timeout=20_000)
        assert invoice.count(ctx, query=ListQuery()) in {0, 2}


def test_a_plan_that_no_longer_holds_says_so_and_the_button_waits(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 2)
    sold = buy(ctx, join(ctx, "1", "Endrer seg"))
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        window.bus.hear(
            subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.with_add_on("taste"))
        )
        qtbot.waitUntil(lambda: "1 row. Work it out again." in window.messages.text)
        assert not page.foot.primary.isEnabled()
        window.acts.run("renewal.work_out")
        qtbot.waitUntil(lambda: page.foot.primary.isEnabled() and window.runner.idle, timeout=20_000)
        assert window.messages.text == ""


def test_those_set_aside_have_their_place_and_the_act_that_clears_them(qtbot: QtBot, tmp_path: Path) -> None:
    from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind
    from desktop.services import subscriber

    ctx = shop_with(tmp_path, 2)
    contact = Contact(ContactRole.PRIMARY, "Kontor", address1="Gata 1", postcode="5019", city="Bergen")
    owner, _ = subscriber.add(
        ctx, subscriber=Subscriber("1", "Kontor AS", kind=SubscriberKind.ORGANISATION), contact=contact
    )
    buy(ctx, owner)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        qtbot.waitUntil(lambda: page.body.aside.table.total == 1)
        table = page.body.aside.table
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert window.history.here is not None
        assert (window.history.here.route, dict(window.history.here.args)) == ("subscriber", {"id": owner})


def test_the_plan_is_as_it_was_left_when_one_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 3)
    with opened(qtbot, ctx, "renewals") as window:
        page = planned(qtbot, window)
        page.body.table.toggle(1)
        qtbot.waitUntil(lambda: page.foot.primary.text() == "Issue 2 invoices")
        state = page.state()
        other = RenewalsPage(window)
        qtbot.addWidget(other)
        other.open()
        other.restore(state)
        qtbot.waitUntil(lambda: window.runner.idle)
        assert other.body.excluded == page.body.excluded
        assert other.plan is page.plan


def test_nothing_is_due_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = shop_with(tmp_path, 0)
    with opened(qtbot, ctx, "renewals") as window:
        page = window.page
        assert isinstance(page, RenewalsPage)
        qtbot.waitUntil(lambda: page.plan is not None and window.runner.idle)
        assert not page.foot.primary.isEnabled()
        assert page.body.lists.currentWidget() is not page.body.table


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_word_is_cut_off_and_everything_has_a_name(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    set_language(language)
    ctx = shop_with(tmp_path, 3)
    with opened(qtbot, ctx, "renewals") as window:
        planned(qtbot, window)
        qtbot.wait(50)
        assert clipped(window) == []
        assert unnamed(window) == []
