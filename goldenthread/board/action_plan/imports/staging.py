"""A kept file, read in a child process, to lines that can be staged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from goldenthread import readers
from goldenthread.board.action_plan.imports import CannotReadPlan, Field, find_tables, read_plan
from goldenthread.board.action_plan.imports.reading import (
    FoundTable,
    PlanReading,
    ReadAction,
    ReadRecommendation,
    last_day_of,
)
from goldenthread.board.action_plan.imports.titles import find_title
from goldenthread.board.action_plan.operations.importing import StagedLine, StagedPlan
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.action_plan.rules.personal_columns import personal_columns, refusal
from goldenthread.board.action_plan.rules.settling import Choices, ParsedLine

NO_LINES = "The plan's table has headings but no lines beneath them. Fill it in, or send another file."
OF_THE_FILE = frozenset(
    {
        Code.ROW_NOT_PLACED,
        Code.ROW_REALIGNED,
        Code.ROWS_MISCOUNTED,
        Code.LINES_DO_NOT_ALIGN,
        Code.NO_ACTION_COLUMN,
        Code.RAG_BY_SHADING,
        Code.TABLE_LEFT_OUT,
    }
)
"""Findings that only the reader can tell; all others are found again from the lines as people settle them."""


def stage(path: Path, *, name: str, limit: int, choices: Choices) -> StagedPlan:
    """Everything in a file that can be imported. `limit` is the most bytes it may have.

    Raises CannotRead or CannotReadPlan with a sentence for the person, also for a table about children.
    """
    file = readers.read(path, name=name, limits=readers.Limits(file_bytes=limit))
    _refuse_personal(file)
    columns = {
        place: {column: Field(field) for field, column in chosen.items()}
        for place, chosen in choices.columns.items()
    }
    try:
        reading = read_plan(file, columns=columns, header_rows=choices.header_rows)
    except CannotReadPlan as refusal:
        return _without_plan(file, choices, str(refusal))
    if not reading.recommendations:
        return _without_plan(file, choices, NO_LINES)
    return StagedPlan(
        lines=[line for each in reading.recommendations for line in _lines(each)],
        title=_title(file, name),
        plan_updated=last_day_of(reading.plan_updated),
        findings=[*_remarks(file), *_findings(reading)],
        tables=[_table(table) for table in reading.tables],
        choices=choices,
    )


def _without_plan(file: readers.FileTables, choices: Choices, sentence: str) -> StagedPlan:
    """The tables of a file in which no plan was found, so that a person may say which columns are one."""
    tables = find_tables(file)
    if not any(len(table.headings) > 1 for table in tables):
        raise CannotReadPlan(sentence)
    return StagedPlan(lines=(), message=sentence, tables=[_table(table) for table in tables], choices=choices)


def _title(file: readers.FileTables, name: str) -> str:
    told = [
        line.strip(" *#") for table in file.tables for text in table.lead_in for line in text.splitlines()
    ]
    titles = [line for line in told if find_title([line])]
    return min(titles, key=len, default="") or Path(name).stem.replace("_", " ")


def _refuse_personal(file: readers.FileTables) -> None:
    for table in file.tables:
        columns = personal_columns([(cell.column, cell.text) for cell in row.cells] for row in table.rows)
        if columns:
            raise readers.CannotRead(refusal(columns))


def _lines(read: ReadRecommendation) -> Iterator[StagedLine]:
    """The actions of a recommendation; one line without an action where it has none."""
    whole = ParsedLine(
        recommendation_ref=read.ref,
        recommendation=read.recommendation,
        aliases=read.aliases,
        wordings=read.variants,
    )
    if not read.actions:
        yield StagedLine(read.sources[0].words if read.sources else "", whole)
    for action in read.actions:
        yield StagedLine(
            action.sources[0].words if action.sources else "",
            _parsed(whole, action),
            tuple(action.raw.items()),
        )


def _parsed(whole: ParsedLine, action: ReadAction) -> ParsedLine:
    return replace(
        whole,
        text=action.action,
        ref=action.number,
        lead=action.lead,
        progress=action.progress,
        deadline=action.deadline.raw,
        rag=action.rag.value,
        rag_raw=action.rag_raw,
        kind=action.kind.value,
        struck_through=action.struck_through,
        hidden=action.hidden,
        sub_tasks=action.sub_tasks,
    )


def _remarks(file: readers.FileTables) -> Iterator[dict[str, str]]:
    for remark in file.remarks:
        yield {"code": "remark", "where": "", "message": remark}


def _findings(reading: PlanReading) -> Iterator[dict[str, str]]:
    for finding in reading.findings:
        if finding.code in OF_THE_FILE:
            yield {"code": finding.code.value, "where": finding.where, "message": finding.message}


def _table(table: FoundTable) -> dict[str, Any]:
    return {
        "place": table.place,
        "headings": list(table.headings),
        "header_row": table.header_rows[-1] if table.header_rows else None,
        "samples": [list(samples) for samples in table.samples],
        "columns": {field.value: column for field, column in table.match.columns.items()},
        "certainty": {field.value: certainty.value for field, certainty in table.match.certainty.items()},
        "is_plan": table.looks_like_plan,
    }
