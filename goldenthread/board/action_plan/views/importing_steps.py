"""The tasks of an import between reading and saving: columns, values, doubtful lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.board.action_plan import jobs
from goldenthread.board.action_plan.exports.import_reasons import reasons_csv
from goldenthread.board.action_plan.forms.importing import ImportLine, ImportSource
from goldenthread.board.action_plan.imports import Field
from goldenthread.board.action_plan.models import ImportBatch, ImportRow, Source
from goldenthread.board.action_plan.operations.importing import CannotImport, match_columns
from goldenthread.board.action_plan.operations.importing_choices import (
    choose_leads,
    choose_ratings,
    choose_source,
    correct_line,
    correct_lines,
    number_lines,
    split_notes_apart,
    use_value_above,
)
from goldenthread.board.action_plan.queries.importing import parsed, post_titles
from goldenthread.board.action_plan.queries.importing_check import (
    Doubt,
    LeadText,
    doubts,
    lead_texts,
    rating_texts,
    tables,
)
from goldenthread.board.action_plan.queries.importing_groups import Group, groups
from goldenthread.board.action_plan.rules.settling import Choices
from goldenthread.board.action_plan.rules.status import Rag
from goldenthread.board.action_plan.views.importing import Tab, import_where
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.listing import ROWS_ON_A_PAGE
from goldenthread.board.web.notices import tell

FIELD_NAMES = {
    Field.REF: "Recommendation’s number",
    Field.RECOMMENDATION: "Recommendation",
    Field.ACTION_NUMBER: "Action’s number",
    Field.ACTION: "Action",
    Field.LEAD: "Lead",
    Field.PROGRESS: "Progress",
    Field.DEADLINE: "Deadline",
    Field.RAG: "Rating (RAG)",
}
STATEMENTS = {Field.ACTION, Field.RECOMMENDATION}


def open_import(request: PersonRequest, pk: int) -> ImportBatch:
    """The import, if it can still be changed; 404 for one that is saved or given up."""
    batch = import_where(request, pk)
    if batch.state != ImportBatch.State.READ:
        raise Http404
    return batch


def positions(told: Iterable[str]) -> list[int]:
    """The positions of lines that a form named; anything else in it is passed over."""
    return [int(each) for each in told if each.isdecimal() and len(each) < 8]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """Say which column means what; the file is then read again."""
    batch = open_import(request, pk)
    if request.method == "POST":
        try:
            match_columns(
                batch=batch,
                columns=_chosen_columns(batch, request.POST),
                header_rows=_chosen_headings(batch, request.POST),
                by=request.user,
            )
        except Refusal as refusal:
            tell(request, str(refusal), kind="refused")
            return redirect("import-columns", pk)
        jobs.start_reading(batch)
        return redirect("import", pk)
    context = {"batch": batch, "tables": tables(batch), "fields": FIELD_NAMES.items()}
    return render(request, "action_plan/import_columns.html", context)


def _chosen_columns(batch: ImportBatch, data: QueryDict) -> dict[str, dict[str, int]]:
    """The chosen column of each field, by table. Raises CannotImport for a choice that makes no plan."""
    chosen: dict[str, dict[str, int]] = {}
    for number, table in enumerate(tables(batch)):
        fields: dict[str, int] = {}
        for column in table.columns:
            field = data.get(f"column-{number}-{column.place}", "")
            if field in fields:
                raise CannotImport(
                    f"Two columns of {table.name} are “{FIELD_NAMES[Field(field)]}”. Choose one of them."
                )
            if field in FIELD_NAMES:
                fields[field] = column.place
        if fields:
            chosen |= dict.fromkeys(table.places, fields)
    if not any(STATEMENTS & fields.keys() for fields in chosen.values()):
        raise CannotImport("Choose which column holds the actions, or else the recommendations.")
    return chosen


def _chosen_headings(batch: ImportBatch, data: QueryDict) -> dict[str, int]:
    """The row of each table that holds the headings, where somebody says another than was found."""
    told = [
        (table, positions([data.get(f"header-{place}", "")])) for place, table in enumerate(tables(batch))
    ]
    return {table.places[0]: rows[0] for table, rows in told if rows and rows[0] != table.header_row}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def values(request: PersonRequest, pk: int) -> HttpResponse:
    """Say who the leads are, what the ratings mean, and where the recommendations come from."""
    batch = open_import(request, pk)
    choices = Choices.of(batch.choices)
    form = ImportSource(
        request.POST if request.method == "POST" else None,
        initial={
            "source_title": choices.source_title,
            "source_kind": choices.source_kind,
            "splits_notes": choices.splits_notes,
        },
    )
    if request.method == "POST" and form.is_valid():
        _try(request, lambda: _choose_values(request, batch, form), "Your choices are kept.")
        return redirect("import", pk)
    leads = lead_texts(batch)
    context = {
        "batch": batch,
        "form": form,
        "leads": leads,
        "plain_leads": sum(lead.is_plain for lead in leads),
        "ratings": rating_texts(batch),
        "rags": Rag.choices,
        "sources": Source.objects.order_by("title"),
        "posts": sorted(post_titles().values()),
    }
    return render(request, "action_plan/import_values.html", context, status=422 if form.errors else 200)


def _try(request: PersonRequest, change: Callable[[], object], done: str) -> None:
    """Make a change and say so, or say why it cannot be made."""
    try:
        change()
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
    else:
        tell(request, done)


@transaction.atomic
def _choose_values(request: PersonRequest, batch: ImportBatch, form: ImportSource) -> None:
    told = form.cleaned_data
    choose_source(batch=batch, title=told["source_title"], kind=told["source_kind"], by=request.user)
    split_notes_apart(batch=batch, split=told["splits_notes"], by=request.user)
    leads = {text.text: titles for text in lead_texts(batch) if (titles := _titles(text, request.POST))}
    choose_leads(batch=batch, leads=leads, by=request.user)
    rags = {
        text.text: rag
        for text in rating_texts(batch)
        if (rag := request.POST.get(f"rag-{text.key}", "")) in {*Rag.values, "none"}
    }
    choose_ratings(batch=batch, rags=rags, by=request.user)


def _titles(text: LeadText, data: QueryDict) -> list[str]:
    """The posts and bodies that a person chose for a lead text; none where nothing was chosen."""
    match data.get(f"lead-{text.key}"):
        case "one":
            return [text.text]
        case "split":
            return list(text.split)
        case "other":
            return [line.strip() for line in data.get(f"titles-{text.key}", "").splitlines() if line.strip()]
        case _:
            return []


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """The doubts about lines, gathered by what puts them right, with the lines to be mended in place."""
    batch = open_import(request, pk)
    found = groups(doubts(batch))
    group = next(
        (each for each in found if each.kind == request.GET.get("group")), found[0] if found else None
    )
    page = Paginator(group.doubts if group else [], ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST" and group:
        try:
            told = _mend(request, batch, group, page)
        except Refusal as refusal:
            tell(request, str(refusal), kind="refused")
        else:
            tell(request, told)
        return redirect(request.get_full_path())
    tabs = [Tab(each.name, f"?group={each.kind}", len(each.doubts), each is group) for each in found]
    context = {"batch": batch, "tabs": tabs, "group": group, "page": page}
    return render(request, "action_plan/import_check.html", context)


def _mend(request: PersonRequest, batch: ImportBatch, group: Group, shown: Iterable[Doubt]) -> str:
    """Do what the pressed button says; answers with what was done."""
    do, by = request.POST.get("do", ""), request.user
    if do == "above" or do.startswith("above-"):
        chosen = group.positions if do == "above" else positions([do.removeprefix("above-")])
        count = use_value_above(batch=batch, positions=chosen, what=group.mends, by=by)
    elif do == "all":
        value = request.POST.get("all", "")
        if not value.strip():
            raise CannotImport("Enter the value that they should all have.")
        count = correct_lines(batch=batch, positions=group.positions, what=group.mends, value=value, by=by)
    else:
        count = _mend_each(request, batch, group, shown)
    return "1 line was put right." if count == 1 else f"{count} lines were put right."


def _mend_each(request: PersonRequest, batch: ImportBatch, group: Group, shown: Iterable[Doubt]) -> int:
    count = 0
    for doubt in shown:
        value = request.POST.get(f"value-{doubt.position}")
        if value is None or not group.mends or value.strip() == getattr(doubt.line, group.mends):
            continue
        if group.numbers:
            number_lines(batch=batch, recommendation=doubt.line.recommendation, ref=value, by=request.user)
        else:
            row = batch.rows.get(position=doubt.position)
            correct_line(row=row, values={group.mends: value}, by=request.user)
        count += 1
    return count


@require_safe
@needs(Permission.IMPORT_PLAN)
def reasons(request: PersonRequest, pk: int) -> HttpResponse:
    """The doubtful lines as a file, with a column that says why."""
    batch = open_import(request, pk)
    response = HttpResponse(reasons_csv(doubts(batch)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="lines-to-look-at.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def line(request: PersonRequest, pk: int, position: int) -> HttpResponse:
    """One line: as it stands in the file, as it was understood, and as it is put right."""
    batch = open_import(request, pk)
    row = get_object_or_404(ImportRow, batch=batch, position=position)
    understood = parsed(row)
    form = ImportLine(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(understood, name) for name in ImportLine.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _try(
            request,
            lambda: correct_line(row=row, values=told, by=request.user),
            f"The line at {row.place} is kept as you put it.",
        )
        return redirect("import", pk)
    context = {"batch": batch, "row": row, "form": form, "line": understood}
    return render(request, "action_plan/import_line.html", context, status=422 if form.errors else 200)
