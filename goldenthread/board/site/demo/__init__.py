"""A made-up board in a made-up place, for looking around and for tests."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from goldenthread.board.agencies.models import Agency
from goldenthread.board.site.demo.importing import import_word_plan
from goldenthread.board.site.demo.people import make_people
from goldenthread.board.site.demo.story import tell_story

Tell = Callable[[str], object]


def fill(*, tell: Tell) -> None:
    """Fill an empty demonstration, saying each step. Run by the owner of the tables, who may date it back."""
    if Agency.objects.exists():
        return
    today = timezone.localdate()
    tell("Inviting the made-up people.")
    manager = make_people(on=today)
    import_word_plan(on=today, by=manager, tell=tell)
    tell("Eleven weeks go by: notes, evidence, ticks.")
    tell_story(on=today)
