"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from goldenthread.board.documents import views

urlpatterns = [
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/new-version/", views.new_version, name="document-new-version"),
    path("documents/<int:pk>/visibility/", views.visibility, name="document-visibility"),
    path("documents/<int:pk>/<int:number>/", views.download, name="document-download"),
]
