"""Lucide outlines as pixmaps, tinted with a colour when first asked for and kept."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import ICONS

_SMALL = 16  # up to this size the stroke is heavier, so that it keeps its weight


@cache
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def tinted(name: str, colour: str, size: int, base_size: int, ratio: float) -> QPixmap:
    """The icon `name` in `colour`, `size` logical pixels a side, at a screen's pixel ratio.

    `base_size` is the size before zoom: it decides the stroke. Raises FileNotFoundError for an unknown name.
    """
    stroke = "1.9" if base_size <= _SMALL else "1.6"
    svg = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    pixmap = QPixmap(int(size * ratio), int(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def names() -> list[str]:
    """Every icon the program has."""
    return sorted(path.stem for path in ICONS.glob("*.svg"))
