"""Text is cleaned, measured, wrapped and cut before it is drawn."""

import pytest

from desktop.documents.fonts import fonts
from desktop.documents.look import look
from desktop.documents.pen import clean, cut, fitted, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Kari \n\t Nordahl ", "Kari Nordahl"),
        ("Ka\u200bri\u202e", "Kari"),
        ("A\u030ase", "\u00c5se"),
        ("\x00a\x7fb", "a b"),
        ("\ud800x", "x"),
        ("1\u00a0284", "1\u00a0284"),
        ("", ""),
    ],
)
def test_only_what_can_be_seen_is_drawn(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_digits_are_of_one_width_so_that_amounts_align() -> None:
    for face in fonts().all:
        assert len({face.widths[digit] for digit in "0123456789"}) == 1


def test_lines_keep_within_their_width_and_lose_no_word() -> None:
    text = "Kaffe hjem til alle avdelinger i hele landet, levert annenhver uke med bud"
    lines = wrapped(text, look().body, 40, most=9)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(width_of(line, look().body) <= 40 for line in lines)


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = wrapped("x" * 100, look().body, 40, most=99)
    assert "".join(lines) == "x" * 100
    assert all(width_of(line, look().body) <= 40 for line in lines)


def test_what_has_no_room_gives_way_to_an_ellipsis() -> None:
    lines = wrapped("ord " * 500, look().body, 40, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert width_of(lines[-1], look().body) <= 40
    assert cut("kort", look().body, 40) == "kort"
    assert cut("", look().body, 40) == ""


def test_a_figure_is_made_smaller_rather_than_cut() -> None:
    style = fitted("1" * 25, look().figure, 40)
    assert style.size < look().figure.size
    assert width_of("1" * 25, style) == pytest.approx(40)
    assert fitted("1", look().figure, 40) == look().figure
