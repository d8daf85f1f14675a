"""How the program is started: what opens the window, what stays in the terminal, and what is loaded for which."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import app
from desktop.__main__ import WindowWish, main, window_wish
from desktop.config import load
from desktop.i18n import set_language
from tests.services.shop import open_shop


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        ([], WindowWish()),
        (["--sample", "coffee"], WindowWish(sample="coffee")),
        (["kaffe.fornya"], WindowWish(file="kaffe.fornya")),
        (["./kaffe"], WindowWish(file="./kaffe")),
        (["--sample", "tea"], None),
        (["renew"], None),
        (["--help"], None),
        (["renew", "--company", "kaffe.fornya"], None),
    ],
)
def test_a_file_a_sample_or_nothing_opens_the_window(arguments: list[str], wish: WindowWish | None) -> None:
    assert window_wish(arguments) == wish


def test_without_a_display_the_window_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert capsys.readouterr().err.startswith(("There is no display here", "Her er det ingen skjerm"))


def test_a_file_that_is_gone_is_refused_before_any_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "gone.fornya")]) == 1
    assert "gone.fornya" in capsys.readouterr().err
    assert load().recent_files == ()


def test_a_file_opened_in_the_window_is_first_among_the_recent_ones(tmp_path: Path) -> None:
    set_language("en")
    shop = open_shop(tmp_path).company
    shop.close()
    assert app.recent_company() is None
    app.open_in_window(shop.path).company.close()
    assert app.recent_company() == shop.path


def test_the_last_company_is_forgotten_once_its_file_is_gone(tmp_path: Path) -> None:
    shop = open_shop(tmp_path).company
    shop.close()
    app.open_in_window(shop.path).company.close()
    shop.path.unlink()
    assert app.recent_company() is None


LATE = ("desktop.cli", "desktop.services.sample.coffee", "alembic", "reportlab", "babel", "lxml", "psycopg")


def test_the_way_to_the_window_loads_neither_the_terminal_nor_heavy_libraries() -> None:
    code = f"import sys, desktop.__main__, desktop.gui.app;print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_verb_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "check", "--company", tmp_path / "gone.fornya", "--language", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "gone.fornya is not there. It may have been moved or renamed.\n"
