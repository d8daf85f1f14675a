"""PDF as pictures, for preview and the system's printing; the one module that knows PDFium."""

import threading

import pypdfium2 as pdfium

# PDFium holds state that threads may not share: one call at a time, whatever the document.
_one_at_a_time = threading.Lock()


def page_count(pdf: bytes) -> int:
    """How many pages the file has. Raises ValueError for what is no PDF."""
    with _one_at_a_time:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """A page, counted from 0, as (width, height, pixels): BGRA, four bytes a pixel, rows without gaps.

    `scale` is pixels to the point: 1 gives 72 to the inch. Raises ValueError for what is no PDF, IndexError for
    a page it has not.
    """
    with _one_at_a_time:
        document = _opened(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(f"the file has no page {page}")
            bitmap = document[page].render(scale=scale, force_bitmap_format=pdfium.raw.FPDFBitmap_BGRA)
            width, height, stride = int(bitmap.width), int(bitmap.height), int(bitmap.stride)
            pixels = bytes(bitmap.buffer)
            bitmap.close()
        finally:
            document.close()
    if stride != 4 * width:
        pixels = b"".join(pixels[row * stride : row * stride + 4 * width] for row in range(height))
    return width, height, pixels


def _opened(pdf: bytes) -> "pdfium.PdfDocument":
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as fault:
        raise ValueError("the stored document cannot be read as PDF") from fault
