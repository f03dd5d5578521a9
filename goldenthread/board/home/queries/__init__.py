"""What the first page and the search page show: the other apps' questions, put together."""

from goldenthread.board.home.queries.search import Found, Hit, nearest_words, search
from goldenthread.board.home.queries.work import Glance, Waiting, glance, has_plan, held_posts, waiting_for

__all__ = [
    "Found",
    "Glance",
    "Hit",
    "Waiting",
    "glance",
    "has_plan",
    "held_posts",
    "nearest_words",
    "search",
    "waiting_for",
]
