"""Settings under which sign-in would not be safe stop the start, with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.http.request import validate_host

OF_ONE_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache")

RIGHTS = """
    SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
           pg_has_role(rolname, relowner, 'MEMBER')
    FROM pg_roles, pg_class
    WHERE rolname = current_user AND pg_class.oid = 'agencies_person'::regclass
"""


@register(Tags.security)
def limits_count_across_processes(**_: Any) -> list[CheckMessage]:
    """Login limits are counted in the cache: one that each process has for itself counts nothing."""
    if not settings.CACHES["default"]["BACKEND"].endswith(OF_ONE_PROCESS):
        return []
    words = "The cache must be shared by all processes, or login limits do not hold."
    return [Error(words, hint="Use the database cache.", id="agencies.E001")]


@register(Tags.security)
def secrets_are_our_own(**_: Any) -> list[CheckMessage]:
    """What everybody can read in the source code protects nothing."""
    if settings.DEMO or settings.DEMO_SECRET_KEY not in {settings.SECRET_KEY, *settings.FACTOR_KEYS}:
        return []
    words = "SECRET_KEY and FACTOR_KEY must not be the demonstration's."
    return [Error(words, hint="Set each to a long random text of your own.", id="agencies.E002")]


@register(Tags.security)
def second_factor_is_required(**_: Any) -> list[CheckMessage]:
    """Only the demonstration, which holds nothing true, may do without."""
    if settings.DEMO or settings.SECOND_FACTOR_REQUIRED:
        return []
    words = "SECOND_FACTOR_REQUIRED may be switched off in the demonstration only."
    return [Error(words, id="agencies.E003")]


@register(Tags.security, deploy=True)
def letters_point_here(**_: Any) -> list[CheckMessage]:
    """The address that invitations name must be one that this site answers to."""
    address = urlsplit(settings.SITE_ADDRESS)
    if not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        return [Error("SITE_ADDRESS names a host that is not in ALLOWED_HOSTS.", id="agencies.E004")]
    if settings.BEHIND_TLS and address.scheme != "https":
        return [Error("SITE_ADDRESS must begin with https:// where BEHIND_TLS is on.", id="agencies.E005")]
    return []


# Run at the start, not by `migrate`, which is the owner's work: hence `deploy`.
@register(Tags.database, deploy=True)
def web_owns_nothing(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The role that answers pages may neither own the tables nor pass the database's own walls."""
    found: list[CheckMessage] = []
    for name in databases or ():
        with connections[name].cursor() as cursor:
            cursor.execute(RIGHTS)
            too_mighty, owner = cursor.fetchone()
        if too_mighty or owner:
            words = "DATABASE_URL signs in as a role that is a superuser, may make roles, or owns the tables."
            found.append(Error(words, hint="Use the role made for the web.", id="agencies.E006"))
    return found
