"""Adding and naming the agencies at the table."""

from __future__ import annotations

from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.agencies.operations.taken import unless_taken
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal


class CannotNameAgency(Refusal):
    pass


@recorded
def add_agency(*, name: str, short_name: str = "", by: Person) -> Agency:
    """Add an agency. Raises CannotNameAgency where the name is taken."""
    _refuse_taken(name)
    with unless_taken(_taken(name)):
        return Agency.objects.create(name=name, short_name=short_name)


@recorded
def rename_agency(*, agency: Agency, name: str, short_name: str, by: Person) -> None:
    """Correct what an agency is called. Raises CannotNameAgency where the name is taken."""
    _refuse_taken(name, besides=agency.pk)
    agency.name, agency.short_name = name, short_name
    with unless_taken(_taken(name)):
        agency.save(update_fields=["name", "short_name"])


def _refuse_taken(name: str, besides: int = 0) -> None:
    if Agency.objects.filter(name__iexact=name).exclude(pk=besides).exists():
        raise _taken(name)


def _taken(name: str) -> CannotNameAgency:
    return CannotNameAgency(f"There is already an agency called {name}.")
