"""Writing the decided lines of an import into the plan, some hundred at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    DeadlineChange,
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

Kept = Mapping[int, tuple[int, dict[str, Any]]]
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
    taken: dict[int, tuple[int, set[str]]] = field(default_factory=dict)
    """For a recommendation's key, its last position and the numbers that its actions have."""


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
    Recommendation.objects.bulk_update(
        found.values(), ["ref", "aliases", "statement_variants", "version"], batch_size=500
    )
    return before


def add_lines(saving: Saving, decided: Sequence[LineDecision], recommendations: SavedRecommendations) -> Kept:
    """Add actions with their leads, notes and steps. Imported ones are agreed and not assessed."""
    actions = Action.objects.bulk_create(_new_action(saving, each, recommendations) for each in decided)
    pairs = list(zip(actions, decided, strict=True))
    ActionLead.objects.bulk_create(
        lead for action, each in pairs for lead in _leads(action.pk, saving.posts.of(each.line.leads))
    )
    ProgressNote.objects.bulk_create(
        note
        for action, each in pairs
        for note in _notes(saving, action.pk, each.line.progress, each, after=0)
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
        **_deadline(saving, line.deadline),
    )


def _next_place(saving: Saving, recommendation: int, prefix: str, wanted: str) -> tuple[int, str]:
    """The next position in a recommendation, and the number asked for or else the next free one."""
    if recommendation not in saving.taken:
        held = Action.objects.filter(recommendation=recommendation).values_list("position", "ref")
        saving.taken[recommendation] = (max((each for each, _ in held), default=0), {ref for _, ref in held})
    last, refs = saving.taken[recommendation]
    number = last + 1
    ref = wanted if wanted and wanted not in refs else f"{prefix}.{number}"
    while ref in refs:
        number += 1
        ref = f"{prefix}.{number}"
    refs.add(ref)
    saving.taken[recommendation] = (last + 1, refs)
    return last + 1, ref


def _deadline(saving: Saving, raw: str) -> dict[str, Any]:
    deadline = read_deadline(raw, near=saving.batch.plan_updated or saving.at.date())
    return {
        "deadline_raw": deadline.raw,
        "due_from": deadline.first_day,
        "due_to": deadline.last_day,
        "due_precision": deadline.precision,
    }


def _leads(action: int, posts: Sequence[int]) -> list[ActionLead]:
    return [
        ActionLead(action_id=action, post_id=post, position=place, accountable=place == 0)
        for place, post in enumerate(posts)
    ]


def _notes(saving: Saving, action: int, text: str, each: LineDecision, *, after: int) -> list[ProgressNote]:
    """A progress cell as one note, word for word, or as its dated notes where somebody asked for that (Q12)."""
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


def change_lines(saving: Saving, decided: Sequence[LineDecision]) -> Kept:
    """Give known actions what the file says otherwise; their values before are kept for undoing."""
    found = Action.objects.in_bulk([each.action.pk for each in decided if each.action])
    leads: defaultdict[int, list[int]] = defaultdict(list)
    for action, post in (
        ActionLead.objects.filter(action__in=found).order_by("position").values_list("action_id", "post_id")
    ):
        leads[action].append(post)
    last = dict(
        ProgressNote.objects.filter(action__in=found).values_list("action").annotate(last=Max("position"))
    )
    kept: dict[int, tuple[int, dict[str, Any]]] = {}
    new = _New()
    for each in decided:
        if each.action is None:
            continue
        action = found[each.action.pk]
        before = _change_line(saving, action, each, new, last.get(action.pk, 0))
        if "leads" in before:
            before["leads"] = leads[action.pk]
        kept[each.line.position] = (action.pk, {**before, "version": action.version})
    new.write(found)
    for position, note in new.first_notes.items():
        kept[position][1]["notes"] = [saved.pk for saved in note]
    return kept


@dataclass(frozen=True, slots=True)
class _New:
    """Rows that changed lines gain, collected to be written together."""

    leads: dict[int, list[ActionLead]] = field(default_factory=dict)
    first_notes: dict[int, list[ProgressNote]] = field(default_factory=dict)
    deadlines: list[DeadlineChange] = field(default_factory=list)

    def write(self, actions: Mapping[int, Action]) -> None:
        """Write them, and the actions that they belong to."""
        ActionLead.objects.filter(action__in=self.leads).delete()
        ActionLead.objects.bulk_create(lead for each in self.leads.values() for lead in each)
        ProgressNote.objects.bulk_create(note for each in self.first_notes.values() for note in each)
        DeadlineChange.objects.bulk_create(self.deadlines)
        Action.objects.bulk_update(actions.values(), CHANGEABLE, batch_size=100)


CHANGEABLE = [
    "text", "deadline_raw", "due_from", "due_to", "due_precision", "rag_imported", "struck_through", "version",
    "changed_by", "changed_at",
]  # fmt: skip


def _change_line(
    saving: Saving, action: Action, each: LineDecision, new: _New, last_note: int
) -> dict[str, Any]:
    """Set the values of one action; answers with those before."""
    before: dict[str, Any] = {}
    line = each.line
    for change in each.changes:
        match change.what:
            case "text":
                before["text"], action.text = action.text, line.text
            case "rag":
                before["rag_imported"], action.rag_imported = action.rag_imported, line.rag
            case "struck_through":
                before["struck_through"], action.struck_through = action.struck_through, line.struck_through
            case "leads":
                before["leads"] = []
                new.leads[action.pk] = _leads(action.pk, saving.posts.of(line.leads))
            case "progress":
                new.first_notes[line.position] = _notes(
                    saving, action.pk, change.after, each, after=last_note
                )
            case "deadline":
                before |= _move_deadline(saving, action, line.deadline, new)
    action.version += 1
    action.changed_by, action.changed_at = saving.by, saving.at
    return before


def _move_deadline(saving: Saving, action: Action, raw: str, new: _New) -> dict[str, Any]:
    fields = _deadline(saving, raw)
    before = {
        "deadline_raw": action.deadline_raw,
        "due_from": action.due_from and action.due_from.isoformat(),
        "due_to": action.due_to and action.due_to.isoformat(),
        "due_precision": action.due_precision,
    }
    new.deadlines.append(
        DeadlineChange(
            action=action,
            deadline_before=action.deadline_raw,
            deadline_after=fields["deadline_raw"],
            reason=f"As in the file {saving.batch.file_name}.",
            by=saving.by,
            at=saving.at,
        )
    )
    for name, value in fields.items():
        setattr(action, name, value)
    return before


def record_verdicts(
    saving: Saving, decided: Sequence[LineDecision], recommendations: SavedRecommendations, kept: Kept
) -> None:
    """Keep with each staged line what became of it."""
    rows = ImportRow.objects.filter(batch=saving.batch, position__in=[each.line.position for each in decided])
    by_position = {row.position: row for row in rows}
    for each in decided:
        row = by_position[each.line.position]
        action, before = kept.get(row.position, (each.action.pk if each.action else None, {}))
        row.verdict, row.why, row.before = each.verdict, each.why, before
        row.recommendation_id, row.action_id = recommendations.keys[each.recommendation], action
    ImportRow.objects.bulk_update(
        by_position.values(), ["verdict", "why", "before", "recommendation", "action"], batch_size=100
    )
