"""The choice of language, and what it costs before anything is shown."""

import subprocess
import sys
from datetime import date

import pytest

from desktop.i18n import _, ngettext, set_language
from desktop.i18n.dates import date_range, parse_date
from desktop.paths import ROOT


def test_a_sentence_is_shown_in_the_language_asked_for_or_in_that_of_the_screen() -> None:
    text = "Write the date like 25.11.2026."
    assert _(text, language="en") == text
    assert _(text, language="nb") == "Skriv datoen slik: 25.11.2026."
    set_language("en")
    assert _(text) == text
    assert _(text, language="nn") == "Skriv datoen slik: 25.11.2026."


def test_a_text_that_nobody_translated_is_shown_in_english() -> None:
    assert _("no such text", language="nb") == "no such text"
    assert ngettext("{n} thing", "{n} things", 2, language="nn") == "{n} things"


@pytest.mark.parametrize(("language", "shown"), [("nb", "fra og med 1. mars 2026"), ("nn", "frå og med 1. mars 2026")])
def test_a_period_without_an_end_says_from_and_with_when(language: str, shown: str) -> None:
    assert date_range(parse_date("1.3.2026", today=date.min), date.max, language=language) == shown


def test_babel_waits_until_the_first_figure_is_shown() -> None:
    asked = "import sys, desktop.i18n, desktop.i18n.numbers, desktop.i18n.dates, desktop.config, desktop.log\n"
    asked += "sys.exit('babel' in sys.modules or 'PySide6' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0
