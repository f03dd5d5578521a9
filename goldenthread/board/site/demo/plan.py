"""The Word plan that the made-up board has: invented words, with every oddity that such tables have.

The comments name the oddities by what a reader of plans must cope with. Dates are set by the day on which the
demonstration is made, so that some deadlines lie behind and some ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.board.site.demo.cast import OFFICE

HEADER = ("Inspection Recommendation", "Action", "Lead", "Progress", "Deadline")
Line = tuple[str, str, str, str, str]


def plan_day(on: date) -> date:
    """The day on which the Word plan was last brought up to date: eleven weeks before."""
    return on - timedelta(weeks=11)


def months_after(day: date, months: int) -> date:
    """The first day of the month so many months after (or before) a day's own."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class MadeUpPlan:
    """The words of the document, in their order."""

    updated: date

    @property
    def title(self) -> str:
        return f"{OFFICE}: Inspection Action Plan"

    @property
    def state(self) -> str:
        day = self.updated.day
        ending = "th" if 4 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return f"Updated {day}{ending} {self.updated:%B %Y}"

    def month(self, months: int) -> str:
        return f"{months_after(self.updated, months):%B %Y}"

    def day(self, days: int) -> str:
        return f"{self.updated + timedelta(days=days):%d.%m.%y}"

    @property
    def opening(self) -> tuple[str, ...]:
        """What stands above the table: the same recommendations under letters, in slightly other words."""
        return (
            "The inspectors made seven recommendations to the board:",
            "a) Secure the full board's agreement to its priorities and its planning",
            "b) Be able to watch the quality and the effect of services for children across the partnership",
            "c) Bring forward the early help strategy, in keeping with the threshold document, and watch it",
            "d) Review multi-agency training so that it supports practice and lessons last",
            "e) Agree with neighbouring authorities one answer to the reviews waiting to be published",
            "f) See that oversight of children missing, exploited or trafficked is led by the board",
            "g) Review what the governance of the looked-after partnership needs",
        )

    def lines(self) -> Iterator[Line]:
        """The rows of the table as they stand on the pages, headers repeated where a page begins."""
        yield HEADER
        yield from self._agreement()
        yield from self._quality()
        yield from self._early_help()
        yield from self._training()
        yield from self._child_deaths()
        yield from self._exploitation()
        yield from self._looked_after()

    def _agreement(self) -> Iterator[Line]:
        yield (
            "61. Secure the whole board's agreement to its priorities and to the plan that carries them out",
            # Bullets inside a cell, initials for a person, and a typing error that must be kept.
            "Settle who reports to whom between the boards via: •Meeting with the commissioner for children's "
            "services (RB) •Workshop on the future of the children's partnership and it's successor",
            "Chief Operating Officer, Harle Council",
            f"Workshop held {self.month(-1)}",
            self.month(0),
        )
        yield (
            "",
            "Bring in attendance monitoring from every sub-committee up to the board, with a way to challenge "
            "those who stay away",
            "Board Business Manager/Board Chair",
            # Several notes run together, one of them about a day still to come.
            "Attendance is now an item on every agenda. Returns from sub-committees reach the board each "
            "quarter. Absences to taken up at once by the chairs Meeting with sub-committee chairs on "
            f"{self.day(5)} to agree the form.",
            "",
        )
        yield (
            "",
            "Take a business case for time-limited money to the improvement board, to pay for extra reviews",
            "Board Business Manager/Head of Integrated Commissioning",
            f"Paper written {self.month(-1)} and discussed at the executive on {self.day(-18)}",
            self.month(1),
        )
        yield HEADER
        # A page break with nothing cut: the recommendation simply goes on.
        yield (
            "",
            "Read partners' annual safeguarding reports beside their Section 11 audits to judge how committed "
            "each partner is",
            "Board Business Manager/Board Vice Chair",
            f"First four audits read at the meeting of {self.day(-24)} Audits of the other agencies are in hand",
            "",
        )

    def _quality(self) -> Iterator[Line]:
        # No full stop after the number.
        yield (
            "62 Be able to watch the quality and effect of services for children across the partnership.",
            "Put the quality and performance framework to work and agree a dashboard with ratings",
            "Quality Assurance Sub-Committee Chair",
            "",
            self.month(1),
        )
        yield (
            "",
            "Choose 12 measures for the board to see each quarter",
            "",
            "Workshop of the quality assurance sub-committee to be held",
            "",
        )
        yield (
            "",
            "Compare the board's arrangements with those of Fellshire/Northmarch/Eastbeck",
            "Performance and Improvement Lead, Harle Council",
            "",
            self.month(0),
        )
        yield (
            "",
            "Compare the board's arrangements with those of Holmwater through the commissioner",
            "Quality Assurance Sub-Committee Chair",
            "",
            self.month(4),
        )
        yield (
            "",
            "Paper to the board on how it will hear children and front-line staff",
            "",
            "Workshop of the quality assurance sub-committee to be held",
            self.month(1),
        )

    def _early_help(self) -> Iterator[Line]:
        # A page break cuts recommendation, lead and progress in two.
        yield (
            "63 Bring forward the early help strategy, making sure",
            "Launch and carry out early help",
            "Board Vice Chair/Interim Head of",
            "The early help strategy has been signed off. TW to write its opening page. A plan for carrying it",
            self.month(0),
        )
        yield HEADER
        yield (
            "that it agrees with the published threshold document, and then watch whether it works.",
            "",
            "Safeguarding, Harle Council",
            "out is to be drawn up",
            "",
        )
        yield (
            "",
            "Make the thresholds in the strategy known to everybody who works with children",
            # A stroke that divides two bodies, not two leads of a kind.
            "Training and Workforce Development Sub-Committee /Communication and Engagement Sub-Committee",
            "",
            "",
        )
        yield (
            "",
            "Design and run mandatory workshops on early help for every agency",
            "Training and Workforce Development Sub-Committee",
            "",
            "",
        )
        yield (
            "",
            "Draw a map of the help there is and of the gaps.",
            "Quality Assurance Sub-Committee Chair",
            "",
            "",
        )
        yield "", "Set up a report on the reach and effect of early help across the partnership", "", "", ""

    def _training(self) -> Iterator[Line]:
        yield (
            "64 Review multi-agency training so that it supports front-line practice and can meet the demand "
            "when several serious case reviews are published; then",
            "Review the content, methods and evaluation of multi-agency courses.",
            "Training and Workforce Development Sub-Committee",
            "",
            self.month(0),
        )
        yield "", "Draw the training needs out of reviews, here and elsewhere where they apply", "", "", ""
        yield HEADER
        # The rest of a recommendation beside a new action; and new actions hidden in a note.
        yield (
            "see that lessons are learnt and last",
            "Bring the training strategy and programme up to date with those needs",
            "",
            "PL will look at 'thresholds' in the performance data at the sub-committee. 'Deep dive' by partner "
            "agencies, early warning measures, audits required.",
            "",
        )
        yield "", "Review and bring in the board's own quality checks of training", "", "", ""
        yield (
            "",
            "Audit what the training has changed in practice",
            "Development and Training Officer",
            "",
            "",
        )

    def _child_deaths(self) -> Iterator[Line]:
        yield (
            "65 Agree with neighbouring authorities, through the child death overview panel, one answer to the "
            "serious case reviews waiting to be published",
            "Review the terms of reference of both panels and bring them up to date where needed",
            "Local Child Death Review Panel Chair",
            "",
            self.month(0),
        )
        yield "", "Review the business plan of the shared panel and bring it up to date", "", "", ""

    def _exploitation(self) -> Iterator[Line]:
        # The number is missing.
        yield (
            "See that oversight of children who are missing or at risk of exploitation or trafficking rests on "
            "shared information, measures and plans, and is",
            "Map which agency holds which data on child sexual exploitation",
            "Board Chair",
            "Section 11 audit asked for agency dates on exploitation. Answers used for the profile. Software "
            "being tried to bring agencies' records together. First data set named by the sub-committee. "
            f"Agreed in {self.month(-2)}",
            self.month(0),
        )
        yield "", "Write a needs assessment on exploitation to shape the action plan", "", "", ""
        yield HEADER
        yield (
            "led and watched by the board.",
            "Settle attendance at, and reports from, the missing, exploited and trafficked sub-committee so "
            "that the board has a current view of risk and disruption",
            "Missing, Exploited and Trafficked Sub-Committee Chair",
            f"Review of membership planned for {self.day(4)}. Attendance to be counted from {self.day(4)}, "
            "with immediate challenge where it falls short.",
            "",
        )
        yield (
            "",
            # A stance, not a task.
            "Board to commit to working in partnership on awareness of exploitation",
            "Board Chair",
            f"The board is part of an awareness week in {self.month(1)} with a conference on {self.day(46)}.",
            self.month(0),
        )
        yield (
            "",
            "Police to share plans for campaigns/ awareness/ publicity.",
            "Assistant Chief Constable, Tarn Valley Police",
            "",
            "",
        )

    def _looked_after(self) -> Iterator[Line]:
        yield (
            "67 Review what the governance of the looked-after partnership needs so that it has enough attention",
            "Partnership to sit with the council and the board to hold it to account.",
            "Interim Head of Looked After Children, Harle Council",
            # Agreed on a day that had not come when the plan was written.
            f"•Agreed at the development day ({self.day(16)}) and the executive meeting ({self.day(-18)}) that "
            "the partnership returns to the council.",
            self.month(-1),
        )
        yield (
            "",
            # A sentence that was never finished.
            "Short report to come to the board recommending",
            "Interim Head of Looked After Children, Harle Council",
            "Report to be written for the board on a six monthly basis",
            self.month(1),
        )
