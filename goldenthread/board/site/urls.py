"""Every address, in the order of the house."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.board.agencies.access import public, signed_in
from goldenthread.board.site import views
from goldenthread.board.web.views import board_style, gallery

urlpatterns = [
    path("health", views.health, name="health"),
    path("board-<slug:digest>.css", public(board_style), name="board_style"),
    path("help/", views.words, {"page": "help"}, name="help"),
    path("accessibility/", views.words, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.words, {"page": "privacy"}, name="privacy"),
    path("whats-new/", views.words, {"page": "whats_new"}, name="whats-new"),
    path("", include("goldenthread.board.home.urls")),
    path("", include("goldenthread.board.action_plan.urls")),
    path("", include("goldenthread.board.documents.urls")),
    path("", include("goldenthread.board.agencies.urls")),
    path("gallery/", signed_in(gallery), name="gallery"),
]

handler400 = "goldenthread.board.web.views.bad_request"
handler403 = "goldenthread.board.web.views.not_allowed"
handler404 = "goldenthread.board.web.views.not_found"
handler500 = "goldenthread.board.web.views.server_fault"
