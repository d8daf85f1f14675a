"""The seller's logo: on paper where it can be read, an initial where it cannot."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from desktop.documents.invoice import InvoiceBatch, invoice_pdf
from desktop.documents.logo import logo_of
from tests.documents.making import SELLER, issued
from tests.documents.reading import pages_of


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (0, 120, 60)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_keeps_its_shape_within_its_place(kind: str) -> None:
    logo = logo_of(picture(1200, 300, kind))
    assert logo is not None
    assert (logo.width, logo.height) == (48, 12)
    wide = logo_of(picture(2000, 100, kind))
    assert wide is not None
    assert wide.width == 55


def test_a_large_logo_is_made_small() -> None:
    logo = logo_of(picture(4000, 4000))
    assert logo is not None
    assert len(logo.image) < 5_000


@pytest.mark.parametrize("content", [b"no picture", picture(50, 50)[:60], b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_picture_gives_way_to_the_initial(content: bytes) -> None:
    assert logo_of(content) is None
    assert "554,00 kr" in pages_of(invoice_pdf(issued(seller=replace(SELLER, logo=content))))[0]


def test_a_picture_of_absurd_size_is_not_unpacked() -> None:
    file = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(file, "PNG")
    assert logo_of(file.getvalue()) is None


def test_a_logo_lies_once_in_a_file_of_many() -> None:
    seller = replace(SELLER, logo=picture(300, 300))
    whole = InvoiceBatch([issued(number=number, seller=seller) for number in range(3)]).write_one()
    assert whole.count(b"/Subtype /Image") == 1
