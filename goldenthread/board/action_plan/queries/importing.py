"""Questions about imports: the batches, their lines as settled, and the plan they are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    ImportBatch,
    ImportRow,
    ProgressNote,
    Recommendation,
    Source,
)
from goldenthread.board.action_plan.rules.importing import (
    Decisions,
    FileLine,
    LiveLine,
    LiveRecommendation,
    decide,
)
from goldenthread.board.action_plan.rules.matching import fold
from goldenthread.board.action_plan.rules.settling import Choices, ParsedLine, settle
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.agencies.rules import Permission

State = ImportBatch.State


def imports_for(person: Person) -> QuerySet[ImportBatch]:
    """The imports that a person may see, newest first: all of them, for whoever may import."""
    found = ImportBatch.objects.select_related("started_by", "source", "original__document").order_by("-pk")
    return found if person.may(Permission.IMPORT_PLAN) else found.none()


def import_of_file(sha256: str) -> ImportBatch | None:
    """The import of these very bytes that stands, or is under way."""
    ended = (State.REFUSED, State.UNDONE, State.GIVEN_UP)
    return ImportBatch.objects.filter(sha256=sha256).exclude(state__in=ended).first()


def post_titles() -> dict[str, str]:
    """The title of each post by its folded title."""
    return {fold(title): title for title in Post.objects.order_by("-pk").values_list("title", flat=True)}


def parsed(row: ImportRow) -> ParsedLine:
    """The line as the reader understood it, with what people put right."""
    return ParsedLine(**row.parsed).with_corrections(row.corrected)


def settled_lines(batch: ImportBatch, rows: Iterable[ImportRow] | None = None) -> list[FileLine]:
    """The lines of an import as they would be saved."""
    choices, posts = Choices.of(batch.choices), post_titles()
    return [
        settle(row.position, parsed(row), choices=choices, posts=posts, left_out=row.left_out)
        for row in (batch.rows.order_by("position") if rows is None else rows)
    ]


def decisions(batch: ImportBatch, *, locked: bool = False) -> Decisions:
    """What saving this import would do to the plan as it is now."""
    return decide(settled_lines(batch), live_plan(Choices.of(batch.choices).source_title, locked=locked))


def live_plan(source_title: str, *, locked: bool = False) -> list[LiveRecommendation]:
    """The recommendations of one source with their actions; `locked`, nobody changes them meanwhile."""
    found = Recommendation.objects.filter(source__title=source_title).order_by("position", "pk")
    lines = Action.objects.filter(recommendation__in=found).order_by("position", "pk")
    if locked:
        found, lines = found.select_for_update(of=("self",)), lines.select_for_update(of=("self",))
    recommendations = list(found)
    actions = _live_lines(list(lines))
    return [
        LiveRecommendation(
            each.pk,
            each.version,
            each.ref,
            each.text,
            tuple(each.aliases),
            tuple(each.statement_variants),
            tuple(actions[each.pk]),
        )
        for each in recommendations
    ]


def _live_lines(actions: Sequence[Action]) -> defaultdict[int, list[LiveLine]]:
    """Actions by their recommendation, in order."""
    keys = [action.pk for action in actions]
    leads: defaultdict[int, list[str]] = defaultdict(list)
    for key, title in (
        ActionLead.objects.filter(action__in=keys)
        .order_by("position")
        .values_list("action_id", "post__title")
    ):
        leads[key].append(title)
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for key, text in (
        ProgressNote.objects.filter(action__in=keys)
        .order_by("position", "pk")
        .values_list("action_id", "text")
    ):
        notes[key].append(text)
    lines: defaultdict[int, list[LiveLine]] = defaultdict(list)
    for action in actions:
        lines[action.recommendation_id].append(
            LiveLine(
                action.pk,
                action.version,
                action.ref,
                action.text,
                tuple(leads[action.pk]),
                action.deadline_raw,
                tuple(notes[action.pk]),
                action.rag_imported,
                action.struck_through,
            )
        )
    return lines


def likely_source(lines: Sequence[ParsedLine]) -> str:
    """The source of which the plan holds most of these recommendations, and at least half; or nothing."""
    settled = [settle(place, line, choices=Choices(), posts={}) for place, line in enumerate(lines)]
    known: dict[str, int] = {}
    for title in Source.objects.values_list("title", flat=True):
        decided = decide(settled, live_plan(title)).recommendations
        matched = sum(each.pk is not None for each in decided)
        if matched * 2 >= len(decided):
            known[title] = matched
    return max(known, key=lambda title: known[title], default="")


def remembered_choices() -> Choices:
    """What people chose for leads and ratings in the imports saved so far; the last one counts."""
    leads: dict[str, list[str]] = {}
    rags: dict[str, str] = {}
    for kept in (
        ImportBatch.objects.filter(state=State.SAVED).order_by("pk").values_list("choices", flat=True)
    ):
        choices = Choices.of(kept)
        leads |= choices.leads
        rags |= choices.rags
    return Choices(leads=leads, rags=rags)


def saved_rows(batch: ImportBatch, verdict: str = "") -> QuerySet[ImportRow]:
    """The lines of an import that was saved, with what became of each."""
    rows = batch.rows.select_related("recommendation", "action").order_by("position")
    return rows.filter(verdict=verdict) if verdict in ImportRow.Verdict.values else rows


def counts_by_verdict(batch: ImportBatch) -> dict[str, int]:
    """How many lines of an import were added, changed, left unchanged and skipped."""
    counted = dict(batch.rows.values_list("verdict").annotate(count=Count("pk")))
    return {verdict: counted.get(verdict, 0) for verdict in ImportRow.Verdict.values}
