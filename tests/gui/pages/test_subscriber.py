"""The record: what it shows, and every change of a subscription with its preview, its toast and its way back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.subscription import Status
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.subscriber.add_ons import AddOnsPanel
from desktop.gui.pages.subscriber.cancel import CancelPanel
from desktop.gui.pages.subscriber.change_plan import ChangePlanPanel
from desktop.gui.pages.subscriber.sell import SellPanel
from desktop.i18n import set_language
from desktop.services import record, renewal, subscription
from desktop.services.context import Session
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.people import LONG, opened, panel_of, press, primary, record_of, rest, words
from tests.services.shop import TODAY, buy, join, open_shop

CONTROL = Qt.KeyboardModifier.ControlModifier
MID = date(2026, 4, 16)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def ctx(tmp_path: Path) -> Session:
    """Kari has Hverdag with filter paper, invoiced on 1 April; it is the 16th."""
    made = open_shop(tmp_path)
    buy(made, join(made), add_ons=(("filter", 1),))
    renewal.commit(made, proposal=renewal.propose(made, target=TODAY))
    made.day = MID
    return made


def base_of(ctx: Session) -> str:
    line = record.record(ctx, subscriber=1).subscriptions[0].base
    return line.name if line else ""


def toast(window: MainWindow) -> str:
    return words(window.receipt).strip().split("\n")[0] if window.receipt.isVisible() else ""


def change_plan(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> ChangePlanPanel:
    """Opens the panel by its keys, and chooses the plan above or below."""
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    panel = panel_of(qtbot, window)
    assert isinstance(panel, ChangePlanPanel)
    qtbot.keyClick(focused(), key)
    qtbot.waitUntil(lambda: panel.preview is not None and window.runner.idle, timeout=LONG)
    return panel


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_the_record_shows_subscription_next_invoice_history_and_contact(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        said = words(page)
        for part in (
            "No. 10482 · subscriber since 1 April · 278,00\u00a0kr outstanding",
            "249,00\u00a0kr a month",
            "issued 1 May, due 15 May",
            "of which VAT 15\u00a0%",
            "Invoice 10001, 278,00\u00a0kr, due 15 April 2026",
            "278,00\u00a0kr overdue",
            "Fjellveien 18\n5019 Bergen",
        ):
            assert part in said
        page.body.timeline.choose("changes")
        assert "Invoice 10001" not in words(page.body.timeline)
        assert "Starts with Hverdag on 1 April 2026" in words(page.body.timeline)


def test_a_higher_plan_holds_today_and_is_shown_in_kroner_first(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        panel = change_plan(qtbot, window, Qt.Key.Key_Down)
        said = words(panel)
        for part in ("Deduction for Hverdag", "−124,50", "214,50", "15 of 30 days, 16–30 April", "90,00"):
            assert part in said
        assert primary(panel).text() == "Change to Stor from today"
        assert "proposed, not saved" in words(page.body)
        assert base_of(ctx) == "Hverdag"
        press(qtbot, window, panel)
        assert window.area.panel is None
        assert toast(window) == "Changed to Stor from today"
        record_of(qtbot, window)
        assert base_of(ctx) == "Stor"
        assert "429,00\u00a0kr a month" in words(page.body)


def test_what_was_done_is_undone_by_ctrl_z(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window)
        press(qtbot, window, change_plan(qtbot, window, Qt.Key.Key_Down))
        assert base_of(ctx) == "Stor"
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
        rest(qtbot, window)
        assert base_of(ctx) == "Hverdag"
        assert toast(window) == "Undone: Changed to Stor from today"
        assert "249,00\u00a0kr a month" in words(record_of(qtbot, window).body)


def test_a_lower_plan_waits_for_the_period_and_can_be_taken_back(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        panel = change_plan(qtbot, window, Qt.Key.Key_Up)
        assert primary(panel).text() == "Change to Liten from 1 May"
        press(qtbot, window, panel)
        record_of(qtbot, window)
        assert "Changes to Liten from 1 May 2026" in words(page.body)
        button = next(b for b in page.findChildren(QPushButton) if b.text() == "Take back the change …")
        button.click()
        back = panel_of(qtbot, window)
        assert "278,00" in words(back)
        press(qtbot, window, back)
        assert record.record(ctx, subscriber=1).subscriptions[0].pending == ()
        assert toast(window) == "The change is taken back"


def test_a_day_of_ones_own_changes_the_preview_and_the_button(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window)
        panel = change_plan(qtbot, window, Qt.Key.Key_Down)
        assert panel.when is not None
        panel.when.choose(date(2026, 4, 20))
        rest(qtbot, window)
        assert primary(panel).text() == "Change to Stor from 20 April"
        assert "11 of 30 days, 20–30 April" in words(panel)
        panel.when.choose(date(2025, 1, 1))
        rest(qtbot, window)
        assert "The subscription does not run on 1 January 2025." in words(panel)
        assert not primary(panel).isEnabled()


def test_add_ons_are_added_at_once_and_removed_when_the_period_is_over(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        page.change_add_ons()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, AddOnsPanel)
        assert not primary(panel).isEnabled()
        for row in panel.rows:
            row.box.click()
        rest(qtbot, window)
        assert "24,50" in words(panel)
        assert "Filterpapir ends, last day 30 April 2026." in words(panel)
        press(qtbot, window, panel)
        assert toast(window) == "Smakspose added; Filterpapir removed"
        view = record.record(ctx, subscriber=1).subscriptions[0]
        assert [line.name for line in view.add_ons] == ["Filterpapir", "Smakspose"]
        assert [waiting.day for waiting in view.pending] == [date(2026, 5, 1)]


def test_ending_says_what_is_given_back_and_the_way_out_keeps_the_subscription(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        page.cancel()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, CancelPanel)
        assert primary(panel).text() == "End on 30 April"
        keep = next(b for b in panel.findChildren(QPushButton) if b.text() == "Keep the subscription")
        keep.click()
        assert window.area.panel is None
        page.cancel()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, CancelPanel)
        panel.when.choose(MID)
        panel.reason.set_value("price")
        rest(qtbot, window)
        assert primary(panel).text() == "End on 16 April"
        assert "−129,73" in words(panel)
        press(qtbot, window, panel)
        assert toast(window) == "Cancelled, last day 16 April"
        record_of(qtbot, window)
        assert record.record(ctx, subscriber=1).subscriptions[0].status is Status.CANCELLED
        assert "Cancelled, last day 16 April 2026. Reason: Price" in words(page.body.timeline)


def test_a_subscription_is_sold_with_its_first_invoices_beside_it(qtbot: QtBot, ctx: Session) -> None:
    owner = join(ctx, "10483", "Ola Bråten")
    with opened(qtbot, ctx, "subscriber", id=owner) as window:
        page = record_of(qtbot, window)
        assert "Nothing is subscribed to yet." in words(page)
        qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
        panel = panel_of(qtbot, window)
        assert isinstance(panel, SellPanel)
        assert panel.plans is not None
        panel.plans.set_value("big")
        next(row for row in panel.rows if row.offer.code == "taste").box.click()
        panel.start.setText("20.04.2026")
        panel.start.settled.emit()
        rest(qtbot, window)
        assert primary(panel).text() == "Start Stor from 20 April"
        assert "478,00" in words(panel)
        press(qtbot, window, panel)
        assert toast(window) == "Stor from 20 April is sold"
        view = record.record(ctx, subscriber=owner).subscriptions[0]
        assert (view.status, view.start) == (Status.NOT_STARTED, date(2026, 4, 20))
        assert view.life.preferences == {"grind": "Filter"}
        window.undo()
        rest(qtbot, window)
        assert record.record(ctx, subscriber=owner).subscriptions == ()


def test_an_agreed_price_and_a_day_of_the_month_are_sold_as_asked(qtbot: QtBot, ctx: Session) -> None:
    owner = join(ctx, "10483", "Ola Bråten")
    with opened(qtbot, ctx, "subscriber", id=owner) as window:
        record_of(qtbot, window).sell()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, SellPanel)
        panel.agreed.set_value(9900)
        panel.billing_day.set_value(1)
        panel.quantity.changed.emit(1)
        rest(qtbot, window)
        assert "49,50" in words(panel)
        press(qtbot, window, panel)
        line = record.record(ctx, subscriber=owner).subscriptions[0].base
        assert line is not None
        assert (line.amount, line.is_agreed) == (9900, True)


def test_pressing_twice_changes_once(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window)
        panel = change_plan(qtbot, window, Qt.Key.Key_Down)
        button = primary(panel)
        qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
        panel.press()
        rest(qtbot, window)
        changes = subscription.get(ctx, subscription=1).changes
        assert [change.kind.value for change in changes] == ["started", "add_on_started", "plan_changed"]


def test_a_refusal_on_saving_is_shown_in_the_panel_and_nothing_is_lost(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window)
        panel = change_plan(qtbot, window, Qt.Key.Key_Down)
        subscription.carry_out(ctx, subscription=1, move=subscription.to_plan("big"))
        panel.press()
        rest(qtbot, window)
        assert window.area.panel is panel
        assert "The subscription has Stor already on 16 April 2026." in words(panel)


def test_the_whole_change_is_made_by_keyboard_alone(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscribers") as window:
        qtbot.waitUntil(lambda: window.runner.idle, timeout=LONG)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
        record_of(qtbot, window)
        qtbot.keyClick(focused(), Qt.Key.Key_E, CONTROL)
        panel_of(qtbot, window)
        qtbot.keyClick(focused(), Qt.Key.Key_Down)
        rest(qtbot, window)
        qtbot.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
        rest(qtbot, window)
        assert base_of(ctx) == "Stor"
        qtbot.keyClick(focused(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert window.history.here is not None
        assert window.history.here.route == "subscribers"


def test_several_subscriptions_have_their_own_acts(qtbot: QtBot, ctx: Session) -> None:
    buy(ctx, 1, "small", start=MID)
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        acts = [b for b in page.body.findChildren(QPushButton) if b.text() == "Change plan …"]
        assert [b.accessibleDescription() for b in acts] == ["S-10482-1", "S-10482-2"]
        acts[1].click()
        panel = panel_of(qtbot, window)
        assert "Kaffe hjem, subscription S-10482-2" in words(panel)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("act", ["change_plan", "add_ons", "cancel", "sell", "contact", "away", "note"])
def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, ctx: Session, language: str, act: str) -> None:
    set_language(language)
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window)
        window.acts.run(f"subscriber.{act}")
        panel_of(qtbot, window)
        qtbot.wait(30)
        assert unnamed(window) == []
        assert clipped(window.area) == []


def test_a_name_that_is_long_or_has_markup_is_shown_as_it_is_written(qtbot: QtBot, ctx: Session) -> None:
    name = "<b>" + "Ø" * 190 + "</b>"
    owner = join(ctx, "10483", name)
    with opened(qtbot, ctx, "subscriber", id=owner) as window:
        page = record_of(qtbot, window)
        assert page.title().startswith("<b>ØØØ")
        assert window.width() == 1440
        assert page.head.accessibleName() == ""
        page.edit_contact()
        panel_of(qtbot, window)
        assert window.width() == 1440


def test_an_ampersand_in_a_name_is_a_letter_like_others(qtbot: QtBot, ctx: Session) -> None:
    owner = join(ctx, "10483", "Fisk&Vilt")
    with opened(qtbot, ctx, "subscriber", id=owner) as window:
        record_of(qtbot, window)
        window.navigate("today")
        rest(qtbot, window)
        texts = [button.text() for button in window.pages["today"].findChildren(QPushButton)]
        assert "Fisk&&Vilt" in texts
