"""Goes down the rows of a plan's tables and says of each what it is: nothing is dropped silently."""

from __future__ import annotations

import re
from dataclasses import replace

from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.drafts import ActionDraft, Cells, Recommendations
from goldenthread.board.action_plan.imports.grid import GridRow
from goldenthread.board.action_plan.imports.layouts import is_header, layout_under, repeats
from goldenthread.board.action_plan.imports.lines import Divided, divide, divide_actions_with_progress
from goldenthread.board.action_plan.imports.numbers import read_ref, split_heading, split_number
from goldenthread.board.action_plan.imports.reading import RowAccount, RowUse, Source
from goldenthread.board.action_plan.imports.rows import PlanRow, PlanTable, is_note, plan_row
from goldenthread.board.action_plan.rules.cut_text import looks_cut
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.findings import Code, Finding

STATEMENTS = frozenset({Field.RECOMMENDATION, Field.ACTION})
_YEAR = re.compile(r"(?:19|20)\d\d")
STATED = frozenset({Field.ACTION, Field.LEAD, Field.PROGRESS, Field.DEADLINE, Field.RAG})
BESIDE = frozenset({Field.LEAD, Field.PROGRESS, Field.DEADLINE, Field.RAG})


class Walk:
    """What has been read so far, from the first row of the first table down."""

    def __init__(self) -> None:
        self.book = Recommendations()
        self.rows: list[RowAccount] = []
        self.findings: list[Finding] = []
        self.asides: list[str] = []
        """Texts of rows that belong to no action: the key to scores may be among them."""
        self._after_break = False
        self._titles: set[str] = set()
        self._table: PlanTable

    def read(self, table: PlanTable) -> None:
        """All rows of one more table of the plan."""
        self._table = table
        self._after_break = True
        if table.heading and not table.layout.has(Field.RECOMMENDATION):
            ref, text, notes = table.heading
            first = table.grid.rows[0].number if table.grid.rows else 1
            self.book.begin(ref, text, Source(table.grid.place, first)).notes = notes
        begins = table.layout.header[0] if table.layout.header else 0
        for place, row in enumerate(table.grid.rows):
            is_title = place < begins and not (table.carries_on and len(row.cells) > 1)
            use = self._title(row) if is_title else self._use(place, row)
            self.rows.append(RowAccount(self._source(row), use))

    def _source(self, row: GridRow) -> Source:
        return Source(self._table.grid.place, row.number)

    def _title(self, row: GridRow) -> RowUse:
        """A row above the heading: the plan's title, or the recommendation that the table is about."""
        if row.is_blank:
            return RowUse.BLANK
        heading = split_heading(row.cells[0].text) if len(row.cells) == 1 else None
        if heading and heading[1] and not self._table.layout.has(Field.RECOMMENDATION):
            self.book.begin(*heading, self._source(row))
            return RowUse.RECOMMENDATION
        self.asides.extend(cell.text for cell in row.cells)
        self._titles.update(cell.text for cell in row.cells)
        return RowUse.TITLE

    def _use(self, place: int, row: GridRow) -> RowUse:
        if row.is_blank:
            return RowUse.BLANK
        if place in self._table.layout.header:
            return RowUse.HEADER
        if repeats(row, self._table.layout.words) or self._begins_new_layout(place, row):
            self._after_break = True
            return RowUse.REPEATED_HEADER
        use = self._alone(row) or self._data(row)
        if row.number in self._table.realigned:
            message = (
                "Empty cells of this row were lost, so the others were placed by what they say. Check them."
            )
            self.findings.append(Finding(Code.ROW_REALIGNED, self._source(row).words, message))
        self._after_break = False
        return use

    def _begins_new_layout(self, place: int, row: GridRow) -> bool:
        """A heading in the middle of the table whose columns differ from those before."""
        if not is_header(row):
            return False
        layout = layout_under(self._table.grid, (place,))
        self._table = replace(self._table, layout=replace(layout, header=(*self._table.layout.header, place)))
        return True

    def _alone(self, row: GridRow) -> RowUse | None:
        """What a row is in which one text stands alone, or None for an ordinary row."""
        if is_note(row):
            return self._not_placed(row)
        band, layout = row.band, self._table.layout
        if band is None and len(row.cells) > 1:
            return None
        text = band or row.cells[0].text
        if text in self._titles:
            return RowUse.TITLE
        if band is None and not (split_heading(text) and not layout.has(Field.RECOMMENDATION)):
            field = layout.match.field_of(row.cells[0].column)
            if field in BESIDE or field in STATEMENTS:
                return None
        ref, statement = self._recommendation_in(text, is_band=band is not None)
        if not statement:
            return self._not_placed(row)
        self.book.begin(ref, statement, self._source(row))
        return RowUse.RECOMMENDATION

    def _recommendation_in(self, text: str, *, is_band: bool) -> tuple[str, str]:
        """The recommendation that a lone text is, or two empty texts.

        Beside a column of recommendations only what says so is one; else a band, or a line with a number.
        """
        if self._table.layout.has(Field.RECOMMENDATION):
            ref, statement = split_heading(text) or ("", "")
            return (ref, statement) if ref else ("", "")
        ref, statement = split_number(text)
        return (ref, statement) if ref or is_band else ("", "")

    def _not_placed(self, row: GridRow) -> RowUse:
        self.asides.append("\t".join(cell.text for cell in row.cells))
        message = "This row is neither a recommendation nor an action, so it was left out. Check that nothing is lost."
        self.findings.append(Finding(Code.ROW_NOT_PLACED, self._source(row).words, message))
        return RowUse.NOT_PLACED

    def _data(self, row: GridRow) -> RowUse:
        cells = plan_row(row, self._table)
        new_text = self._read_recommendation(cells, row)
        last = self.book.last_action
        if last and new_text is not RowUse.RECOMMENDATION and self._goes_on_with(last, cells):
            last.go_on(cells.own(STATED), self._source(row))
            return RowUse.CONTINUATION
        if self._holds_action(cells, new_text):
            self._add_actions(cells, row)
            return RowUse.ACTION
        if any(field in cells.cells and field not in cells.merged for field in BESIDE):
            return self._beside_only(cells, row, new_text)
        if new_text:
            return new_text
        if cells.extra and (last := self.book.last_action):
            last.go_on({}, self._source(row))
            last.extra.update(cells.extra)
            return RowUse.CONTINUATION
        return self._not_placed(row)

    def _goes_on_with(self, last: ActionDraft, cells: PlanRow) -> bool:
        """Whether the row begins in the middle of the last action's sentence, cut by the end of a page or line."""
        above, text = last.text(Field.ACTION), cells.text(Field.ACTION)
        if not (text and above[:1].isupper() and (self._after_break or self._table.wrapped)):
            return False
        due_above, due = last.text(Field.DEADLINE), cells.text(Field.DEADLINE)
        if read_deadline(due_above).last_day and read_deadline(due).last_day:
            return False
        if text[0].islower():
            return True
        year_below = bool(due_above) and bool(_YEAR.fullmatch(due.strip()))
        return self._table.wrapped and (looks_cut(above) or year_below)

    def _holds_action(self, cells: PlanRow, new_text: RowUse | None) -> bool:
        if self._table.layout.has(Field.ACTION):
            return Field.ACTION in cells.cells
        if self._table.actions_in_progress:
            return Field.PROGRESS in cells.cells
        return new_text is RowUse.RECOMMENDATION

    def _beside_only(self, cells: PlanRow, row: GridRow, new_text: RowUse | None) -> RowUse:
        """A row without an action: it goes on with the one above, or its recommendation has no action yet."""
        last = self.book.last_action
        if last is None or new_text is RowUse.RECOMMENDATION:
            self._add_actions(cells, row)
            return RowUse.ACTION
        last.go_on(cells.own(BESIDE), self._source(row))
        return RowUse.CONTINUATION

    def _read_recommendation(self, cells: PlanRow, row: GridRow) -> RowUse | None:
        """Goes on with the current recommendation or begins another; says which, or None for neither."""
        text, number = cells.text(Field.RECOMMENDATION), cells.text(Field.REF)
        ref, aliases = read_ref(number)
        if not text:
            if not ref or Field.RECOMMENDATION in cells.merged or self.book.is_current(ref):
                return None
            self.book.begin(ref, "", self._source(row), aliases)
            return RowUse.RECOMMENDATION
        in_front, statement = split_number(text)
        if ref and in_front != ref:
            statement = " ".join(text.split())
        if self.book.goes_on(ref or in_front, statement, after_break=self._after_break):
            return RowUse.CONTINUATION
        before = self.book.current
        after = self.book.begin(ref or in_front, statement, self._source(row), aliases)
        return None if after is before else RowUse.RECOMMENDATION

    def _add_actions(self, cells: PlanRow, row: GridRow) -> None:
        current = self.book.current or self.book.begin("", "", self._source(row))
        divided = self._divide(cells.cells)
        for action in divided.actions:
            draft = ActionDraft(action, [self._source(row)], raw=cells.raw, extra=dict(cells.extra))
            draft.hidden = row.hidden or self._table.grid.hidden
            draft.completed = self._table.completed
            draft.shared = divided.not_aligned if len(divided.actions) > 1 else frozenset()
            draft.is_recommendation = Field.ACTION not in action and not self._table.layout.has(Field.ACTION)
            draft.take_number()
            current.take_number_of(draft)
            current.actions.append(draft)
        if divided.not_aligned:
            self._say_not_aligned(divided, row)

    def _divide(self, cells: Cells) -> Divided:
        if self._table.actions_in_progress and Field.PROGRESS in cells:
            return divide_actions_with_progress(cells)
        return divide(cells)

    def _say_not_aligned(self, divided: Divided, row: GridRow) -> None:
        count = len(divided.actions)
        if count == 1:
            message = (
                "The action cell has several lines. They were read as one action; divide it if they are more."
            )
        else:
            names = " and ".join(sorted(field.value for field in divided.not_aligned))
            message = (
                f"This row holds {count} actions, but its {names} cannot be divided among them for certain."
                " Check what belongs to which."
            )
        self.findings.append(Finding(Code.LINES_DO_NOT_ALIGN, self._source(row).words, message))
