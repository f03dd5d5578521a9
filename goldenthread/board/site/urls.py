"""Every address, in the order of the house."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.board.site import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("account/", include("allauth.urls")),
]
