"""Where things lie: what ships with the program, and what belongs to the person who runs it (XDG)."""

import os
import sys
from pathlib import Path

# A frozen build unpacks its data beside the interpreter; a checkout has it beside the package.
ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))

RESOURCES = ROOT / "resources"
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
TOKENS = RESOURCES / "tokens.toml"
CATALOGS = ROOT / "i18n"

_NAME = "fornya"


def config_dir() -> Path:
    """The person's settings; made by whoever writes there."""
    return _xdg("XDG_CONFIG_HOME", ".config")


def state_dir() -> Path:
    """Logs and drafts: kept, but of no value on another machine."""
    return _xdg("XDG_STATE_HOME", ".local/state")


def data_dir() -> Path:
    """Company files that the person did not place elsewhere, and sample companies."""
    return _xdg("XDG_DATA_HOME", ".local/share")


def _xdg(variable: str, fallback: str) -> Path:
    """The standard says that a relative path is to be ignored."""
    given = Path(os.environ.get(variable, ""))
    return (given if given.is_absolute() else Path.home() / fallback) / _NAME
