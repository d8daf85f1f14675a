"""Stored documents become pictures."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.documents.invoice import invoice_pdf
from desktop.documents.preview import page_count, render_page
from tests.documents.making import issued, line


def test_pages_are_counted() -> None:
    assert page_count(invoice_pdf(issued())) == 1
    assert page_count(invoice_pdf(issued(lines=(line(),) * 40))) == 3


def test_a_page_becomes_pixels_in_the_size_asked_for() -> None:
    width, height, pixels = render_page(invoice_pdf(issued()), 0, 2)
    assert (width, height) == (1191, 1684)
    assert len(pixels) == 4 * width * height


def test_the_page_is_white_and_the_accent_is_where_it_was_drawn() -> None:
    width, _, pixels = render_page(invoice_pdf(issued()), 0, 1)
    square = 4 * (50 * width + 60)
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert tuple(pixels[square : square + 4]) == (0x76, 0x5F, 0x0E, 0xFF)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        page_count(b"no document")


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        render_page(invoice_pdf(issued()), 1, 1)


def test_many_threads_may_ask_at_once() -> None:
    pdf = invoice_pdf(issued())
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: render_page(pdf, 0, 0.5), range(12)))
    assert len(set(pictures)) == 1
