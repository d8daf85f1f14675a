"""The record's forms: contact, a temporary address, preferences and notes; drafts that survive."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.domain.subscriber import ContactRole, contact_on
from desktop.gui.pages.subscriber.forms import ContactPanel, NotePanel, PreferencesPanel, TemporaryPanel
from desktop.gui.widgets.fields import Field, Select
from desktop.i18n import set_language
from desktop.services import subscriber, subscription
from desktop.services.context import Session
from tests.gui.pages.people import opened, panel_of, press, primary, record_of, rest, words
from tests.services.shop import TODAY, buy, join, open_shop


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def ctx(tmp_path: Path) -> Session:
    made = open_shop(tmp_path)
    buy(made, join(made))
    return made


def test_a_contact_is_corrected(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        qtbot.keyClick(window, Qt.Key.Key_F2)
        panel = panel_of(qtbot, window)
        assert isinstance(panel, ContactPanel)
        panel.form.set_text("email", "kari")
        primary(panel).click()
        assert "An e-mail address has one @" in words(panel)
        panel.form.set_text("email", "kari@nordahl.example")
        panel.form.set_text("name", "Kari Nordahl Moe")
        press(qtbot, window, panel)
        record_of(qtbot, window)
        assert page.title() == "Kari Nordahl Moe"
        person = subscriber.get(ctx, subscriber=1)
        assert (person.subscriber.name, person.contacts[0].email) == ("Kari Nordahl Moe", "kari@nordahl.example")


def test_the_second_of_two_who_edit_is_told_and_keeps_the_draft(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        page.edit_contact()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, ContactPanel)
        panel.form.set_text("phone", "400 00 182")
        person = subscriber.get(ctx, subscriber=1)
        subscriber.change(ctx, subscriber=replace(person.subscriber, name="Først"), contact=person.contacts[0])
        press(qtbot, window, panel)
        assert window.area.panel is panel
        assert panel.form.text("phone") == "400 00 182"


def test_a_temporary_address_is_an_interval(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        page.temporary_address()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, TemporaryPanel)
        primary(panel).click()
        assert "Write the last day." in words(panel)
        panel.first_day.set_value(date(2026, 7, 1))
        panel.last_day.set_value(date(2026, 7, 31))
        for key, text in (("address1", "Sjøbua 1"), ("postcode", "4790"), ("city", "Lillesand")):
            field = panel.fields.fields[key].field
            assert isinstance(field, Field)
            field.setText(text)
        press(qtbot, window, panel)
        record_of(qtbot, window)
        assert "Deliveries go here, 1–31 July" in words(page.body)
        contacts = subscriber.get(ctx, subscriber=1).contacts
        for day, city in (
            (date(2026, 6, 30), "Bergen"),
            (date(2026, 7, 31), "Lillesand"),
            (date(2026, 8, 1), "Bergen"),
        ):
            found = contact_on(contacts, role=ContactRole.DELIVERY, day=day)
            assert found is not None
            assert found.city == city


def test_preferences_are_changed_and_changed_back(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        assert page.record is not None
        page.edit_preferences(page.record.subscriptions[0])
        panel = panel_of(qtbot, window)
        assert isinstance(panel, PreferencesPanel)
        field = panel.answers["grind"]
        assert isinstance(field, Select)
        field.set_value("Hele bønner")
        press(qtbot, window, panel)
        assert subscription.get(ctx, subscription=1).preferences == {"grind": "Hele bønner"}
        window.undo()
        rest(qtbot, window)
        assert subscription.get(ctx, subscription=1).preferences == {"grind": "Filter"}


def test_a_note_is_written_pinned_and_edited(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NotePanel)
        primary(panel).click()
        assert "Write something, or close the note." in words(panel)
        qtbot.keyClicks(panel.text, "Ring etter kl. 15")
        press(qtbot, window, panel)
        record_of(qtbot, window)
        assert "Ring etter kl. 15" in words(page.body)
        next(b for b in page.body.findChildren(QToolButton) if b.accessibleName() == "Pin the note").click()
        rest(qtbot, window)
        (note,) = subscriber.get(ctx, subscriber=1).notes
        assert note.pinned
        next(b for b in page.body.findChildren(QToolButton) if b.accessibleName() == "Edit the note").click()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NotePanel)
        panel.text.setPlainText("Ring etter kl. 16")
        press(qtbot, window, panel)
        (note,) = subscriber.get(ctx, subscriber=1).notes
        assert (note.text, note.pinned) == ("Ring etter kl. 16", True)


def test_a_half_written_note_waits_for_its_own_subscriber(qtbot: QtBot, ctx: Session) -> None:
    other = join(ctx, "10483", "Ola Bråten")
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window).new_note()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, NotePanel)
        panel.text.setPlainText("Halv")
        window.navigate("subscriber", id=other)
        record_of(qtbot, window).new_note()
        theirs = panel_of(qtbot, window)
        assert isinstance(theirs, NotePanel)
        assert theirs.text.toPlainText() == ""
        window.go_back()
        record_of(qtbot, window).new_note()
        again = panel_of(qtbot, window)
        assert isinstance(again, NotePanel)
        assert again.text.toPlainText() == "Halv"


def test_a_start_in_the_future_is_said(qtbot: QtBot, ctx: Session) -> None:
    owner = join(ctx, "10483", "Ola Bråten")
    buy(ctx, owner, start=date(2026, 5, 10))
    with opened(qtbot, ctx, "subscriber", id=owner) as window:
        page = record_of(qtbot, window)
        assert "Not started" in words(page.head)
        assert not page.head.change.isEnabled()
        assert page.head.cancel.isEnabled()
        assert ctx.today == TODAY
