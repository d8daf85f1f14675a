"""The lines of a document as rows of a table, and their spread over pages."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.documents.line_words import LineWords
from desktop.documents.look import LEFT, RIGHT, SUM_LABELS, look
from desktop.documents.pen import Pen, wrapped
from desktop.documents.words import Words
from desktop.domain.invoice import IssuedLine

FIRST_TOP, NEXT_TOP = 86.4, 32.5
"""The line under the table's head, on the first page and on those after."""

_BOTTOM = 268
_BOTTOM_ABOVE_BOX = 207
_TITLE, _TITLE_MORE = 5.6, 4.5
_DETAIL, _DETAIL_MORE = 4.4, 4.0
_PADDING = 3.0
_TITLE_WIDTH, _DETAIL_WIDTH = 92, 128
_MOST_TITLE, _MOST_DETAIL = 3, 2


class Columns(NamedTuple):
    """Right edges of the columns of figures; a seller outside VAT has no VAT column."""

    quantity: float
    price: float
    vat: float
    amount: float = RIGHT


class Row(NamedTuple):
    """A line as it is drawn, and its height in millimetres."""

    title: list[str]
    details: list[str]
    quantity: str
    price: str
    vat: str
    amount: str
    height: float


def rows_of(words: Words) -> list[Row]:
    """Every line of the document, wrapped and measured."""
    said = LineWords(words)
    return [_row(line, said, shows_vat=words.shows_vat) for line in words.document.lines]


def _row(line: IssuedLine, words: LineWords, *, shows_vat: bool) -> Row:
    title = wrapped(words.title(line), look().emphasis, _TITLE_WIDTH, most=_MOST_TITLE)
    details = [
        part
        for detail in words.details(line)
        for part in wrapped(detail, look().small, _DETAIL_WIDTH, most=_MOST_DETAIL)
    ]
    below = _DETAIL + (len(details) - 1) * _DETAIL_MORE if details else 0
    height = _TITLE + (len(title) - 1) * _TITLE_MORE + below + _PADDING
    return Row(
        title,
        details,
        words.quantity(line),
        words.price(line),
        words.vat(line) if shows_vat else "",
        words.amount(line),
        height,
    )


def paginated(rows: Sequence[Row], *, tail: float) -> list[list[Row]]:
    """The rows page by page; the last page has room for a tail of so many millimetres above the payment box.

    The tail never stands on a page without a row, unless there are none.
    """
    pages: list[list[Row]] = [[]]
    y = FIRST_TOP
    for row in rows:
        if y + row.height > _BOTTOM:
            pages.append([])
            y = NEXT_TOP
        pages[-1].append(row)
        y += row.height
    if y + tail > _BOTTOM_ABOVE_BOX and pages[-1]:
        moved = pages[-1].pop() if len(pages[-1]) > 1 or len(pages) == 1 else None
        pages.append([moved] if moved else [])
    return pages


def draw_table(pen: Pen, rows: Sequence[Row], words: Words, *, top: float) -> float:
    """The head and the rows; answers where the last line under them lies."""
    columns = Columns(126, 146, SUM_LABELS) if words.shows_vat else Columns(138, SUM_LABELS, SUM_LABELS)
    _draw_head(pen, words, columns, top)
    y = top
    for row in rows:
        _draw_row(pen, row, columns, y)
        y += row.height
        pen.rule(LEFT, y, RIGHT, colour=look().hairline)
    return y


def draw_continues(pen: Pen, words: Words, *, top: float) -> None:
    """Says below the last row of a page that more rows follow."""
    pen.text_right(RIGHT, top + 4.6, words.continues(), look().small)


def _draw_head(pen: Pen, words: Words, columns: Columns, top: float) -> None:
    style, y = look().small_medium, top - 2.5
    description, quantity, price, vat, amount = LineWords(words).columns()
    pen.text(LEFT, y, description, style)
    pen.text_right(columns.quantity, y, quantity, style)
    pen.text_right(columns.price, y, price, style)
    if words.shows_vat:
        pen.text_right(columns.vat, y, vat, style)
    pen.text_right(columns.amount, y, amount, style)
    pen.rule(LEFT, top, RIGHT, colour=look().rule, width=0.8)


def _draw_row(pen: Pen, row: Row, columns: Columns, top: float) -> None:
    y = top + _TITLE
    body = look().body
    pen.text_right(columns.quantity, y, row.quantity, body)
    pen.text_right(columns.price, y, row.price, body)
    pen.text_right(columns.vat, y, row.vat, body)
    pen.text_right(columns.amount, y, row.amount, body)
    for i, part in enumerate(row.title):
        pen.text(LEFT, y + i * _TITLE_MORE, part, look().emphasis)
    y += (len(row.title) - 1) * _TITLE_MORE + _DETAIL
    for i, part in enumerate(row.details):
        pen.text(LEFT, y + i * _DETAIL_MORE, part, look().small)
