"""A domain message as it is shown, in every language."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.period import ServicePeriod
from desktop.domain.text import Amount, Message
from desktop.i18n import current_language, set_language, translate


def test_values_are_written_for_people() -> None:
    message = Message(
        "{name} owes {owed} since {day} for {period}: {size}, {parts}, invoice {number}.",
        values={
            "name": "<b>Kari</b>",
            "owed": Amount(128450),
            "day": date(2026, 11, 25),
            "period": ServicePeriod(date(2026, 3, 1), date(2026, 4, 1)),
            "size": Decimal("1.5"),
            "parts": ("a", Message("b")),
            "number": 21875,
        },
    )
    assert translate(message, language="en") == (
        "<b>Kari</b> owes 1\u00a0284,50\u00a0kr since 25 November 2026 for 1–31 March 2026: 1,5, a, b, invoice 21875."
    )


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 rows are new."), (1, "1 row is new."), (2, "2 rows are new."), (5174, "5\u00a0174 rows are new.")],
)
def test_a_count_chooses_its_sentence_and_is_grouped(count: int, shown: str) -> None:
    message = Message("{count} row is new.", "{count} rows are new.", count)
    assert translate(message, language="en") == shown


def test_a_refusal_carries_its_sentence_untranslated() -> None:
    refusal = DomainError("Invoice {number} is already credited.", number=1001)
    assert str(refusal) == "Invoice 1001 is already credited."
    assert refusal.message.values == {"number": 1001}


def test_an_unknown_language_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no such language: sv"):
        set_language("sv")


def test_the_language_of_the_screen_stays_until_it_is_changed() -> None:
    before = current_language()
    try:
        set_language("nn")
        assert current_language() == "nn"
    finally:
        set_language(before)
