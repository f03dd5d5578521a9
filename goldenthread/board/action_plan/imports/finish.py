"""Turns what was gathered from the rows into actions and recommendations, and asks the linter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.drafts import ActionDraft, RecommendationDraft
from goldenthread.board.action_plan.imports.reading import ReadAction, ReadRecommendation
from goldenthread.board.action_plan.rules.bullets import with_bullets_in_line, without_bullets
from goldenthread.board.action_plan.rules.deadlines import Deadline, read_deadline
from goldenthread.board.action_plan.rules.leads import join_lines
from goldenthread.board.action_plan.rules.linter import PlanLine
from goldenthread.board.action_plan.rules.rag import Rag, RagReading, read_fills, read_rag

_SEVERAL = re.compile(r"\s+/\s+|\s*;\s*")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the plan as a whole says about its cells."""

    near: date | None = None
    key: Mapping[str, Rag] = field(default_factory=dict)
    values: Mapping[Field, Mapping[str, str]] = field(default_factory=dict)
    """What a person has chosen: field → the cell's text → what it means."""
    fills: Mapping[str, Rag] = field(default_factory=dict)

    def chosen(self, column: Field, text: str) -> str | None:
        return self.values.get(column, {}).get(text)


def fills_of(drafts: Iterable[RecommendationDraft]) -> dict[str, Rag]:
    """What the shadings of the plan's RAG cells stand for."""
    cells = (action.cells.get(Field.RAG) for each in drafts for action in each.actions)
    return read_fills(cell.fill for cell in cells if cell and cell.fill)


def finished(drafts: Sequence[RecommendationDraft], meaning: Meaning) -> Iterator[ReadRecommendation]:
    """Each recommendation with its actions."""
    alone = _leads_elsewhere(drafts)
    for draft in drafts:
        leads = dict(_shared_leads(draft.actions, alone))
        actions = [_action(action, draft, meaning, leads.get(id(action))) for action in draft.actions]
        yield ReadRecommendation(
            draft.ref,
            draft.text,
            tuple(_with_above(actions)),
            aliases=draft.aliases,
            notes=draft.notes,
            sources=tuple(draft.sources),
        )


def lines_of(recommendations: Iterable[ReadRecommendation]) -> Iterator[PlanLine]:
    """The plan as the linter reads it."""
    for each in recommendations:
        if not each.actions:
            yield PlanLine(each.sources[0].words, each.ref, each.recommendation, "")
        for action in each.actions:
            yield PlanLine(
                action.sources[0].words,
                each.ref,
                each.recommendation,
                action.action,
                action.lead,
                action.progress,
                action.deadline,
                struck_through=action.struck_through,
                hidden=action.hidden,
            )


def _action(
    draft: ActionDraft, recommendation: RecommendationDraft, meaning: Meaning, shared_lead: str | None
) -> ReadAction:
    text = recommendation.text if draft.is_recommendation else with_bullets_in_line(draft.text(Field.ACTION))
    lead = shared_lead or join_lines(draft.text(Field.LEAD))
    lead = meaning.chosen(Field.LEAD, lead) or lead
    progress = _progress(draft.text(Field.PROGRESS))
    deadline = _deadline(draft, meaning)
    rag = _rag(draft, meaning)
    action_cell = draft.cells.get(Field.ACTION)
    return ReadAction(
        action=text,
        lead=lead,
        progress=progress,
        deadline=deadline,
        rag_raw=rag.raw,
        rag=rag.rag,
        struck_through=bool(action_cell and action_cell.struck),
        number=draft.number,
        hidden=draft.hidden,
        completed=draft.completed or deadline.completed,
        extra=draft.extra,
        raw=draft.raw,
        sources=tuple(draft.sources),
    )


def _progress(text: str) -> str:
    lines = (" ".join(line.split()) for line in without_bullets(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _deadline(draft: ActionDraft, meaning: Meaning) -> Deadline:
    cell = draft.cells.get(Field.DEADLINE)
    if cell is None:
        return read_deadline("")
    shown = " ".join(cell.text.split())
    if chosen := meaning.chosen(Field.DEADLINE, shown):
        return replace(read_deadline(chosen, near=meaning.near), raw=shown)
    return read_deadline(_without_struck(cell.text, cell.struck_text), near=meaning.near)


def _without_struck(text: str, struck: str) -> str:
    """A deadline of which a part is struck through has been moved."""
    if not struck.strip() or struck.strip() not in text:
        return text
    return f"{text.replace(struck.strip(), ' ', 1).strip()} (was {struck.strip()})"


def _rag(draft: ActionDraft, meaning: Meaning) -> RagReading:
    cell = draft.cells.get(Field.RAG)
    if cell is None:
        return RagReading("", Rag.NONE)
    shown = " ".join(cell.text.split())
    if chosen := meaning.chosen(Field.RAG, shown):
        return RagReading(shown, Rag(chosen))
    if not shown and cell.fill:
        rag = meaning.fills.get(cell.fill, Rag.NONE)
        return RagReading(rag.letter, rag)
    return read_rag(shown, key=meaning.key)


def _with_above(actions: Sequence[ReadAction]) -> Iterator[ReadAction]:
    lead = deadline = ""
    for action in actions:
        yield replace(
            action,
            lead_above="" if action.lead else lead,
            deadline_above="" if action.deadline.raw else deadline,
        )
        lead, deadline = action.lead or lead, action.deadline.raw or deadline


def _leads_elsewhere(drafts: Iterable[RecommendationDraft]) -> dict[str, str]:
    """The lead of each action, by its words, where a row names one for it alone."""
    return {
        action.text(Field.ACTION).casefold(): join_lines(action.text(Field.LEAD))
        for draft in drafts
        for action in draft.actions
        if Field.LEAD not in action.shared and action.text(Field.LEAD).strip()
    }


def _shared_leads(actions: Sequence[ActionDraft], alone: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Leads that stand together beside several actions of one row, dealt out as well as can be told.

    First by what the same action says elsewhere in the plan, then by order where there are as many as actions.
    The reader has already reported the row, so a person checks it.
    """
    together = [action for action in actions if Field.LEAD in action.shared]
    for _, row in groupby(together, key=lambda action: action.sources[0]):
        group = list(row)
        parts = [
            part.strip() for part in _SEVERAL.split(join_lines(group[0].text(Field.LEAD))) if part.strip()
        ]
        for place, action in enumerate(group):
            known = alone.get(action.text(Field.ACTION).casefold())
            if known and set(_SEVERAL.split(known)) <= set(parts):
                yield id(action), known
            elif len(parts) == len(group):
                yield id(action), parts[place]
