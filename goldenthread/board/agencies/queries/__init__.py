"""Questions about agencies, people and posts."""

from goldenthread.board.agencies.queries.past import Entry, past_of_person, past_of_post
from goldenthread.board.agencies.queries.people import (
    agencies_where,
    people,
    people_to_try,
    person_with_all,
    second_factors_of,
)
from goldenthread.board.agencies.queries.posts import (
    agencies_with_people,
    post_with_all,
    posts_held_by,
    posts_with_holders,
)

__all__ = [
    "Entry",
    "agencies_where",
    "agencies_with_people",
    "past_of_person",
    "past_of_post",
    "people",
    "people_to_try",
    "person_with_all",
    "post_with_all",
    "posts_held_by",
    "posts_with_holders",
    "second_factors_of",
]
