"""A person's preferences: kept whole, read with patience."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import MOST_RECENT_FILES, Column, Config, config_file, load, save


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "config.json"


def test_what_is_saved_is_loaded_again(kept: Path) -> None:
    config = Config(
        language="nn",
        theme="dark",
        zoom=150,
        row_height="compact",
        recent_files=("/a.fornya",),
        tables={"invoices": (Column("number", 120), Column("name", 240, shown=False))},
        sizes={"panel": 412},
    )
    save(config, kept)
    assert load(kept) == config


def test_only_the_owner_may_read_the_file_and_no_draft_is_left(kept: Path) -> None:
    save(Config(), kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_what_a_newer_version_wrote_is_kept(kept: Path) -> None:
    kept.parent.mkdir()
    kept.write_text('{"zoom": 120, "sounds": {"on": true}}')
    save(replace(load(kept), zoom=130), kept)
    written = json.loads(kept.read_text())
    assert written["sounds"] == {"on": True}
    assert written["zoom"] == 130


@pytest.mark.parametrize("broken", ["", "{", "[1, 2]", '"text"', "\x00\x01"])
def test_a_broken_file_is_set_aside_and_never_stops_the_start(
    kept: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept.parent.mkdir()
    for number in (1, 2):
        kept.write_text(broken)
        assert load(kept).zoom == 100
        assert kept.with_name(f"config.json.broken-{number}").read_text() == broken
    assert not kept.exists()
    assert "set aside" in caplog.text
    caplog.clear()


def test_a_wrong_value_falls_back_alone(kept: Path) -> None:
    kept.parent.mkdir()
    kept.write_text(
        json.dumps(
            {
                "language": "sv",
                "theme": 3,
                "zoom": "big",
                "recent_files": ["/a", 5, None],
                "tables": {"x": [{"key": "a", "width": 10}, {"key": 4, "width": 10}, "no"], "y": 7},
                "sizes": {"panel": 300, "other": True},
            }
        )
    )
    config = load(kept)
    assert (config.language in {"nb", "nn", "en"}, config.theme, config.zoom) == (True, "system", 100)
    assert config.recent_files == ("/a",)
    assert config.tables == {"x": (Column("a", 10),), "y": ()}
    assert config.sizes == {"panel": 300}


@pytest.mark.parametrize(("written", "zoom"), [(10, 80), (999, 200), (125, 125), (True, 100)])
def test_zoom_stays_within_what_can_be_read(kept: Path, written: object, zoom: int) -> None:
    kept.parent.mkdir()
    kept.write_text(json.dumps({"zoom": written}))
    assert load(kept).zoom == zoom


@pytest.mark.parametrize(
    ("session", "language"),
    [
        ("nn_NO.UTF-8", "nn"),
        ("nb_NO.UTF-8", "nb"),
        ("en_US.UTF-8", "en"),
        ("C.UTF-8", "nb"),
        ("de_DE", "nb"),
        ("", "nb"),
    ],
)
def test_the_first_start_speaks_the_language_of_the_session(
    kept: Path, session: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", session)
    assert load(kept).language == language


def test_recent_files_are_listed_once_newest_first_and_not_for_ever(tmp_path: Path) -> None:
    config = Config()
    files = [tmp_path / f"{number}.fornya" for number in range(MOST_RECENT_FILES + 3)]
    for file in [*files, files[5]]:
        config = config.with_recent_file(file)
    assert config.recent_files[:2] == (str(files[5]), str(files[-1]))
    assert len(config.recent_files) == len(set(config.recent_files)) == MOST_RECENT_FILES
    assert str(files[5]) not in config.without_recent_file(files[5]).recent_files


def test_the_file_lies_where_the_desktop_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file() == tmp_path / "fornya" / "config.json"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config_file() == tmp_path / ".config" / "fornya" / "config.json"
