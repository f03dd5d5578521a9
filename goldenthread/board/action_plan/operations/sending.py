"""A form sent twice changes the plan once: by a double click, the Back button, or a proxy that retries."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.board.action_plan.models import FormSent
from goldenthread.board.agencies.models import Person
from goldenthread.board.web.errors import Refusal


class SentAlready(Refusal):
    """This very form was saved before."""

    def __init__(self) -> None:
        super().__init__("This was saved already, so it was not saved a second time.")


def note_sending(token: UUID | None, *, by: Person) -> None:
    """Remember, with the change itself, that the form with this token was saved. Raises SentAlready.

    The second of two that arrive at once waits for the first: only one row can hold the token.
    """
    if token is None:
        return
    try:
        with transaction.atomic():
            FormSent.objects.create(token=token, person=by, sent_at=timezone.now())
    except IntegrityError:
        raise SentAlready from None
