"""Giving and taking back the four ticks: each has its own permission, so each has its own page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.rules.status import Tick
from goldenthread.board.action_plan.views.actions import action_page
from goldenthread.board.action_plan.views.answering import line_where, saved
from goldenthread.board.agencies.access import PersonRequest, View, needs
from goldenthread.board.web.notices import tell


def give_view(tick: Tick) -> View:
    """The address that gives one of the ticks."""
    permission = queries.TICK_PERMISSION[tick]

    @require_POST
    @needs(permission)
    def give(request: PersonRequest, pk: int) -> HttpResponse:
        action = line_where(request, permission, pk)
        form = forms.GiveTick(tick, request.POST)
        given = saved(
            form,
            lambda: operations.give_tick(
                action=action, tick=tick, words=form.cleaned_data["words"], by=request.user
            ),
        )
        if not given:
            return action_page(request, action, status=422, failed=form)
        tell(request, f"{action.ref} is {tick.label.lower()}.")
        return redirect("action", pk)

    return give


def withdraw_view(tick: Tick) -> View:
    """The address that takes one of the ticks back, and those that rest on it."""
    permission = queries.TICK_PERMISSION[tick]

    @require_POST
    @needs(permission)
    def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
        action = line_where(request, permission, pk)
        form = forms.WithdrawTick(tick, request.POST)
        withdrawn = saved(
            form,
            lambda: operations.withdraw_tick(
                action=action, tick=tick, because=form.cleaned_data["because"], by=request.user
            ),
        )
        if not withdrawn:
            return action_page(request, action, status=422, failed=form)
        tell(request, f"{action.ref} is no longer {tick.label.lower()}. What was said stays in its timeline.")
        return redirect("action", pk)

    return withdraw
