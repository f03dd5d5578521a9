"""Claimed, seen, verified, worked: four ticks by different people."""

from __future__ import annotations

from django.utils import timezone

from goldenthread.board.action_plan.models import Action, TickGiven
from goldenthread.board.action_plan.operations.lines import CannotChange, lock, save
from goldenthread.board.action_plan.rules.status import ENDED, STATUS_AFTER, Status, Tick, why_not_tick
from goldenthread.board.agencies.models import Person, Tenure
from goldenthread.board.history.recording import recorded


class CannotTick(CannotChange):
    """This tick may not be given now, or not by this person."""


@recorded
def give_tick(*, action: Action, tick: Tick, words: str = "", by: Person) -> TickGiven:
    """Say that an action is claimed, seen, verified or worked.

    Raises CannotTick where an earlier tick or evidence is missing, or where somebody else must say it.
    """
    action = lock(action)
    if action.status in ENDED:
        raise CannotTick(f"{action.ref} is {Status(action.status).label.lower()}.")
    evidence = action.evidence.count()
    refusal = why_not_tick(
        tick, person=by.pk, given=_standing(action), leads=_leading_people(action), evidence=evidence
    ) or _words_missing(tick, words, evidence)
    if refusal:
        raise CannotTick(refusal)
    given = TickGiven.objects.create(
        action=action, tick=tick, words=words.strip(), given_by=by, given_at=timezone.now()
    )
    save(action, by=by, status=STATUS_AFTER[tick])
    return given


def _words_missing(tick: Tick, words: str, evidence: int) -> str | None:
    if words.strip():
        return None
    if tick is Tick.WORKED:
        return "Say what changed for children and families, and how that was measured."
    if tick is Tick.CLAIMED and not evidence:
        return "Add evidence, or say why there is none."
    return None


@recorded
def withdraw_tick(*, action: Action, tick: Tick, because: str, by: Person) -> None:
    """Take a tick back, with the reason, and all that rest on it."""
    action = lock(action)
    if not because.strip():
        raise CannotTick("Say why it is taken back.")
    resting = list(Tick)[list(Tick).index(tick) :]
    withdrawn = action.ticks.filter(withdrawn_at__isnull=True, tick__in=resting).update(
        withdrawn_by=by, withdrawn_at=timezone.now(), withdrawn_because=because.strip()
    )
    if not withdrawn:
        raise CannotTick(f"{action.ref} is not marked as {tick.label.lower()}.")
    standing = _standing(action)
    last = next((each for each in reversed(list(Tick)) if each in standing), None)
    save(action, by=by, status=STATUS_AFTER[last])


def _standing(action: Action) -> dict[Tick, int]:
    given = action.ticks.filter(withdrawn_at__isnull=True).values_list("tick", "given_by_id")
    return {Tick(tick): person for tick, person in given}


def _leading_people(action: Action) -> set[int]:
    today = timezone.localdate()
    holding = Tenure.objects.on(today).filter(post__leads__action=action, post__kind="post")
    return set(holding.values_list("person_id", flat=True))
