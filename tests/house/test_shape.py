"""The sizes and habits of the code that no linter counts."""

import ast
from collections.abc import Iterator

from tests.house.source import package_files, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_CLASS = 300

# The one file that rounds, and the only names it may use for it elsewhere are its own.
ROUNDS = "desktop/domain/money.py"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    assert [f"{each.name}: {each.lines}" for each in python_files() if each.lines > LONGEST_FILE] == []


def test_no_function_is_longer_than_a_page() -> None:
    assert list(_too_long((ast.FunctionDef, ast.AsyncFunctionDef), LONGEST_FUNCTION)) == []


def test_no_class_is_longer_than_six_pages() -> None:
    assert list(_too_long((ast.ClassDef,), LONGEST_CLASS)) == []


def test_every_file_opens_with_a_sentence() -> None:
    silent = [each.name for each in python_files() if not (ast.get_docstring(each.tree) or "").strip()]
    assert silent == []


def test_one_file_rounds() -> None:
    assert [
        f"{each.name}:{line}" for each in package_files() if each.name != ROUNDS for line in _roundings(each.tree)
    ] == []


def test_the_guard_against_rounding_sees_each_way_of_it() -> None:
    tree = ast.parse("round(1)\nfloat(2)\nx.quantize(y)\nmath.floor(z)\nfloat_like(3)\n")
    assert list(_roundings(tree)) == [1, 2, 3]


def test_a_pair_of_plural_sentences_is_marked_as_a_pair() -> None:
    """`Message(N_(one), N_(many), n)` would be collected as two texts, and never be found again."""
    assert [f"{each.name}:{line}" for each in package_files() for line in _pairs_marked_apart(each.tree)] == []


def test_no_broad_except_but_where_everything_ends() -> None:
    """Ruff sees `except Exception`; this sees that nobody silenced it without a reason after the code."""
    silenced = [
        f"{each.name}:{number}"
        for each in python_files()
        for number, line in enumerate(each.text.splitlines(), start=1)
        for marker in ("# noqa: ", "# type: ignore[")
        if marker in line and not _has_reason(line, marker) and each.name != "tests/house/test_shape.py"
    ]
    assert silenced == []


def _too_long(kinds: tuple[type[ast.stmt], ...], longest: int) -> Iterator[str]:
    for each in python_files():
        for node in ast.walk(each.tree):
            if isinstance(node, kinds) and _length(node) > longest:
                yield f"{each.name}:{node.lineno}: {_length(node)}"


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _roundings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id="round" | "float") | ast.Attribute(attr="quantize"):
                    yield node.lineno


def _pairs_marked_apart(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Message" | "ngettext"), args=[_, ast.Call(func=ast.Name(id="N_")), *_]):
                yield node.lineno


def _has_reason(line: str, marker: str) -> bool:
    said = line.split(marker, 1)[1].partition(" ")[2] if marker == "# noqa: " else line.split("]", 1)[-1]
    return len(said.strip(" -#")) > len("reason")


def test_a_reason_after_a_silenced_rule_is_recognised() -> None:
    assert _has_reason("x = 1  # noqa: N802 - gettext's own name", "# noqa: ")
    assert not _has_reason("x = 1  # noqa: N802", "# noqa: ")
    assert _has_reason("x  # type: ignore[attr-defined]  # the stub lacks it", "# type: ignore[")
    assert not _has_reason("x  # type: ignore[attr-defined]", "# type: ignore[")
