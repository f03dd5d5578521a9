"""Recommendations and actions while they are being put together from rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.grid import written
from goldenthread.board.action_plan.imports.numbers import read_ref, split_action_number
from goldenthread.board.action_plan.imports.reading import Source
from goldenthread.board.action_plan.rules.cut_text import looks_cut
from goldenthread.readers.table import Cell


@dataclass(frozen=True, slots=True)
class CellText:
    """What one cell says, whatever its column means."""

    text: str
    struck: bool = False
    struck_text: str = ""
    fill: str | None = None

    @classmethod
    def of(cls, cell: Cell) -> CellText:
        return cls(written(cell).strip(" \t\xa0"), cell.struck, cell.struck_text, cell.fill)

    def with_text(self, text: str) -> CellText:
        struck = self.struck or bool(text.strip() and text.strip() in self.struck_text)
        return replace(self, text=text, struck=struck)


Cells = dict[Field, CellText]


@dataclass(slots=True)
class ActionDraft:
    cells: Cells
    sources: list[Source]
    number: str = ""
    hidden: bool = False
    completed: bool = False
    raw: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    shared: frozenset[Field] = frozenset()
    """Cells that stand beside several actions of one row and could not be divided between them."""
    is_recommendation: bool = False
    """The plan has no actions of its own: what is to be done is the recommendation."""

    def text(self, column: Field) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def take_number(self) -> None:
        """Takes the action's number from its own column, or from in front of its text."""
        column = self.cells.pop(Field.ACTION_NUMBER, None)
        action = self.cells.get(Field.ACTION)
        number, text = split_action_number(action.text) if action else ("", "")
        if action and number:
            self.cells[Field.ACTION] = replace(action, text=text)
        self.number = number or (read_ref(column.text)[0] or column.text if column else "")

    def go_on(self, cells: Cells, source: Source) -> None:
        """Adds what a row says that only continues this action."""
        self.sources.append(source)
        for column, cell in cells.items():
            before = self.cells.get(column)
            if before is None or not before.text.strip():
                self.cells[column] = cell
            elif cell.text.strip():
                joined = f"{before.text.rstrip()} {cell.text.lstrip()}"
                self.cells[column] = replace(before, text=joined, struck=before.struck and cell.struck)


@dataclass(slots=True)
class RecommendationDraft:
    ref: str
    text: str
    sources: list[Source]
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    actions: list[ActionDraft] = field(default_factory=list)

    def take_number_of(self, action: ActionDraft) -> None:
        """Without a number of its own it has the first half of its actions': 3 where they are 3.1 and 3.2."""
        whole, dot, _ = action.number.rpartition(".")
        if dot and not self.ref:
            self.ref = whole


class Recommendations:
    """All recommendations met so far. One that returns (on a sheet of completed actions) is the same one."""

    def __init__(self) -> None:
        self.all: list[RecommendationDraft] = []
        self.current: RecommendationDraft | None = None
        self._known: dict[tuple[str, str], RecommendationDraft] = {}

    @property
    def last_action(self) -> ActionDraft | None:
        return self.current.actions[-1] if self.current and self.current.actions else None

    def is_current(self, ref: str) -> bool:
        return self.current is not None and self.current.ref == ref

    def begin(
        self, ref: str, text: str, source: Source, aliases: tuple[str, ...] = ()
    ) -> RecommendationDraft:
        """The recommendation with this number and text, new or met before; it is the current one from now on."""
        known = self._known.get((ref, text.casefold()))
        if known is None and not ref and text and self.current and _same(self.current.text, text):
            known = self.current
        if known is None:
            known = RecommendationDraft(ref, text, [source], aliases)
            self._known[ref, text.casefold()] = known
            self.all.append(known)
        elif source not in known.sources:
            known.sources.append(source)
        self.current = known
        return known

    def goes_on(self, ref: str, text: str, *, after_break: bool) -> bool:
        """Whether a text carries on the current recommendation, cut by the end of a page; if so, joins it."""
        current = self.current
        if current is None or ref or not current.text or not text:
            return False
        cut = after_break and bool(current.ref) and looks_cut(current.text)
        if not (text[0].islower() or cut):
            return False
        self._known.pop((current.ref, current.text.casefold()), None)
        current.text = f"{current.text} {text}"
        self._known[current.ref, current.text.casefold()] = current
        return True


def _same(text: str, other: str) -> bool:
    return text.casefold() == other.casefold()
