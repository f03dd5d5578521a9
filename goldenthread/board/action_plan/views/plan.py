"""The plan as a table: filters in the address, views kept under a name, and out as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from django.core.paginator import Page
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from goldenthread.board.action_plan import exports, forms, operations, queries
from goldenthread.board.action_plan.exports.gathered import printed_plan
from goldenthread.board.action_plan.forms.filters import FINDING_WORDS, finding_words
from goldenthread.board.action_plan.models import Recommendation, SavedView
from goldenthread.board.action_plan.queries import Choices, Line, LineFinding, Narrowing, Progress, Whole
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.action_plan.views.rows import as_at_of, drawn, row_of
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web import listing
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.notices import tell

BUILT_IN = (
    ("By recommendation", ""),
    ("Mine", "mine=on"),
    ("Overdue", "deadline=overdue"),
    ("Due in 30 days", "deadline=soon"),
    ("No update in 30 days", "stale=on"),
)
"""The views that everybody has: their names and what stands after the question mark."""


@dataclass(frozen=True)
class Group:
    """Those of a recommendation's lines that are on this page."""

    recommendation: Recommendation | None
    """None where the lines stand in another order than the plan's."""
    progress: Progress
    rows: list[SafeString]


@dataclass(frozen=True)
class FindingCount:
    """How many lines have a finding of one kind."""

    code: Code
    count: int
    words: str
    """ "lines have no deadline"."""
    query: str
    is_current: bool


@require_safe
@needs(Permission.SEE_PLAN)
def plan(request: PersonRequest) -> HttpResponse:
    """The plan, with what the linter finds in it first."""
    whole = queries.whole(request.user, on=request.on, as_at=request.as_at)
    filters = forms.PlanFilters(request.GET, choices=whole.choices)
    order = listing.ordering(request.GET, queries.ORDERS, "plan")
    narrowing = _with_findings(filters.narrowing(), whole.findings)
    actions = queries.plan(request.user, narrowing, on=request.on, order=order)
    page = listing.page_of(actions.values_list("pk", flat=True), request.GET)
    may_edit = request.user.may(Permission.EDIT_PLAN) and not request.as_at
    context = {
        "filters": _drawn_filters(whole.choices, _kept(request.GET)),
        "chips": listing.chips(filters, request.GET),
        "order": order,
        "page": page,
        "groups": _groups(request, page, whole, by_recommendation=order.removeprefix("-") == "plan"),
        "counts": whole.counts,
        "findings": _counted(whole.findings, narrowing.finding),
        "told": _told(whole.findings, narrowing, page),
        "views": _views(request),
        "save_view": forms.SaveView(initial={"query": _kept(request.GET)}),
        "query": _kept(request.GET),
        "may_edit": may_edit,
        "may_import": request.user.may(Permission.IMPORT_PLAN) and not request.as_at,
        "may_export": request.user.may(Permission.EXPORT_PLAN),
        "downloads": _downloads(request),
        "nothing": _nothing(request),
    }
    return render(request, "action_plan/plan.html", context)


def _told(found: Sequence[LineFinding], narrowing: Narrowing, page: Page[int]) -> list[LineFinding]:
    """What was found of the kind that is asked for, in the lines of this page or in no line at all."""
    shown = set(page.object_list)
    of_it = [each for each in found if each.code == narrowing.finding]
    return [each for each in of_it if each.action is None or each.action in shown]


def _nothing(request: PersonRequest) -> str:
    """Why a page without lines has none: nothing "yet", nothing "to do", or nothing that "matches"."""
    here = _kept(request.GET)
    if not here:
        return "yet"
    return "to do" if here in {query for _, query in BUILT_IN} else "matches"


@dataclass(frozen=True)
class Download:
    """The plan as one kind of file, at two addresses."""

    name: str
    path: str
    path_with_status: str


def _downloads(request: PersonRequest) -> list[Download]:
    """What is shown, as each kind of file, at the date that is looked at."""
    query = request.GET.copy()
    query.pop("page", None)
    with_status = query.copy()
    with_status["with_status"] = "on"
    return [
        Download(name, f"{path}?{query.urlencode()}", f"{path}?{with_status.urlencode()}")
        for kind, name in FORMAT_NAMES.items()
        if (path := reverse("plan-export", args=[kind.value]))
    ]


def narrowing_of(request: PersonRequest) -> Narrowing:
    """What the address asks to see of the plan."""
    filters = forms.PlanFilters(request.GET, choices=queries.choices())
    return _with_findings(filters.narrowing(), queries.findings(request.user, as_at=request.as_at))


def _with_findings(narrowing: Narrowing, found: Sequence[LineFinding]) -> Narrowing:
    """The lines with one kind of finding; where it is about a recommendation, all of that one's lines."""
    if not narrowing.finding:
        return narrowing
    of_it = [each for each in found if each.code == narrowing.finding]
    lines = tuple(each.action for each in of_it if each.action is not None)
    if lines or not of_it:
        return replace(narrowing, pks=lines)
    return replace(narrowing, recommendations=tuple(each.recommendation for each in of_it))


@lru_cache(maxsize=64)
def _drawn_filters(choices: Choices, query: str) -> SafeString:
    """The filters with what the address says. A long list of leads takes longer to draw than the plan itself."""
    return forms.PlanFilters(QueryDict(query), choices=choices).render()


def _groups(request: PersonRequest, page: Page[int], whole: Whole, *, by_recommendation: bool) -> list[Group]:
    """The lines of the page, whose keys it holds; in another order than the plan's as one group."""
    keys = tuple(page.object_list)
    lines = queries.known_lines(whole.changes, request.as_at, keys, on=request.on)
    may_edit = request.user.may(Permission.EDIT_PLAN) and not request.as_at
    query = as_at_of(request)

    def rows(of: Iterable[Line]) -> list[SafeString]:
        return [drawn(row_of(line, may_edit=may_edit, query=query)) for line in of]

    if not by_recommendation:
        return [Group(None, Progress(), rows(lines))]
    return [
        Group(recommendation, whole.progress.get(recommendation.pk, Progress()), rows(of_it))
        for recommendation, of_it in groupby(lines, key=lambda line: line.action.recommendation)
    ]


def _counted(found: Sequence[LineFinding], asked: str) -> list[FindingCount]:
    """The kinds of finding in the order of settling, each counted once a line."""
    things: dict[Code, set[tuple[int, int | None]]] = defaultdict(set)
    for each in found:
        things[each.code].add((each.recommendation, each.action))
    return [
        FindingCount(
            code,
            len(things[code]),
            finding_words(code, len(things[code])),
            f"finding={code.value}",
            is_current=code == asked,
        )
        for code in FINDING_WORDS
        if code in things
    ]


@dataclass(frozen=True)
class ViewLink:
    """A way of looking at the plan, as a tab."""

    name: str
    query: str
    is_current: bool
    pk: int | None = None
    """The saved view's key, where the person may drop it."""


def _views(request: PersonRequest) -> list[ViewLink]:
    here = _kept(request.GET)
    built_in = [ViewLink(name, query, here == query) for name, query in BUILT_IN]
    saved = [
        ViewLink(
            view.name if view.person_id == request.user.pk else f"{view.name} ({view.person.name})",
            view.query,
            here == view.query,
            view.pk if view.person_id == request.user.pk else None,
        )
        for view in queries.saved_views(request.user)
    ]
    return [*built_in, *saved]


def _kept(query: QueryDict) -> str:
    """The address after the question mark, without the page, the past, and what is empty."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name not in {"page", "as_at"} and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()


@require_safe
@needs(Permission.EXPORT_PLAN)
def export(request: PersonRequest, file_format: str) -> HttpResponse:
    """What the page shows, all its lines, as a file; with ?with_status=on also status, rating and ticks."""
    if file_format not in set(exports.Format):
        raise Http404
    actions = queries.plan(request.user, narrowing_of(request), on=request.on)
    with_status = bool(request.GET.get("with_status"))
    printed = printed_plan(actions, on=request.on, as_at=request.as_at, with_status=with_status)
    kind = exports.Format(file_format)
    try:
        content = exports.write(printed, kind)
    except Refusal as refusal:
        context = {"sentence": str(refusal), "status": 409}
        return render(request, "errors/refusal.html", context, status=409)
    name = exports.file_name(printed, kind)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=MEDIA_TYPES[kind], headers=headers)


FORMAT_NAMES = {
    exports.Format.DOCX: "Word",
    exports.Format.XLSX: "Excel",
    exports.Format.PDF: "PDF",
    exports.Format.CSV: "CSV",
}
MEDIA_TYPES = {
    exports.Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    exports.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    exports.Format.PDF: "application/pdf",
    exports.Format.CSV: "text/csv; charset=utf-8",
}


@require_POST
@needs(Permission.SEE_PLAN)
def save_view(request: PersonRequest) -> HttpResponse:
    """Keep the filters in force under a name."""
    form = forms.SaveView(request.POST)
    if not form.is_valid():
        tell(request, "Enter a name for this view, of 80 letters at most.", kind="refused")
        return redirect(f"{reverse('plan')}?{_kept(QueryDict(request.POST.get('query', '')))}")
    query = _kept(QueryDict(form.cleaned_data["query"]))
    operations.save_view(
        name=form.cleaned_data["name"], query=query, shared=form.cleaned_data["shared"], by=request.user
    )
    tell(request, f"The view “{form.cleaned_data['name']}” is kept.")
    return redirect(f"{reverse('plan')}?{query}")


@require_POST
@needs(Permission.SEE_PLAN)
def drop_view(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own."""
    view = get_object_or_404(SavedView.objects.filter(person=request.user), pk=pk)
    operations.drop_view(view=view, by=request.user)
    tell(request, f"The view “{view.name}” is gone. The plan is as it was.")
    return redirect("plan")
