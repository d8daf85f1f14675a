"""Reads every number and colour of the look from `resources/tokens.toml`, once."""

import tomllib
from functools import cache
from typing import Any, Literal, NamedTuple

from desktop.paths import TOKENS

Mode = Literal["light", "dark"]


class StatusLook(NamedTuple):
    """How a status is drawn: a Lucide icon and a tone; the word comes from the page."""

    icon: str
    tone: str


class Fill(NamedTuple):
    """A colour token and a pattern name, of a chart series."""

    colour: str
    pattern: str


@cache
def tokens() -> dict[str, Any]:
    """The token file as TOML gives it."""
    with TOKENS.open("rb") as file:
        return tomllib.load(file)


@cache
def colours(mode: Mode) -> dict[str, str]:
    """Every colour of a mode by name; a movement of the chart is `chart.movement.new`, an axis `chart.axis`."""
    found: dict[str, str] = {}
    _collect(tokens()[mode], "", found)
    return found


def _collect(table: dict[str, Any], prefix: str, found: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, str) and value.startswith("#"):
            found[prefix + name] = value
        elif isinstance(value, dict) and "colour" in value:
            found[prefix + name] = value["colour"]
        elif isinstance(value, dict):
            _collect(value, f"{prefix}{name}.", found)
        elif isinstance(value, list):
            found |= {f"{prefix}{name}.{at}": one for at, one in enumerate(value) if str(one).startswith("#")}


def movement(name: str) -> Fill:
    """The fill of a movement of MRR, such as `churn`."""
    return Fill(f"chart.movement.{name}", tokens()["light"]["chart"]["movement"][name]["pattern"])


def status_look(key: str) -> StatusLook:
    """The icon and tone of a status of the token file, such as `active` or `set_aside`."""
    found = tokens()["status"][key]
    return StatusLook(found["icon"], found["tone"])


def coverage_look(key: str) -> dict[str, Any]:
    """Fill, outline, dash, pattern and width of a kind of coverage, such as `paid`."""
    found: dict[str, Any] = tokens()["coverage"][key]
    return found
