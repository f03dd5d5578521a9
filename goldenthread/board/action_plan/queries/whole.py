"""The plan as a whole, for the head of its page: worked out anew only when something in it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.queries.findings import LineFinding, findings
from goldenthread.board.action_plan.queries.fingerprint import Fingerprint, fingerprint
from goldenthread.board.action_plan.queries.lines import Line, lines
from goldenthread.board.action_plan.queries.plan import (
    Choices,
    Counts,
    Progress,
    choices,
    counts,
    progress_by_recommendation,
)
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission


@dataclass(frozen=True, slots=True)
class Whole:
    """What the linter finds, what can be chosen, and the plan in numbers."""

    changes: Fingerprint
    findings: tuple[LineFinding, ...]
    choices: Choices
    counts: Counts
    progress: Mapping[int, Progress]


@lru_cache(maxsize=64)
def known_lines(
    _changes: Fingerprint, _as_at: datetime | None, keys: tuple[int, ...], *, on: date
) -> tuple[Line, ...]:
    """The lines with these keys, in this order, read again only after a change. Who may see them is settled before."""
    found = Action.objects.prefetch_related("recommendation").in_bulk(keys)
    return tuple(lines([found[key] for key in keys if key in found], on=on))


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks; two are alike who see the same lines."""

    with_drafts: bool
    only_agencies: frozenset[int] | None
    person: Person = field(compare=False)


def whole(person: Person, *, on: date, as_at: datetime | None) -> Whole:
    """The plan that this person sees, summed up."""
    only_agencies = person.rights.agencies_where(Permission.SEE_PLAN)
    asker = _Asker(person.may(Permission.EDIT_PLAN), only_agencies, person)
    if only_agencies is not None:  # then it also matters which posts they hold
        return _summed_up(fingerprint(), asker, on, as_at)
    return _kept(fingerprint(), asker, on, as_at)


@lru_cache(maxsize=16)
def _kept(changes: Fingerprint, asker: _Asker, on: date, as_at: datetime | None) -> Whole:
    return _summed_up(changes, asker, on, as_at)


def _summed_up(changes: Fingerprint, asker: _Asker, on: date, as_at: datetime | None) -> Whole:
    person = asker.person
    return Whole(
        changes,
        findings(person, as_at=as_at),
        choices(),
        counts(person, on=on),
        progress_by_recommendation(person),
    )
