"""The window: pages made when gone to, places left and found again, keys, panels, and what changed elsewhere."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.changes import Changes
from desktop.gui.main_window import MainWindow
from desktop.gui.runner import Runner
from desktop.services.changes import Changed
from tests.gui import demo


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    runner, bus = Runner(), Changes()
    made = MainWindow(demo.DemoSession(), runner, bus, routes=demo.ROUTES)  # type: ignore[arg-type]  # the window asks it for the day alone
    qtbot.addWidget(made)
    made.show()
    made.resume("people")
    qtbot.waitUntil(lambda: people(made).table.total > 0)
    yield made
    runner.close()


def people(window: MainWindow) -> demo.PeoplePage:
    return cast(demo.PeoplePage, window.pages["people"])


def press(qtbot: QtBot, widget: QWidget, keys: str) -> None:
    qtbot.keySequence(widget, keys)


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_pages_are_made_when_first_gone_to(window: MainWindow) -> None:
    assert list(window.pages) == ["people"]
    window.navigate("person", id=10500)
    assert list(window.pages) == ["people", "person"]
    assert window.windowTitle() == "Abonnent 10500 – Fornya"


def test_back_leads_to_the_list_as_it_was_left(window: MainWindow, qtbot: QtBot) -> None:
    table = people(window).table
    table.set_current(120)
    table.toggle(120)
    left = table.place()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.page is window.pages["person"]
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page is people(window)
    qtbot.waitUntil(lambda: table.place() == left)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle() == "Abonnent 10602 – Fornya"


def test_the_path_leads_back_to_the_list_as_it_was_left(window: MainWindow, qtbot: QtBot) -> None:
    table = people(window).table
    table.set_current(7)
    left = table.place()
    window.navigate("person", id=1)
    window.top_bar.crumb.emit("people")
    qtbot.waitUntil(lambda: table.place() == left)


def test_the_page_seen_looks_again_at_once_and_the_other_when_it_is_shown(window: MainWindow) -> None:
    window.navigate("person", id=1)
    window.bus.changed(Changed.SUBSCRIBER | Changed.LEDGER)
    window.bus.changed(Changed.INVOICE)
    assert people(window).refreshed == []
    window.go_back()
    assert people(window).refreshed == [Changed.SUBSCRIBER | Changed.LEDGER]
    window.bus.changed(Changed.SUBSCRIBER)
    assert len(people(window).refreshed) == 2


def test_a_write_tells_the_bus_even_without_its_page(window: MainWindow, qtbot: QtBot) -> None:
    owner = QWidget()
    window.runner.start(lambda: Changed.SUBSCRIBER, owner=owner, lane="write")
    owner.deleteLater()
    qtbot.waitUntil(lambda: people(window).refreshed == [Changed.SUBSCRIBER])


def test_numbers_go_to_pages_and_menus_hold_the_acts_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    menus = [cast(QWidget, action.menu()) for action in window.menuBar().actions() if action.isVisible()]
    texts = [act.text() for menu in menus for act in menu.actions()]
    assert "Ny abonnent" in texts
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.pages["other"]


def test_a_panel_takes_the_focus_and_escape_gives_it_back(window: MainWindow, qtbot: QtBot) -> None:
    table = people(window).table
    table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = window.area.panel
    assert panel is not None
    assert panel.isAncestorOf(focused() or window)
    qtbot.keyClick(focused() or window, Qt.Key.Key_Escape)
    assert window.area.panel is None
    assert focused() is table


def test_ctrl_enter_in_a_panel_presses_its_primary(window: MainWindow, qtbot: QtBot) -> None:
    people(window).change()
    qtbot.keyClick(focused() or window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.receipt.isVisible()


def test_a_narrow_window_lays_the_panel_over_the_page(window: MainWindow, qtbot: QtBot) -> None:
    people(window).change()
    panel = window.area.panel
    assert panel is not None
    wide = people(window).width()
    window.resize(1000, 700)
    qtbot.wait(10)
    assert panel.parentWidget() is window.area
    assert people(window).width() > 1000 - 212 - 5 - 412 < wide
    window.resize(1440, 900)
    qtbot.wait(10)
    assert panel.parentWidget() is not window.area


def test_f6_goes_round_the_parts_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    people(window).table.setFocus()
    people(window).change()
    seen = list[str]()
    for _ in range(3):
        qtbot.keyClick(focused() or window, Qt.Key.Key_F6)
        part = focused()
        assert part is not None
        regions = {"panel": window.area.panel, "navigation": window.navigation, "page": window.page}
        seen += [name for name, region in regions.items() if region is not None and region.isAncestorOf(part)]
    assert sorted(seen) == ["navigation", "page", "panel"]


def test_escape_clears_marks_when_no_panel_is_open(window: MainWindow, qtbot: QtBot) -> None:
    table = people(window).table
    table.toggle(0)
    assert people(window).selection.isVisible()
    window.top_bar.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert table.marked_count() == 0
    assert not people(window).selection.isVisible()


def test_a_refusal_nobody_takes_is_told_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    from desktop.domain.errors import DomainError

    def refuse() -> None:
        raise DomainError("Invoice {number} is already credited.", number=7)

    window.runner.start(refuse, owner=window, lane="write")
    qtbot.waitUntil(window.messages.isVisible)
    assert "7" in window.messages.text


def test_undo_is_offered_while_the_toast_is_there(window: MainWindow, qtbot: QtBot) -> None:
    undone = list[bool]()
    window.toast("3 abonnementer er satt på pause", undo=lambda: undone.append(True))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert not window.receipt.isVisible()
    window.acts.run("edit.undo")
    assert undone == [True]


def test_every_thing_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    from PySide6.QtGui import QAccessible

    people(window).change()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            spoken = face.text(QAccessible.Text.Name)
            assert any(character.isalnum() for character in spoken), widget


def test_names_of_companies_and_records_are_never_read_as_markup_or_keys(window: MainWindow) -> None:
    from desktop.gui.widgets.buttons import button
    from desktop.gui.widgets.chips import Chip

    window.navigation.company.show_company("<b>R&D</b> AS", "<i>r&d</i>.fornya")
    assert window.navigation.company.toolTip() == "<qt>&lt;i&gt;r&amp;d&lt;/i&gt;.fornya</qt>"
    assert button("Credit R&D").shortcut().isEmpty()
    assert Chip("R&D").shortcut().isEmpty()


def test_the_way_back_is_remembered_a_hundred_stops(window: MainWindow) -> None:
    for number in range(150):
        window.navigate("person", id=number)
    assert len(window.history.visits) == 100
    assert window.history.can_go_back
    assert not window.history.can_go_forward
