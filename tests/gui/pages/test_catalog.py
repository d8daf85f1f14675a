"""Products and prices: what is listed, a new price, tiers with what quantities cost, new plans and products."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.catalog import PriceModel, Tier
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.catalog import CatalogPage
from desktop.gui.pages.catalog.item_panels import AddOnPanel, PlanPanel
from desktop.gui.pages.catalog.price_panel import PricePanel
from desktop.gui.pages.catalog.product_panel import ProductPanel
from desktop.i18n import set_language
from desktop.services import catalog, shelf
from desktop.services.context import Session
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.business import TODAY, open_shop, opened


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def shop(tmp_path: Path) -> Session:
    return open_shop(tmp_path)


def listed(qtbot: QtBot, window: MainWindow) -> CatalogPage:
    page = window.page
    assert isinstance(page, CatalogPage)
    qtbot.waitUntil(lambda: page.plans.total == 3 and window.runner.idle)
    return page


def press_primary(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.area.panel
    assert panel is not None
    panel.press()
    qtbot.waitUntil(lambda: window.area.panel is None and window.runner.idle)


def test_plans_and_add_ons_are_listed_with_todays_price(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        assert [page.plans.rows.columns[4].text(page.plans.rows.row(at)) for at in range(3)] == [
            "149,00",
            "249,00",
            "429,00",
        ]
        assert page.add_ons.total == 2
        row = page.current()
        assert row is not None
        assert (row.code, row.vat) == ("small", 1500)


def test_a_new_price_is_a_new_row_from_its_day(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        qtbot.keyClick(page.plans, Qt.Key.Key_Down)
        page.new_price()
        panel = window.area.panel
        assert isinstance(panel, PricePanel)
        panel.day.set_value(date(2026, 5, 1))
        panel.amount.setText("259,00")
        press_primary(qtbot, window)
        known = catalog.catalog(shop)
        price = known.price_on(item="daily", currency="NOK", day=date(2026, 5, 1))
        assert price is not None
        assert (price.amount, price.includes_vat) == (25900, True)
        assert known.price_for_sale(item="daily", currency="NOK", day=TODAY).amount == 24900


def test_a_price_on_a_day_that_has_one_is_refused_in_the_panel(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.new_price()
        panel = window.area.panel
        assert isinstance(panel, PricePanel)
        panel.day.set_value(date(2024, 1, 1))
        panel.press()
        qtbot.waitUntil(lambda: "has a price from" in panel._fault.text())  # noqa: SLF001 - what the panel says
        assert window.area.panel is panel


def test_an_empty_price_moves_the_focus_to_its_field(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.new_price()
        panel = window.area.panel
        assert isinstance(panel, PricePanel)
        panel.amount.clear()
        panel.press()
        assert window.focusWidget() is panel.amount


def test_tiers_show_what_quantities_cost_and_warn_of_a_dip(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.new_price()
        panel = window.area.panel
        assert isinstance(panel, PricePanel)
        panel.model.set_value(PriceModel.VOLUME)
        panel.model.chosen.emit(PriceModel.VOLUME)
        panel.tiers.add()
        for row, (bound, price) in zip(panel.tiers.rows, [(10, "50"), (50, "40"), (None, "30")], strict=True):
            row.up_to.set_value(bound)
            row.unit.setText(price)
        assert dict(panel.preview.rows)[11] == 44000
        assert panel.preview.dip.text() == "11 cost less than 10. Check that this is meant."
        panel.day.set_value(date(2026, 6, 1))
        press_primary(qtbot, window)
        price_row = catalog.catalog(shop).price_on(item="small", currency="NOK", day=date(2026, 6, 1))
        assert price_row is not None
        assert price_row.tiers == (Tier(10, 5000), Tier(50, 4000), Tier(None, 3000))


def test_tiers_that_do_not_rise_are_told_in_place(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.new_price()
        panel = window.area.panel
        assert isinstance(panel, PricePanel)
        panel.model.set_value(PriceModel.GRADUATED)
        panel.model.chosen.emit(PriceModel.GRADUATED)
        panel.press()
        assert panel.tiers.fault().startswith("Each tier reaches higher")
        assert window.area.panel is panel


def test_a_new_product_a_plan_and_an_add_on_come_from_names_alone(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.new_product()
        product = window.area.panel
        assert isinstance(product, ProductPanel)
        product.name.setText("Te på døra")
        press_primary(qtbot, window)
        page._choose("te-pa-dora")  # noqa: SLF001 - the chip's own slot
        page.new_plan()
        plan = window.area.panel
        assert isinstance(plan, PlanPanel)
        plan.name.setText("Grønn")
        press_primary(qtbot, window)
        page.new_add_on()
        add_on = window.area.panel
        assert isinstance(add_on, AddOnPanel)
        add_on.name.setText("Sil")
        press_primary(qtbot, window)
        known = catalog.catalog(shop)
        assert known.plans["gronn"].product == "te-pa-dora"
        assert known.add_ons["sil"].allowed_on == {"gronn"}


def test_a_plan_is_changed_from_the_keyboard(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        page.plans.setFocus()
        qtbot.keyClick(page.plans, Qt.Key.Key_Return)
        panel = window.area.panel
        assert isinstance(panel, PlanPanel)
        panel.detail.setText("1 × 300 g")
        panel.included["filter"].set_value(1)
        qtbot.keyClick(panel.detail, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.area.panel is None and window.runner.idle)
        plan = catalog.catalog(shop).plans["small"]
        assert (plan.detail, dict(plan.included)) == ("1 × 300 g", {"filter": 1})


def test_a_code_is_made_from_a_name_and_is_never_taken() -> None:
    assert shelf.code_for("Kaffe hjem", taken=()) == "kaffe-hjem"
    assert shelf.code_for("Ærlig Øl på Ål", taken={"arlig-ol-pa-al"}) == "arlig-ol-pa-al-2"
    assert shelf.code_for("…", taken=()) == "x"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("act", ["", "new_price", "change_item", "new_product", "new_add_on"])
def test_no_word_is_cut_off_and_everything_has_a_name(qtbot: QtBot, shop: Session, language: str, act: str) -> None:
    set_language(language)
    with opened(qtbot, shop, "catalog") as window:
        page = listed(qtbot, window)
        if act:
            getattr(page, act)()
        qtbot.wait(50)
        assert clipped(window) == []
        assert unnamed(window) == []
