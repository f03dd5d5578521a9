"""Addresses of the first page and of search."""

from __future__ import annotations

from django.urls import path

from goldenthread.board.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
