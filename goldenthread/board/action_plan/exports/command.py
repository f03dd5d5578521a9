"""Taking the plan out by the command line."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from goldenthread.board.action_plan.exports import CannotExport, Format, PrintedPlan, write
from goldenthread.board.action_plan.exports.gathered import printed_plan
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.history.past import looking_back
from goldenthread.board.history.rules import moment_of


def export_plan(out: Path, *, file_format: str, day: date | None, with_status: bool) -> str:
    """Write the plan to a file, as it stands or as it stood at the end of a day; returns what was written.

    Raises CannotExport where the format is not one of ours or the file cannot be written.
    """
    if file_format not in set(Format):
        raise CannotExport(f"Choose one of these formats: {', '.join(Format)}.")
    moment = moment_of(day.isoformat(), now=timezone.now()) if day else None
    data = write(_plan(moment, with_status=with_status), Format(file_format))
    try:
        out.write_bytes(data)
    except OSError as problem:
        raise CannotExport(f"{out} cannot be written: {problem.strerror}. Nothing was saved.") from problem
    return f"Wrote {out}"


def _plan(moment: datetime | None, *, with_status: bool) -> PrintedPlan:
    on = timezone.localdate(moment) if moment else timezone.localdate()
    with looking_back(moment) if moment else nullcontext():
        actions = Action.objects.exclude(status=Status.DRAFT).select_related("recommendation")
        ordered = actions.order_by("recommendation__source", "recommendation__position", "position", "pk")
        return printed_plan(ordered, on=on, as_at=moment, with_status=with_status)
