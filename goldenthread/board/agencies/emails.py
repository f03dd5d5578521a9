"""What we write to people about their accounts. No letter holds a password or a secret link."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.board.agencies.models import Person
from goldenthread.board.web.errors import Refusal


class CannotWrite(Refusal):
    """The mail server did not take a letter; what it tells of is done all the same."""


def invite(person: Person, *, by: Person) -> None:
    """Say who invites them, and where to sign in with a code sent to this address."""
    _write(
        "invitation",
        f"You are invited to {settings.BOARD_NAME}",
        person.email,
        {
            "person": person,
            "by": by,
            "address": settings.SITE_ADDRESS + reverse("account_request_login_code"),
        },
    )


def tell_address_changed(person: Person, *, before: str) -> None:
    """Tell the old address that it no longer opens the account."""
    _write("address_changed", "Your e-mail address was changed", before, {"person": person})


def tell_sign_in_reset(person: Person) -> None:
    """Tell a person that their factors were taken away."""
    _write("sign_in_reset", "Your way of signing in was reset", person.email, {"person": person})


def _write(letter: str, subject: str, to: str, words: dict[str, object]) -> None:
    body = render_to_string(
        f"agencies/emails/{letter}.txt",
        {**words, "board_name": settings.BOARD_NAME, "office_contact": settings.OFFICE_CONTACT},
    )
    try:
        send_mail(subject, body, None, [to])
    except (OSError, SMTPException) as fault:
        raise CannotWrite(
            "This is saved, but our letter about it could not be sent. Ask who runs the site to look at its mail."
        ) from fault
