"""Four people whom most tests meet, and browsers in which each of them is signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.agencies.rules import Role
from tests.factories.agencies import make_agency, make_board_office, make_person


@pytest.fixture
def harbour(db: None) -> Agency:
    """The agency of amara and ben."""
    return make_agency("Harbour Hospitals")


@pytest.fixture
def amara(harbour: Agency) -> Person:
    """Leads for one agency."""
    return make_person("Amara", role=Role.AGENCY_LEAD, agency=harbour)


@pytest.fixture
def ben(harbour: Agency) -> Person:
    """Contributes in amara's agency."""
    return make_person("Ben", role=Role.CONTRIBUTOR, agency=harbour)


@pytest.fixture
def chris(db: None) -> Person:
    """Leads for another agency."""
    return make_person("Chris", role=Role.AGENCY_LEAD, agency=make_agency("Hill Police"))


@pytest.fixture
def dee(db: None) -> Person:
    """The board's business manager."""
    return make_person("Dee", role=Role.BUSINESS_MANAGER, agency=make_board_office())


@pytest.fixture
def signed_in(settings) -> Callable[[Person], Client]:
    """A browser in which a person is signed in, their second factor not asked for."""
    settings.SECOND_FACTOR_REQUIRED = False

    def browser_of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser_of
