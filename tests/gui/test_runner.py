"""The runner: answers come in the window's thread, once, to those who still wait."""

import gc
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.errors import DomainError
from desktop.gui.runner import Runner
from desktop.jobs import Progress, Step


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def test_the_answer_comes_in_the_threads_of_the_window(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[tuple[int, str, bool]]()
    where = threading.get_ident()
    runner.start(
        lambda: threading.current_thread().name,
        owner=owner,
        done=lambda name: seen.append((1, name, threading.get_ident() == where)),
    )
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0][1].startswith("read")
    assert seen[0][2]


def test_writes_take_turns_in_the_order_asked(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[int]()
    for number in range(5):
        runner.start(partial(int, number), owner=owner, done=seen.append, lane="write")
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [0, 1, 2, 3, 4]


def test_only_the_newest_of_a_slot_is_answered(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[int]()
    gate = threading.Event()

    def slow(number: int) -> int:
        gate.wait(5)
        return number

    for number in range(6):
        runner.start(partial(slow, number), owner=owner, done=seen.append, slot="list")
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert seen == [5]


def test_an_answer_to_a_deleted_owner_is_dropped_but_the_write_is_told(runner: Runner, qtbot: QtBot) -> None:
    owner, seen, wrote = QObject(), list[int](), list[object]()
    runner.wrote.connect(wrote.append)
    gate = threading.Event()
    runner.start(lambda: int(gate.wait(5)), owner=owner, done=seen.append, lane="write")
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert seen == []
    assert wrote == [1]


def test_a_refusal_goes_to_failed_and_a_fault_to_crashed(runner: Runner, qtbot: QtBot) -> None:
    owner, refused, untaken, crashed = QObject(), list[str](), list[str](), list[BaseException]()
    runner.crashed.connect(crashed.append)
    runner.refused.connect(lambda error: untaken.append(str(error)))

    def refuse() -> None:
        raise DomainError("Invoice {number} is already credited.", number=7)

    def fall() -> None:
        raise ZeroDivisionError

    runner.start(refuse, owner=owner, failed=lambda error: refused.append(str(error)))
    runner.start(refuse, owner=owner)
    runner.start(fall, owner=owner)
    qtbot.waitUntil(lambda: runner.idle)
    assert refused == untaken == ["Invoice 7 is already credited."]
    assert isinstance(crashed[0], ZeroDivisionError)


def test_long_work_tells_its_steps_at_most_twenty_a_second_and_stops_at_one(runner: Runner, qtbot: QtBot) -> None:
    owner, steps, stopped = QObject(), list[Step](), list[bool]()

    def count(progress: Progress) -> None:
        for number in range(10_000):
            progress.step(number, 10_000, "Counting")
            time.sleep(0.001)

    job = runner.start(count, owner=owner, progress=steps.append, stopped=lambda: stopped.append(True))
    qtbot.wait(500)
    job.cancel()
    qtbot.waitUntil(lambda: stopped == [True])
    assert 3 <= len(steps) <= 12


def test_work_that_has_not_begun_never_begins_when_cancelled(runner: Runner, qtbot: QtBot) -> None:
    owner, ran = QObject(), list[int]()
    gate = threading.Event()
    for _ in range(2):
        runner.start(lambda: gate.wait(5), owner=owner)
    late = runner.start(lambda: ran.append(1), owner=owner)
    late.cancel()
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert ran == []


def test_a_thousand_answers_leave_the_counts_of_none_and_true_alone(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[object]()
    gc.collect()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1000):
        runner.start(lambda: None, owner=owner, done=lambda _: seen.append(1), slot="")
    qtbot.waitUntil(lambda: len(seen) == 1000)
    gc.collect()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - 500
    assert after[1] > before[1] - 500
