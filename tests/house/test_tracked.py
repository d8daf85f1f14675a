"""What lies in the checkout: nothing of the machine it was written on, and the checks behind one door."""

import re
import tomllib

from tests.house.source import ROOT, tracked_files

# Put together from parts, so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:" + "work/|root/|home/[a-z]|Users/)",
            "pypi" + r"\.org",
            "pythonhosted" + r"\.",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian" + r"\.org",
            "--(?:extra-)?" + "index-url",
        )
    )
)
TEXTS = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".in",
    ".ini",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
}


def test_no_file_names_a_machine_path_or_a_package_host() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if path.suffix in TEXTS
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_what_is_looked_for_would_be_found() -> None:
    assert FORBIDDEN.search("in /" + "home/kari/x")
    assert FORBIDDEN.search("--" + "index-url x")
    assert not FORBIDDEN.search("for work at home")


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        packages = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        assert [
            each
            for each in packages
            if not re.match(r"[\w.-]+==\S+ \\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\\n|$))+", each)
        ] == []


def test_every_direct_dependency_is_locked_and_has_its_line_in_the_decisions() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text().lower()
    for name in ("requirements", "requirements-dev"):
        wanted = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / f"{name}.in").read_text(), flags=re.MULTILINE)
        locked = (ROOT / f"{name}.txt").read_text().lower()
        assert [each for each in wanted if f"{each.lower()}==" not in locked] == []
        assert [each for each in wanted if each.lower() not in decisions] == []


def test_the_development_lock_holds_the_same_versions_as_the_program_s() -> None:
    runs, develops = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), flags=re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert runs - develops == set()


def test_the_checks_stand_behind_one_door() -> None:
    commands = [
        line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.strip() and not line.startswith("#")
    ]
    assert len(commands) == 1
    assert commands[0].endswith('/../scripts/test"')


def test_the_commands_can_be_run() -> None:
    for name in ("run", "test", "long", "bench", "conformance", "messages"):
        assert (ROOT / "scripts" / name).stat().st_mode & 0o111, name


def test_every_exception_from_a_lint_rule_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    section = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-annotations]")]
    bare = [
        line
        for line in section.splitlines()
        if re.search(r'"[A-Z]{1,4}\d*"', line) and "#" not in line and "select = " not in line
    ]
    assert bare == []
    assert tomllib.loads(text)["tool"]["ruff"]["lint"]["select"] == ["ALL"]
