"""Today: decisions with one button each, gone when their cause is; figures aside; an empty company is invited."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui.main_window import MainWindow
from desktop.gui.pages.today import TodayPage
from desktop.i18n import set_language
from desktop.services import renewal, subscription
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.people import opened, words
from tests.services.shop import TODAY, buy, join, open_shop


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


def today(window: MainWindow) -> TodayPage:
    page = window.page
    assert isinstance(page, TodayPage)
    return page


def buttons(page: TodayPage) -> list[str]:
    return [one.text() for one in page.findChildren(QPushButton)]


def test_what_is_due_is_one_row_with_its_sum_and_leads_to_the_plan(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    buy(ctx, join(ctx, "10483", "Ola Bråten"), "big")
    with opened(qtbot, ctx, "today") as window:
        page = today(window)
        said = words(page)
        assert "2 subscribers are to be invoiced today" in said
        assert "678,00\u00a0kr" in said
        assert buttons(page) == ["Open the run plan"]
        assert window.focusWidget() is page.first_focus()
        qtbot.mouseClick(page.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
        assert window.history.here is not None
        assert (window.history.here.route, window.history.here.args) == ("renewals", {"target": TODAY})


def test_a_row_goes_when_its_cause_goes(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    with opened(qtbot, ctx, "today") as window:
        page = today(window)
        assert buttons(page) == ["Open the run plan"]
        window.runner.start(
            lambda: renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY)), owner=page, lane="write"
        )
        qtbot.waitUntil(lambda: "Nothing is urgent today." in words(page), timeout=20_000)
        assert "Outstanding\n249" in words(page)


def test_what_can_wait_is_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    late = buy(ctx, join(ctx, "1", "Sen Betaler"))
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    ctx.day = date(2026, 4, 25)
    subscription.carry_out(ctx, subscription=late.subscription, move=subscription.ended(date(2026, 4, 30)))
    buy(ctx, join(ctx, "2", "Snart Ny"), start=date(2026, 4, 28))
    with opened(qtbot, ctx, "today") as window:
        page = today(window)
        assert buttons(page) == ["See the run plan", "See who owes", "See who"]
        said = words(page)
        assert "1 more is to be invoiced by Saturday 2 May" in said
        assert "1 invoice is overdue" in said
        assert "Sen Betaler Thursday 30 April" in said
        page.findChildren(QPushButton)[1].click()
        assert window.page is window.pages["subscribers"]


def test_those_set_aside_lead_to_where_the_cause_is_cleared(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    owner = join(ctx)
    sold = buy(ctx, owner)
    proposal = renewal.propose(ctx, target=TODAY)
    subscription.carry_out(ctx, subscription=sold.subscription, move=subscription.with_add_on("taste"))
    renewal.commit(ctx, proposal=proposal)
    with opened(qtbot, ctx, "today") as window:
        page = today(window)
        said = words(page)
        assert "1 subscriber is set aside and not invoiced" in said
        assert "Kari Nordahl: Something was changed after the plan was made." in said
        next(one for one in page.findChildren(QPushButton) if one.text() == "Open the subscriber").click()
        assert window.history.here is not None
        assert window.history.here.args == {"id": owner}


def test_an_empty_company_is_invited_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, open_shop(tmp_path), "today") as window:
        page = today(window)
        assert "Nobody subscribes yet" in words(page)
        assert "New subscriber" in buttons(page)
        assert page.first_focus() is not None


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    set_language(language)
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx, "1", "<b>" + "Navn " * 38 + "</b>"))
    with opened(qtbot, ctx, "today") as window:
        window.resize(1024, 700)
        qtbot.wait(50)
        assert clipped(today(window)) == []
        assert unnamed(window) == []
