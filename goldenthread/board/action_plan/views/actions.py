"""One action: its page, its history, and what is added to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.queries import TickState
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.action_plan.views.answering import line_where, posts, saved
from goldenthread.board.action_plan.views.rows import row_of
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.models import Post
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.forms import Form
from goldenthread.board.web.notices import tell


@require_safe
@needs(Permission.SEE_PLAN)
def action(request: PersonRequest, pk: int) -> HttpResponse:
    """One line with all that is known of it."""
    return action_page(request, line_where(request, Permission.SEE_PLAN, pk))


def action_page(
    request: PersonRequest, action: Action, *, status: int = 200, failed: Form | None = None
) -> HttpResponse:
    """The page of one line; `failed` is a form that was sent and could not be saved, as it was sent."""
    story = queries.story(request.user, action, on=request.on, as_at=request.as_at)

    def drawn(form: Form) -> Form:
        return failed if failed is not None and type(failed) is type(form) else form

    context = {
        "action": action,
        "story": story,
        "line": story.line,
        "row": row_of(story.line, may_edit=story.may_edit),
        "note_form": drawn(forms.AddNote(action)),
        "step_form": drawn(forms.AddStep()),
        "time_form": drawn(forms.AskForTime()),
        "ticks": [_tick_forms(action, state, failed) for state in story.ticks],
        "deadline_changes": action.deadline_changes.select_related("by").order_by("-at"),
        "findings": queries.findings_of(request.user, action, as_at=request.as_at),
        "may_edit": story.may_edit,
        "form": failed,
    }
    return render(request, "action_plan/action.html", context, status=status)


@dataclass(frozen=True)
class TickForms:
    """One of the four ticks, with the forms that give it and take it back, and where each is sent."""

    state: TickState
    give: Form
    give_path: str
    withdraw: Form
    withdraw_path: str


def _tick_forms(action: Action, state: TickState, failed: Form | None) -> TickForms:
    tick = state.tick
    give, withdraw = forms.GiveTick(tick), forms.WithdrawTick(tick)
    if isinstance(failed, forms.GiveTick) and failed.tick == tick:
        give = failed
    if isinstance(failed, forms.WithdrawTick) and failed.tick == tick:
        withdraw = failed
    return TickForms(
        state,
        give,
        reverse(f"tick-{tick}", args=[action.pk]),
        withdraw,
        reverse(f"tick-{tick}-take-back", args=[action.pk]),
    )


@require_safe
@needs(Permission.SEE_PLAN)
def history(request: PersonRequest, pk: int) -> HttpResponse:
    """Who changed what in one line, and when."""
    action = line_where(request, Permission.SEE_PLAN, pk)
    changes = queries.changes_of(request.user, action, as_at=request.as_at)
    return render(request, "action_plan/action_history.html", {"action": action, "changes": changes})


@require_POST
@needs(Permission.UPDATE_ACTION)
def add_note(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what has been done."""
    action = line_where(request, Permission.UPDATE_ACTION, pk)
    form = forms.AddNote(action, request.POST)

    def change() -> None:
        given = form.cleaned_data
        operations.add_note(
            action=action,
            text=given["text"],
            said_on=given["said_on"],
            status=form.new_status,
            by=request.user,
            token=given["token"],
        )

    if not saved(form, change):
        return action_page(request, action, status=422, failed=form)
    tell(request, "Your update is saved.")
    return redirect("action", pk)


@require_POST
@needs(Permission.UPDATE_ACTION)
def ask_for_time(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for another deadline, as a note that those who may move it will read."""
    action = line_where(request, Permission.UPDATE_ACTION, pk)
    form = forms.AskForTime(request.POST)

    def change() -> None:
        given = form.cleaned_data
        text = f"Asks to move the deadline to {given['deadline']}. {given['reason']}"
        operations.add_note(action=action, text=text, by=request.user, token=given["token"])

    if not saved(form, change):
        return action_page(request, action, status=422, failed=form)
    tell(request, "Your request is noted. Those who edit the plan see it with the action.")
    return redirect("action", pk)


@require_POST
@needs(Permission.UPDATE_ACTION)
def add_step(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a step to a line."""
    action = line_where(request, Permission.UPDATE_ACTION, pk)
    form = forms.AddStep(request.POST)
    if not saved(form, lambda: operations.add_sub_task(action=action, by=request.user, **form.cleaned_data)):
        return action_page(request, action, status=422, failed=form)
    tell(request, "The step is added.")
    return redirect("action", pk)


@require_POST
@needs(Permission.UPDATE_ACTION)
def finish_step(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a step as done, or as not done after all."""
    step = get_object_or_404(queries.sub_tasks_where(request.user, Permission.UPDATE_ACTION), pk=pk)
    done = request.POST.get("done") == "yes"
    operations.finish_sub_task(sub_task=step, done=done, by=request.user)
    tell(request, "The step is done." if done else "The step is open again.")
    return redirect("action", step.action_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PLAN)
def promote(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a sentence of a progress note an action of its own."""
    note = get_object_or_404(
        queries.notes_seen_by(request.user).select_related("action__recommendation"), pk=pk
    )
    form = forms.Promote(note, request.POST if request.method == "POST" else None)
    made: list[Action] = []

    def change() -> None:
        made.append(operations.promote_to_action(note=note, by=request.user, **form.cleaned_data))

    if request.method == "POST" and saved(form, change):
        tell(request, "The sentence is a draft action of its own now.")
        return redirect("action", made[0].pk if made else note.action_id)
    context = {"form": form, "note": note, "action": note.action}
    return render(request, "action_plan/promote.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PLAN)
def add(request: PersonRequest) -> HttpResponse:
    """Add a line to the plan."""
    under = request.GET.get("recommendation")
    form = forms.AddAction(
        request.POST if request.method == "POST" else None, posts=posts(), initial={"recommendation": under}
    )
    made: list[Action] = []

    def change() -> None:
        given = form.cleaned_data
        new = operations.NewAction(
            text=given["text"],
            deadline=given["deadline"],
            leads=list(Post.objects.filter(pk=given["lead"])) if given["lead"] else (),
            status=Status.DRAFT if given["draft"] else Status.AGREED,
            success_measure=given["success_measure"],
        )
        made.append(
            operations.add_action(
                recommendation=given["recommendation"], new=new, by=request.user, token=given["token"]
            )
        )

    if request.method == "POST" and saved(form, change):
        if not made:
            return redirect("plan")
        tell(request, f"{made[0].ref} is in the plan.")
        return redirect("action", made[0].pk)
    return render(request, "action_plan/add.html", {"form": form}, status=422 if form.errors else 200)
