"""What the made-up people did with their plan in the weeks after it was imported."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from docx import Document as WordDocument

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Status, Tick
from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.documents.models import Version
from goldenthread.board.documents.operations import NewFile, add_document
from goldenthread.board.site.demo.cast import COUNCIL, OFFICE, POLICE
from goldenthread.board.site.demo.earlier import recorded_on
from goldenthread.board.site.demo.plan import months_after, plan_day

MANAGER, CHAIR, ANALYST = "Marian Thistlewood", "Gwendolyn Ashgarth", "Callum Breckonridge"
QUALITY, POLICE_CHAIR, OFFICER = "Idris Fennimoor", "Gideon Marsh-Orrell", "Tobias Merriwater"
PANEL, TRAINING, PERFORMANCE = "Anselm Okoro-Vale", "Nadia Farrowdale", "Hester Quillfeather"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that one person did to one line, so many days after the plan was last brought up to date."""

    days: int
    who: str
    ref: str
    do: Callable[..., object]


def tell_story(*, on: date) -> None:
    """Let it all happen, each thing on its day."""
    updated = plan_day(on)
    for each in sorted(_happenings(updated), key=lambda happening: happening.days):
        with recorded_on(min(updated + timedelta(days=each.days), on), hour=14):
            action = Action.objects.get(ref=each.ref)
            each.do(action=action, by=Person.objects.get(name=each.who))


def _note(text: str) -> Callable[..., object]:
    return partial(operations.add_note, text=text)


def _tick(tick: Tick, words: str = "") -> Callable[..., object]:
    return partial(operations.give_tick, tick=tick, words=words)


def _move(words: str, **agreed: Any) -> Callable[..., object]:
    return partial(operations.move_deadline, new=operations.NewDeadline(words, **agreed))


def _show(title: str, words: str, *, agency: str, shows: str) -> Callable[..., object]:
    def give(*, action: Action, by: Person) -> None:
        version = _kept(title, words, agency, by)
        operations.add_evidence(action=action, document=version.document, shows=shows, by=by)

    return give


def _kept(title: str, words: str, agency: str, by: Person) -> Version:
    paper, written = WordDocument(), BytesIO()
    paper.add_heading(title, level=1)
    paper.add_paragraph(words)
    paper.save(written)
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        path = Path(folder) / "paper"
        path.write_bytes(written.getvalue())
        new = NewFile(path, f"{title}.docx", settings.UPLOAD_BYTES)
        return add_document(new=new, agency=Agency.objects.get(name=agency), title=title, by=by)


def _lead_by(*titles: str) -> Callable[..., object]:
    def name(*, action: Action, by: Person) -> None:
        posts = [Post.objects.get(title=title) for title in titles]
        operations.name_leads(action=action, leads=posts, by=by)

    return name


def _happenings(updated: date) -> list[Happening]:
    return [
        *_protocol(),
        *_attendance(),
        *_business_case(updated),
        *_measures(updated),
        *_comparison(),
        *_exploitation(),
        *_others(),
    ]


def _protocol() -> list[Happening]:
    return [
        Happening(9, OFFICER, "61.1", _note("Draft protocol between the boards sent to all partners.")),
        Happening(
            31,
            OFFICER,
            "61.1",
            _show(
                "Protocol between the boards",
                "Signed by the chairs of the four boards. It says who reports to whom until it is reviewed.",
                agency=COUNCIL,
                shows="The four chairs signed the protocol.",
            ),
        ),
        Happening(32, OFFICER, "61.1", _tick(Tick.CLAIMED, "The protocol is signed by all four chairs.")),
        Happening(36, MANAGER, "61.1", _tick(Tick.SEEN)),
        Happening(41, CHAIR, "61.1", _tick(Tick.VERIFIED, "I compared the signatures with the minutes.")),
        Happening(
            70,
            CHAIR,
            "61.1",
            _tick(
                Tick.WORKED,
                "Three questions about children that had gone to two boards each were settled by one, as the "
                "minutes of the executive show.",
            ),
        ),
    ]


def _attendance() -> list[Happening]:
    return [
        Happening(6, MANAGER, "61.2", _note("The form was agreed with the chairs of all sub-committees.")),
        Happening(
            38,
            MANAGER,
            "61.2",
            _show(
                "Attendance returns, first quarter",
                "Attendance of every agency at the board and its sub-committees, with the letters sent.",
                agency=OFFICE,
                shows="Returns from all sub-committees, and two letters of challenge.",
            ),
        ),
        Happening(39, MANAGER, "61.2", _tick(Tick.CLAIMED, "All sub-committees sent their returns.")),
        Happening(44, CHAIR, "61.2", _tick(Tick.SEEN)),
    ]


def _business_case(updated: date) -> list[Happening]:
    return [
        Happening(
            34,
            MANAGER,
            "61.3",
            _move(
                f"{months_after(updated, 4):%B %Y}",
                reason="The improvement board meets only in the new year.",
                agreed_by="Board Chair",
                agreed_on=updated + timedelta(days=33),
            ),
        ),
    ]


def _measures(updated: date) -> list[Happening]:
    return [
        Happening(12, MANAGER, "62.2", _lead_by("Quality Assurance Sub-Committee Chair")),
        Happening(
            13,
            MANAGER,
            "62.2",
            _move(f"{months_after(updated, 5):%B %Y}"),
        ),
        Happening(27, QUALITY, "62.1", _note("Framework tried with two measures from each partner.")),
        Happening(55, ANALYST, "62.1", _note("Data from housing is still missing; asked again.")),
    ]


def _comparison() -> list[Happening]:
    return [
        Happening(
            24,
            PERFORMANCE,
            "62.3",
            _show(
                "Comparison with three boards",
                "What three other boards measure, how often, and what they stopped measuring.",
                agency=COUNCIL,
                shows="Visit notes and what we propose to copy.",
            ),
        ),
        Happening(25, PERFORMANCE, "62.3", _tick(Tick.CLAIMED, "Two visits and one call, written up.")),
        Happening(29, MANAGER, "62.3", _tick(Tick.SEEN)),
        Happening(33, QUALITY, "62.3", _tick(Tick.VERIFIED, "Read beside the three boards' own reports.")),
    ]


def _exploitation() -> list[Happening]:
    return [
        Happening(
            48,
            POLICE_CHAIR,
            "66.3",
            _show(
                "Attendance of the sub-committee",
                "Who came to three meetings, and what was done about those who did not.",
                agency=POLICE,
                shows="Eight of nine agencies came to each meeting.",
            ),
        ),
        Happening(
            50,
            POLICE_CHAIR,
            "66.3",
            _note("First report on risk and disruption written for the board in December."),
        ),
    ]


def _others() -> list[Happening]:
    return [
        Happening(15, MANAGER, "63.5", _lead_by("Performance and Improvement Lead, Harle Council")),
        Happening(21, TRAINING, "64.5", _note("Managers of forty people trained in spring were asked.")),
        Happening(
            30,
            PANEL,
            "65.1",
            _tick(
                Tick.CLAIMED,
                "Both panels adopted the new terms of reference; the minutes are not signed yet.",
            ),
        ),
        Happening(
            35,
            MANAGER,
            "67.1",
            partial(
                operations.change_status,
                status=Status.TRANSFERRED,
                reason="The partnership returned to the council, which reports to us every six months.",
            ),
        ),
    ]
