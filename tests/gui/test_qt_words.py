"""Qt's own texts: in the language of the screen, each with what its English has in it."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.qt_words import QtWords, words_of_qt


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    before, made = QLocale(), QtWords(qapp)
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)
    QLocale.setDefault(before)


def menu_of(field: QLineEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    return [act.text().split("\t")[0].replace("&", "") for act in menu.actions() if act.text()]


def test_the_menu_of_a_field_speaks_bokmaal_and_changes_with_the_language(words: QtWords, qtbot: QtBot) -> None:
    field = QLineEdit("Kari")
    qtbot.addWidget(field)
    words.speak("nb")
    assert menu_of(field) == ["Angre", "Gjør om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt"]
    words.speak("nn")
    assert menu_of(field)[:2] == ["Angre", "Gjer om"]
    words.speak("en")
    assert menu_of(field)[:2] == ["Undo", "Redo"]


def test_the_dialog_of_files_says_nothing_in_english(words: QtWords, qtbot: QtBot) -> None:
    words.speak("nb")
    dialog = QFileDialog(None, "Åpne en virksomhetsfil")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = {button.text().replace("&", "") for button in dialog.findChildren(QAbstractButton)}
    tips = {button.toolTip() for button in dialog.findChildren(QAbstractButton)}
    assert {"Åpne", "Avbryt"} <= said
    assert {"Tilbake", "Mappen over", "Ny mappe", "Detaljer"} <= tips


def test_the_dialog_of_the_printer_says_nothing_in_english(words: QtWords, qtbot: QtBot) -> None:
    words.speak("nb")
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    said = {button.text().replace("&", "") for button in dialog.findChildren(QAbstractButton)}
    assert {"Skriv ut", "Avbryt", "Egenskaper", "Sorter eksemplarene"} <= said
    assert not said & {"Print", "Properties", "Collate", "Print all", "Options >>"}


def test_months_and_days_follow_the_language(words: QtWords) -> None:
    for language, month in (("nb", "desember"), ("nn", "desember"), ("en", "December")):
        words.speak(language)
        assert QLocale().toString(QDate(2026, 12, 1), "MMMM") == month
    words.speak("nn")
    assert QLocale().toString(QDate(2026, 12, 5), "dddd") == "laurdag"


def test_a_shortcut_shows_its_arrow_and_is_still_read_in_english(words: QtWords) -> None:
    words.speak("nb")
    keys = QKeySequence("Alt+Left")
    assert keys.toString(QKeySequence.SequenceFormat.PortableText) == "Alt+Left"
    assert keys.toString(QKeySequence.SequenceFormat.NativeText) == "Alt+←"


def test_what_is_not_known_stays_as_qt_has_it(words: QtWords) -> None:
    words.speak("nb")
    assert QCoreApplication.translate("QLineEdit", "No such text") == "No such text"


def test_both_languages_have_the_same_texts() -> None:
    bokmaal, nynorsk = words_of_qt("nb"), words_of_qt("nn")
    assert {name: sorted(texts) for name, texts in bokmaal.items()} == {
        name: sorted(texts) for name, texts in nynorsk.items()
    }
    assert words_of_qt("en") == {}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_text_keeps_its_places_and_its_key(language: str) -> None:
    for texts in words_of_qt(language).values():
        for english, said in texts.items():
            assert sorted(re.findall(r"%\d", said)) == sorted(re.findall(r"%\d", english)), english
            assert ("&" in said) == ("&" in english), english
            assert said, english
