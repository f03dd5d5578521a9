"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from goldenthread.board.action_plan.rules.status import Tick
from goldenthread.board.action_plan.views import (
    actions,
    bulk,
    cells,
    evidence,
    importing,
    importing_saving,
    importing_steps,
    plan,
    recommendations,
    ticks,
)

PLAN = [
    path("plan/", plan.plan, name="plan"),
    path("plan/export.<slug:file_format>", plan.export, name="plan-export"),
    path("plan/views/", plan.save_view, name="plan-view-save"),
    path("plan/views/<int:pk>/drop/", plan.drop_view, name="plan-view-drop"),
    path("plan/bulk/", bulk.choose, name="plan-bulk"),
    path("plan/bulk/preview/", bulk.preview, name="plan-bulk-preview"),
    path("plan/bulk/save/", bulk.save, name="plan-bulk-save"),
    path("plan/bulk/undo/<slug:token>/", bulk.undo, name="plan-bulk-undo"),
]

ACTIONS = [
    path("plan/actions/add/", actions.add, name="action-add"),
    path("plan/actions/<int:pk>/", actions.action, name="action"),
    path("plan/actions/<int:pk>/history/", actions.history, name="action-history"),
    path("plan/actions/<int:pk>/note/", actions.add_note, name="action-note"),
    path("plan/actions/<int:pk>/ask-for-time/", actions.ask_for_time, name="action-ask-for-time"),
    path("plan/actions/<int:pk>/step/", actions.add_step, name="action-step"),
    path("plan/steps/<int:pk>/finish/", actions.finish_step, name="step-finish"),
    path("plan/notes/<int:pk>/promote/", actions.promote, name="note-promote"),
    path("plan/actions/<int:pk>/evidence/", evidence.choose, name="action-evidence"),
    path("plan/actions/<int:pk>/evidence/upload/", evidence.upload, name="evidence-upload"),
    path("plan/actions/<int:pk>/evidence/link/", evidence.link, name="evidence-link"),
    path("plan/evidence/<int:pk>/take-away/", evidence.take_away, name="evidence-take-away"),
    *(
        path(f"plan/actions/<int:pk>/{cell}/", cells.cell_view(cell), name=f"action-{cell}")
        for cell in cells.CELLS
    ),
    *(
        path(f"plan/actions/<int:pk>/ticks/{tick}/", ticks.give_view(tick), name=f"tick-{tick}")
        for tick in Tick
    ),
    *(
        path(
            f"plan/actions/<int:pk>/ticks/{tick}/take-back/",
            ticks.withdraw_view(tick),
            name=f"tick-{tick}-take-back",
        )
        for tick in Tick
    ),
]

RECOMMENDATIONS = [
    path("plan/recommendations/", recommendations.recommendations, name="recommendations"),
    path("plan/recommendations/add/", recommendations.add, name="recommendation-add"),
    path("plan/recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("plan/recommendations/<int:pk>/history/", recommendations.history, name="recommendation-history"),
    path("plan/recommendations/<int:pk>/edit/", recommendations.edit, name="recommendation-edit"),
    path("plan/recommendations/<int:pk>/number/", recommendations.number, name="recommendation-number"),
]

IMPORTS = [
    path("imports/", importing.imports, name="imports"),
    path("imports/new/", importing.upload, name="import-new"),
    path("imports/<int:pk>/", importing.one_import, name="import"),
    path("imports/<int:pk>/progress/", importing.progress, name="import-progress"),
    path("imports/<int:pk>/again/", importing.again, name="import-again"),
    path("imports/<int:pk>/give-up/", importing.give_up, name="import-give-up"),
    path("imports/<int:pk>/columns/", importing_steps.columns, name="import-columns"),
    path("imports/<int:pk>/values/", importing_steps.values, name="import-values"),
    path("imports/<int:pk>/check/", importing_steps.check, name="import-check"),
    path("imports/<int:pk>/check.csv", importing_steps.reasons, name="import-reasons"),
    path("imports/<int:pk>/lines/<int:position>/", importing_steps.line, name="import-line"),
    path("imports/<int:pk>/preview/", importing_saving.preview, name="import-preview"),
    path("imports/<int:pk>/undo/", importing.undo, name="import-undo"),
]

urlpatterns = [*PLAN, *ACTIONS, *RECOMMENDATIONS, *IMPORTS]
