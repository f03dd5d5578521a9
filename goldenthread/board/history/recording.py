"""What makes a function an operation: all or nothing, and its name and its person in the history."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")


def recorded(change: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run a change in one transaction; each row of history it leaves says which operation and `by` whom."""

    @wraps(change)
    def operation(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        person = getattr(kwargs["by"], "pk", None)
        with transaction.atomic(), pghistory.context(operation=change.__name__, person=person):
            return change(*args, **kwargs)

    return operation
