"""A start that would not be safe is refused with a sentence."""

from __future__ import annotations

import pytest
from django.core.checks import Tags, run_checks

from tests import database


def refusals(tag: str = Tags.security, **given) -> set[str]:
    found = run_checks(tags=[tag], include_deployment_checks=True, **given)
    return {fault.id for fault in found if fault.id.startswith("agencies.")}


@pytest.fixture(autouse=True)
def safe(settings):
    settings.DEMO = False
    settings.SECOND_FACTOR_REQUIRED = True
    settings.BEHIND_TLS = True
    settings.SITE_ADDRESS = "https://board.example"
    settings.ALLOWED_HOSTS = ["board.example"]


def test_a_safe_start_is_not_refused():
    assert refusals() == set()


@pytest.mark.parametrize("kind", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_limits_that_each_process_counts_alone(settings, kind):
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{kind}"}}
    assert refusals() == {"agencies.E001"}


@pytest.mark.parametrize("name", ["SECRET_KEY", "FACTOR_KEYS"])
def test_the_demonstrations_secret_outside_it(settings, name):
    secret = settings.DEMO_SECRET_KEY
    setattr(settings, name, secret if name == "SECRET_KEY" else [secret])
    assert refusals() == {"agencies.E002"}
    settings.DEMO = True
    assert refusals() == set()


def test_no_second_factor_outside_the_demonstration(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert refusals() == {"agencies.E003"}
    settings.DEMO = True
    assert refusals() == set()


def test_letters_that_point_elsewhere(settings):
    settings.SITE_ADDRESS = "https://other.example"
    assert refusals() == {"agencies.E004"}
    settings.SITE_ADDRESS = "http://board.example"
    assert refusals() == {"agencies.E005"}


@pytest.mark.slow
def test_a_web_that_owns_its_tables(transactional_db):
    assert refusals(Tags.database, databases=["default"]) == set()
    database.sign_in("owner")
    try:
        assert refusals(Tags.database, databases=["default"]) == {"agencies.E006"}
    finally:
        database.sign_in("web")
