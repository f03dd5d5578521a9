"""Forms that were saved, so that none is saved twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.board.agencies.models import Person
from goldenthread.board.history.models import tracked


@tracked()
class FormSent(models.Model):
    """A form that added something, by the token that was hidden in it."""

    token = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Privacy:
        plain: ClassVar = {"token", "person", "sent_at"}
