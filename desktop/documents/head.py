"""The head of a document: seller, address in the window, facts and sum; the short head of further pages; the foot."""

from desktop.documents.logo import Logo, logo_of
from desktop.documents.look import LEFT, MIDDLE, RIGHT, look
from desktop.documents.pdf import PdfFile
from desktop.documents.pen import Pen, clean, cut, fitted, width_of, wrapped
from desktop.documents.words import Words, address_of

_SELLER_TOP = 15.9
_SELLER_RIGHT = 114
_SQUARE = 9
_BESIDE = 22
"""A logo no wider than this has the seller's name beside it, a wider one below."""

_ADDRESS_TOP, _ADDRESS_STEP, _ADDRESS_LINES = 50.0, 5.0, 7
_ADDRESS_WIDTH = 88
_FACTS_TOP, _FACTS_STEP = 30.3, 4.95
_SUM_HEIGHT = 12.5
_FOOT = 276.2


def draw_head(pen: Pen, file: PdfFile, words: Words) -> None:
    """All that stands above the table of the first page."""
    _draw_seller(pen, file, words)
    _draw_address(pen, words)
    pen.text(MIDDLE, 20.4, words.title(), look().title)
    reference = words.reference()
    pen.text(MIDDLE, 25.2, reference, fitted(reference, look().small, RIGHT - MIDDLE))
    y = _draw_facts(pen, words, _FACTS_TOP + (1.8 if reference else 0))
    _draw_sum(pen, words, y + 4.4)


def draw_short_head(pen: Pen, words: Words) -> None:
    """Who and what, on the pages after the first."""
    number = words.name()
    pen.text_right(RIGHT, 19, number, look().emphasis)
    room = RIGHT - LEFT - width_of(number, look().emphasis) - 10
    pen.text(LEFT, 19, cut(words.document.seller.name, look().strong, room), look().strong)


def draw_sample_mark(pen: Pen, words: Words) -> None:
    """On every page of what is no real document."""
    text, style = words.sample_mark(), look().mark
    width = width_of(text, style) + 6
    pen.box(LEFT, 5.2, width, 6.2, radius=1, line=look().rule)
    pen.text(LEFT + 3, 9.5, text, style)


def draw_foot(pen: Pen, words: Words, *, page: int, pages: int) -> None:
    """The seller by law, the page, and what happens after the due date."""
    small = look().small
    pen.rule(LEFT, _FOOT, RIGHT, colour=look().hairline)
    shown = words.page(page, pages)
    pen.text_right(RIGHT, _FOOT + 4.8, shown, small)
    room = RIGHT - LEFT - width_of(shown, small) - 6
    lines = wrapped(words.seller_line(), small, room, most=2)
    if words.late_interest():
        lines.append(words.late_interest())
    for i, line in enumerate(lines):
        pen.text(LEFT, _FOOT + 4.8 + i * 4.1, line, small)


def _draw_seller(pen: Pen, file: PdfFile, words: Words) -> None:
    seller = words.document.seller
    logo = logo_of(seller.logo) if seller.logo else None
    if logo:
        x, y = _draw_logo(pen, file, logo)
    else:
        _draw_initial(pen, clean(seller.name))
        x, y = LEFT + _SQUARE + 3.0, 19.8
    for line in wrapped(seller.name, look().seller, _SELLER_RIGHT - x, most=2):
        pen.text(x, y, line, look().seller)
        y += 5
    address = ", ".join(address_of(seller, language=words.language))
    pen.text(x, y - 0.3, cut(address, look().small, _SELLER_RIGHT - x), look().small)


def _draw_logo(pen: Pen, file: PdfFile, logo: Logo) -> tuple[float, float]:
    """Draws it, and answers where the seller's name begins."""
    pen.image(file.image(logo.image), LEFT, _SELLER_TOP - 1.4, logo.width, logo.height)
    if logo.width <= _BESIDE:
        return LEFT + logo.width + 3.5, 19.8
    return LEFT, _SELLER_TOP + logo.height + 4


def _draw_initial(pen: Pen, name: str) -> None:
    pen.box(LEFT, _SELLER_TOP, _SQUARE, _SQUARE, radius=1.5, fill=look().accent)
    initial, style = name[:1].upper(), look().initial
    pen.text(LEFT + (_SQUARE - width_of(initial, style)) / 2, _SELLER_TOP + 6.2, initial, style)


def _draw_address(pen: Pen, words: Words) -> None:
    """In the window of a C5 envelope; what is too long is cut, so that nothing leaves the window."""
    buyer, style = words.document.buyer, look().address
    lines = wrapped(buyer.name, style, _ADDRESS_WIDTH, most=2)
    lines += [cut(line, style, _ADDRESS_WIDTH) for line in address_of(buyer, language=words.language)]
    for i, line in enumerate(lines[:_ADDRESS_LINES]):
        pen.text(LEFT, _ADDRESS_TOP + i * _ADDRESS_STEP, line, style)


def _draw_facts(pen: Pen, words: Words, top: float) -> float:
    y = top - _FACTS_STEP
    for label, value in words.facts():
        y += _FACTS_STEP
        pen.text(MIDDLE, y, label, look().label)
        room = RIGHT - MIDDLE - width_of(label, look().label) - 4
        pen.text_right(RIGHT, y, cut(value, look().value, room), look().value)
    return y


def _draw_sum(pen: Pen, words: Words, top: float) -> None:
    """The sum that is looked for first, in a tinted box."""
    pen.box(MIDDLE, top, RIGHT - MIDDLE, _SUM_HEIGHT, radius=1.2, fill=look().tint)
    pen.text(MIDDLE + 3.5, top + 5.1, words.sum_label(), look().label)
    note = words.sum_note()
    pen.text(MIDDLE + 3.5, top + 9.6, note, look().small)
    document = words.document
    shown = words.money(document.total if words.is_note else max(0, document.open_amount))
    style = fitted(shown, look().total, RIGHT - MIDDLE - 11 - width_of(note, look().small))
    pen.text_right(RIGHT - 3.5, top + 8.2, shown, style)
