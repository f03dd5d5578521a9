"""The frame around every page: the board's name, where one may go, the day shown, and what just happened."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from goldenthread.board.web import context, views
from goldenthread.board.web.csp import content_security_policy
from goldenthread.board.web.navigation import Item
from goldenthread.board.web.notices import Notice, tell, waiting

EMPTY_PAGE = '{% extends "base.html" %}{% load page %}'


class Somebody(SimpleNamespace):
    is_authenticated = True

    def may(self, permission):
        return permission in self.allowed

    def __str__(self):
        return self.name


def person(*allowed, **fields):
    return Somebody(name="Amara", allowed=allowed, **fields)


def asked(path="/", *, by=None, as_at=None):
    request = RequestFactory().get(path)
    request.user = by or AnonymousUser()
    request.as_at = as_at
    request.csp_nonce = "once"
    request._messages = CookieStorage(request)
    return request


def page(source="", **request):
    return engines["django"].from_string(EMPTY_PAGE + source).render({}, asked(**request))


@pytest.fixture(autouse=True)
def no_parts(settings):
    """The site's own parts may be any; a test names those it speaks of."""
    settings.NAVIGATION = settings.ACCOUNT_PAGES = settings.FOOTER_PAGES = []


SEPTEMBER = datetime(2015, 9, 4, 22, 59, 59, 999999, tzinfo=UTC)


def test_the_boards_name_and_colour_are_settings(settings):
    settings.BOARD_NAME, settings.BOARD_COLOUR = "Harle <Board>", "#123456"
    html = page()
    assert "Harle &lt;Board&gt;" in html
    assert f'<link rel="stylesheet" href="{context.style_path()}">' in html
    digest = context.style_digest()
    style = views.board_style(asked(), digest)
    assert "--board-colour:#123456" in style.text
    assert "immutable" in style.headers["Cache-Control"]
    settings.BOARD_COLOUR = "#654321"
    assert context.style_digest() != digest
    with pytest.raises(Http404):
        views.board_style(asked(), digest)


def test_one_sees_the_parts_that_one_may_open(settings):
    settings.NAVIGATION = [
        Item("Health", "health"),
        Item("Codes", "account_reset_password", permission="import"),
    ]
    assert "Codes" in page(by=person("import"))
    assert "Codes" not in page(by=person())
    assert "Health" not in page()


def test_the_part_that_holds_the_page_is_marked(settings):
    settings.NAVIGATION = [Item("Health", "health"), Item("Sign in", "account_login", key="s")]
    html = page(path="/account/login/code/", by=person())
    assert html.count("aria-current") == 1
    assert 'data-go="s"' in html


def test_signing_out_is_a_form_that_posts():
    html = page(by=person())
    assert '<form action="/account/logout/" method="post"' in html
    assert "csrfmiddlewaretoken" in html
    assert "/account/logout/" not in page()


def test_a_page_of_the_past_says_so_and_keeps_the_date_in_its_links(settings):
    settings.NAVIGATION = [Item("Health", "health")]
    link = "{% block content %}<a href=\"{% path 'account_login' query='x=1' %}\"></a>{% endblock %}"
    html = page(link, path="/health?as_at=2015-09-04&status=red", by=person(), as_at=SEPTEMBER)
    assert "as it stood at the end of 4 September 2015" in html
    assert 'href="/health?as_at=2015-09-04"' in html
    assert 'href="/account/login/?x=1&amp;as_at=2015-09-04"' in html
    assert '<a class="as-at-banner__back" href="?status=red">Back to today</a>' in html
    assert '<input type="hidden" name="status" value="red">' in html
    assert 'value="2015-09-04"' in html


def test_a_page_of_today_names_no_date():
    html = page("{% block content %}{% path 'health' %}{% endblock %}", by=person())
    assert "as_at=" not in html
    assert "As at today" in html


def test_a_moment_within_a_day_is_shown_with_its_time():
    html = page(by=person(), as_at=datetime(2015, 9, 4, 9, 30, tzinfo=UTC))
    assert "as it stood at 10:30am on 4 September 2015" in html


def test_what_was_done_is_shown_once_with_its_undo():
    request = asked()
    tell(request, "Deadline moved to <b>.", undo_path="/plan/undo/7")
    tell(request, "Three lines have no lead.", kind="warning")
    html = engines["django"].from_string(EMPTY_PAGE).render({}, request)
    assert "Deadline moved to &lt;b&gt;." in html
    assert '<form action="/plan/undo/7" method="post"' in html
    assert html.count('class="notice__undo"') == 1


def test_notices_keep_their_kind():
    request = asked()
    for kind in ("done", "warning", "refused", "information"):
        tell(request, kind, kind=kind)
    assert waiting(request) == [Notice(kind, kind) for kind in ("done", "warning", "refused", "information")]


def test_keyboard_shortcuts_and_the_dark_theme_follow_the_person():
    assert 'data-shortcuts="off"' in page(by=person(keyboard_shortcuts=False))
    assert 'id="keyboard-help"' not in page(by=person(keyboard_shortcuts=False))
    assert 'data-theme="device"' in page(by=person(follows_device_theme=True))
    assert 'data-theme="light"' in page(by=person())


def test_the_words_follow_the_label_set(settings):
    words = "{% block content %}{% label 'Sub-committee' %}, {% label 'case review' %}{% endblock %}"
    assert "Sub-committee, serious case review" in page(words)
    settings.LABEL_SET = "partnership"
    assert "Subgroup, local child safeguarding practice review" in page(words)


def test_only_our_own_scripts_and_styles_may_run():
    seen = []

    def answer(request):
        seen.append(request.csp_nonce)
        return HttpResponse()

    policies = [content_security_policy(answer)(asked()).headers["Content-Security-Policy"] for _ in range(2)]
    assert seen[0] != seen[1]
    assert f"'nonce-{seen[1]}'" in policies[1]
    for directive in ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert directive in policies[0]
    assert "unsafe" not in policies[0]


FAULTS = [
    (views.bad_request, 400, "We could not understand what was sent"),
    (views.not_allowed, 403, "You cannot open this page"),
    (views.not_found, 404, "Page not found"),
    (views.form_expired, 403, "This page was too old to save"),
]


@pytest.mark.parametrize(("answer", "status", "heading"), FAULTS)
def test_a_fault_says_what_happened_and_what_to_do(answer, status, heading):
    response = answer(asked(), Exception())
    assert response.status_code == status
    assert heading in response.text
    assert response.text.count('class="govuk-body"') >= 2


def test_a_refused_look_back_leads_to_todays_page():
    shown = {"sentence": "Nothing can be changed in the past."}
    html = engines["django"].get_template("errors/refusal.html").render(shown, asked("/plan?as_at=x"))
    assert "Nothing can be changed in the past." in html
    assert 'href="/plan"' in html


def test_a_fault_before_anybody_is_known_still_has_its_page():
    request = RequestFactory().get("/")
    assert views.bad_request(request, Exception()).status_code == 400


def test_a_fault_of_ours_gives_time_and_reference_without_asking_who_reads_it(settings, db_is_closed):
    request = RequestFactory().get("/")
    request.reference = "4f2c"
    response = views.server_fault(request)
    assert response.status_code == 500
    assert "4f2c" in response.text
    assert settings.OFFICE_CONTACT.replace("'", "&#x27;") in response.text


@pytest.fixture
def db_is_closed(monkeypatch):
    from django.db import connection

    def refuse():
        raise AssertionError("the page for a fault asked the database")

    monkeypatch.setattr(connection, "ensure_connection", refuse)


def test_the_gallery_draws_every_component():
    html = views.gallery(asked("/gallery", by=person())).text
    assert "<c-" not in html
    assert html.count('class="rag') >= 8


def test_pages_of_the_sign_in_package_are_written_as_ours_are():
    html = engines["django"].get_template("account/password_reset.html").render({}, asked())
    assert "<title>Password reset – " in html
    assert '<h1 class="govuk-heading-xl">Password reset</h1>' in html
    assert ">Reset my password</button>" in html


ATTACK = '"><script>alert(1)</script>'
COMPONENTS_WITH_TEXT = [
    '<c-page-head :heading="x" :state="x" :caption="x">{{ x }}</c-page-head>',
    '<c-rag :status="x" :words="x" />',
    '<c-select-row :value="x" :words="x" />',
    '<c-tick :words="x" :by="x" :meaning="x" />',
    '<c-timeline-entry :title="x" :by="x">{{ x }}</c-timeline-entry>',
    '<c-summary-row :key="x" :path="x" :change="x">{{ x }}</c-summary-row>',
    '<c-notice :words="x" :undo_path="x" />',
    '<c-button :path="x">{{ x }}</c-button>',
    '<c-button :name="x" :value="x" :saving="x" :id="x">{{ x }}</c-button>',
    '<c-button name="{{ x }}" value="{{ x }}">{{ x }}</c-button>',
    '<c-edit-cell :id="x" :path="x" :name="x" :saved="x">{{ x }}</c-edit-cell>',
    '<c-task :id="x" :path="x" :words="x" :hint="x" :status="x" :colour="x" />',
    '<c-job-line :id="x" :words="x" :path="x" :page_path="x" />',
    '<c-table :caption="x">{{ x }}</c-table>',
    '<c-empty :heading="x">{{ x }}</c-empty>',
    '<c-tab :path="x" :count="x">{{ x }}</c-tab>',
]


@pytest.mark.parametrize("component", COMPONENTS_WITH_TEXT)
def test_what_a_person_typed_is_only_ever_text(component):
    source = CottonCompiler().process(component)
    html = engines["django"].from_string(source).render({"x": ATTACK}, asked(by=person()))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
