"""What other people have done to the plan since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.board.action_plan.models import Action, DeadlineChange, Evidence, ProgressNote, TickGiven
from goldenthread.board.action_plan.queries.access import actions_seen_by
from goldenthread.board.action_plan.queries.history import events_of
from goldenthread.board.agencies.models import Person


@dataclass(frozen=True, slots=True)
class Lately:
    """How much others have done in the lines that a person sees."""

    since: datetime
    lines: int
    notes: int
    evidence: int
    ticks: int
    deadlines: int

    @property
    def anything(self) -> bool:
        return any((self.lines, self.notes, self.evidence, self.ticks, self.deadlines))


def done_since(person: Person, since: datetime) -> Lately:
    """What others added, said, showed, ticked and moved after this moment."""
    seen = actions_seen_by(person)
    beside = {"action__in": seen}
    added = events_of(Action, as_at=None, pgh_label="insert", pgh_created_at__gt=since, pgh_obj__in=seen)
    return Lately(
        since=since,
        lines=added.exclude(changed_by=person).count(),
        notes=ProgressNote.objects.filter(**beside, written_at__gt=since, imported=False)
        .exclude(written_by=person)
        .count(),
        evidence=Evidence.objects.filter(**beside, added_at__gt=since).exclude(added_by=person).count(),
        ticks=TickGiven.objects.filter(**beside, given_at__gt=since).exclude(given_by=person).count(),
        deadlines=DeadlineChange.objects.filter(**beside, at__gt=since).exclude(by=person).count(),
    )
