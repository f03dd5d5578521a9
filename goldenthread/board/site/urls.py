"""Every address, in the order of the house."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.board.agencies.access import public
from goldenthread.board.site import views
from goldenthread.board.web.views import board_style

urlpatterns = [
    path("health", views.health, name="health"),
    path("board-<slug:digest>.css", public(board_style), name="board_style"),
    path("", include("goldenthread.board.action_plan.urls")),
    path("", include("goldenthread.board.documents.urls")),
    path("", include("goldenthread.board.agencies.urls")),
]
