"""The payment box at the foot of the last page: what to pay, where and by when, or that nothing is to be paid."""

from desktop.documents.look import LEFT, RIGHT, look
from desktop.documents.pen import Pen, cut, fitted, width_of
from desktop.documents.words import Words

_TOP = 212
_HEIGHT, _HEIGHT_WITHOUT_PAYMENT = 50, 31
_INSIDE = LEFT + 5
_COLUMNS = (_INSIDE, 72, 122, 153)
_HEADING = 12


def draw_payment_box(pen: Pen, words: Words) -> None:
    """The frame with its heading, the fields of payment if there is something to pay, and the parties."""
    asks = words.asks_for_payment()
    height = _HEIGHT if asks else _HEIGHT_WITHOUT_PAYMENT
    pen.box(LEFT, _TOP, RIGHT - LEFT, height, radius=2, line=look().frame)
    _draw_heading(pen, words)
    y = _TOP + _HEADING
    if asks:
        _draw_fields(pen, words, y)
        y += 19
        pen.rule(LEFT, y, RIGHT, colour=look().hairline)
    _draw_parties(pen, words, y)


def _draw_heading(pen: Pen, words: Words) -> None:
    heading, note = words.payment_heading(), words.payment_note()
    pen.text(_INSIDE, _TOP + 7.8, heading, look().heading)
    room = RIGHT - 5 - _INSIDE - width_of(heading, look().heading) - 8
    style = fitted(note, look().accent_note, room)
    pen.text_right(RIGHT - 5, _TOP + 7.8, note, style)
    pen.rule(LEFT, _TOP + _HEADING, RIGHT, colour=look().hairline)


def _draw_fields(pen: Pen, words: Words, top: float) -> None:
    fields = list(words.payment_fields())
    for i, (label, value) in enumerate(fields):
        x, room = _COLUMNS[i], _room(i)
        pen.text(x, top + 6.8, label, look().small)
        wanted = look().figure_strong if i == len(fields) - 1 else look().figure
        pen.text(x, top + 12.6, value, fitted(value, wanted, room))


def _draw_parties(pen: Pen, words: Words, top: float) -> None:
    for x, room, (label, value) in zip(
        (_COLUMNS[0], _COLUMNS[1], _COLUMNS[3]), (44, 78, _room(3)), words.payment_parties(), strict=True
    ):
        pen.text(x, top + 6.0, label, look().small)
        pen.text(x, top + 11.6, cut(value, look().body, room), look().body)


def _room(column: int) -> float:
    ends = (*_COLUMNS[1:], RIGHT - 2)
    return ends[column] - _COLUMNS[column] - 3
