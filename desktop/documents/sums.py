"""Below the table: the sums, the table of VAT where there is more than one rate, and sentences that explain."""

from typing import NamedTuple

from desktop.documents.look import LEFT, MIDDLE, RIGHT, SUM_LABELS, Style, look
from desktop.documents.pen import Pen, width_of, wrapped
from desktop.documents.words import Words

_FIRST, _STEP = 6.0, 5.4
_RULE, _TOTAL = 3.4, 5.5
_NOTES, _NOTE_STEP = 11, 5.0
_VAT_STEP, _VAT_NAME_STEP = 4.8, 4.0
_VAT_BASE, _VAT_AMOUNT = 88, 110
_VAT_NAME_WIDTH = 48


class Tail(NamedTuple):
    """What follows the last row, measured."""

    sums: list[tuple[str, str]]
    vat: list[tuple[list[str], str, str]]
    notes: list[tuple[str, Style]]
    height: float


def tail_of(words: Words) -> Tail:
    """The sums, the VAT table and the sentences, wrapped and measured."""
    sums = list(words.sums())
    vat = [(wrapped(name, look().small_dark, _VAT_NAME_WIDTH), base, tax) for name, base, tax in words.vat_table()]
    notes = [(line, look().body) for note in words.notes() for line in wrapped(note, look().body, RIGHT - LEFT)]
    notes += [(line, look().muted) for line in wrapped(words.contact(), look().muted, RIGHT - LEFT) if line]
    height = max(_sums_height(sums), _vat_height(vat))
    return Tail(sums, vat, notes, height + (_NOTES + len(notes) * _NOTE_STEP if notes else 4))


def draw_tail(pen: Pen, tail: Tail, words: Words, *, top: float) -> None:
    """Draws it below the table's last line."""
    _draw_sums(pen, tail, words, top)
    _draw_vat(pen, tail, top)
    y = top + max(_sums_height(tail.sums), _vat_height(tail.vat)) + _NOTES
    for line, style in tail.notes:
        pen.text(LEFT, y, line, style)
        y += _NOTE_STEP


def _sums_height(sums: list[tuple[str, str]]) -> float:
    return (_FIRST + (len(sums) - 1) * _STEP + _RULE if sums else 0) + _TOTAL


def _vat_height(vat: list[tuple[list[str], str, str]]) -> float:
    return _FIRST + sum(_vat_step(name) for name, _, _ in vat) if vat else 0


def _vat_step(name: list[str]) -> float:
    return _VAT_STEP + (len(name) - 1) * _VAT_NAME_STEP


def _draw_sums(pen: Pen, tail: Tail, words: Words, top: float) -> None:
    y = top + _FIRST
    for label, amount in tail.sums:
        pen.text_right(SUM_LABELS, y, label, look().muted)
        pen.text_right(RIGHT, y, amount, look().body)
        y += _STEP
    label, amount = words.last_sum()
    strong = look().strong
    label_right = min(SUM_LABELS, RIGHT - width_of(amount, strong) - 5)
    label_left = label_right - width_of(label, strong)
    if tail.sums:
        y += _RULE - _STEP
        pen.rule(min(MIDDLE, label_left), y, RIGHT, colour=look().rule, width=0.8)
        y += _TOTAL
    pen.text(label_left, y, label, strong)
    pen.text_right(RIGHT, y, amount, strong)


def _draw_vat(pen: Pen, tail: Tail, top: float) -> None:
    y = top + _FIRST
    for i, (name, base, tax) in enumerate(tail.vat):
        style = look().small_dark if i else look().small_medium
        for j, part in enumerate(name):
            pen.text(LEFT, y + j * _VAT_NAME_STEP, part, style)
        pen.text_right(_VAT_BASE, y, base, style)
        pen.text_right(_VAT_AMOUNT, y, tax, style)
        if i == 0:
            pen.rule(LEFT, y + 1.6, _VAT_AMOUNT, colour=look().hairline)
        y += _vat_step(name) + (0.6 if i == 0 else 0)
