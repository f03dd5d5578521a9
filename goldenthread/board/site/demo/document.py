"""Writing the made-up plan as the Word document that a board would have."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from goldenthread.board.site.demo.plan import HEADER, MadeUpPlan


def write_document(plan: MadeUpPlan) -> bytes:
    """A .docx with the opening words and one table of five columns."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(plan.title, level=1)
    for words in plan.opening:
        document.add_paragraph(words)
    document.add_paragraph(plan.state)
    table = document.add_table(rows=0, cols=len(HEADER), style="Table Grid")
    for line in plan.lines():
        for cell, words, width in zip(table.add_row().cells, line, (5.5, 7, 4, 6, 2.5), strict=True):
            cell.text, cell.width = words, Cm(width)
    written = BytesIO()
    document.save(written)
    return written.getvalue()
