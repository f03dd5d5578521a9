"""The log holds one line for each event, and no words that people typed."""

from __future__ import annotations

import logging
import sys

import pytest
from django.db import IntegrityError
from django.urls import reverse

from goldenthread.board.agencies.models import Agency
from goldenthread.board.web.log_lines import OneLine
from tests.board.security.canaries import CANARY

FORGED = "x\r\n2026-01-01 ERROR forged\x1b[31m\u202e\u2028\x85\x00end"


def line_of(message: str, *values: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    return OneLine("{levelname} {name} {message}", style="{").format(record)


def test_what_a_request_says_cannot_begin_a_line_or_reach_a_terminal():
    line = line_of("Not Found: %s", FORGED)
    assert len(line.splitlines()) == 1
    assert not set(line) & set("\r\n\x1b\u202e\u2028\x85\x00")
    assert line_of("Not Found: %s", "/Zoë/Łukasz/") == "WARNING django.request Not Found: /Zoë/Łukasz/"


def test_a_fault_is_logged_by_its_kind_and_place_without_its_words():
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as first:
            raise ValueError(CANARY) from first
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed", (), sys.exc_info())
    record.exc_text = f"Traceback of another handler: {CANARY}"
    line = OneLine("{message}", style="{").format(record)
    assert CANARY not in line
    assert "ValueError at" in line
    assert "because of KeyError at" in line
    assert __file__ in line


@pytest.mark.django_db
def test_a_page_that_fails_on_what_was_typed_logs_none_of_it(dee, signed_in, capfd, monkeypatch):
    """The database's own message would name the value that is there already."""

    def make_it_twice(*_args, **_kwargs):
        Agency.objects.create(name=CANARY)
        Agency.objects.create(name=CANARY)

    monkeypatch.setattr("goldenthread.board.home.queries.search", make_it_twice)
    browser = signed_in(dee)
    browser.raise_request_exception = False
    assert browser.get(reverse("search"), {"q": CANARY}).status_code == 500
    logged = capfd.readouterr().err
    assert IntegrityError.__name__ in logged
    assert CANARY not in logged


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/%0d%0aforged/", "/%1b%5b31m/", "/%E2%80%AE/", "/plan/actions/%0a1/"])
def test_an_address_that_is_not_there_is_logged_in_one_line(path, client, capfd):
    client.get(path)
    logged = capfd.readouterr().err
    assert logged.count("\n") == len(logged.splitlines()) == 1
    assert "\x1b" not in logged
