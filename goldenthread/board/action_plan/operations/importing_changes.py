"""Writing into known lines of the plan what a file says otherwise, and keeping what undoing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from goldenthread.board.action_plan.models import Action, ActionLead, DeadlineChange, ProgressNote
from goldenthread.board.action_plan.operations.importing_lines import (
    Kept,
    Saving,
    deadline_values,
    lead_rows,
    note_rows,
    write_over,
)
from goldenthread.board.action_plan.rules.importing import LineDecision


def change_lines(saving: Saving, decided: Sequence[LineDecision]) -> Kept:
    """Give known actions what the file says otherwise; their values before are kept for undoing."""
    found = Action.objects.in_bulk([each.action.pk for each in decided if each.action])
    leads: defaultdict[int, list[int]] = defaultdict(list)
    for key, post in (
        ActionLead.objects.filter(action__in=found).order_by("position").values_list("action_id", "post_id")
    ):
        leads[key].append(post)
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
        write_over(Action.objects, actions.values(), CHANGEABLE)


CHANGEABLE = [
    "text", "deadline_raw", "due_from", "due_to", "due_precision", "rag_imported", "struck_through",
    "version", "changed_by", "changed_at",
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
                new.leads[action.pk] = lead_rows(action.pk, saving.posts.of(line.leads))
            case "progress":
                new.first_notes[line.position] = note_rows(
                    saving, action.pk, change.after, each, after=last_note
                )
            case "deadline":
                before |= _move_deadline(saving, action, line.deadline, new)
    action.version += 1
    action.changed_by, action.changed_at = saving.by, saving.at
    return before


def _move_deadline(saving: Saving, action: Action, raw: str, new: _New) -> dict[str, Any]:
    fields = deadline_values(saving, raw)
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
