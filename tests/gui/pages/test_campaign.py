"""The panel of a price change: whom it moves is shown first, and it can be withdrawn."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui.pages.catalog.campaign_panel import CampaignPanel
from desktop.gui.pages.catalog.page import CatalogPage
from desktop.i18n import set_language
from desktop.services import campaign
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.people import LONG, opened, panel_of, press, primary, rest, words
from tests.services.shop import buy, join, open_shop


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


def test_a_price_change_is_shown_begun_and_withdrawn(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    with opened(qtbot, ctx, "catalog", item="daily") as window:
        page = window.page
        assert isinstance(page, CatalogPage)
        qtbot.waitUntil(lambda: page.current() is not None, timeout=LONG)
        page.change_price()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, CampaignPanel)
        qtbot.waitUntil(lambda: clipped(panel) == [], timeout=LONG)
        assert unnamed(panel) == []
        said = words(panel)
        for part in ("Kari Nordahl", "249,00 → 261,00", "from 1 May 2026, letter by 1 April 2026"):
            assert part in said
        assert primary(panel).text() == "Change the price for 1"
        press(qtbot, window, panel)
        assert [each.standing for each in campaign.begun(ctx)] == [1]
        page.change_price()
        panel = panel_of(qtbot, window)
        assert "Price change from 1 May 2026 stands for 1 subscription." in words(panel)
        next(b for b in panel.findChildren(QPushButton) if b.text() == "Withdraw").click()
        rest(qtbot, window)
        assert [each.standing for each in campaign.begun(ctx)] == [0]
