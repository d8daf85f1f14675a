"""The seller's logo as a PDF image: on white, no larger than paper needs, read once a process."""

import io
import warnings
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from desktop.documents.fonts import stream

_MOST_WIDTH, _MOST_HEIGHT = 55, 12
"""Millimetres."""

_DOTS_PER_MM = 12
"""300 to the inch."""

_MOST_PIXELS = 40_000_000


class Logo(NamedTuple):
    """An image as a PDF stream, and its size on paper in millimetres."""

    image: bytes
    width: float
    height: float


@lru_cache(maxsize=8)
def logo_of(content: bytes) -> Logo | None:
    """The logo in a PNG or JPEG; None for what cannot be read as one, so that an invoice never fails on it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _opened(content)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    scale = min(_MOST_WIDTH / picture.width, _MOST_HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    picture.thumbnail((int(width * _DOTS_PER_MM) + 1, int(height * _DOTS_PER_MM) + 1), Image.Resampling.LANCZOS)
    entries = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
        " /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    )
    return Logo(stream(picture.tobytes(), entries), width, height)


def _opened(content: bytes) -> Image.Image:
    """The picture on white paper; its size is looked at before it is unpacked."""
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as found:
        if found.width * found.height > _MOST_PIXELS:
            raise ValueError("the logo has more dots than any paper shows")
        drawn = found.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    return paper.convert("RGB")
