"""Guards a fault of PySide6 6.12.0 on this Python: each signal dropped a reference to `None` or `True`.

The process then dies after some hundred signals. 6.11.3 is good; a later version is tried here first.
"""

import sys

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication

EMISSIONS = 1000
# Others in the process come and go; a fault would move the count by at least one an emission.
NOISE = 100


class Bell(QObject):
    rung = Signal(int)
    told = Signal(object)


def test_the_version_is_the_one_that_was_tried() -> None:
    assert PySide6.__version__ == "6.11.3"


@pytest.mark.parametrize("singleton", [None, True, False], ids=str)
def test_a_thousand_signals_cost_no_reference(qapp: QApplication, singleton: object) -> None:
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda _number: None)
    bell.told.connect(lambda value: heard.append(value is singleton))
    before = sys.getrefcount(singleton)
    for _ in range(EMISSIONS):
        bell.rung.emit(1)
        bell.told.emit(singleton)
    QCoreApplication.processEvents()
    assert all(heard)
    heard.clear()
    assert abs(sys.getrefcount(singleton) - before) < NOISE
