"""Every text that is shown is translated, with the same placeholders, in bokmål and nynorsk."""

import pytest
from babel.messages.catalog import Catalog

from scripts.messages import extract, faults, placeholders, read


def test_every_text_is_translated_with_its_placeholders() -> None:
    assert list(faults()) == []


def test_texts_are_collected_where_they_are_born() -> None:
    texts = {text.id for text in extract() if text.id}
    assert "Write the date like 25.11.2026." in texts
    assert len(texts) > 10


@pytest.mark.parametrize(
    ("text", "names"), [("{a} of {b:x}", {"a", "b"}), ("{{none}}", set()), ("", set()), ("{count}", {"count"})]
)
def test_placeholders_are_the_names_in_braces(text: str, names: set[str]) -> None:
    assert placeholders(text) == names


def test_a_stray_brace_is_a_fault_and_not_a_crash() -> None:
    assert placeholders("50 } of") != placeholders("50 of")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_norwegian_has_two_forms_of_number(language: str) -> None:
    catalog: Catalog = read(language)
    assert catalog.num_plurals == 2
