"""Fields and forms: what is typed becomes a value, and a fault is told on leaving, in place."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.fields import DateEdit, Field, MoneyEdit, SearchField, Select
from desktop.gui.widgets.form import FormField, first_fault
from desktop.i18n import set_language

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def typed(qtbot: QtBot, field: Field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_an_amount_larger_than_32_bits_travels_whole(qtbot: QtBot) -> None:
    field, told = MoneyEdit(), list[object]()
    shown(qtbot, field)
    field.changed.connect(told.append)
    typed(qtbot, field, "40 000 000,50")
    assert told == [4_000_000_050]
    assert field.text() == "40\u00a0000\u00a0000,50"


def test_an_amount_that_is_none_is_a_fault_and_not_told(qtbot: QtBot) -> None:
    field, told = MoneyEdit(100), list[object]()
    shown(qtbot, field)
    field.changed.connect(told.append)
    typed(qtbot, field, "mye")
    assert told == []
    assert field.value() is None
    assert "1284,50" in field.fault()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1.12.26", date(2026, 12, 1)),
        ("+7", date(2026, 11, 30)),
        ("me", date(2026, 11, 30)),
        ("ms", date(2026, 11, 30)),
        ("-3", date(2026, 11, 20)),
        ("2412", date(2026, 12, 24)),
    ],
)
def test_a_day_may_be_written_in_short(qtbot: QtBot, written: str, day: date) -> None:
    field, told = DateEdit(today=lambda: TODAY), list[object]()
    shown(qtbot, field)
    field.changed.connect(told.append)
    typed(qtbot, field, written)
    assert told == [day]
    assert field.text() == f"{day:%d.%m.%Y}"


def test_plus_and_minus_step_a_whole_day_and_t_is_today(qtbot: QtBot) -> None:
    field = DateEdit(date(2026, 12, 31), today=lambda: TODAY)
    shown(qtbot, field)
    qtbot.keyClicks(field, "+")
    assert field.value() == date(2027, 1, 1)
    qtbot.keyClicks(field, "--")
    assert field.value() == date(2026, 12, 30)
    qtbot.keyClicks(field, "t")
    assert field.value() == TODAY


def test_a_day_that_is_not_in_the_calendar_is_told_below_the_field_on_leaving(qtbot: QtBot) -> None:
    form = FormField("From", DateEdit(today=lambda: TODAY))
    shown(qtbot, form)
    field = form.field
    assert isinstance(field, DateEdit)
    qtbot.keyClicks(field, "31.2.2026")
    assert field.property("fault") != "true"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("fault") == "true"
    assert "no such day" in field.accessibleDescription()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.property("fault") == "false"


def test_a_form_names_its_field_and_the_focus_goes_to_the_first_fault(qtbot: QtBot) -> None:
    holder = QWidget()
    good = FormField("Name", Field("Kari"))
    bad = FormField("Postcode", Field("501"), check=lambda: "A postcode has four digits.")
    column = QVBoxLayout(holder)
    for one in (good, bad):
        column.addWidget(one)
    shown(qtbot, holder)
    assert first_fault([good, bad]) is bad
    assert bad.field.accessibleName() == "Postcode"
    assert bad.field.hasFocus()


def test_a_search_waits_for_the_last_letter(qtbot: QtBot) -> None:
    field, told = SearchField("Filter"), list[object]()
    shown(qtbot, field)
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "kari")
    assert told == []
    qtbot.waitUntil(lambda: told == ["kari"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told == ["kari", ""])


def test_a_list_of_values_gives_the_value_not_its_words(qtbot: QtBot) -> None:
    field, told = Select([("nb", "Norsk bokmål"), ("en", "English")]), list[object]()
    shown(qtbot, field)
    field.chosen.connect(told.append)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert (field.value(), told) == ("en", ["en"])


def test_arrows_choose_among_options_and_one_that_cannot_be_chosen_is_passed(qtbot: QtBot) -> None:
    options = [Option("s", "Small"), Option("m", "Medium", enabled=False), Option("l", "Large", right="429,00")]
    choice, told = Choice("Plan", options, value="s", boxed=True), list[object]()
    shown(qtbot, choice)
    choice.chosen.connect(told.append)
    row = choice.findChildren(QRadioButton)[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert choice.value() == "l"
    assert told == ["l"]
