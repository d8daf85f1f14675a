"""Measures, colours and styles of the paper: millimetres from the top left, type in points (resources/tokens.toml)."""

import tomllib
from functools import lru_cache
from typing import NamedTuple

from desktop import paths
from desktop.documents.fonts import Face, fonts

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
LEFT, RIGHT = 20, 190
MIDDLE = 120
"""Where the head block, and the line over the total, begin."""

SUM_LABELS = 161.5
"""Right edge of the column before the amounts, and of what stands before the sums."""

POINTS = 72 / 25.4
"""Points in a millimetre."""


class Style(NamedTuple):
    """A face, a size in points, and a colour as PDF operators want it."""

    face: Face
    size: float
    colour: str


class Look(NamedTuple):
    """Every style on the page, by its use."""

    title: Style
    seller: Style
    label: Style
    value: Style
    total: Style
    body: Style
    muted: Style
    strong: Style
    emphasis: Style
    small: Style
    small_dark: Style
    small_medium: Style
    heading: Style
    address: Style
    figure: Style
    figure_strong: Style
    accent_note: Style
    initial: Style
    mark: Style
    accent: str
    tint: str
    rule: str
    hairline: str
    frame: str


@lru_cache
def look() -> Look:
    """The look of this process, from the tokens."""
    tokens = tomllib.loads(paths.TOKENS.read_text(encoding="utf-8"))
    colours, paper = tokens["light"], tokens["type"]["paper"]
    dark, grey, accent = (_colour(colours[name]) for name in ("text", "text_secondary", "accent"))
    regular, medium, semibold = fonts().all
    body, small = paper["body"], paper["small"]
    return Look(
        title=Style(semibold, paper["title"], dark),
        seller=Style(semibold, 12.5, dark),
        label=Style(regular, body - 0.5, grey),
        value=Style(medium, body - 0.5, dark),
        total=Style(semibold, paper["total"], accent),
        body=Style(regular, body, dark),
        muted=Style(regular, body, grey),
        strong=Style(semibold, body + 0.5, dark),
        emphasis=Style(medium, body, dark),
        small=Style(regular, small, grey),
        small_dark=Style(regular, small, dark),
        small_medium=Style(medium, small, grey),
        heading=Style(semibold, body + 1, dark),
        address=Style(regular, body + 0.5, dark),
        figure=Style(medium, 12, dark),
        figure_strong=Style(semibold, 13.5, dark),
        accent_note=Style(medium, body - 0.5, accent),
        initial=Style(semibold, 13, _colour(colours["on_accent"])),
        mark=Style(semibold, body, dark),
        accent=accent,
        tint=_colour(colours["accent_subtle"]),
        rule=dark,
        hairline=_colour(colours["border"]),
        frame=grey,
    )


def _colour(code: str) -> str:
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f}"
