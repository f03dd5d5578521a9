"""The plan page with 1,000 actions, today and at a past date, against an empty page in the same frame.

Server time by Django's own client in one process: the median of many requests in turns, after a warm-up.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ACTIONS, ROUNDS = 1_000, 25


def main() -> None:
    from goldenthread.board.site import serving

    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        Path(folder).chmod(0o711)
        os.environ.update(BEHIND_TLS="no", ALLOWED_HOSTS="testserver")
        with serving.database(Path(folder, "data")):
            import django

            django.setup()
            measure()


def measure() -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(fill())
    past = timezone.now().isoformat()
    pages = {
        "empty page": "/help/",
        "plan": "/plan/",
        "plan, as at": f"/plan/?as_at={past.replace('+', '%2B')}",
    }
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for round_number in range(ROUNDS + 3):
        for name, path in pages.items():
            seconds = timed(lambda path=path: client.get(path))
            if round_number >= 3:
                taken[name].append(seconds)
    middle = {name: statistics.median(seconds) for name, seconds in taken.items()}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/plan/")
    for name, seconds in middle.items():
        print(f"  {name:12} {seconds * 1000:7.1f} ms")
    print(f"  plan / empty page      {middle['plan'] / middle['empty page']:.2f}  (at most 4)")
    print(f"  plan as at / plan      {middle['plan, as at'] / middle['plan']:.2f}  (at most 2)")
    print(f"  queries of the plan page: {len(queries)}")


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    response = ask()
    seconds = time.perf_counter() - began
    if response.status_code != 200:
        raise SystemExit(f"answered {response.status_code}")
    return seconds


def fill():
    """A business manager and 40 recommendations of 25 actions, with leads and notes."""
    from django.utils import timezone

    from goldenthread.board.action_plan.models import Action, ActionLead, ProgressNote, Recommendation, Source
    from goldenthread.board.action_plan.operations.actions import deadline_fields
    from goldenthread.board.agencies.models import Post
    from goldenthread.board.agencies.operations import found_board

    now = timezone.now()
    manager = found_board(office="The board's office", name="Manager", email="m@board.example", on=now.date())
    source = Source.objects.create(title="Inspection")
    posts = Post.objects.bulk_create(Post(title=f"Post {number}") for number in range(20))
    recommendations = Recommendation.objects.bulk_create(
        Recommendation(source=source, ref=str(100 + number), position=number, text=f"Recommendation {number}")
        for number in range(40)
    )
    deadlines = [
        deadline_fields(raw) for raw in ("September 2026", "31/12/2026", "", "Q3 2026/27", "Ongoing")
    ]
    actions = Action.objects.bulk_create(
        Action(
            recommendation=recommendation,
            ref=f"{recommendation.ref}.{number + 1}",
            position=number + 1,
            text=f"Review step {number} of the arrangements and report to the sub-committee",
            changed_at=now,
            changed_by=manager,
            **deadlines[number % 5],
        )
        for recommendation in recommendations
        for number in range(ACTIONS // 40)
    )
    ActionLead.objects.bulk_create(
        ActionLead(action=action, post=posts[number % 20], accountable=True)
        for number, action in enumerate(actions)
        if number % 4
    )
    ProgressNote.objects.bulk_create(
        ProgressNote(action=action, text="Paper drafted; to be agreed.", written_by=manager, written_at=now)
        for number, action in enumerate(actions)
        if number % 3
    )
    return manager


if __name__ == "__main__":
    main()
