"""Chips, strips, panels, bars and toasts do what a person expects of them."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.widgets.bars import CommitBar, SelectionBar
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.gui.widgets.coverage import CoverageStrip, Segment
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.message_bar import MessageBar
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.toast import Toast
from desktop.i18n import set_language
from desktop.jobs import Step


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()


def test_a_filter_is_turned_on_by_the_space_bar_and_counts(qtbot: QtBot) -> None:
    chip, told = Chip("Active", icon="circle-check"), list[object]()
    shown(qtbot, chip)
    narrow = chip.sizeHint().width()
    chip.set_count(1_102)
    chip.toggled.connect(told.append)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert told == [True]
    assert chip.sizeHint().width() > narrow
    assert "1\u00a0102" in chip.accessibleDescription()


def test_a_removable_filter_goes_by_delete_or_by_its_cross_only(qtbot: QtBot) -> None:
    chip, told = Chip("Plan: Large", removable=True), list[bool]()
    chip.removed.connect(lambda: told.append(True))
    shown(qtbot, chip)
    chip.resize(chip.sizeHint())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert told == []
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 10))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert told == [True, True]


def test_chips_that_do_not_fit_stand_on_a_second_row(qtbot: QtBot) -> None:
    holder = QWidget()
    row = ChipRow(*(Chip(f"Filter number {number}") for number in range(8)))
    QVBoxLayout(holder).addWidget(row)
    holder.resize(420, 200)
    shown(qtbot, holder)
    tops = {chip.y() for chip in row.findChildren(Chip)}
    assert len(tops) > 1
    assert all(chip.geometry().right() <= row.width() for chip in row.findChildren(Chip))


def test_the_strip_is_walked_by_arrows_and_says_period_and_amount(qtbot: QtBot) -> None:
    segments = [
        Segment(date(2026, 10, 9), date(2026, 11, 9), "paid", "249,00 kr"),
        Segment(date(2026, 11, 9), date(2026, 11, 23), "paused"),
    ]
    scale = (date(2026, 10, 1), date(2026, 12, 1))
    strip, told = CoverageStrip("Coffee", segments, scale=scale, today=date(2026, 11, 23), months=True), list[object]()
    strip.walked.connect(told.append)
    shown(qtbot, strip)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(strip, key)
    assert told == [segments[0], segments[1], segments[1], segments[0]]
    assert strip.accessibleDescription() == "Paid, 9 October–8 November 2026, 249,00 kr"
    strip.grab()


def test_a_strip_paints_whatever_kind_a_segment_is(qtbot: QtBot) -> None:
    from desktop.gui.widgets.coverage import KINDS

    days = (date(2026, 1, 1), date(2026, 12, 31))
    for kind in KINDS:
        strip = CoverageStrip("Coffee", [Segment(*days, kind)], scale=days, today=days[0])
        shown(qtbot, strip)
        assert not strip.grab().isNull()


def test_the_primary_of_a_panel_waits_until_its_fields_are_right(qtbot: QtBot) -> None:
    field = Field("501")
    form = FormField("Postcode", field, check=lambda: "" if len(field.text()) == 4 else "A postcode has four digits.")
    panel, saved = Panel("Change the address", "Kari Nordahl"), list[bool]()
    panel.add(form)
    panel.set_primary("Save", lambda: saved.append(True), ready=form.check)
    shown(qtbot, panel)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == []
    field.setText("5019")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [True]
    panel.set_busy(busy=True)
    panel.press()
    assert saved == [True]


def test_escape_closes_a_panel(qtbot: QtBot) -> None:
    panel = Panel("Change")
    panel.set_primary("Save", lambda: None)
    shown(qtbot, panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_long_work_takes_the_place_of_the_bar_only_after_a_while(qtbot: QtBot) -> None:
    primary = button("Issue 214 invoices", style="primary")
    bar = CommitBar(primary, button("Later"))
    shown(qtbot, bar)
    bar.show_words("The invoices get numbers 21875–22088.", "Issued invoices do not change.")
    bar.begin("Invoicing", safe="What is invoiced is saved.")
    assert primary.isVisible()
    assert not primary.isEnabled()
    bar.step(Step(132, 214, "about 4 seconds left"))
    qtbot.waitUntil(lambda: not primary.isVisible())
    bar.end()
    assert primary.isVisible()
    assert primary.isEnabled()


def test_the_selection_bar_shows_with_the_first_mark(qtbot: QtBot) -> None:
    bar = SelectionBar(button("Pause …"))
    holder = QWidget()
    QVBoxLayout(holder).addWidget(bar)
    shown(qtbot, holder)
    assert not bar.isVisible()
    bar.show_marked("4 marked", [("Outstanding", "2 390,00 kr")])
    assert bar.isVisible()
    bar.show_marked("")
    assert not bar.isVisible()


def test_a_message_has_one_act(qtbot: QtBot) -> None:
    bar, done = MessageBar(), list[bool]()
    holder = QWidget()
    QVBoxLayout(holder).addWidget(bar)
    shown(qtbot, holder)
    bar.show_message("The plan has changed.", act=("Compute again", lambda: done.append(True)))
    acts = [one for one in bar.findChildren(type(button(""))) if one.isVisible()]
    qtbot.mouseClick(acts[0], Qt.MouseButton.LeftButton)
    assert done == [True]
    bar.show_message("")
    assert not bar.isVisible()


def test_a_toast_undoes_once(qtbot: QtBot) -> None:
    holder, undone = QWidget(), list[bool]()
    toast = Toast(holder)
    holder.resize(600, 200)
    shown(qtbot, holder)
    toast.show_toast("Paused", undo=lambda: undone.append(True))
    assert toast.can_undo
    toast.undo()
    toast.undo()
    assert undone == [True]
    toast.show_toast("Issued")
    assert not toast.can_undo


def test_a_preview_is_muted_only_when_the_new_one_takes_its_time(qtbot: QtBot) -> None:
    from desktop.gui.widgets.cards import Card, SumLine

    card = Card("This happens", preview=True)
    card.add(SumLine("Large", "228,80"))
    shown(qtbot, card)
    card.set_stale(stale=True)
    assert card.isEnabled()
    qtbot.waitUntil(lambda: not card.isEnabled())
    card.set_stale(stale=False)
    assert card.isEnabled()


def test_a_name_of_ten_thousand_letters_with_markup_keeps_the_window_in_shape(qtbot: QtBot) -> None:
    from desktop.gui.dialogs.ask import Answer, AskDialog, Fact, Question
    from desktop.gui.widgets.cards import Card, Facts, SumLine
    from desktop.gui.widgets.text import label

    name = "<b>Å</b>&" * 1_250
    card = Card(name)
    card.add(Facts(("Name", name)))
    card.add(SumLine(name, "1,00"))
    panel, message = Panel("Change", name), MessageBar()
    message.show_message(name)
    dialog = AskDialog(None, Question(name, (Answer("go", "Go on"),), (Fact(name, name),)))
    for widget in (card, panel, message, label(name)):
        shown(qtbot, widget)
        assert widget.minimumSizeHint().width() < 400
    shown(qtbot, dialog)
    assert dialog.height() < 1_000
