"""The payment box at the foot of the last page: what to pay, where and by when, or that nothing is to be paid."""

from desktop.documents.look import LEFT, RIGHT, look
from desktop.documents.pen import Pen, fitted, width_of, wrapped
from desktop.documents.words import Words

_TOP = 212
_HEIGHT, _FIELDS_HEIGHT = 50, 19
_INSIDE = LEFT + 5
_COLUMNS = (_INSIDE, 72, 122, 153)
_HEADING = 12


def draw_payment_box(pen: Pen, words: Words) -> None:
    """The frame with its heading, and below it the fields of payment and the parties if there is something to pay."""
    asks = words.asks_for_payment()
    pen.box(LEFT, _TOP, RIGHT - LEFT, _HEIGHT if asks else _HEADING, radius=2, line=look().frame)
    _draw_heading(pen, words)
    if asks:
        _draw_fields(pen, words, _TOP + _HEADING)
        _draw_parties(pen, words, _TOP + _HEADING + _FIELDS_HEIGHT)


def _draw_heading(pen: Pen, words: Words) -> None:
    heading, note = words.payment_heading(), words.payment_note()
    pen.text(_INSIDE, _TOP + 7.8, heading, look().heading)
    room = RIGHT - 5 - _INSIDE - width_of(heading, look().heading) - 8
    style = fitted(note, look().accent_note, room)
    pen.text_right(RIGHT - 5, _TOP + 7.8, note, style)


def _draw_fields(pen: Pen, words: Words, top: float) -> None:
    pen.rule(LEFT, top, RIGHT, colour=look().hairline)
    fields = list(words.payment_fields())
    for i, (label, value) in enumerate(fields):
        x, room = _COLUMNS[i], _room(i)
        pen.text(x, top + 6.8, label, look().small)
        wanted = look().figure_strong if i == len(fields) - 1 else look().figure
        pen.text(x, top + 12.6, value, fitted(value, wanted, room))


def _draw_parties(pen: Pen, words: Words, top: float) -> None:
    pen.rule(LEFT, top, RIGHT, colour=look().hairline)
    places = ((_COLUMNS[0], 44), (_COLUMNS[1], 77), (_COLUMNS[3], _room(3)))
    for (x, room), (label, value) in zip(places, words.payment_parties(), strict=True):
        pen.text(x, top + 5.8, label, look().small)
        for i, part in enumerate(wrapped(value, look().body, room, most=2)):
            pen.text(x, top + 11 + i * 4.4, part, look().body)


def _room(column: int) -> float:
    ends = (*_COLUMNS[1:], RIGHT - 2)
    return ends[column] - _COLUMNS[column] - 3
