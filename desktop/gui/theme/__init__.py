"""The look as values: colours, fonts, lengths and icons of the theme in force; begin in `apply`.

Everything asks here by token name: `theme.colour("danger")`, `theme.font("small")`, `theme.px(12)`,
`theme.icon("search")`. Light and dark change in a living window; zoom and language build it anew.
"""

import re
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.gui.theme.icons import tinted
from desktop.gui.theme.sheet import SHEET
from desktop.gui.theme.tokens import (
    Fill,
    Mode,
    StatusLook,
    colours,
    coverage_look,
    movement,
    status_look,
    tokens,
)
from desktop.paths import FONTS

__all__ = [
    "LEAST_ZOOM",
    "MOST_ZOOM",
    "Fill",
    "Mode",
    "StatusLook",
    "apply",
    "colour",
    "coverage_look",
    "font",
    "give_icon",
    "icon",
    "mode",
    "movement",
    "pixmap",
    "px",
    "row_height",
    "set_tone",
    "size",
    "status_look",
    "tokens",
    "zoom",
]

LEAST_ZOOM, MOST_ZOOM = 80, 200  # per cent

_AFTER_ICON = 4
_ICON = "fornya_icon"  # property of a widget with an icon: name, tone, size, tone when on


class _InForce:
    """The theme the one QApplication wears."""

    mode: Mode = "light"
    zoom: int = 100
    density: str = "standard"


def mode() -> Mode:
    """Light or dark, whichever is in force."""
    return _InForce.mode


def zoom() -> int:
    """The text size in force, in per cent."""
    return _InForce.zoom


def px(length: int) -> int:
    """A length of the look in logical pixels at the zoom in force."""
    return (length * _InForce.zoom + 50) // 100


def size(name: str) -> int:
    """A length of the token table `[size]`, zoomed, such as `row_standard`."""
    return px(tokens()["size"][name])


def colour(name: str) -> QColor:
    """The colour of a token in the mode in force. Raises KeyError for a name that is no token."""
    return QColor(colours(_InForce.mode)[name])


def font(name: str = "body", *, weight: int = 0, tabular: bool = False, struck: bool = False) -> QFont:
    """The font of a token of `[type]`; `tabular` digits only for right-aligned numbers and ids."""
    return QFont(_font(name, weight, _InForce.zoom, tabular=tabular, struck=struck))


@lru_cache(maxsize=256)
def _font(name: str, weight: int, at_zoom: int, *, tabular: bool, struck: bool) -> QFont:
    kind = tokens()["type"]
    made = QFont(kind["family"])
    made.setPixelSize((kind[name]["px"] * at_zoom + 50) // 100)
    made.setWeight(QFont.Weight(weight or kind[name]["weight"]))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("calt"), kind["calt"])
    made.setStrikeOut(struck)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def pixmap(name: str, *, tone: str = "text_secondary", size: int = 16) -> QPixmap:
    """The icon `name` in the colour of token `tone`, `size` pixels before zoom."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return tinted(name, colours(_InForce.mode)[tone], px(size), size, ratio)


def icon(name: str, *, tone: str = "text_secondary", size: int = 16, on_tone: str = "", gap: int = 0) -> QIcon:
    """A Lucide icon for a button, with its colour when off, when on (`on_tone`) and when disabled.

    `gap` pixels are left free after it.
    """
    made = QIcon(_with_gap(pixmap(name, tone=tone, size=size), gap))
    made.addPixmap(_with_gap(pixmap(name, tone="text_disabled", size=size), gap), QIcon.Mode.Disabled)
    if on_tone:
        made.addPixmap(_with_gap(pixmap(name, tone=on_tone, size=size), gap), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _with_gap(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(drawn.width() + int(gap * ratio), drawn.height())
    wider.fill(Qt.GlobalColor.transparent)
    wider.setDevicePixelRatio(ratio)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


def give_icon(
    widget: QAbstractButton | QLabel, name: str, *, tone: str = "text_secondary", size: int = 16, on_tone: str = ""
) -> None:
    """Sets an icon that follows when light and dark change."""
    widget.setProperty(_ICON, (name, tone, size, on_tone))
    _put_icon(widget)


def _put_icon(widget: QWidget) -> None:
    name, tone, size, on_tone = widget.property(_ICON)
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, tone=tone, size=size))
    elif isinstance(widget, QAbstractButton):
        gap = px(_AFTER_ICON) if widget.text() else 0  # Qt leaves 4 px before the words, the look asks for 8
        widget.setIcon(icon(name, tone=tone, size=size, on_tone=on_tone, gap=gap))
        widget.setIconSize(QSize(px(size) + gap, px(size)))


def set_tone(widget: QWidget, tone: str) -> None:
    """Gives a label, chip or message the tone of a token; it follows when light and dark change."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def row_height() -> int:
    """The height of a row in lists: 28, 32 or 40 pixels, zoomed."""
    return size(f"row_{_InForce.density}")


def apply(app: QApplication, *, mode: Mode, zoom: int = 100, density: str = "standard") -> None:
    """Puts the theme on the program; may be called again in a living window.

    Zoom is kept within 80 to 200 per cent; `density` is `compact`, `standard` or `comfortable`.
    Lengths a widget took when it was made stay: build the window anew.
    """
    _InForce.mode = mode
    _InForce.density = density
    _InForce.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    _load_fonts()
    app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette())
    app.setStyleSheet(_filled(SHEET))
    for widget in app.allWidgets():
        if widget.property(_ICON) is not None:
            _put_icon(widget)


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    for path in sorted(FONTS.glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette() -> QPalette:
    made = QPalette()
    for role_name, token in tokens()["qpalette"].items():
        made.setColor(QPalette.ColorRole[role_name], colour(token))
    if _InForce.mode == "dark":
        made.setColor(QPalette.ColorRole.Button, colour("raised"))
    made.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, colour("selection_inactive"))
    made.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.HighlightedText, colour("text"))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text_disabled"))
    return made


def _filled(sheet: str) -> str:
    """The sheet with colours for `@token` and zoomed lengths for `$px`."""
    values = colours(_InForce.mode)
    with_colours = re.sub(r"@(\w+)", lambda found: values[found[1]], sheet)
    return re.sub(r"\$(\d+)", lambda found: f"{px(int(found[1]))}px", with_colours)
