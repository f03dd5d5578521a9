"""Recommendations, lines of the plan and what stands beside them, for tests. Most arguments may be left out."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action, Recommendation, Source
from goldenthread.board.action_plan.rules.status import Status, Tick
from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.documents.models import Document
from tests.factories.agencies import make_board_office

_number = count(1)


def make_recommendation(ref: str = "", *, text: str = "", **fields: Any) -> Recommendation:
    """A recommendation of the one inspection that tests know."""
    number = next(_number)
    source, _ = Source.objects.get_or_create(title="Inspection")
    return Recommendation.objects.create(
        source=source,
        ref=ref or str(100 + number),
        position=number,
        text=text or f"Recommendation {number}",
        **fields,
    )


def make_action(
    *leads: Post,
    by: Person,
    recommendation: Recommendation | None = None,
    text: str = "",
    deadline: str = "31 October 2099",
    status: Status = Status.AGREED,
    **fields: Any,
) -> Action:
    """A line that is agreed, with a deadline far away, and led by these posts."""
    new = operations.NewAction(
        text=text or f"Action {next(_number)}", deadline=deadline, leads=leads, status=status, **fields
    )
    return operations.add_action(recommendation=recommendation or make_recommendation(), new=new, by=by)


def make_document(
    title: str = "", *, by: Person, agency: Agency | None = None, restricted: bool = False
) -> Document:
    """A document without a version: enough to be linked."""
    return Document.objects.create(
        title=title or f"Document {next(_number)}",
        agency=agency or make_board_office(),
        visibility=Document.Visibility.RESTRICTED if restricted else Document.Visibility.BOARD,
        added_by=by,
        added_at=timezone.now(),
    )


def make_evidence(action: Action, *, by: Person, **document: Any) -> Document:
    """A document that is linked to the line as evidence."""
    made = make_document(by=by, **document)
    operations.add_evidence(action=action, document=made, shows="What was done", by=by)
    return made


def give(action: Action, tick: Tick, *, by: Person, words: str = "So it is") -> None:
    """Give a tick by the rules."""
    operations.give_tick(action=action, tick=tick, words=words, by=by)


def day_in_words(day: date) -> str:
    """A day as a person types it in a deadline."""
    return f"{day:%-d %B %Y}"
