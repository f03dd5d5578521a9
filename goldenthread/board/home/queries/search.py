"""Search over the plan, its notes and evidence: narrowed by what a person may read before ranking."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from goldenthread.board.action_plan.models import Recommendation
from goldenthread.board.action_plan.queries import actions_seen_by, notes_seen_by
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.queries import versions_for

MOST = 20
LANGUAGE = "english"
# Letters of Unicode's private use area, which no text that people type holds: they mark what was found, and
# become <mark> only after everything else was escaped.
BEGIN, END = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with the words around what was looked for."""

    title: str
    path: str
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """Everything of one kind that was found."""

    kind: str
    count: int
    hits: list[Hit]


def search(person: Person, words: str) -> list[Found]:
    """What a person may read that holds these words, by kind, best first; nothing for no words."""
    words = words.replace("\x00", "").strip()[:200]
    if not words:
        return []
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    actions = actions_seen_by(person)
    kinds = [
        _found("Actions", actions, ("text", "display_text", "ref"), query, _action),
        _found(
            "Recommendations",
            Recommendation.objects.filter(pk__in=actions.values("recommendation")),
            ("text", "display_text", "ref"),
            query,
            _recommendation,
        ),
        _found("Progress notes", notes_seen_by(person), ("text",), query, _note),
        _found(
            "Documents", _read(_newest(versions_for(person))), ("said", "document__title"), query, _document
        ),
    ]
    return [each for each in kinds if each.count]


def _newest(versions: QuerySet[Any]) -> QuerySet[Any]:
    """The latest version of each document: what was replaced is found on the document's own page."""
    latest = versions.order_by("document", "-number").distinct("document").values("pk")
    return versions.filter(pk__in=latest)


def _read(versions: QuerySet[Any]) -> QuerySet[Any]:
    """With `said`, what each file says: history keeps no copy of it, but a version never changes."""
    table = versions.model._meta.db_table
    kept = RawSQL(f'(SELECT kept.text FROM public."{table}" AS kept WHERE kept.id = "{table}".id)', ())  # noqa: S608, S611
    read: QuerySet[Any] = versions.defer("text").annotate(said=kept)
    return read


def _found(kind: str, rows: QuerySet[Any], fields: tuple[str, ...], query: SearchQuery, hit: Any) -> Found:
    """Rows that hold the words in any of the fields; the excerpt is cut out of the first."""
    vector = SearchVector(*fields, config=LANGUAGE)
    matching = rows.annotate(words=vector).filter(words=query)
    best = matching.annotate(
        rank=SearchRank(F("words"), query),
        excerpt=SearchHeadline(
            Cast(fields[0], TextField()),
            query,
            config=LANGUAGE,
            start_sel=BEGIN,
            stop_sel=END,
            max_words=30,
            min_words=12,
        ),
    ).order_by("-rank", "pk")[:MOST]
    return Found(kind, matching.count(), [hit(row) for row in best])


def _action(row: Any) -> Hit:
    return Hit(row.ref, reverse("action", args=[row.pk]), marked(row.excerpt))


def _recommendation(row: Any) -> Hit:
    title = row.ref or "No number"
    return Hit(title, reverse("recommendation", args=[row.pk]), marked(row.excerpt or row.wording))


def _note(row: Any) -> Hit:
    return Hit(f"Note on {row.action.ref}", reverse("action", args=[row.action_id]), marked(row.excerpt))


def _document(row: Any) -> Hit:
    return Hit(row.document.title, reverse("document", args=[row.document_id]), marked(row.excerpt))


def marked(excerpt: str) -> SafeString:
    """The excerpt as text, with nothing but what was found marked."""
    text = str(escape(excerpt)).replace(BEGIN, "<mark>").replace(END, "</mark>")
    # An excerpt may be cut between the two marks.
    text += "</mark>" * (text.count("<mark>") - text.count("</mark>"))
    return mark_safe(text)  # noqa: S308 - escaped above, then only our own marks are put in


def nearest_words(person: Person, words: str) -> str:
    """The same words, each that nothing holds replaced by the nearest that something holds; or nothing."""
    known = _vocabulary(actions_seen_by(person).values_list("text", flat=True))
    known |= _vocabulary(notes_seen_by(person).values_list("text", flat=True))
    told = [_nearest(word, known) for word in words.split()]
    better = " ".join(told)
    return better if better.lower() != words.strip().lower() else ""


def _nearest(word: str, known: set[str]) -> str:
    if word.lower() in known:
        return word
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.75)), word)


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[a-z’']{4,}", text.lower())}
