"""What saving an import would do, as its preview shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from goldenthread.board.action_plan.models import ImportBatch, ImportRow
from goldenthread.board.action_plan.rules.importing import (
    Change,
    Decisions,
    FileLine,
    LineDecision,
    RecommendationDecision,
    Verdict,
)
from goldenthread.board.action_plan.rules.status import Rag
from goldenthread.board.web.listing import ROWS_ON_A_PAGE

NOT_IN_FILE = "not-in-file"
_FIELDS: Mapping[str, str] = {
    "text": "Action",
    "leads": "Lead",
    "deadline": "Deadline",
    "progress": "Progress noted",
    "rag": "Rating in the file",
    "struck_through": "Mark",
}
_COLOURS: Mapping[Verdict, str] = {
    Verdict.ADD: "green",
    Verdict.CHANGE: "blue",
    Verdict.UNCHANGED: "grey",
    Verdict.SKIP: "yellow",
}
_COUNTED: Mapping[Verdict, str] = {
    Verdict.ADD: "added",
    Verdict.CHANGE: "changed",
    Verdict.UNCHANGED: "unchanged",
    Verdict.SKIP: "skipped",
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One value before and after."""

    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the file, and what saving would do with it."""

    line: FileLine
    place: str
    number: str
    """The action's number in the plan or in the file, else its recommendation's."""
    verdict: str
    colour: str
    why: str
    rating: str
    changes: Sequence[ShownChange]


def page_of_lines(batch: ImportBatch, decided: Decisions, verdict: str, number: str | None) -> Page[Any]:
    """One page of the lines with this verdict (of all, for ""), or of the actions that the file lacks."""
    if verdict == NOT_IN_FILE:
        return Paginator(decided.not_in_file, ROWS_ON_A_PAGE).get_page(number)
    chosen = [each for each in decided.lines if verdict in {"", each.verdict}]
    page: Page[Any] = Paginator(chosen, ROWS_ON_A_PAGE).get_page(number)
    positions = [each.line.position for each in page]
    places = dict(batch.rows.filter(position__in=positions).values_list("position", "place"))
    page.object_list = [_shown(each, decided, places) for each in page]
    return page


def _shown(each: LineDecision, decided: Decisions, places: Mapping[int, str]) -> ShownLine:
    recommendation = decided.recommendations[each.recommendation]
    number = each.action.ref if each.action else each.line.ref or recommendation.ref
    return ShownLine(
        line=each.line,
        place=places.get(each.line.position, ""),
        number=number,
        verdict=ImportRow.Verdict(each.verdict).label,
        colour=_COLOURS[each.verdict],
        why=each.why,
        rating=_rating(each.line.rag),
        changes=[_shown_change(change) for change in each.changes],
    )


def _shown_change(change: Change) -> ShownChange:
    before, after = change.before, change.after
    if change.what == "rag":
        before, after = _rating(before), _rating(after)
    return ShownChange(_FIELDS[change.what], before, after)


def _rating(rag: str) -> str:
    return str(Rag(rag).label) if rag else ""


def new_or_changed(decided: Decisions) -> list[RecommendationDecision]:
    """Recommendations that saving would add, number, or give another wording."""
    return [each for each in decided.recommendations if each.wanted and (each.pk is None or each.changes)]


def in_a_sentence(decided: Decisions, *, saved: bool = False) -> str:
    """What saving would do, or did, in numbers."""
    told = ", ".join(f"{decided.counts[verdict]} {words}" for verdict, words in _COUNTED.items())
    return f"Saved: {told}." if saved else f"If you save it: {told}. Nothing is saved yet."
