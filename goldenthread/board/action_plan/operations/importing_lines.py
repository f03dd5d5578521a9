"""Writing the decided lines of an import into the plan, some hundred at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Manager, Max, Model

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    ImportBatch,
    ImportRow,
    ProgressNote,
    Recommendation,
    Source,
    SubTask,
)
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.importing import (
    Decisions,
    LineDecision,
    RecommendationDecision,
    Verdict,
)
from goldenthread.board.action_plan.rules.matching import fold
from goldenthread.board.action_plan.rules.notes import Note, split_notes
from goldenthread.board.action_plan.rules.posts import is_body
from goldenthread.board.agencies.models import Person, Post

Each = TypeVar("Each", bound=Model)
Kept = dict[int, tuple[int, dict[str, Any]]]
"""For a line's position, the key of its action and what undoing needs to know."""


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts and bodies that lines name, and which of them are new."""

    keys: Mapping[str, int]
    """By folded title."""
    made: list[int]

    def of(self, titles: Iterable[str]) -> list[int]:
        """The keys for these titles, in order, each once."""
        return list(dict.fromkeys(self.keys[fold(title)] for title in titles))


@dataclass(frozen=True, slots=True)
class SavedRecommendations:
    """The recommendations of an import, now that they are all in the plan."""

    keys: Sequence[int | None]
    """By their place among the decisions; None for one of which every line is left out."""
    prefixes: Mapping[int, str]
    """By key, what the numbers of its actions begin with."""
    made: list[int]
    before: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Saving:
    """One import being saved."""

    batch: ImportBatch
    source: Source
    by: Person
    at: datetime
    posts: Posts
    last: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """For a recommendation's key, the position of its last action."""
    refs: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """For a recommendation's key, the numbers that its actions have."""


def posts_for(decided: Decisions) -> Posts:
    """Every post and body that lines to be written name; those that are not there yet are added."""
    written = [each for each in decided.lines if each.verdict in {Verdict.ADD, Verdict.CHANGE}]
    titles = {fold(title): title for each in written for title in each.line.leads}
    keys = {fold(title): key for key, title in Post.objects.order_by("-pk").values_list("pk", "title")}
    new = [title for folded, title in titles.items() if folded not in keys]
    made = Post.objects.bulk_create(
        Post(title=title, kind=Post.Kind.BODY if is_body(title) else Post.Kind.POST) for title in new
    )
    return Posts(keys | {fold(post.title): post.pk for post in made}, [post.pk for post in made])


def save_recommendations(saving: Saving, decided: Sequence[RecommendationDecision]) -> SavedRecommendations:
    """Add the new recommendations after the last one, and give the known ones their numbers and wordings."""
    last = saving.source.recommendations.aggregate(last=Max("position"))["last"] or 0
    new = [each for each in decided if each.pk is None and each.wanted]
    added = Recommendation.objects.bulk_create(
        Recommendation(source=saving.source, position=place, **_fields(each))
        for place, each in enumerate(new, start=last + 1)
    )
    waiting = iter(added)
    keys = [each.pk or (next(waiting).pk if each.wanted else None) for each in decided]
    before = _change_recommendations([each for each in decided if each.pk and each.changes])
    known = Recommendation.objects.filter(pk__in=[key for key in keys if key])
    for key, position, ref in Action.objects.filter(recommendation__in=known).values_list(
        "recommendation_id", "position", "ref"
    ):
        saving.last[key] = max(saving.last[key], position)
        saving.refs[key].add(ref)
    prefixes = {each.pk: each.ref or f"R{each.position}" for each in known}
    return SavedRecommendations(keys, prefixes, [each.pk for each in added], before)


def _fields(decision: RecommendationDecision) -> dict[str, Any]:
    return {
        "ref": decision.ref,
        "text": decision.text,
        "aliases": [change.after for change in decision.changes if change.what == "alias"],
        "statement_variants": [change.after for change in decision.changes if change.what == "wording"],
    }


def _change_recommendations(decided: Sequence[RecommendationDecision]) -> dict[str, dict[str, Any]]:
    before: dict[str, dict[str, Any]] = {}
    found = Recommendation.objects.in_bulk([each.pk for each in decided])
    for each in decided:
        recommendation = found[each.pk]
        before[str(each.pk)] = {
            "ref": recommendation.ref,
            "aliases": [*recommendation.aliases],
            "statement_variants": [*recommendation.statement_variants],
            "version": recommendation.version + 1,
        }
        new = _fields(each)
        recommendation.ref = next(
            (change.after for change in each.changes if change.what == "ref"), recommendation.ref
        )
        recommendation.aliases = [*recommendation.aliases, *new["aliases"]]
        recommendation.statement_variants = [*recommendation.statement_variants, *new["statement_variants"]]
        recommendation.version += 1
    write_over(Recommendation.objects, found.values(), ["ref", "aliases", "statement_variants", "version"])
    return before


def add_lines(saving: Saving, decided: Sequence[LineDecision], recommendations: SavedRecommendations) -> Kept:
    """Add actions with their leads, notes and steps. Imported ones are agreed and not assessed."""
    actions = Action.objects.bulk_create(_new_action(saving, each, recommendations) for each in decided)
    pairs = list(zip(actions, decided, strict=True))
    ActionLead.objects.bulk_create(
        lead for action, each in pairs for lead in lead_rows(action.pk, saving.posts.of(each.line.leads))
    )
    ProgressNote.objects.bulk_create(
        note
        for action, each in pairs
        for note in note_rows(saving, action.pk, each.line.progress, each, after=0)
    )
    SubTask.objects.bulk_create(
        SubTask(action=action, position=place, text=text)
        for action, each in pairs
        for place, text in enumerate(each.line.sub_tasks, start=1)
    )
    return {each.line.position: (action.pk, {}) for action, each in pairs}


def _new_action(saving: Saving, each: LineDecision, recommendations: SavedRecommendations) -> Action:
    key = recommendations.keys[each.recommendation]
    if key is None:
        raise ValueError("a line to be added stands under a recommendation that is left out")
    line = each.line
    position, ref = _next_place(saving, key, recommendations.prefixes[key], line.ref)
    return Action(
        recommendation_id=key,
        ref=ref,
        position=position,
        text=line.text,
        kind=line.kind,
        rag_imported=line.rag,
        struck_through=line.struck_through,
        changed_by=saving.by,
        changed_at=saving.at,
        **deadline_values(saving, line.deadline),
    )


def _next_place(saving: Saving, recommendation: int, prefix: str, wanted: str) -> tuple[int, str]:
    """The next position in a recommendation, and the number asked for or else the next free one."""
    saving.last[recommendation] += 1
    refs = saving.refs[recommendation]
    number = saving.last[recommendation]
    ref = wanted if wanted and wanted not in refs else f"{prefix}.{number}"
    while ref in refs:
        number += 1
        ref = f"{prefix}.{number}"
    refs.add(ref)
    return saving.last[recommendation], ref


def deadline_values(saving: Saving, raw: str) -> dict[str, Any]:
    """The fields of an action that keep a deadline as given and as understood."""
    deadline = read_deadline(raw, near=saving.batch.plan_updated or saving.at.date())
    return {
        "deadline_raw": deadline.raw,
        "due_from": deadline.first_day,
        "due_to": deadline.last_day,
        "due_precision": deadline.precision,
    }


def lead_rows(action: int, posts: Sequence[int]) -> list[ActionLead]:
    """The leads of an action in order; the first is accountable."""
    return [
        ActionLead(action_id=action, post_id=post, position=place, accountable=place == 0)
        for place, post in enumerate(posts)
    ]


def note_rows(
    saving: Saving, action: int, text: str, each: LineDecision, *, after: int
) -> list[ProgressNote]:
    """A progress cell as one note, word for word, or as its dated notes if somebody asked for it (Q12)."""
    if not text.strip():
        return []
    told = split_notes(text) if each.line.splits_notes else (Note(text.strip()),)
    return [
        ProgressNote(
            action_id=action,
            text=note.text,
            said_on=note.period.first_day if note.period else None,
            precision=note.period.precision if note.period else Action.Precision.NONE,
            position=place,
            written_by=saving.by,
            written_at=saving.at,
            imported=True,
        )
        for place, note in enumerate(told, start=after + 1)
    ]


def record_verdicts(
    saving: Saving, decided: Sequence[LineDecision], recommendations: SavedRecommendations, kept: Kept
) -> None:
    """Keep with each staged line what became of it."""
    positions = [each.line.position for each in decided]
    keys = dict(saving.batch.rows.filter(position__in=positions).values_list("position", "pk"))
    rows = []
    for each in decided:
        position = each.line.position
        action, before = kept.get(position, (each.action.pk if each.action else None, {}))
        # Only the fields named below are written, so what was read from the file need not be fetched.
        rows.append(
            ImportRow(
                pk=keys[position],
                batch=saving.batch,
                position=position,
                verdict=each.verdict,
                why=each.why,
                before=before,
                recommendation_id=recommendations.keys[each.recommendation],
                action_id=action,
            )
        )
    write_over(ImportRow.objects, rows, ["verdict", "why", "before", "recommendation", "action"])


def write_over(table: Manager[Each], rows: Iterable[Each], fields: Sequence[str]) -> None:
    """Write these fields of rows that are there: as `bulk_update` does, several times faster."""
    table.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields, batch_size=1000
    )
