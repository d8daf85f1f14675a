"""The main journey in a real window under Xvfb, by mouse and by keyboard alone, with every focusable thing named."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.services import sample

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample coffee shop on a day, closed."""
    return sample.make(tmp_path_factory.mktemp("window") / "kaffe.fornya", kind="coffee", today=DAY)


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_clerk_finds_changes_renews_and_opens_the_invoice(how: str, shop: Path, tmp_path: Path) -> None:
    company = tmp_path / "kaffe.fornya"
    shutil.copy(shop, company)
    pictures = Path(os.environ.get("FORNYA_PICTURES", tmp_path)) / how
    pictures.mkdir(parents=True, exist_ok=True)
    command = [SYSTEM_PYTHON, "tests/stories/journeys.py", how, sys.executable, str(company), str(pictures)]
    done = subprocess.run(
        [*command, DAY.isoformat()], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    said = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert said[-1] == "journey done"
    pages = [line for line in said if line.startswith("unnamed ")]
    assert len(pages) >= 4
    assert [line for line in pages if not line.startswith("unnamed 0 ")] == []
