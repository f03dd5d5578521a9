"""The same recommendations under other numbers: a lettered list above the table, in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from goldenthread.board.action_plan.imports.reading import ReadRecommendation
from goldenthread.board.action_plan.rules.matching import fold, match_texts

_ITEM = re.compile(r"^(?:[-–•*]\s*)?\(?([a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+(\S.*)$")
Item = tuple[str, str]
"""A number or letter, and the words after it."""


def with_other_numbers(
    recommendations: Sequence[ReadRecommendation], paragraphs: Iterable[str]
) -> tuple[ReadRecommendation, ...]:
    """Recommendations with the letters and wordings that lists around the plan give them (Q15, Q16)."""
    found = list(recommendations)
    for items in _lists(paragraphs):
        for place, (letter, words) in _matched(items, found):
            each = found[place]
            known = {fold(each.recommendation), *map(fold, each.variants)}
            variants = each.variants if fold(words) in known else (*each.variants, words)
            aliases = tuple(dict.fromkeys((*each.aliases, letter)))
            found[place] = replace(each, aliases=aliases, variants=variants)
    return tuple(found)


def _lists(paragraphs: Iterable[str]) -> Iterator[list[Item]]:
    """Runs of numbered paragraphs; a new run begins where the numbering does."""
    items: list[Item] = []
    for paragraph in paragraphs:
        match = _ITEM.match(paragraph.strip())
        if items and (match is None or match[1] in {"a", "i", "1"}):
            yield items
            items = []
        if match:
            items.append((match[1], match[2].strip()))
    if items:
        yield items


def _matched(items: Sequence[Item], among: Sequence[ReadRecommendation]) -> Iterator[tuple[int, Item]]:
    """Each item with the place of its recommendation: by its words, or by order where both lists agree so far."""
    same = match_texts([words for _, words in items], [each.recommendation for each in among])
    in_order = len(items) == len(among) and same and all(item == place for item, place in same.items())
    for item, told in enumerate(items):
        place = item if in_order else same.get(item)
        if place is not None:
            yield place, told
