"""The one list: windows on demand, a million rows without a pause, marks, keys, copy and memory."""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.gui.models.columns import Column, Kind, Status
from desktop.gui.models.marks import Marking
from desktop.gui.models.query import Query
from desktop.gui.runner import Runner
from desktop.gui.widgets.paged_table import PagedTable


class Person(NamedTuple):
    id: int
    name: str
    status: str
    amount: int | None
    since: date


class People:
    """A source of any length that counts what it is asked."""

    def __init__(self, many: int, *, slow: float = 0) -> None:
        self.many, self.slow = many, slow
        self.asked: list[tuple[int, int]] = []
        self.amount = 24900

    def count(self, query: Query) -> int:
        return self.many // 10 if query.search else self.many

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Person]:
        self.asked.append((offset, limit))
        time.sleep(self.slow)
        numbers = range(offset, min(offset + limit, self.count(query)))
        return [self.person(self.many - 1 - n if query.descending else n) for n in numbers]

    def person(self, number: int) -> Person:
        amount = None if number % 5 == 4 else 0 if number % 5 == 3 else self.amount
        return Person(number, f"Kari {number}", "active", amount, date(2024, 1, 1) + timedelta(days=number % 365))


COLUMNS = [
    Column("id", "No.", Kind.ID, width=80),
    Column("name", "Name", width=160, strong=True, stretch=True),
    Column("status", "Status", Kind.STATUS, value=lambda row: Status.of(row.status, "Active")),
    Column("amount", "Amount, kr", Kind.MONEY),
    Column("since", "Since", Kind.DATE, muted=True, sortable=False),
]


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def shown(
    qtbot: QtBot, runner: Runner, source: People, marking: Marking = Marking.SELECT, query: Query | None = None
) -> PagedTable:
    table = PagedTable(COLUMNS, runner, name="People", marking=marking)
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.show()
    with qtbot.waitSignal(table.counted):
        table.show_rows(source, query)
    return table


def names(table: PagedTable, rows: range) -> list[str]:
    return [str(table.rows.index(row, 2).data()) for row in rows]


def press(qtbot: QtBot, table: PagedTable, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(table, key, held or Qt.KeyboardModifier.NoModifier)


def test_rows_come_and_the_first_is_current(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000))
    assert table.total == 1_000
    assert names(table, range(2)) == ["Kari 0", "Kari 1"]
    assert table.current_row() == People(1_000).person(0)


def test_a_million_rows_ask_for_the_windows_in_sight_alone(qtbot: QtBot, runner: Runner) -> None:
    source = People(1_000_000)
    table = shown(qtbot, runner, source)
    for act in (
        lambda: press(qtbot, table, Qt.Key.Key_End),
        lambda: press(qtbot, table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
        lambda: table.verticalScrollBar().setValue(500_000),
        lambda: press(qtbot, table, Qt.Key.Key_Home),
        table.grab,
    ):
        act()
        qtbot.wait(60)
    assert table.marked_count() == 1_000_000
    assert len(source.asked) < 8


def test_the_last_row_is_loaded_after_end(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000_000))
    press(qtbot, table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: names(table, range(999_999, 1_000_000)) == ["Kari 999999"])


def test_old_rows_stay_until_those_of_the_new_query_come(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, source := People(1_000))
    source.slow = 0.15
    table.ask(Query(search="kari"))
    qtbot.wait(30)
    assert table.total == 1_000
    assert names(table, range(1)) == ["Kari 0"]
    qtbot.waitUntil(lambda: table.total == 100)


def test_a_late_answer_of_an_older_query_is_dropped(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, source := People(1_000, slow=0.05))
    for text in ("k", "ka", "kar", ""):
        table.ask(Query(search=text))
    qtbot.waitUntil(lambda: runner.idle)
    assert table.total == source.many
    assert not table.query.search


def test_a_click_on_the_head_sorts_and_again_the_other_way(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000))
    asked = list[Query]()
    table.query_changed.connect(asked.append)
    for _ in range(2):
        with qtbot.waitSignal(table.counted):
            table.horizontalHeader().sectionClicked.emit(2)
    assert [(query.sort, query.descending) for query in asked] == [("name", False), ("name", True)]
    assert names(table, range(1)) == ["Kari 999"]


def test_alt_down_sorts_by_the_column_of_the_arrow_keys_unless_it_cannot_be_sorted(
    qtbot: QtBot, runner: Runner
) -> None:
    table = shown(qtbot, runner, People(1_000))
    press(qtbot, table, Qt.Key.Key_Right)
    with qtbot.waitSignal(table.counted):
        press(qtbot, table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table.query == Query(sort="name", descending=True)
    for _ in range(3):
        press(qtbot, table, Qt.Key.Key_Right)
    press(qtbot, table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert table.query == Query(sort="name", descending=True)


def test_space_marks_shift_marks_on_and_escape_clears(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000))
    press(qtbot, table, Qt.Key.Key_Space)
    press(qtbot, table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.marked().ids == {0, 1, 2}
    assert table.check_state() == Qt.CheckState.PartiallyChecked
    press(qtbot, table, Qt.Key.Key_Escape)
    assert table.marked_count() == 0


def test_shift_end_marks_rows_that_were_never_loaded(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(5_000))
    press(qtbot, table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: table.marked_count() == 5_000)


def test_all_but_some_are_kept_as_the_some(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000_000))
    table.mark_all()
    press(qtbot, table, Qt.Key.Key_Space)
    marked = table.marked()
    assert (marked.everything, marked.ids, table.marked_count()) == (True, frozenset({0}), 999_999)


def test_another_filter_clears_the_marks_but_another_order_keeps_them(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(1_000))
    press(qtbot, table, Qt.Key.Key_Space)
    table.sort_by("name", descending=True)
    assert table.marked().ids == {0}
    table.ask(Query(search="x"))
    assert table.marked_count() == 0


def test_in_a_plan_all_take_part_until_left_out(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(300), Marking.INCLUDE)
    assert table.marked_count() == 300
    press(qtbot, table, Qt.Key.Key_Space)
    table.ask(Query(search="x"))
    assert table.marked().ids == {0}
    assert table.is_left_out(People(300).person(0), marked=False)


def test_looking_again_keeps_place_marks_and_scroll(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, source := People(10_000))
    table.set_current(5_000)
    qtbot.waitUntil(lambda: table.current_row() is not None)
    press(qtbot, table, Qt.Key.Key_Space)
    top, source.amount = table.verticalScrollBar().value(), 99_00
    with qtbot.waitSignal(table.counted):
        table.look_again()
    assert table.current_row() == source.person(5_000)
    assert (table.verticalScrollBar().value(), table.marked().ids) == (top, frozenset({5_000}))


def test_a_list_comes_back_as_it_was_left(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, source := People(1_000), query=Query(sort="name", descending=True))
    table.set_current(50)
    press(qtbot, table, Qt.Key.Key_Space)
    left = table.place()
    other = PagedTable(COLUMNS, runner, name="People", marking=Marking.SELECT)
    qtbot.addWidget(other)
    other.resize(800, 500)
    other.show()
    with qtbot.waitSignal(other.counted):
        other.restore(source, left)
    assert other.place() == left


def test_copy_gives_headers_tabs_and_bare_figures_and_no_formula(qtbot: QtBot, runner: Runner) -> None:
    class Rogues(People):
        def person(self, number: int) -> Person:
            return Person(number, '=HYPERLINK("x")\tA', "active", -123450, date(2026, 11, 25))

    table = shown(qtbot, runner, Rogues(3))
    table.mark_all()
    with qtbot.waitSignal(table.copied):
        press(qtbot, table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "No.\tName\tStatus\tAmount, kr\tSince"
    assert lines[1] == '0\t\'=HYPERLINK("x") A\tActive\t-1234,50\t25.11.2026'
    assert len(lines) == 4


def test_enter_opens_the_row_and_a_click_on_its_box_marks_it(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, source := People(100))
    with qtbot.waitSignal(table.opened) as opened:
        press(qtbot, table, Qt.Key.Key_Return)
    assert opened.args == [source.person(0)]
    box = table.visualRect(table.rows.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert table.marked().ids == {3}
    assert table.current_row() == source.person(3)


def test_every_cell_has_a_name_with_a_letter_or_digit(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(20))
    for row in range(20):
        for column in range(table.rows.columnCount()):
            spoken = str(table.rows.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
            assert any(character.isalnum() for character in spoken)
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "People"


def test_markup_in_a_tooltip_is_shown_as_it_is_written() -> None:
    from desktop.gui.widgets.text import plain_tip

    assert plain_tip("<b>A & B</b>") == "<qt>&lt;b&gt;A &amp; B&lt;/b&gt;</qt>"


def test_a_width_set_by_hand_stays_when_the_window_grows(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(20))
    table.horizontalHeader().resizeSection(3, 222)
    table.resize(1_100, 500)
    assert table.columnWidth(3) == 222
    assert table.widths() == {"status": 222}


def test_a_narrow_list_keeps_the_least_widths_and_scrolls(qtbot: QtBot, runner: Runner) -> None:
    table = shown(qtbot, runner, People(20))
    table.resize(200, 300)
    assert min(table.columnWidth(section) for section in range(1, 6)) >= 60
    assert table.horizontalScrollBar().maximum() > 0
