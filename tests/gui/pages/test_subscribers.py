"""The list of subscribers: found as one types, filtered, sorted, marked and summed; a new one with its faults."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.rows import ListQuery
from desktop.gui.pages.subscriber import SubscriberPage
from desktop.gui.pages.subscribers.new_panel import NewSubscriberPanel
from desktop.i18n import set_language
from desktop.services import renewal, subscriber, subscription
from desktop.services.context import Session
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.people import LONG, list_of, opened, panel_of, press, primary, rest, words
from tests.services.shop import TODAY, buy, join, open_shop

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def ctx(tmp_path: Path) -> Session:
    made = open_shop(tmp_path)
    buy(made, join(made, "10482", "Kari Nordahl"))
    buy(made, join(made, "10483", "Ola Bråten"), "big")
    buy(made, join(made, "10484", "Åse Nordby"), "small")
    gone = buy(made, join(made, "10485", "Per Hætta"))
    subscription.carry_out(made, subscription=gone.subscription, move=subscription.ended(date(2026, 4, 30)))
    join(made, "10486", "Uten Abonnement")
    return made


def test_the_list_shows_everyone_with_counts_on_the_chips(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        assert page.filters.said.text() == "5 of 5 subscribers"
        shown = {key: chip.accessibleDescription() for key, chip in page.filters.states.items() if chip.isVisible()}
        assert shown == {
            "active": "Active 3",
            "cancelled": "Cancelled 1",
            "ended": "Ended 0",
            "": "No subscription 1",
        }
        first = page.table.current_row()
        assert first is not None
        assert (first.number, first.status) == ("10482", "active")


def test_search_as_you_type_and_enter_opens_the_record(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        qtbot.keyClick(page.table, Qt.Key.Key_F, CONTROL)
        assert QApplication.focusWidget() is page.filters.search
        qtbot.keyClicks(page.filters.search, "nord")
        list_of(qtbot, window, 2)
        assert page.filters.said.text() == "2 of 5 subscribers"
        qtbot.keyClicks(page.filters.search, "b")
        list_of(qtbot, window, 1)
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert isinstance(window.page, SubscriberPage)
        rest(qtbot, window)
        assert window.windowTitle() == "Åse Nordby – Fornya"
        window.go_back()
        list_of(qtbot, window, 1)
        assert page.filters.search.text() == "nordb"


def test_chips_filter_and_count_and_what_fits_nobody_says_so(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        page.filters.states["cancelled"].click()
        list_of(qtbot, window, 1)
        page.filters.states["active"].click()
        list_of(qtbot, window, 4)
        page.filters.plan.choose(("big",))
        page.filters.plan.changed.emit()
        list_of(qtbot, window, 1)
        assert page.filters.states["active"].accessibleDescription() == "Active 1"
        assert page.filters.plan.remover.text() == "Plan: Stor"
        page.filters.overdue.click()
        list_of(qtbot, window, 0)
        assert "Nobody fits" in words(page)
        page.show_all()
        list_of(qtbot, window, 5)
        qtbot.keyClick(page.filters.plan.opener, Qt.Key.Key_Delete)
        assert page.filters.query().filters == ()


def test_money_that_is_late_stands_out_and_can_be_asked_for(qtbot: QtBot, ctx: Session) -> None:
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = date(2026, 4, 20)
    with opened(qtbot, ctx, "subscribers", overdue=True) as window:
        page = list_of(qtbot, window, 4)
        assert page.filters.overdue.isChecked()
        column = next(one for one in page.table.rows.columns if one.key == "outstanding")
        row = page.table.current_row()
        assert row is not None
        assert column.tone is not None
        assert column.icon is not None
        assert (column.text(row), column.tone(row), column.icon(row)) == ("249,00", "danger", "circle-alert")


def test_marked_rows_are_counted_and_summed(qtbot: QtBot, ctx: Session) -> None:
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: "678,00\u00a0kr" in words(page.selection), timeout=LONG)
        assert "2 marked" in words(page.selection)
        qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
        qtbot.waitUntil(lambda: "1\u00a0076,00\u00a0kr" in words(page.selection), timeout=LONG)
        qtbot.keyClick(page.table, Qt.Key.Key_Escape)
        assert page.selection.isHidden()


def test_sorting_by_a_column_turns_the_list(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        page.table.sort_by("name", descending=True)
        qtbot.waitUntil(lambda: not page.table.rows.loading and window.runner.idle, timeout=LONG)
        row = page.table.rows.row(0)
        assert row is not None
        assert row.name == "Åse Nordby"


def test_a_new_subscriber_gets_a_free_number_and_is_shown(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        page = list_of(qtbot, window, 5)
        qtbot.keyClick(page.table, Qt.Key.Key_N, CONTROL)
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NewSubscriberPanel)
        assert panel.form.text("number") == "10487"
        assert QApplication.focusWidget() is panel.form.first()
        qtbot.keyClicks(panel.form.first(), "Guro Sætre")
        assert primary(panel).text() == "Add Guro Sætre"
        press(qtbot, window, panel)
        assert isinstance(window.page, SubscriberPage)
        rest(qtbot, window)
        assert window.windowTitle() == "Guro Sætre – Fornya"
        known = subscriber.by_number(ctx, number="10487")
        assert known is not None
        assert known.since == ctx.today


def test_faults_are_told_on_leaving_a_field_never_while_typing(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers", new=True) as window:
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NewSubscriberPanel)
        code = panel.form.edit("postcode")
        code.setFocus()
        qtbot.keyClicks(code, "12")
        assert "A postcode has four digits." not in words(panel)
        qtbot.keyClick(code, Qt.Key.Key_Tab)
        assert "A postcode has four digits." in words(panel)
        code.setFocus()
        qtbot.keyClicks(code, "34")
        assert "A postcode has four digits." not in words(panel)
        primary(panel).click()
        assert "Fill in the name." in words(panel)
        assert QApplication.focusWidget() is panel.form.first()
        assert subscriber.count(ctx, query=ListQuery()) == 5


def test_a_number_that_is_taken_is_told_at_once(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers", new=True) as window:
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NewSubscriberPanel)
        number = panel.form.edit("number")
        number.setFocus()
        number.selectAll()
        qtbot.keyClicks(number, "10482")
        qtbot.keyClick(number, Qt.Key.Key_Tab)
        rest(qtbot, window)
        assert "10482 is the customer number of Kari Nordahl already. Choose another." in words(panel)


def test_a_draft_survives_esc_and_another_page_and_is_gone_when_given_up(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers", new=True) as window:
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NewSubscriberPanel)
        qtbot.keyClicks(panel.form.first(), "Halvskrevet")
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        assert window.area.panel is None
        window.navigate("today")
        rest(qtbot, window)
        window.navigate("subscribers")
        window.acts.run("subscriber.new")
        again = panel_of(qtbot, window)
        assert isinstance(again, NewSubscriberPanel)
        assert again.form.text("name") == "Halvskrevet"
        again._cancel.click()  # noqa: SLF001 - the button a person presses to give it up
        window.acts.run("subscriber.new")
        third = panel_of(qtbot, window)
        assert isinstance(third, NewSubscriberPanel)
        assert third.form.text("name") == ""


def test_pressing_twice_adds_one(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers", new=True) as window:
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NewSubscriberPanel)
        qtbot.keyClicks(panel.form.first(), "To Trykk")
        button = primary(panel)
        qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
        button.click()
        qtbot.waitUntil(lambda: isinstance(window.page, SubscriberPage) and window.runner.idle, timeout=LONG)
        assert subscriber.count(ctx, query=ListQuery()) == 6


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, ctx: Session, language: str) -> None:
    set_language(language)
    with opened(qtbot, ctx, "subscribers", new=True) as window:
        panel_of(qtbot, window)
        assert unnamed(window) == []
        assert clipped(window.area) == []
