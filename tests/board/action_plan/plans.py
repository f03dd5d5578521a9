"""Made-up plans, and the many ways in which boards lay them out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from goldenthread.readers.table import Cell, FileTables, Row, Table

HEADINGS = {
    "ref": ("No.", "Ref", "Rec No", "Ofsted Para No", "Recommendation number"),
    "recommendation": ("Recommendation", "Ofsted Recommendation", "Area for improvement", "Ofsted Area for Improvement",
                       "Finding", "Objective"),
    "action": ("Action", "Actions", "Specific Actions", "Action required", "What we will do", "Key actions", "Task"),
    "lead": ("Lead", "By whom", "Responsibility", "Responsible officer", "Lead agency", "Owner", "Who", "Lead Officer"),
    "progress": ("Progress", "Update", "Evidence of completion", "Progress update", "Current position", "Comments"),
    "deadline": ("Deadline", "By when", "Timescale", "Target date", "Due date", "Completion date", "Timescales"),
    "rag": ("RAG", "RAG rating", "R/A/G", "BRAG", "RAG status"),
}  # fmt: skip
FIELDS = ("recommendation", "action", "lead", "progress", "deadline", "rag")
RAGS = {"": "none", "G": "green", "A": "amber", "R": "red", "B": "blue", "A/G": "amber-green"}
FILLS = {"G": "#00B050", "A": "#FFC000", "R": "#FF0000", "B": "#0070C0", "A/G": "#92D050"}
DEADLINES = {
    "": (None, "none"),
    "September 2015": ("2015-09", "month"),
    "30/09/15": ("2015-09-30", "day"),
    "31st October 2015": ("2015-10-31", "day"),
    "Sept 15": ("2015-09", "month"),
    "Q3 2015/16": ("2015-12-31", "quarter"),
    "Autumn term 2015": (None, "term"),
    "Jan 2016 (was Oct 2015)": ("2016-01", "month"),
    "Ongoing": (None, "none"),
    "31 September 2015": (None, "none"),
    "By next Board (20.10.15)": ("2015-10-20", "day"),
}
LEADS = (
    "",
    "Business Manager",
    "Independent Chair",
    "QA Sub Group Chair",
    "Head of Safeguarding",
    "Training Officer",
)
PROGRESS = ("", "In place", "First report received", "Workshop held in July 2015", "Draft circulated for comment",
            "Two of five agencies have replied")  # fmt: skip
_VERBS = ("Agree", "Write", "Review", "Publish", "Map", "Test", "Launch", "Audit", "Recruit", "Brief")
_THINGS = ("the escalation route", "a shared dataset", "the training offer", "terms of reference",
           "the threshold guide",
           "an audit programme", "lay members", "the risk profile", "partner returns", "the annual report")  # fmt: skip
_ENDS = ("with each partner", "for all agencies", "across the city", "twice a year", "through the sub groups")


@dataclass(frozen=True)
class Action:
    action: str
    lead: str = ""
    progress: str = ""
    deadline_raw: str = ""
    rag: str = ""
    hidden: bool = False
    struck: bool = False

    def text(self, name: str) -> str:
        return {"action": self.action, "lead": self.lead, "progress": self.progress,
                "deadline": self.deadline_raw, "rag": self.rag}[name]  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        on, precision = DEADLINES[self.deadline_raw]
        return {
            "action": self.action, "lead": self.lead, "progress": self.progress, "deadline_raw": self.deadline_raw,
            "deadline": on, "deadline_precision": precision, "rag_raw": self.rag, "rag": RAGS[self.rag],
            "struck_through": self.struck,
        }  # fmt: skip


@dataclass(frozen=True)
class Recommendation:
    ref: str
    text: str
    actions: tuple[Action, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "ref": self.ref,
            "recommendation": self.text,
            "actions": [each.as_json() for each in self.actions],
        }


Plan = tuple[Recommendation, ...]


def as_rows(plan: Plan) -> list[dict[str, Any]]:
    return [each.as_json() for each in plan]


actions = st.builds(
    Action,
    st.builds("{} {} {}".format, st.sampled_from(_VERBS), st.sampled_from(_THINGS), st.sampled_from(_ENDS)),
    st.sampled_from(LEADS),
    st.sampled_from(PROGRESS),
    st.sampled_from(list(DEADLINES)),
    st.sampled_from(list(RAGS)),
)


@st.composite
def plans(draw: st.DrawFn, *, first: int = 142) -> Plan:
    groups = draw(st.lists(st.lists(actions, min_size=1, max_size=4), min_size=2, max_size=5))
    # A table in which every cell but the actions is empty could be any list; a plan says something somewhere.
    groups[0][0] = replace(groups[0][0], lead=LEADS[1], deadline_raw="September 2015")
    return tuple(
        Recommendation(
            str(first + place),
            f"Ensure that the partnership can show {draw(st.sampled_from(_THINGS))} number {place} and its effect.",
            tuple(group),
        )
        for place, group in enumerate(groups)
    )


@dataclass(frozen=True)
class Look:
    """How a plan is laid out."""

    order: tuple[str, ...] = FIELDS
    headings: dict[str, str] = field(
        default_factory=lambda: {name: words[0] for name, words in HEADINGS.items()}
    )
    ref_column: bool = False
    """The number has a column of its own; else it stands in front of the text."""
    recommendation: str = "first row"
    """ "first row", "every row", "merged", "band" or "above" (a table of its own under a heading)."""
    rag: str = "letter"
    """ "letter", "fill" or "none"."""
    titles: int = 0
    """Rows above the heading."""
    page: int | None = None
    """Rows on a page; the heading stands again on each."""
    pages_are_tables: bool = False
    blank_rows: bool = False


WAYS = ("first row", "every row", "merged", "band", "above")


@st.composite
def looks(draw: st.DrawFn, *, ways: tuple[str, ...] = WAYS) -> Look:
    way = draw(st.sampled_from(ways))
    names = [
        name for name in FIELDS if way in {"first row", "every row", "merged"} or name != "recommendation"
    ]
    order = draw(st.permutations(names))
    return Look(
        order=tuple(order),
        headings={name: draw(st.sampled_from(words)) for name, words in HEADINGS.items()},
        ref_column=way in {"first row", "every row", "merged"} and draw(st.booleans()),
        recommendation=way,
        rag=draw(st.sampled_from(["letter", "fill"])),
        titles=draw(st.integers(0, 2)),
        page=None if way in {"merged", "above"} else draw(st.sampled_from([None, 3, 5])),
        pages_are_tables=draw(st.booleans()),
        blank_rows=draw(st.booleans()),
    )


@st.composite
def laid_out_plans(draw: st.DrawFn, *, ways: tuple[str, ...] = WAYS) -> tuple[Plan, Look]:
    """A plan and a layout that can show it: light green says amber-green only beside a darker green."""
    plan, look = draw(plans()), draw(looks(ways=ways))
    rags = {action.rag for each in plan for action in each.actions}
    if look.rag == "fill" and "G" not in rags:
        plan = tuple(
            replace(
                each,
                actions=tuple(replace(action, rag=action.rag.replace("A/G", "A")) for action in each.actions),
            )
            for each in plan
        )
    return plan, look


def laid_out(plan: Plan, look: Look) -> FileTables:
    """The plan as a reader would give it."""
    if look.recommendation == "above":
        tables = [_table(f"table {place}", [_header(look), *_body((each,), look)], look, (_heading(each),))
                  for place, each in enumerate(plan, start=1)]  # fmt: skip
    else:
        tables = _pages(plan, look)
    return FileTables("docx", tuple(tables), (), sum(len(table.rows) for table in tables))


def _heading(each: Recommendation) -> str:
    return f"Recommendation {each.ref}: {each.text}"


def _pages(plan: Plan, look: Look) -> list[Table]:
    body = _body(plan, look)
    size = look.page or len(body)
    pages = [body[start : start + size] for start in range(0, len(body), size)]
    if look.pages_are_tables:
        return [
            _table(f"table {place}", [_header(look), *page], look)
            for place, page in enumerate(pages, start=1)
        ]
    rows = [row for page in pages for row in (_header(look), *page)]
    return [_table("table 1", rows, look)]


def _columns(look: Look) -> tuple[str, ...]:
    return ("ref", *look.order) if look.ref_column else look.order


def _header(look: Look) -> list[Cell]:
    return [Cell(look.headings[name], place) for place, name in enumerate(_columns(look))]


def _body(plan: Plan, look: Look) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for each in plan:
        if look.recommendation == "band":
            rows.append([Cell(_heading(each), 0, column_span=len(_columns(look)))])
        for place, action in enumerate(each.actions):
            rows.append(_row(each, action, place, look))
            if look.blank_rows and look.recommendation != "merged":
                rows.append([])
    return rows


def _row(each: Recommendation, action: Action, place: int, look: Look) -> list[Cell]:
    cells = []
    shown = place == 0 or look.recommendation == "every row"
    for column, name in enumerate(_columns(look)):
        if name in {"ref", "recommendation"}:
            if look.recommendation == "merged" and place:
                continue
            span = len(each.actions) if look.recommendation == "merged" else 1
            number = "" if look.ref_column else f"{each.ref}. "
            text = each.ref if name == "ref" else number + each.text
            cells.append(Cell(text if shown else "", column, row_span=span))
        elif name == "rag" and look.rag == "fill":
            cells.append(Cell("", column, fill=FILLS.get(action.rag)))
        else:
            text = action.text(name)
            cells.append(Cell(text, column, struck=action.struck and bool(text)))
    return cells


def _table(place: str, rows: Sequence[Sequence[Cell]], look: Look, lead_in: tuple[str, ...] = ()) -> Table:
    titles = [
        [Cell(text, 0)]
        for text in ("LSCB OFSTED ACTION PLAN", "Prepared for the Executive Group")[: look.titles]
    ]
    return Table(
        place,
        tuple(Row(number, tuple(cells)) for number, cells in enumerate([*titles, *rows], start=1)),
        lead_in,
    )


def changed(tables: FileTables, change: Callable[[Row], Row]) -> FileTables:
    """The same file with every row changed."""
    return replace(
        tables, tables=tuple(replace(table, rows=tuple(map(change, table.rows))) for table in tables.tables)
    )


def as_docx(tables: FileTables) -> bytes:
    document = docx.Document()
    for table in tables.tables:
        for line in table.lead_in:
            document.add_paragraph(line)
        width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
        drawn = document.add_table(len(table.rows), width)
        for row_place, row in enumerate(table.rows):
            for cell in row.cells:
                _draw(drawn, row_place, cell)
        document.add_paragraph("")
    return _saved(document.save)


def _draw(drawn: Any, row_place: int, cell: Cell) -> None:
    first = drawn.cell(row_place, cell.column)
    last = drawn.cell(row_place + cell.row_span - 1, cell.column + cell.column_span - 1)
    target = first if first._tc is last._tc else first.merge(last)
    target.text = ""
    target.paragraphs[0].add_run(cell.text).font.strike = cell.struck or None
    if cell.fill:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), cell.fill.lstrip("#"))
        target._tc.get_or_add_tcPr().append(shading)


def as_xlsx(tables: FileTables) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, table in enumerate(tables.tables, start=1):
        sheet = book.create_sheet(f"Part {place}")
        for number, line in enumerate(table.lead_in, start=1):
            sheet.cell(number, 1, line)
        for row in table.rows:
            number = row.number + len(table.lead_in)
            sheet.row_dimensions[number].hidden = row.hidden
            for cell in row.cells:
                _write(sheet, number, cell)
    return _saved(book.save)


def _write(sheet: Any, number: int, cell: Cell) -> None:
    target = sheet.cell(number, cell.column + 1, cell.text or None)
    target.font = Font(strike=cell.struck)
    if cell.fill:
        target.fill = PatternFill("solid", fgColor=cell.fill.lstrip("#"))
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=number,
            start_column=cell.column + 1,
            end_row=number + cell.row_span - 1,
            end_column=cell.column + cell.column_span,
        )


def as_csv(tables: FileTables, *, separator: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for table in tables.tables:
        width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
        for row in table.rows:
            line = [""] * width
            for cell in row.cells:
                line[cell.column] = cell.text
            writer.writerow(line)
    return out.getvalue().encode()


def as_text(tables: FileTables) -> bytes:
    """As a converter writes it: the cells of a row on one line with tabs between."""
    return as_csv(tables, separator="\t").replace(b'"', b"")


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
