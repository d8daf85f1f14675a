"""Draws on one page by writing PDF operators, and measures, wraps and cleans what is to be written."""

import re
import unicodedata
from collections.abc import Iterator

from desktop.documents.fonts import ENCODED, Face, Signs, face_for
from desktop.documents.look import PAGE_HEIGHT, POINTS, Style

_MOST_SIGNS = 4_000
"""More of a text than fits on any page; what comes after is not even measured."""

_ELLIPSIS = "\u2026"
# Control signs, and those that turn the direction of reading or hide: nothing of them belongs on paper.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ud800-\udfff]")
_BLANKS = re.compile("[\x00-\x20\x7f-\x9f\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_CURVE = 0.5523
"""How far a Bézier curve's handles reach to make a quarter of a circle."""


def clean(text: str) -> str:
    """The text as it may stand on a line: composed signs, single spaces, nothing unseen. Markup is only signs."""
    shown = text[:_MOST_SIGNS]
    if not shown.isascii():
        shown = _UNSEEN.sub("", unicodedata.normalize("NFC", shown))
    return _BLANKS.sub(" ", shown).strip(" ")


def width_of(text: str, style: Style) -> float:
    """In millimetres."""
    widths = style.face.widths
    try:
        total = sum([widths[sign] for sign in text])
    except KeyError:
        total = sum(widths.get(sign) or _other_width(style.face, sign) for sign in text)
    return total * style.size / (1000 * POINTS)


def fitted(text: str, style: Style, width: float) -> Style:
    """The style, smaller where the text would be wider than so many millimetres."""
    needed = width_of(text, style)
    return style if needed <= width else style._replace(size=style.size * width / needed)


def cut(text: str, style: Style, width: float) -> str:
    """The text on one line of so many millimetres, with an ellipsis for what there is no room for."""
    return wrapped(text, style, width, most=1)[0] if text else ""


def wrapped(text: str, style: Style, width: float, *, most: int = 3) -> list[str]:
    """The cleaned text in lines of so many millimetres, broken at spaces or, where it must be, within a word.

    What has no room on `most` lines gives way to an ellipsis.
    """
    text = clean(text)
    if width_of(text, style) <= width:
        return [text]
    lines: list[str] = []
    for line in _lines(text, style, width):
        if len(lines) == most:
            lines[-1] = _with_ellipsis(lines[-1], style, width)
            break
        lines.append(line)
    return lines


def _lines(text: str, style: Style, width: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, style) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while width_of(line, style) > width:
            room = _signs_within(line, style, width)
            yield line[:room]
            line = line[room:]
    yield line


def _signs_within(word: str, style: Style, width: float) -> int:
    """How many signs of the word fit, at least one."""
    used, limit = 0.0, width * 1000 * POINTS / style.size
    for count, sign in enumerate(word):
        used += style.face.widths.get(sign) or _other_width(style.face, sign)
        if used > limit:
            return max(1, count)
    return len(word)


def _with_ellipsis(line: str, style: Style, width: float) -> str:
    room = _signs_within(line, style, width - width_of(_ELLIPSIS, style))
    return line[:room].rstrip(" ,.:") + _ELLIPSIS


def _other_width(face: Face, sign: str) -> float:
    found, drawn = face_for(face, sign)
    return found.width_of(drawn)


class Pen:
    """The operators of one page. Millimetres from the top left; `y` of text is its baseline."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._operators: list[str] = []
        self._colour = ""

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Text that begins at x."""
        if not text:
            return
        if style.colour != self._colour:
            self._colour = style.colour
            self._operators.append(f"{style.colour} rg")
        place = f"{x * POINTS:.2f} {(PAGE_HEIGHT - y) * POINTS:.2f} Td"
        encoded = text.translate(ENCODED)
        if encoded.isascii():
            self._signs.used[style.face].update(text)
            self._operators.append(f"BT /{style.face.alias} {style.size:g} Tf {place} ({encoded}) Tj ET")
            return
        pieces = (f"/{name} {style.size:g} Tf ({part}) Tj" for name, part in self._signs.pieces(text, style.face))
        self._operators.append(f"BT {place} {' '.join(pieces)} ET")

    def text_right(self, x: float, y: float, text: str, style: Style) -> None:
        """Text that ends at x."""
        self.text(x - width_of(text, style), y, text, style)

    def rule(self, x: float, y: float, end: float, *, colour: str, width: float = 0.5) -> None:
        """A level line; its width in points."""
        level = f"{(PAGE_HEIGHT - y) * POINTS:.2f}"
        line = f"{x * POINTS:.2f} {level} m {end * POINTS:.2f} {level} l S"
        self._operators.append(f"{colour} RG {width:g} w {line}")

    def box(self, x: float, y: float, width: float, height: float, *, radius: float, **paint: str) -> None:
        """A box with round corners, with `fill` or `line` for its colour."""
        path = _rounded(x * POINTS, (PAGE_HEIGHT - y - height) * POINTS, width * POINTS, height * POINTS, radius)
        if "fill" in paint:
            self._colour = paint["fill"]
            self._operators.append(f"{paint['fill']} rg {path} f")
        if "line" in paint:
            self._operators.append(f"{paint['line']} RG 0.8 w {path} S")

    def image(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """An image of the page's resources, with its top left corner at x, y."""
        place = (
            f"{width * POINTS:.2f} 0 0 {height * POINTS:.2f} {x * POINTS:.2f} {(PAGE_HEIGHT - y - height) * POINTS:.2f}"
        )
        self._operators.append(f"q {place} cm /{name} Do Q")

    def operators(self) -> bytes:
        return "\n".join(self._operators).encode("ascii")


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path of a box, in points from the bottom left; the radius in millimetres."""
    r = radius * POINTS
    h = r * (1 - _CURVE)
    right, top = x + width, y + height
    steps = (
        (x + r, y, "m"),
        (right - r, y, "l"),
        (right - h, y, right, y + h, right, y + r, "c"),
        (right, top - r, "l"),
        (right, top - h, right - h, top, right - r, top, "c"),
        (x + r, top, "l"),
        (x + h, top, x, top - h, x, top - r, "c"),
        (x, y + r, "l"),
        (x, y + h, x + h, y, x + r, y, "c"),
    )
    written = (" ".join(each if isinstance(each, str) else f"{each:.2f}" for each in step) for step in steps)
    return " ".join(written) + " h"
