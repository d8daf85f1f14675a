"""What one person prefers on one machine: language, theme, text size, recent files, the shape of tables.

Kept as JSON in the configuration directory, readable by that person alone. Nothing of the company lies here.
"""

import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeGuard

from desktop.paths import config_dir

SMALLEST_ZOOM, LARGEST_ZOOM = 80, 200
THEMES = ("system", "light", "dark")
MOST_RECENT_FILES = 12

_LANGUAGES = ("nb", "nn", "en")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Column:
    """How a person left one column of a table; `width` in pixels at 100 %."""

    key: str
    width: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """The person's preferences; `replace` one of them and `save` the result.

    `zoom` is percent from 80 to 200. `tables` maps a table's name to its columns in order, `sizes` a splitter's
    name to pixels. `unknown` holds what a newer version wrote: it is kept as it is.
    """

    language: str = "nb"
    theme: str = "system"
    zoom: int = 100
    row_height: str = "standard"
    recent_files: tuple[str, ...] = ()
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, object] = field(default_factory=dict)

    def with_recent_file(self, path: Path) -> "Config":
        """The file first among the recent ones, once, and the oldest forgotten."""
        shown = str(path.absolute())
        others = (each for each in self.recent_files if each != shown)
        return replace(self, recent_files=(shown, *others)[:MOST_RECENT_FILES])

    def without_recent_file(self, path: Path) -> "Config":
        """Forgets a file that is gone."""
        return replace(self, recent_files=tuple(each for each in self.recent_files if each != str(path.absolute())))


def config_file() -> Path:
    """Where the preferences lie."""
    return config_dir() / "config.json"


def load(path: Path | None = None) -> Config:
    """The preferences as left, each wrong value replaced by its default.

    A file that cannot be read as JSON is set aside beside itself, so that nothing is lost and nothing stops.
    """
    source = path or config_file()
    try:
        raw = json.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config(language=_language_of_session())
    except (OSError, ValueError):
        _set_aside(source)
        return Config(language=_language_of_session())
    if not isinstance(raw, dict):
        _set_aside(source)
        return Config(language=_language_of_session())
    return _read(raw)


def save(config: Config, path: Path | None = None) -> None:
    """Writes the preferences whole or not at all, readable by their owner alone. Raises OSError."""
    target = path or config_file()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(_written(config), file, ensure_ascii=False, indent=2)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _written(config: Config) -> dict[str, object]:
    known = {each.name: getattr(config, each.name) for each in fields(config) if each.name != "unknown"}
    known["tables"] = {
        name: [{"key": column.key, "width": column.width, "shown": column.shown} for column in columns]
        for name, columns in config.tables.items()
    }
    return {**config.unknown, **known}


def _read(raw: dict[str, object]) -> Config:
    default = Config(language=_language_of_session())
    names = {each.name for each in fields(Config)}
    zoom = raw.get("zoom")
    return Config(
        language=_one_of(raw.get("language"), _LANGUAGES, default.language),
        theme=_one_of(raw.get("theme"), THEMES, default.theme),
        zoom=min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM) if _is_whole(zoom) else default.zoom,
        row_height=_one_of(raw.get("row_height"), ("compact", "standard", "comfortable"), default.row_height),
        recent_files=tuple(each for each in _list(raw.get("recent_files")) if isinstance(each, str)),
        tables={name: _columns(each) for name, each in _table(raw.get("tables")).items()},
        sizes={name: size for name, size in _table(raw.get("sizes")).items() if _is_whole(size)},
        unknown={name: value for name, value in raw.items() if name not in names},
    )


def _columns(raw: object) -> tuple[Column, ...]:
    return tuple(
        Column(key, width, shown is not False)
        for key, width, shown in (
            (each.get("key"), each.get("width"), each.get("shown")) for each in map(_table, _list(raw))
        )
        if isinstance(key, str) and _is_whole(width)
    )


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(value: object, allowed: tuple[str, ...], default: str) -> str:
    return value if isinstance(value, str) and value in allowed else default


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _language_of_session() -> str:
    """Nynorsk and English sessions get their own; all others bokmål."""
    session = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return session[:2] if session[:2] in _LANGUAGES else "nb"


def _set_aside(broken: Path) -> None:
    """Keeps what could not be read under the first free name; where even that fails, it stays where it is."""
    number = 1
    while (aside := broken.with_name(f"{broken.name}.broken-{number}")).exists():
        number += 1
    try:
        broken.rename(aside)
    except OSError:
        _log.warning("the preferences could not be read, nor set aside")
    else:
        _log.warning("the preferences could not be read and were set aside as %s", aside.name)
