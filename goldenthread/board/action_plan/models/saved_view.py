"""A way of looking at the plan that somebody named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.board.agencies.models import Person
from goldenthread.board.history.models import tracked


@tracked()
class SavedView(models.Model):
    """Filters and order under a name, for oneself or for all."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, help_text="the address after the question mark")
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once_a_person")
        ]

    class Privacy:
        plain: ClassVar = {"id", "person", "name", "query", "shared"}
