"""Reading pages in tests of the plan: their words as a person reads them, and the forms on them."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def words_of(response: HttpResponse) -> str:
    """What a page says, without its tags."""
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def read(browser: Client, name: str, /, *args: object, **query: object) -> str:
    """The words of a page that must open."""
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return words_of(response)


def markup(browser: Client, name: str, /, *args: object, **query: object) -> str:
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field, the first of its name."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return unescape(found[1])


def sends_to_the_plan(page: str) -> bool:
    """Whether a form or a link of the page changes something in the plan."""
    return bool(
        re.search(r'method="post" action="/(plan|imports)|action="/plan[^"]*" method="post"|data-edit', page)
    )


def send(browser: Client, name: str, /, *args: object, **data: object) -> HttpResponse:
    return browser.post(reverse(name, args=args), data, follow=True)


def told(response: HttpResponse) -> str:
    return words_of(response)
