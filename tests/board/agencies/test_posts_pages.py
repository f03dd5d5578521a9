"""Posts and bodies change hands on a day, and keep who held them."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.board.agencies.models import Post
from goldenthread.board.agencies.queries import posts_held_by
from tests.factories.agencies import make_body, make_post


@pytest.fixture
def office(signed_in, dee):
    return signed_in(dee)


def send(browser, path, **fields):
    return browser.post(path, fields, follow=True).content.decode()


def test_a_post_is_handed_over_on_a_day_in_one_step(office, amara, chris):
    post = make_post("Head of Safeguarding", holder=amara)
    page = send(office, f"/posts/{post.pk}/hand-over/", person=chris.pk, starts_on="1 9 2025")
    assert "Chris takes over" in page
    assert not posts_held_by(amara, on=date(2025, 9, 1)).exists()
    assert posts_held_by(amara, on=date(2025, 8, 31)).get() == post
    assert posts_held_by(chris, on=date(2025, 9, 1)).get() == post


def test_the_page_of_a_post_says_who_held_it_and_who_changed_it(office, amara, chris):
    post = make_post("Head of Safeguarding", holder=amara)
    send(office, f"/posts/{post.pk}/hand-over/", person=chris.pk, starts_on="1 9 2025")
    page = office.get(f"/posts/{post.pk}/").content.decode()
    assert "Left: Amara, last day 31 August 2025" in page
    assert "Appointed: Chris, from 1 September 2025" in page


@pytest.mark.parametrize(
    ("to", "on", "why"),
    [
        ("amara", "1 9 2025", "holds this post already"),
        ("chris", "1 1 2009", "has not begun"),
    ],
)
def test_a_hand_over_that_makes_no_sense_is_refused(office, amara, chris, to, on, why):
    post = make_post(holder=amara)
    to = {"amara": amara, "chris": chris}[to]
    assert why in send(office, f"/posts/{post.pk}/hand-over/", person=to.pk, starts_on=on)
    assert post.tenures.get().ends_on is None


def test_a_vacant_post_is_filled_by_appointing(office, chris):
    post = make_post("Vacant post")
    assert "Nobody" in office.get("/posts/").content.decode()
    assert "Appoint somebody instead" in send(
        office, f"/posts/{post.pk}/hand-over/", person=chris.pk, starts_on="1 9 2025"
    )
    assert "Chris is appointed" in send(
        office, f"/posts/{post.pk}/appoint/", person=chris.pk, starts_on="1 9 2025"
    )


def test_a_post_that_is_held_is_not_filled_twice(office, amara, chris):
    post = make_post(holder=amara)
    assert "holds this already" in send(
        office, f"/posts/{post.pk}/appoint/", person=chris.pk, starts_on="1 9 2025"
    )


def test_a_body_has_several_members(office, amara, chris):
    body = make_body("Training Sub-Committee", members=(amara,))
    send(office, f"/posts/{body.pk}/appoint/", person=chris.pk, starts_on="1 9 2025")
    assert body.tenures.on(date(2025, 9, 1)).count() == 2


def test_a_seat_ends_after_it_began(office, amara):
    post = make_post(holder=amara)
    path = f"/posts/{post.pk}/tenures/{post.tenures.get().pk}/end/"
    assert "on or after the first day" in send(office, path, ends_on="1 1 2009")
    send(office, path, ends_on="1 10 2025")
    assert not post.tenures.on(date(2025, 10, 2)).exists()


def test_a_title_is_taken_once(office):
    make_post("Board Chair")
    assert "already a post or body" in send(
        office, "/posts/add/", kind="post", title="BOARD CHAIR", agency=""
    )
    assert Post.objects.count() == 1


def test_everybody_may_see_who_holds_a_post_and_nobody_else_may_change_it(signed_in, amara, ben):
    post = make_post("Board Chair", holder=amara)
    browser = signed_in(ben)
    assert "Amara" in browser.get(f"/posts/{post.pk}/").content.decode()
    assert browser.post(f"/posts/{post.pk}/appoint/", {}).status_code == 403


def test_agencies_are_listed_with_people_and_posts(signed_in, amara, ben):
    make_post("Chief nurse", agency=amara.memberships.get().agency, holder=amara)
    page = signed_in(ben).get("/agencies/").content.decode()
    assert "Harbour Hospitals" in page
    assert "Chief nurse" in page


def test_an_agency_is_added_once(office, harbour):
    assert "is added" in send(office, "/agencies/add/", name="Lake Housing", short_name="Housing")
    assert "already an agency" in send(office, "/agencies/add/", name="harbour hospitals", short_name="")
