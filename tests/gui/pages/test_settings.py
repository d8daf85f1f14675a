"""Settings: the company from a day on, KID, number series, rules, rates, and how the program looks."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.invoice import DocumentKind
from desktop.domain.settings import BillingRules, CreditForm
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.settings import SettingsPage
from desktop.gui.pages.settings.company import KidPanel, SellerPanel
from desktop.gui.pages.settings.numbers import FirstNumberPanel, SeriesPanel
from desktop.gui.pages.settings.rule_words import GROUPS, LATER, Group
from desktop.gui.pages.settings.rules import RulesPanel
from desktop.i18n import set_language
from desktop.services import renewal, settings
from desktop.services.context import Session
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.business import TODAY, buy, join, open_shop, opened


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def shop(tmp_path: Path) -> Session:
    return open_shop(tmp_path)


def shown(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    page = window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.company.found is not None and window.runner.idle)
    return page


def press_primary(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.area.panel
    assert panel is not None
    panel.press()
    qtbot.waitUntil(lambda: window.area.panel is None and window.runner.idle)


def test_the_company_changes_from_a_day_on_and_keeps_what_it_was(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        page.company.change()
        panel = window.area.panel
        assert isinstance(panel, SellerPanel)
        panel.day.set_value(date(2026, 3, 1))
        panel.form.address1.setText("Nygata 1")
        panel.form.account.setText("1234.56.78903")
        press_primary(qtbot, window)
        found = settings.settings(shop)
        assert [seller.address1 for seller in found.sellers] == ["Kvernbekkveien 4", "Nygata 1"]
        assert (found.seller.address1, found.seller.account) == ("Nygata 1", "12345678903")


def test_a_wrong_number_is_told_below_its_field_and_nothing_is_saved(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        page.company.change()
        panel = window.area.panel
        assert isinstance(panel, SellerPanel)
        panel.form.org_number.setText("123 456 789")
        panel.press()
        assert window.focusWidget() is panel.form.org_number
        assert "nine digits" in panel.form.org_number.accessibleDescription()
        assert len(settings.settings(shop).sellers) == 1


def test_a_logo_is_taken_shown_and_removed(qtbot: QtBot, shop: Session, tmp_path: Path) -> None:
    picture = QImage(600, 100, QImage.Format.Format_RGB32)
    picture.fill(0x0E5F76)
    picture.save(str(tmp_path / "logo.png"))
    (tmp_path / "no.png").write_text("<svg/>")
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        page.company.change()
        panel = window.area.panel
        assert isinstance(panel, SellerPanel)
        panel.form.take_logo(tmp_path / "no.png")
        assert not panel.form.value().logo
        panel.form.take_logo(tmp_path / "logo.png")
        assert panel.form.picture.isVisibleTo(panel)
        press_primary(qtbot, window)
        assert settings.settings(shop).seller.logo.startswith(b"\x89PNG")


def test_the_kid_agreement_shows_an_example_and_refuses_what_is_too_long(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        page.company.change_kid()
        panel = window.area.panel
        assert isinstance(panel, KidPanel)
        assert panel.example.text() == "Example: 01048200218756"
        panel.payer.set_value(15)
        panel.running.set_value(15)
        assert "from 4 to 25 digits" in panel.example.text()
        panel.press()
        assert window.area.panel is panel
        panel.running.set_value(8)
        press_primary(qtbot, window)
        assert settings.settings(shop).seller.kid.running_width == 8


def test_the_first_number_is_set_until_it_is_used(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        row = settings.numbering(settings.settings(shop))[0]
        assert (row.kind, row.next_number, row.is_used) == (DocumentKind.INVOICE, "10001", False)
        page.numbers.first(row)
        panel = window.area.panel
        assert isinstance(panel, FirstNumberPanel)
        panel.first.set_value(21875)
        press_primary(qtbot, window)
        buy(shop, join(shop))
        result = renewal.commit(shop, proposal=renewal.propose(shop, target=TODAY))
        assert result.run.first_number == 21875
        with pytest.raises(Exception, match="given numbers already"):
            settings.set_first_number(shop, kind=DocumentKind.INVOICE, first=1)


def test_a_new_series_takes_over_with_its_prefix(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings") as window:
        page = shown(qtbot, window)
        page.numbers.new_series()
        panel = window.area.panel
        assert isinstance(panel, SeriesPanel)
        panel.press()
        assert window.focusWidget() is panel.prefix
        panel.prefix.setText("B")
        panel.first.set_value(1)
        press_primary(qtbot, window)
        assert settings.numbering(settings.settings(shop))[0].next_number == "B1"


def test_the_rules_are_changed_and_each_says_what_it_means(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings", section="rules") as window:
        page = shown(qtbot, window)
        page.rules.change()
        panel = window.area.panel
        assert isinstance(panel, RulesPanel)
        panel.answers["credit_form"].set_value(CreditForm.NEXT_INVOICE)
        panel.answers["cancel_day_billed"].set_value(value=False)
        panel.numbers["notice_days"].set_value(21)
        press_primary(qtbot, window)
        rules = settings.settings(shop).rules
        assert (rules.credit_form, rules.cancel_day_billed, rules.notice_days) == (CreditForm.NEXT_INVOICE, False, 21)


def _listed(groups: Sequence[Group]) -> list[tuple[str, str, str]]:
    rules = [(rule.key, rule.name, rule.says) for group in groups for rule in group.rules]
    return rules + [(rule.key, rule.name, rule.says) for group in groups for rule in group.numbers]


def test_every_rule_that_something_acts_on_is_on_the_page(qtbot: QtBot, shop: Session) -> None:
    listed = _listed(GROUPS)
    wanted = {field.name for field in fields(BillingRules)} - {"currency", "zone"}
    assert sorted(key for key, _name, _says in [*listed, *_listed(LATER)]) == sorted(wanted)
    with opened(qtbot, shop, "settings", section="rules") as window:
        words = [label.text() for label in shown(qtbot, window).rules.inside.findChildren(QLabel)]
        for key, name, says in listed:
            assert any(text.startswith(f"{name}: ") for text in words), key
            assert says in words, key


def test_how_long_a_price_is_kept_is_saved_and_the_other_rules_stay(qtbot: QtBot, shop: Session) -> None:
    with opened(qtbot, shop, "settings", section="rules") as window:
        page = shown(qtbot, window)
        page.rules.change(next(group for group in GROUPS if group.name == "When a subscription ends"))
        panel = window.area.panel
        assert isinstance(panel, RulesPanel)
        panel.answers["keeps_unused_of_non_payment"].set_value(value=True)
        panel.numbers["keep_price_days"].set_value(60)
        press_primary(qtbot, window)
        rules = settings.settings(shop).rules
        assert rules == BillingRules(keeps_unused_of_non_payment=True, keep_price_days=60)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("section", ["company", "numbers", "rules", "rates", "appearance"])
def test_no_word_is_cut_off_and_everything_has_a_name(qtbot: QtBot, shop: Session, language: str, section: str) -> None:
    set_language(language)
    with opened(qtbot, shop, "settings", section=section) as window:
        shown(qtbot, window)
        qtbot.wait(50)
        assert clipped(window) == []
        assert unnamed(window) == []
