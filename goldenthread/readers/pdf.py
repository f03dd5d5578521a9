"""PDFs with a text layer: tables by their ruled lines, else by the gaps between columns of text.

A table that goes on over the page stays a table a page: joining them needs to know what the columns mean.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from .limits import Limits
from .package import DAMAGED, PROTECTED
from .pdf_columns import Aligned, aligned_tables
from .pdf_page import Line, goes_on, holds, lines_of, ruled_tables
from .table import CannotRead, FileTables, Row, Table

_UNREADABLE = (
    PdfminerException,
    PSException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    struct.error,
)
"""What pdfminer and pdfplumber raise for a PDF that is not as it should be."""
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings can repeat the file's words

_NO_TEXT = (
    "The PDF has no text layer, only pictures of pages: ask for the Word or Excel file it was made from, "
    "or run text recognition (OCR) on it first."
)


def read_pdf(data: bytes, limits: Limits) -> FileTables:
    """All tables of a PDF with the text between them."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > limits.pages:
                raise CannotRead(f"The PDF has more than {limits.pages} pages: send the pages with the plan.")
            pages = [_read_page(page) for page in document.pages]
    except _UNREADABLE as error:
        locked = isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(cause, PDFPasswordIncorrect) for cause in error.args
        )
        raise CannotRead(PROTECTED if locked else DAMAGED) from error
    if not any(page.items for page in pages):
        raise CannotRead(_NO_TEXT)
    return _joined(pages)


@dataclass(slots=True)
class _PageRead:
    number: int
    items: list[Line | tuple[Row, ...]]
    """Lines of text and tables, from top to bottom."""
    rows_counted: int
    aligned: bool
    """Has tables without lines."""
    is_picture: bool
    height: float


def _read_page(page: Page) -> _PageRead:
    ruled = ruled_tables(page)
    cells = [cell for table in ruled for cell in table.cells]
    outside = [letter for letter in page.chars if not any(holds(cell, letter) for cell in cells)]
    lines = lines_of(outside)
    others = list(lines) if ruled else aligned_tables(lines)
    placed: list[tuple[float, Line | tuple[Row, ...]]] = [(table.top, table.rows) for table in ruled]
    for other in others:
        if isinstance(other, Aligned):
            placed.append((other.rows[0][0][0].top if other.rows[0][0] else 0.0, other.table()))
        else:
            placed.append((other.top, other))
    placed.sort(key=lambda each: each[0])
    aligned = [other for other in others if isinstance(other, Aligned)]
    read = _PageRead(
        page.page_number,
        [item for _, item in placed],
        sum(table.counted for table in ruled) + sum(len(table.rows) for table in aligned),
        bool(aligned),
        not placed and bool(page.images),
        float(page.height),
    )
    page.close()
    return read


def _joined(pages: list[_PageRead]) -> FileTables:
    """The pages in order, without the lines that repeat at the top or foot of most of them."""
    repeated = _repeated(pages)
    tables: list[Table] = []
    paragraphs: list[str] = []
    for page in pages:
        lines: list[Line] = []
        number = 0
        for item in page.items:
            if isinstance(item, Line):
                lines += [item] if _sign(item, page) not in repeated else []
                continue
            number += 1
            paragraphs += _paragraphs(lines)
            tables.append(Table(f"page {page.number}, table {number}", item, tuple(paragraphs)))
            lines, paragraphs = [], []
        paragraphs += _paragraphs(lines)
    counted = sum(page.rows_counted for page in pages)
    return FileTables(
        "pdf", tuple(tables), tuple(paragraphs), counted, tuple(_remarks(pages, bool(repeated)))
    )


def _remarks(pages: list[_PageRead], repeated: bool) -> Iterator[str]:
    pictures = [str(page.number) for page in pages if page.is_picture]
    aligned = [str(page.number) for page in pages if page.aligned]
    if pictures:
        yield f"Pages that are pictures without text could not be read: {', '.join(pictures)}."
    if aligned:
        yield f"Tables without lines were read by the gaps between columns; check pages {', '.join(aligned)}."
    if repeated:
        yield "Lines that repeat at the top or foot of the pages were left out."


def _repeated(pages: list[_PageRead]) -> set[tuple[str, int]]:
    signs = Counter(
        sign for page in pages for sign in {_sign(item, page) for item in page.items if _is_edge(item, page)}
    )
    return {sign for sign, times in signs.items() if times >= 3 and times > len(pages) / 2}


def _is_edge(item: Line | tuple[Row, ...], page: _PageRead) -> bool:
    return isinstance(item, Line) and not 0.1 * page.height < item.top < 0.9 * page.height


def _sign(item: Line | tuple[Row, ...], page: _PageRead) -> tuple[str, int]:
    """What a page's header or footer keeps from page to page: its words without numbers, and its height."""
    if not isinstance(item, Line):
        return "", page.number
    return "".join(letter for letter in item.text if not letter.isdigit()), round(item.top / 4)


def _paragraphs(lines: list[Line]) -> list[str]:
    """Lines put together to paragraphs, by the room left at their ends and the space between them."""
    right = max((line.right for line in lines), default=0.0)
    paragraphs: list[str] = []
    above: Line | None = None
    for line in lines:
        near = above is not None and line.top - above.bottom < 0.7 * (line.bottom - line.top)
        joint = goes_on(above, line, right) if above is not None and near else None
        if joint is None:
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += joint + line.text
        above = line
    return paragraphs
