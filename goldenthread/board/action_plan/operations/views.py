"""Keeping ways of looking at the plan."""

from __future__ import annotations

from goldenthread.board.action_plan.models import SavedView
from goldenthread.board.action_plan.operations.lines import CannotChange
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded


@recorded
def save_view(*, name: str, query: str, shared: bool, by: Person) -> SavedView:
    """Keep the filters in an address under a name; the same name is written over."""
    if not name.strip():
        raise CannotChange("Enter a name for this view.")
    view, _ = SavedView.objects.update_or_create(
        person=by, name=name.strip()[:80], defaults={"query": query[:1000], "shared": shared}
    )
    return view


@recorded
def drop_view(*, view: SavedView, by: Person) -> None:
    """Forget a view of one's own."""
    if view.person_id != by.pk:
        raise CannotChange("Only the person who saved a view can remove it.")
    view.delete()
