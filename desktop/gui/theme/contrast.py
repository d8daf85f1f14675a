"""Contrast of two colours as WCAG 2.2 counts it, to hold the tokens to their duty."""

TEXT = 4.5  # least contrast of text
CONTROL = 3.0  # least contrast of an outline that carries meaning, of focus, and of disabled text


_STRAIGHT = 0.04045  # below this the sRGB curve is a line


def contrast(one: str, other: str) -> float:
    """The ratio of two `#rrggbb` colours, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    straight: float = channel / 12.92 if channel <= _STRAIGHT else ((channel + 0.055) / 1.055) ** 2.4
    return straight
