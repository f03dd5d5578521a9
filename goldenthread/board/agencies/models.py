"""The agencies at the table, the people who sign in, and the posts they hold between two dates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from goldenthread.board.agencies.rules import MAY, Permission, Reach, Role
from goldenthread.board.history.models import tracked


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from one day until another (or until further notice)."""

    def on(self, day: date) -> DatedQuerySet:
        """Those that hold on a day."""
        return self.running_after(day - timedelta(days=1)).filter(starts_on__lte=day)

    def running_after(self, day: date) -> DatedQuerySet:
        """Those that have not ended by the end of a day, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


@tracked()
class Agency(models.Model):
    """An organisation at the table; the board's own office is one of them."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    is_board_office = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_board_office"], condition=Q(is_board_office=True), name="agency_one_board_office"
            )
        ]

    class Privacy:
        plain: ClassVar = {"id", "name", "short_name", "is_board_office"}

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people; nobody gives themselves an account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


@tracked(without=("password", "last_login"))
class Person(AbstractBaseUser):
    """An adult who signs in. Children are never people here."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    keyboard_shortcuts = models.BooleanField(default=True)
    follows_device_theme = models.BooleanField(default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_its_case")]

    class Privacy:
        personal: ClassVar = {"name", "email", "password", "last_login"}
        plain: ClassVar = {"id", "is_active", "keyboard_shortcuts", "follows_device_theme"}

    def __str__(self) -> str:
        return self.name

    @cached_property
    def rights(self) -> Rights:
        """What this person may do today, worked out once for a request."""
        from django.utils import timezone

        return Rights.of(self, on=timezone.localdate())

    def may(self, permission: Permission) -> bool:
        """Whether this person may do it for any line at all."""
        return self.rights.may(permission)


class Rights:
    """The permissions of one person on one day, each with the agencies it reaches."""

    def __init__(self, roles: dict[str, set[int]]) -> None:
        """`roles` gives the agencies in which each role is held."""
        self._roles = roles

    @classmethod
    def of(cls, person: Person, *, on: date) -> Rights:
        roles: dict[str, set[int]] = {}
        if person.is_active:
            for role, agency in person.memberships.on(on).values_list("role", "agency_id"):
                roles.setdefault(role, set()).add(agency)
        return cls(roles)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self._roles)

    @property
    def agencies(self) -> frozenset[int]:
        """The agencies this person belongs to."""
        return frozenset().union(*self._roles.values())

    def may(self, permission: Permission) -> bool:
        return any(permission in MAY[Role(role)] for role in self._roles)

    def agencies_where(self, permission: Permission) -> frozenset[int] | None:
        """The agencies for which this person may do it; None means every agency."""
        reached: set[int] = set()
        for role, agencies in self._roles.items():
            reach = MAY[Role(role)].get(permission)
            if reach is Reach.EVERY:
                return None
            if reach is Reach.OWN:
                reached |= agencies
        return frozenset(reached)


@tracked()
class Membership(models.Model):
    """The role a person has here for an agency, from one day until another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["person", "agency", "role"],
                condition=Q(ends_on__isnull=True),
                name="membership_running_once",
            ),
        ]

    class Privacy:
        plain: ClassVar = {"id", "person", "agency", "role", "starts_on", "ends_on"}


@tracked()
class Post(models.Model):
    """A job, or a body of the board, that can be answerable for an action whoever holds it."""

    class Kind(models.TextChoices):
        POST = "post", "Post"
        BODY = "body", "Body"

    title = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.POST)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="posts")

    class Privacy:
        plain: ClassVar = {"id", "title", "kind", "agency"}

    def __str__(self) -> str:
        return self.title


@tracked()
class Tenure(models.Model):
    """Who held a post (or sat on a body) from one day until another."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    class Privacy:
        plain: ClassVar = {"id", "post", "person", "starts_on", "ends_on"}
