"""Every published case that our rules answer passes; what is left out names its convention."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conformance.__main__ import OURS, main
from tests.conformance.adapters import ADAPTERS
from tests.conformance.case import Case, read_cases
from tests.conformance.compare import differences
from tests.conformance.conventions import LEFT_OUT
from tests.conformance.runner import files_of, outcome_of

CASES = [case for path in files_of(OURS) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_published_case_comes_out_as_published(case: Case) -> None:
    outcome = outcome_of(case)
    assert outcome.faults == ()
    if outcome.skipped:
        assert case.keys & LEFT_OUT.keys()


def test_every_kind_of_case_has_an_adapter() -> None:
    assert {case.kind for case in CASES} <= ADAPTERS.keys()


def test_a_kind_nobody_knows_fails() -> None:
    assert outcome_of(Case("x", "unheard_of", {}, {}, frozenset())).word == "failed"


def test_the_command_counts_and_says_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "billing.json"
    half = {"unit_price": "100.00", "discount_percent": "50"}
    cases = [
        {
            "id": "good",
            "kind": "line_discount",
            "given": half,
            "expect": {"net": "50"},
        },
        {
            "id": "bad",
            "kind": "line_discount",
            "given": half,
            "expect": {"net": "51"},
        },
        {"id": "out", "kind": "date_extension", "given": {}, "expect": {}, "convention_keys": ["prorate:extend-date"]},
    ]
    path.write_text(json.dumps(cases))
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "failed bad (line_discount): net: expected 51, got 50"
    assert said[1].startswith("skipped out (date_extension): prorate:extend-date: ")
    assert said[2] == "1 passed, 1 failed, 1 skipped"
    assert main([str(tmp_path / "none")]) == 2


def test_decimals_are_compared_as_decimals_and_null_asserts_nothing() -> None:
    assert differences({"a": "1.50", "b": None}, {"a": Decimal("1.5")}) == []
    assert differences({"a": "1"}, {}) == ["a: expected 1, got nothing of that name"]
