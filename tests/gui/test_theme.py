"""The look: every pair of colours keeps its contrast, icons and fonts are there, the sheet stays short."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.theme.contrast import CONTROL, TEXT, contrast
from desktop.gui.theme.icons import names
from desktop.gui.theme.sheet import SHEET
from desktop.gui.theme.tokens import Mode, colours, tokens
from desktop.gui.widgets.text import label

GROUNDS = ("window", "sidebar", "surface", "surface_alt", "raised", "hover")
STATES = ("ok", "warn", "danger", "info", "neutral", "trial")
MODES: tuple[Mode, ...] = ("light", "dark")


def pairs() -> Iterator[tuple[str, str, float]]:
    """Foreground, ground, least contrast: the duty that the token file names, and what it counts besides."""
    for ground in GROUNDS:
        for tone in ("text", "text_secondary", "text_muted", "accent_text", *STATES):
            yield tone, ground, TEXT
        for tone in ("border_control", "focus", "text_disabled"):
            yield tone, ground, CONTROL
    for tone in ("text", "text_secondary", "accent_text", *STATES):
        yield tone, "selection", TEXT
    for tone in ("text", "text_secondary", *STATES):
        yield tone, "selection_inactive", TEXT
    for tone in STATES:
        yield tone, f"{tone}_bg", TEXT
    for ground in ("accent", "accent_hover", "accent_pressed"):
        yield "on_accent", ground, TEXT
    yield "selection_text", "selection", TEXT
    yield "accent_text", "accent_subtle", TEXT
    yield "on_danger", "danger", TEXT
    for tone in ("tooltip_text", "tooltip_accent", "tooltip_ok"):
        yield tone, "tooltip", TEXT


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_of_colours_has_its_contrast(mode: Mode) -> None:
    found = colours(mode)
    low = [
        (tone, ground, contrast(found[tone], found[ground]))
        for tone, ground, least in pairs()
        if contrast(found[tone], found[ground]) < least
    ]
    assert low == []
    assert len(list(pairs())) >= 98


@pytest.mark.parametrize("mode", MODES)
def test_chart_fills_stand_out_from_the_surface(mode: Mode) -> None:
    found = colours(mode)
    fills = [value for name, value in found.items() if ".movement." in name or ".category." in name]
    assert len(fills) == 13
    assert all(contrast(fill, found["surface"]) >= CONTROL for fill in fills)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_the_sheet_is_short_and_names_only_tokens() -> None:
    assert len(SHEET.strip().splitlines()) < 120
    for mode in MODES:
        assert set(re.findall(r"@(\w+)", SHEET)) <= colours(mode).keys()


def test_icons_of_statuses_are_there() -> None:
    wanted = {look["icon"] for look in tokens()["status"].values()}
    assert wanted <= set(names())


def test_the_palette_follows_the_mode_and_the_disabled_group_its_token(qapp: QApplication) -> None:
    for mode in MODES:
        theme.apply(qapp, mode=mode)
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Base) == theme.colour("surface")
        disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert disabled == theme.colour("text_disabled")
        idle = palette.color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
        assert idle == theme.colour("selection_inactive")


def test_tones_and_icons_follow_when_light_and_dark_change(qtbot: QtBot, qapp: QApplication) -> None:
    words, press = label("Aktiv", tone="ok"), QPushButton("Lagre")
    theme.give_icon(press, "check", tone="ok")
    for widget in (words, press):
        qtbot.addWidget(widget)
        widget.show()
    before = press.icon().pixmap(16).toImage()
    theme.apply(qapp, mode="dark")
    assert words.palette().color(QPalette.ColorRole.WindowText) == theme.colour("ok")
    assert press.icon().pixmap(16).toImage() != before


def test_zoom_multiplies_lengths_and_text_within_its_bounds(qapp: QApplication) -> None:
    theme.apply(qapp, mode="light", zoom=150)
    assert (theme.px(20), theme.size("control"), theme.font("body").pixelSize()) == (30, 48, 20)
    theme.apply(qapp, mode="light", zoom=1000)
    assert theme.zoom() == theme.MOST_ZOOM


def test_digits_have_one_width_only_where_asked() -> None:
    tag = QFont.Tag("tnum")
    assert theme.font("body", tabular=True).isFeatureSet(tag)
    assert not theme.font("body").isFeatureSet(tag)
    assert theme.font("body").featureValue(QFont.Tag("calt")) == 0


def test_markup_in_a_label_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    words = label("<b>Kari</b>")
    qtbot.addWidget(words)
    assert isinstance(words, QLabel)
    assert words.sizeHint().width() > label("Kari").sizeHint().width() * 2
