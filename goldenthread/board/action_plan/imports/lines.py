"""Several actions in one cell, one a line, with the lines of the cells beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.drafts import Cells, CellText
from goldenthread.board.action_plan.imports.numbers import split_action_number
from goldenthread.board.action_plan.rules.bullets import BULLET
from goldenthread.board.action_plan.rules.leads import join_lines

_DIVIDED = re.compile(r"(?<=[^\W\d_])[-/]\s*$")
_DASH = re.compile(r"\s[–—-]\s|\s[–—-]$")
_BESIDE = (Field.LEAD, Field.PROGRESS, Field.DEADLINE, Field.RAG)
_SEVERAL_LEADS = re.compile(r"\s/\s|;")


@dataclass(frozen=True, slots=True)
class Divided:
    """The cells of each action of one row, and which cells could not be divided between them."""

    actions: tuple[Cells, ...]
    not_aligned: frozenset[Field] = frozenset()


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    """Which line of its cell it begins on."""
    number: str
    text: str


def divide(cells: Cells) -> Divided:
    """One set of cells for each action that the action cell holds."""
    if Field.ACTION not in cells:
        return Divided((cells,))
    lines = cells[Field.ACTION].text.split("\n")
    items = _items(lines, cells)
    if len(items) < 2:
        unsure = len(_filled(lines)) > 1 and not _tells_sub_tasks(lines) and _all_sentences(lines)
        return Divided((cells,), frozenset({Field.ACTION}) if unsure else frozenset())
    return _dealt(cells, items, len(lines))


def divide_actions_with_progress(cells: Cells) -> Divided:
    """As `divide`, where the progress cell holds both, "action – progress", one a line."""
    lines = cells[Field.PROGRESS].text.split("\n")
    pairs = [_parted(line) for line in lines]
    items = [_Item(place, "", action) for place, (action, _) in enumerate(pairs) if action]
    progress = cells[Field.PROGRESS].with_text("\n".join(note for _, note in pairs))
    action = cells[Field.PROGRESS].with_text("\n".join(action for action, _ in pairs))
    both = {**cells, Field.ACTION: action, Field.PROGRESS: progress}
    return _dealt(both, items, len(lines)) if len(items) > 1 else Divided((both,))


def holds_actions(texts: Sequence[str]) -> bool:
    """Whether most lines of a progress column read "action – progress"."""
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    return bool(lines) and 2 * sum(bool(_DASH.search(line)) for line in lines) >= len(lines)


def _parted(line: str) -> tuple[str, str]:
    dash = _DASH.search(line)
    return (line[: dash.start()].strip(), line[dash.end() :].strip()) if dash else (line.strip(), "")


def unwrapped(text: str) -> str:
    """Lines as they were before a page's width broke them: only a number or a bullet begins a new one."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and line.strip() and not (BULLET.match(line) or split_action_number(line)[0]):
            joint = "" if _DIVIDED.search(lines[-1]) else " "
            lines[-1] = f"{lines[-1].rstrip()}{joint}{line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _filled(lines: Sequence[str]) -> list[int]:
    return [place for place, line in enumerate(lines) if line.strip()]


def _items(lines: Sequence[str], cells: Cells) -> list[_Item]:
    filled = _filled(lines)
    if len(filled) < 2 or _tells_sub_tasks(lines):
        return []
    numbered = [place for place in filled if split_action_number(lines[place])[0]]
    if len(numbered) > 1 and numbered[0] == filled[0]:
        return _runs(lines, numbered)
    if all(BULLET.match(lines[place]) for place in filled):
        return [_Item(place, "", BULLET.sub("", lines[place])) for place in filled]
    if _all_sentences(lines) and _beside_has_lines(cells, len(filled)):
        return [_Item(place, "", lines[place]) for place in filled]
    return []


def _runs(lines: Sequence[str], starts: Sequence[int]) -> list[_Item]:
    """Each numbered line with the lines that follow it."""
    ends = [*starts[1:], len(lines)]
    items = []
    for start, end in zip(starts, ends, strict=True):
        number, text = split_action_number("\n".join(lines[start:end]).strip())
        items.append(_Item(start, number, text))
    return items


def _tells_sub_tasks(lines: Sequence[str]) -> bool:
    """A first line that introduces the bullets after it."""
    filled = _filled(lines)
    return (
        bool(filled)
        and not BULLET.match(lines[filled[0]])
        and any(BULLET.match(lines[place]) for place in filled)
    )


def _all_sentences(lines: Sequence[str]) -> bool:
    return all(line.strip()[0].isupper() and len(line.split()) > 1 for line in lines if line.strip())


def _beside_has_lines(cells: Cells, count: int) -> bool:
    for field in (Field.DEADLINE, Field.RAG, Field.PROGRESS):
        beside = cells[field].text.split("\n") if field in cells else []
        if len(_filled(beside)) > 1 and (field is not Field.PROGRESS or len(_filled(beside)) == count):
            return True
    leads = join_lines(cells[Field.LEAD].text).split(" / ") if Field.LEAD in cells else []
    return len(leads) > 1 and len(leads) == count and "\n" in cells[Field.LEAD].text


def _dealt(cells: Cells, items: Sequence[_Item], lines: int) -> Divided:
    actions: list[Cells] = [{} for _ in items]
    not_aligned = set()
    for field, cell in cells.items():
        if field not in _BESIDE:
            texts: list[str] | None = [item.text for item in items] if field is Field.ACTION else None
        else:
            texts = _aligned(field, cell.text, items, lines)
            if texts is None:
                not_aligned.add(field)
        for place, action in enumerate(actions):
            action[field] = cell.with_text(texts[place]) if texts else cell
    for action, item in zip(actions, items, strict=True):
        if item.number:
            action[Field.ACTION_NUMBER] = CellText(item.number)
    return Divided(tuple(actions), frozenset(not_aligned))


def _aligned(field: Field, text: str, items: Sequence[_Item], action_lines: int) -> list[str] | None:
    """The cell's text for each action; None where its lines cannot be told apart for certain."""
    lines = text.split("\n")
    filled = _filled(lines)
    if by_number := _by_number(lines, items):
        return by_number
    if len(lines) == action_lines and set(filled) <= {item.line for item in items}:
        return [lines[item.line] for item in items]
    dealt = lines if len(lines) == len(items) else [lines[place] for place in filled]
    if len(dealt) == len(items) or not filled:
        return dealt or [""] * len(items)
    return [text] * len(items) if _holds_for_all(field, text) else None


def _by_number(lines: Sequence[str], items: Sequence[_Item]) -> list[str] | None:
    """Lines that carry the numbers of the actions they answer."""
    numbered = [split_action_number(line) for line in lines if line.strip()]
    answers = dict(numbered)
    if "" in answers or len(answers) < len(numbered) or not answers.keys() <= {item.number for item in items}:
        return None
    return [answers.get(item.number, "") for item in items] if answers else None


def _holds_for_all(field: Field, text: str) -> bool:
    """One deadline, or one lead, beside several actions is plainly theirs together."""
    one_line = "\n" not in text.strip()
    return one_line and (field is Field.DEADLINE or (field is Field.LEAD and not _SEVERAL_LEADS.search(text)))
