"""Runs the program as a person at the terminal does."""

from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.__main__ import main


class Said(NamedTuple):
    """How the program ended and what it said; no-break spaces are plain ones here."""

    status: int
    out: str
    err: str


def say(capsys: pytest.CaptureFixture[str], *arguments: str | Path, language: str = "en") -> Said:
    """`fornya` with the arguments, in English."""
    capsys.readouterr()
    status = main([*map(str, arguments), "--language", language])
    out, err = capsys.readouterr()
    return Said(status, out.replace("\u00a0", " "), err.replace("\u00a0", " "))
