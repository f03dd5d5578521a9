"""The plan linter: what a plan leaves open, line by line. The same for a plan being imported and the live one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from goldenthread.board.action_plan.rules.cut_text import longer_name, looks_cut
from goldenthread.board.action_plan.rules.deadlines import NO_DEADLINE, Deadline
from goldenthread.board.action_plan.rules.findings import Code, Finding
from goldenthread.board.action_plan.rules.leads import split_leads
from goldenthread.board.action_plan.rules.notes import claims_after, hidden_actions


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action with what stands beside it; a recommendation without actions is a line with an empty action."""

    where: str
    ref: str
    recommendation: str
    action: str
    lead: str = ""
    progress: str = ""
    deadline: Deadline = NO_DEADLINE
    struck_through: bool = False
    hidden: bool = False
    lead_is_settled: bool = False
    """A person has chosen the lead, so a name with "/" in it is one body."""


def lint(lines: Sequence[PlanLine], *, plan_updated: date | None) -> tuple[Finding, ...]:
    """Everything a person should settle, in the order of the plan. Lines of one recommendation stand together."""
    groups = [list(group) for _, group in groupby(lines, key=lambda line: (line.ref, line.recommendation))]
    likely = likely_numbers([group[0].ref for group in groups])
    findings: list[Finding] = []
    for position, group in enumerate(groups):
        findings.extend(_about_recommendation(group[0], likely.get(position)))
        for line, above in zip(group, _above(group), strict=True):
            if line.action:
                findings.extend(_about_line(line, above, plan_updated))
    return tuple(findings)


def likely_numbers(refs: Sequence[str]) -> dict[int, str | None]:
    """For each place without a number, the number that its neighbours suggest, or None where they do not.

    Empty where nothing is numbered: a plan without numbers lacks none.
    """
    known = [place for place, ref in enumerate(refs) if ref]
    if not known:
        return {}
    likely: dict[int, str | None] = {}
    for before, after in zip([None, *known], [*known, None], strict=True):
        first = 0 if before is None else before + 1
        last = len(refs) if after is None else after
        for place in range(first, last):
            likely[place] = _between(refs, before, after, place)
    return likely


def _between(refs: Sequence[str], before: int | None, after: int | None, place: int) -> str | None:
    up = _counted(refs[before], place - before) if before is not None else None
    down = _counted(refs[after], place - after) if after is not None else None
    if before is None or after is None:
        return up or down
    return up if up == down else None


def _counted(ref: str, steps: int) -> str | None:
    """The number so many steps on: 146 → 147, R3 → R2, 3a → 3b."""
    if parts := re.fullmatch(r"(.*?)(\d+)", ref):
        number = int(parts[2]) + steps
        return f"{parts[1]}{number}" if number > 0 else None
    if parts := re.fullmatch(r"(.*\d|)([A-Za-z])", ref):
        letter = chr(ord(parts[2]) + steps)
        return f"{parts[1]}{letter}" if letter.isalpha() and letter.isascii() else None
    return None


def _above(group: Sequence[PlanLine]) -> Iterator[tuple[str, str]]:
    """For each line the nearest lead and deadline above it in the same recommendation."""
    lead = deadline = ""
    for line in group:
        yield lead, deadline
        lead, deadline = line.lead or lead, line.deadline.raw or deadline


def _about_recommendation(line: PlanLine, likely: str | None) -> Iterator[Finding]:
    if not line.recommendation:
        yield _finding(
            line, Code.NO_RECOMMENDATION, "These actions stand under no recommendation. Choose one."
        )
        return
    if not line.ref and likely:
        message = f"This recommendation has no number. Its neighbours suggest {likely}; confirm it or enter another."
        yield _finding(line, Code.NUMBER_MISSING, message)
    if looks_cut(line.recommendation):
        yield _finding(
            line, Code.TEXT_CUT_OFF, f"The recommendation seems cut off after “{_tail(line.recommendation)}”."
        )
    if not line.action:
        yield _finding(
            line, Code.NO_ACTION, "No action stands under this recommendation. Add one, or say why not."
        )


def _about_line(line: PlanLine, above: tuple[str, str], plan_updated: date | None) -> Iterator[Finding]:
    yield from _marks(line)
    yield from _gaps(line, *above)
    if not line.lead_is_settled:
        yield from _leads(line)
    yield from _deadline(line)
    yield from _cuts(line)
    if plan_updated:
        yield from _claims(line, plan_updated)
    yield from _hidden_actions(line)


def _marks(line: PlanLine) -> Iterator[Finding]:
    if line.struck_through:
        message = "This action is struck through. It was read all the same; say whether it still stands."
        yield _finding(line, Code.STRUCK_THROUGH, message)
    if line.hidden:
        message = "This action stands in a hidden row. It was read all the same; say whether it still stands."
        yield _finding(line, Code.HIDDEN_ROW, message)


def _gaps(line: PlanLine, lead_above: str, deadline_above: str) -> Iterator[Finding]:
    if not line.lead:
        yield _finding(line, Code.NO_LEAD, f"No lead. Choose who leads this action.{_perhaps(lead_above)}")
    if not line.deadline.raw:
        yield _finding(
            line, Code.NO_DEADLINE, f"No deadline. Enter when it is due.{_perhaps(deadline_above)}"
        )
    if not line.progress:
        yield _finding(line, Code.NO_PROGRESS, "No progress. Ask the lead for a note.")


def _perhaps(above: str) -> str:
    return f" The line above has “{above}”: if the cells were meant as one, choose the same." if above else ""


def _leads(line: PlanLine) -> Iterator[Finding]:
    leads = split_leads(line.lead)
    if len(leads) > 1:
        names = " and ".join(f"“{lead}”" for lead in leads)
        message = (
            f"The lead may be {len(leads)}: {names}. Say whether they are one body, and who answers for it."
        )
        yield _finding(line, Code.SEVERAL_LEADS, message)


def _deadline(line: PlanLine) -> Iterator[Finding]:
    first_of_each = {finding.code: finding for finding in reversed(line.deadline.findings)}
    for finding in line.deadline.findings:
        if first_of_each[finding.code] is finding:
            yield replace(finding, where=line.where)


def _cuts(line: PlanLine) -> Iterator[Finding]:
    for what, text in (("action", line.action), ("lead", line.lead), ("progress note", line.progress)):
        if looks_cut(text):
            message = f"The {what} seems cut off after “{_tail(text)}”. Enter the rest."
            yield _finding(line, Code.TEXT_CUT_OFF, message)
    longer = (
        None if looks_cut(line.action) else longer_name(line.action, f"{line.progress} {line.recommendation}")
    )
    if longer:
        message = f"The action may be cut off: beside it stands “{longer}”. Enter the rest, or leave it."
        yield _finding(line, Code.TEXT_CUT_OFF, message)


def _claims(line: PlanLine, plan_updated: date) -> Iterator[Finding]:
    told = list(claims_after(line.progress, plan_updated))
    if line.deadline.completed and line.deadline.first_day and line.deadline.first_day > plan_updated:
        told.append(line.deadline.raw)
    for sentence in told:
        message = f"“{sentence}” tells as done what is dated after the plan itself. Check the date."
        yield _finding(line, Code.CLAIM_AFTER_PLAN, message)


def _hidden_actions(line: PlanLine) -> Iterator[Finding]:
    for sentence in hidden_actions(line.progress):
        message = f"The progress note may hold an action of its own: “{sentence}” Make it one if it is."
        yield _finding(line, Code.HIDDEN_ACTION, message)


def _tail(text: str) -> str:
    return " ".join(text.split()[-4:])


def _finding(line: PlanLine, code: Code, message: str) -> Finding:
    return Finding(code, line.where, message)
