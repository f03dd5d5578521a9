"""What people settle about an import before it is saved: sources, leads, ratings, single lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from goldenthread.board.action_plan.models import ImportBatch, ImportRow
from goldenthread.board.action_plan.operations.importing import CannotImport, State, locked
from goldenthread.board.action_plan.queries.importing import parsed
from goldenthread.board.action_plan.rules.matching import fold
from goldenthread.board.action_plan.rules.settling import Choices, values_above
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded

CORRECTABLE = frozenset({"recommendation_ref", "recommendation", "ref", "text", "lead", "deadline", "kind"})


@recorded
def choose_source(*, batch: ImportBatch, title: str, kind: str, by: Person) -> None:
    """Say where the recommendations of the file come from."""
    if not title.strip():
        raise CannotImport("Enter where the recommendations come from.")
    batch = locked(batch, State.READ)
    _keep(batch, replace(Choices.of(batch.choices), source_title=title.strip()[:300], source_kind=kind))


@recorded
def choose_leads(*, batch: ImportBatch, leads: Mapping[str, list[str]], by: Person) -> None:
    """Say which posts and bodies each lead text of the file means; remembered for the next import."""
    batch = locked(batch, State.READ)
    choices = Choices.of(batch.choices)
    told = {
        fold(text): [title.strip() for title in titles if title.strip()] for text, titles in leads.items()
    }
    _keep(batch, replace(choices, leads={**choices.leads, **told}))


@recorded
def choose_ratings(*, batch: ImportBatch, rags: Mapping[str, str], by: Person) -> None:
    """Say which of our ratings each rating of the file means; remembered for the next import."""
    batch = locked(batch, State.READ)
    choices = Choices.of(batch.choices)
    _keep(batch, replace(choices, rags={**choices.rags, **{fold(text): rag for text, rag in rags.items()}}))


@recorded
def split_notes_apart(*, batch: ImportBatch, split: bool, by: Person) -> None:
    """Say whether progress cells become dated notes, or stay one note each, word for word."""
    batch = locked(batch, State.READ)
    _keep(batch, replace(Choices.of(batch.choices), splits_notes=split))


@recorded
def correct_line(*, row: ImportRow, values: Mapping[str, str], by: Person) -> None:
    """Put values of one line right; what the file says is kept beside them."""
    if not values.keys() <= CORRECTABLE:
        raise CannotImport("This part of a line cannot be changed here.")
    locked(row.batch, State.READ)
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.corrected = {
        **row.corrected,
        **{
            name: value.strip()
            for name, value in values.items()
            if value.strip() != getattr(parsed(row), name)
        },
    }
    row.save(update_fields=["corrected"])


@recorded
def correct_lines(
    *, batch: ImportBatch, positions: Collection[int], what: str, value: str, by: Person
) -> int:
    """Give many lines the same value ("set all these to …"). Answers with how many."""
    if what not in CORRECTABLE:
        raise CannotImport("This part of a line cannot be changed here.")
    locked(batch, State.READ)
    return _correct(list(batch.rows.filter(position__in=positions)), what, dict.fromkeys(positions, value))


@recorded
def use_value_above(*, batch: ImportBatch, positions: Collection[int], what: str, by: Person) -> int:
    """Give lines without a lead or deadline the nearest one above in their recommendation (Q8)."""
    if what not in {"lead", "deadline"}:
        raise CannotImport("Only a lead or a deadline can be taken from above.")
    locked(batch, State.READ)
    rows = list(batch.rows.order_by("position"))
    above = values_above([(row.position, parsed(row)) for row in rows], what)
    asked = {position: above[position] for position in positions if above.get(position)}
    return _correct([row for row in rows if row.position in asked], what, asked)


@recorded
def number_lines(*, batch: ImportBatch, recommendation: str, ref: str, by: Person) -> int:
    """Give a recommendation of the file the number that it lacks (Q1)."""
    locked(batch, State.READ)
    rows = [row for row in batch.rows.all() if fold(parsed(row).recommendation) == fold(recommendation)]
    return _correct(rows, "recommendation_ref", {row.position: ref for row in rows})


@recorded
def leave_out(*, batch: ImportBatch, shown: Sequence[int], kept: Collection[int], by: Person) -> None:
    """Of the lines that a page showed, save only those that are ticked."""
    locked(batch, State.READ)
    batch.rows.filter(position__in=shown).exclude(position__in=kept).exclude(left_out=True).update(
        left_out=True
    )
    batch.rows.filter(position__in=kept, left_out=True).update(left_out=False)


def _correct(rows: Sequence[ImportRow], what: str, values: Mapping[int, str]) -> int:
    for row in rows:
        row.corrected = {**row.corrected, what: values[row.position].strip()}
    ImportRow.objects.bulk_update(rows, ["corrected"], batch_size=500)
    return len(rows)


def _keep(batch: ImportBatch, choices: Choices) -> None:
    batch.choices = choices.as_json()
    batch.save(update_fields=["choices"])
