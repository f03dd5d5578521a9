"""What importing a file would do to the plan as it is: one pure function for the preview and for saving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256
from json import dumps

from goldenthread.board.action_plan.rules.matching import fold, match_texts
from goldenthread.board.action_plan.rules.progress import added_progress


class Verdict(StrEnum):
    """What saving does with one line of the file."""

    ADD = "add"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the file, as the reader understood it and people settled it."""

    position: int
    recommendation_ref: str
    recommendation: str
    text: str
    """Empty where a recommendation stands without an action."""
    ref: str = ""
    leads: tuple[str, ...] = ()
    """Titles of posts and bodies; the first is accountable."""
    deadline: str = ""
    progress: str = ""
    rag: str = ""
    kind: str = "task"
    struck_through: bool = False
    sub_tasks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    splits_notes: bool = False
    left_out: bool = False
    problem: str = ""
    """Why it cannot be saved as it is, in a sentence."""


@dataclass(frozen=True, slots=True)
class LiveLine:
    """One action of the plan as it is."""

    pk: int
    version: int
    ref: str
    text: str
    leads: tuple[str, ...] = ()
    deadline: str = ""
    notes: tuple[str, ...] = ()
    rag: str = ""
    struck_through: bool = False


@dataclass(frozen=True, slots=True)
class LiveRecommendation:
    """One recommendation of the plan as it is, with its actions in order."""

    pk: int
    version: int
    ref: str
    text: str
    aliases: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    actions: tuple[LiveLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: `what` names the field of a LiveLine or LiveRecommendation."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecommendationDecision:
    """What happens to one recommendation of the file."""

    ref: str
    text: str
    pk: int | None
    """None where it is new."""
    changes: tuple[Change, ...] = ()
    wanted: bool = True
    """False where every line of it is left out."""


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What happens to one line of the file."""

    line: FileLine
    verdict: Verdict
    why: str
    recommendation: int
    """Its place among the decisions on recommendations."""
    action: LiveLine | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that saving would do, and what it would leave alone."""

    recommendations: tuple[RecommendationDecision, ...]
    lines: tuple[LineDecision, ...]
    not_in_file: tuple[LiveLine, ...] = ()
    counts: Mapping[Verdict, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[LineDecision]:
        """Lines that must be put right or left out before anything can be saved."""
        return [each for each in self.lines if each.line.problem and not each.line.left_out]

    @property
    def changes_nothing(self) -> bool:
        """Whether saving would leave the plan as it is."""
        renumbers = any(each.changes for each in self.recommendations)
        return not (renumbers or self.counts[Verdict.ADD] or self.counts[Verdict.CHANGE])

    def fingerprint(self) -> str:
        """The same for the same decisions on the same plan: saving compares it with what was previewed."""
        told = [[*map(asdict, self.recommendations)], [*map(asdict, self.lines)]]
        return sha256(dumps(told, sort_keys=True).encode()).hexdigest()


def decide(lines: Sequence[FileLine], plan: Sequence[LiveRecommendation]) -> Decisions:
    """What saving these lines into this plan would do.

    A recommendation is the same by its number (or another number it goes by), else by its words; an action of
    it by its number, else by its words: all of them, or at least three quarters (matching.SHARED). A blank
    cell never empties what the plan holds, and what the file lacks stays in the plan.
    """
    groups = _groups(lines)
    heads = [group[0] for group in groups]
    same = _same_recommendations(heads, plan)
    recommendations: list[RecommendationDecision] = []
    decided: list[LineDecision] = []
    for place, group in enumerate(groups):
        live = plan[same[place]] if place in same else None
        recommendations.append(_decide_recommendation(group, live))
        decided.extend(_decide_actions(group, live, place))
    decided.sort(key=lambda each: each.line.position)
    met = {each.action.pk for each in decided if each.action}
    left = tuple(line for live in plan for line in live.actions if line.pk not in met)
    counts = {verdict: sum(each.verdict is verdict for each in decided) for verdict in Verdict}
    return Decisions(tuple(recommendations), tuple(decided), left, counts)


def _groups(lines: Iterable[FileLine]) -> list[list[FileLine]]:
    """The lines of each recommendation: of one number, or else of the same words, wherever they stand."""
    groups: dict[tuple[str, str], list[FileLine]] = {}
    for line in lines:
        number = fold(line.recommendation_ref)
        groups.setdefault((number, "" if number else fold(line.recommendation)), []).append(line)
    return list(groups.values())


def _same_recommendations(heads: Sequence[FileLine], plan: Sequence[LiveRecommendation]) -> dict[int, int]:
    numbers = {
        fold(number): place
        for place, live in reversed(list(enumerate(plan)))
        for number in (*live.aliases, live.ref)
        if fold(number)
    }
    same = _once((place, numbers.get(fold(head.recommendation_ref))) for place, head in enumerate(heads))
    taken = set(same.values())
    rest = [place for place in range(len(heads)) if place not in same]
    free = [place for place in range(len(plan)) if place not in taken]
    by_words = match_texts(
        [heads[place].recommendation for place in rest], [plan[place].text for place in free]
    )
    for place, other in by_words.items():
        if _numbers_agree(heads[rest[place]].recommendation_ref, plan[free[other]]):
            same[rest[place]] = free[other]
    return same


def _once(pairs: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """The pairs that have a second half, each of those used once."""
    same: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in pairs:
        if second is not None and second not in taken:
            same[first] = second
            taken.add(second)
    return same


def _numbers_agree(ref: str, live: LiveRecommendation) -> bool:
    """Two different numbers are two recommendations, however alike their words."""
    return not ref or not live.ref or fold(ref) in map(fold, (live.ref, *live.aliases))


def _decide_recommendation(
    group: Sequence[FileLine], live: LiveRecommendation | None
) -> RecommendationDecision:
    """Other wordings are kept beside the first one (Q16); a number is given where there was none (Q1)."""
    head = group[0]
    kept = [line for line in group if not line.left_out]
    ref, text = (live.ref, live.text) if live else (head.recommendation_ref, head.recommendation)
    changes = []
    if live and kept and head.recommendation_ref and not live.ref:
        changes.append(Change("ref", "", head.recommendation_ref))
    known = {fold(wording) for wording in (text, *(live.wordings if live else ()))}
    others = {
        fold(other): other for line in kept for other in (line.recommendation, *line.wordings) if fold(other)
    }
    changes += [Change("wording", text, other) for folded, other in others.items() if folded not in known]
    aliases = dict.fromkeys(alias for line in kept for alias in line.aliases)
    numbers = {fold(number) for number in (ref, *(live.aliases if live else ()))}
    changes += [Change("alias", ref, alias) for alias in aliases if fold(alias) not in numbers]
    return RecommendationDecision(ref, text, live.pk if live else None, tuple(changes), wanted=bool(kept))


def _decide_actions(
    group: Sequence[FileLine], live: LiveRecommendation | None, place: int
) -> Iterator[LineDecision]:
    actions = live.actions if live else ()
    same = _same_actions(group, actions)
    for line in group:
        action = actions[same[line.position]] if line.position in same else None
        yield _decide_line(line, action, place, known=live is not None)


def _same_actions(group: Sequence[FileLine], actions: Sequence[LiveLine]) -> dict[int, int]:
    """For a line's position the place of the action that it is."""
    numbers = {fold(action.ref): place for place, action in enumerate(actions)}
    same = _once((line.position, numbers.get(fold(line.ref)) if line.ref else None) for line in group)
    taken = set(same.values())
    rest = [line for line in group if line.position not in same and line.text]
    free = [place for place in range(len(actions)) if place not in taken]
    by_words = match_texts([line.text for line in rest], [actions[place].text for place in free])
    return same | {rest[place].position: free[other] for place, other in by_words.items()}


def _decide_line(line: FileLine, action: LiveLine | None, place: int, *, known: bool) -> LineDecision:
    if line.left_out:
        return LineDecision(line, Verdict.SKIP, "Left out.", place, action)
    if line.problem:
        return LineDecision(line, Verdict.SKIP, line.problem, place, action)
    if action is not None:
        changes = tuple(_changes(line, action))
        verdict = Verdict.CHANGE if changes else Verdict.UNCHANGED
        return LineDecision(line, verdict, f"The plan has it as {action.ref}.", place, action, changes)
    if line.text or not known:
        return LineDecision(line, Verdict.ADD, "The plan does not have it.", place)
    return LineDecision(line, Verdict.UNCHANGED, "The plan has this recommendation.", place)


def _changes(line: FileLine, action: LiveLine) -> Iterator[Change]:
    """What the file says otherwise than the plan. A blank cell says nothing."""
    if " ".join(line.text.split()) != " ".join(action.text.split()):
        yield Change("text", action.text, line.text)
    if line.leads and [*map(fold, line.leads)] != [*map(fold, action.leads)]:
        yield Change("leads", " / ".join(action.leads), " / ".join(line.leads))
    if line.deadline and fold(line.deadline) != fold(action.deadline):
        yield Change("deadline", action.deadline, line.deadline)
    if added := added_progress(line.progress, action.notes):
        yield Change("progress", "", added)
    if line.rag and line.rag != action.rag:
        yield Change("rag", action.rag, line.rag)
    if line.struck_through != action.struck_through:
        yield Change("struck_through", _struck(action.struck_through), _struck(line.struck_through))


def _struck(struck_through: bool) -> str:
    return "Struck through" if struck_through else "Stands"
