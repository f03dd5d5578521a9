"""One import as a list of tasks: what is done, what is doubtful, what must be done before saving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.action_plan.queries.importing_check import (
    PROBLEM,
    doubts,
    lead_texts,
    rating_texts,
    tables,
)
from goldenthread.board.action_plan.rules.importing import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One task of an import."""

    name: str
    words: str
    hint: str
    status: str
    colour: str = ""
    """ "" where nothing is left to do."""

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"import-{self.name}"


def steps(batch: ImportBatch) -> list[Step]:
    """The tasks between a file that is read and lines that are saved, in order."""
    if not batch.rows.exists():
        return [_columns(batch)]
    return [_columns(batch), _values(batch), *_check_and_save(batch)]


def _columns(batch: ImportBatch) -> Step:
    hint = "Which column of the file is the action, the lead, the deadline"
    used = [table for table in tables(batch) if table.is_used]
    if not used or batch.message:
        return Step("columns", "Match columns", hint, "Needs you", "red")
    guessed = sum(column.certainty == "guessed" for table in used for column in table.columns)
    if guessed:
        return Step("columns", "Match columns", hint, f"{_counted(guessed, 'column')} guessed", "yellow")
    return Step("columns", "Match columns", hint, "Done")


def _values(batch: ImportBatch) -> Step:
    hint = "Who the leads are, what the ratings mean, where the recommendations come from"
    open_ones = sum(lead.is_doubtful for lead in lead_texts(batch))
    open_ones += sum(rating.is_doubtful for rating in rating_texts(batch))
    if open_ones:
        return Step("values", "Match values", hint, f"{open_ones} to look at", "yellow")
    return Step("values", "Match values", hint, "Done")


def _check_and_save(batch: ImportBatch) -> Iterator[Step]:
    found = doubts(batch)
    problems = sum(each.kind == PROBLEM for each in found)
    hint = "What the plan leaves open, line by line"
    if problems:
        yield Step("check", "Check", hint, f"{_counted(problems, 'line')} to put right", "red")
    elif found:
        yield Step("check", "Check", hint, f"{_counted(len(found), 'doubt')}", "yellow")
    else:
        yield Step("check", "Check", hint, "Done")
    counts = decisions(batch).counts
    told = (
        f"{counts[Verdict.ADD]} to add, {counts[Verdict.CHANGE]} to change, "
        f"{counts[Verdict.UNCHANGED]} unchanged, {counts[Verdict.SKIP]} skipped"
    )
    if problems:
        yield Step("preview", "Preview and save", told, "Cannot be saved yet", "grey")
    else:
        yield Step("preview", "Preview and save", told, "Ready", "blue")


def _counted(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
