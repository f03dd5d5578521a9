"""Changing recommendations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from goldenthread.board.action_plan.models import Recommendation, Source
from goldenthread.board.action_plan.operations.lines import CannotChange, save
from goldenthread.board.action_plan.operations.sending import note_sending
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded

EDITABLE = frozenset(
    {
        "ref",
        "display_text",
        "aliases",
        "statement_variants",
        "response",
        "response_words",
        "impact_statement",
        "judgement",
    }
)


class RecommendationChanged(CannotChange):
    """Somebody else changed the recommendation after the person opened it."""

    def __init__(self, recommendation: Recommendation) -> None:
        self.recommendation = recommendation
        super().__init__(
            "Somebody changed this recommendation while you had it open. "
            "Nothing of yours was saved yet: look at both and choose."
        )


@recorded
def add_recommendation(
    *, source: Source, text: str, ref: str = "", by: Person, token: UUID | None = None
) -> Recommendation:
    """Add a recommendation at the end of its source."""
    note_sending(token, by=by)
    if not text.strip():
        raise CannotChange("Enter what was recommended.")
    source = Source.objects.select_for_update().get(pk=source.pk)
    last = source.recommendations.aggregate(last=Max("position"))["last"] or 0
    return _saved(Recommendation(source=source, text=text.strip(), ref=ref.strip(), position=last + 1))


@recorded
def edit_recommendation(
    *, recommendation: Recommendation, version: int, changes: dict[str, Any], by: Person
) -> Recommendation:
    """Change what the board says of a recommendation; its source's own words stay as they are."""
    if not changes.keys() <= EDITABLE:
        raise CannotChange("The words of the source cannot be changed; correct the text to show instead.")
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if recommendation.version != version:
        raise RecommendationChanged(recommendation)
    for field, value in changes.items():
        setattr(recommendation, field, value)
    recommendation.version += 1
    return _saved(recommendation)


@recorded
def number_recommendation(
    *, recommendation: Recommendation, version: int, ref: str, by: Person
) -> Recommendation:
    """Give a recommendation the number that its source left out (Q1), and its lines with it."""
    if not ref.strip():
        raise CannotChange("Enter the number.")
    numbered = edit_recommendation(
        recommendation=recommendation, version=version, changes={"ref": ref.strip()}, by=by
    )
    for action in numbered.actions.select_for_update().order_by("pk"):
        save(action, by=by, ref=f"{numbered.ref}.{action.position}")
    return numbered


def recommendation_of(source_kind: str, source_title: str) -> Recommendation:
    """The recommendation under which a source's own actions stand, made where there is none."""
    source, _ = Source.objects.get_or_create(title=source_title, defaults={"kind": source_kind})
    recommendation, _ = Recommendation.objects.get_or_create(
        source=source, position=1, defaults={"text": source_title}
    )
    return recommendation


def _saved(recommendation: Recommendation) -> Recommendation:
    try:
        with transaction.atomic():
            recommendation.save()
    except IntegrityError:
        raise CannotChange(
            f"There is already a recommendation {recommendation.ref} from this source."
        ) from None
    return recommendation
