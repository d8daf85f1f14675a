"""The bus: what the answer of a verb changed is announced, whatever shape the answer has."""

from typing import NamedTuple

import pytest

from desktop.gui.changes import Changes
from desktop.services.changes import Changed


class Done(NamedTuple):
    number: int
    changed: Changed


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Changed.INVOICE | Changed.LEDGER, [Changed.INVOICE | Changed.LEDGER]),
        ((7, Changed.NOTE), [Changed.NOTE]),
        (Done(7, Changed.NOTE), [Changed.NOTE]),
        (Changed.NOTHING, []),
        (None, []),
        ("INVOICE", []),
    ],
)
def test_what_an_answer_changed_is_announced(answer: object, told: list[Changed]) -> None:
    bus, heard = Changes(), list[Changed]()
    bus.announced.connect(heard.append)
    bus.hear(answer)
    assert heard == told
