"""Which texts of a new list are texts of an old one: those of the same words, then those of nearly the same.

The rule, as pages state it: two texts are one line if they share at least three quarters of their words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

SHARED = 0.75
"""The share of words (Dice's coefficient over different words) from which two texts are taken as one."""

COMMON = 200
"""A word that so many texts hold says nothing of which line a text is, where it has rarer words."""

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The words of a text without their case, spacing and punctuation."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "").replace("'", "")))


def match_texts(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """For places in `new` the place in `old` that says the same; each old text is used once.

    Equal words first, in order; then the pairs that share most of their words, from `SHARED` upwards.
    """
    folded_new, folded_old = dict(enumerate(map(fold, new))), dict(enumerate(map(fold, old)))
    matched = _match_equal(folded_new, folded_old)
    taken = set(matched.values())
    left_new = {place: set(text.split()) for place, text in folded_new.items() if place not in matched}
    left_old = {place: set(text.split()) for place, text in folded_old.items() if place not in taken}
    for _, place, other in sorted(_alike(left_new, left_old)):
        if place not in matched and other not in taken:
            matched[place] = other
            taken.add(other)
    return matched


def _match_equal(new: dict[int, str], old: dict[int, str]) -> dict[int, int]:
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for other, text in reversed(old.items()):
        waiting[text].append(other)
    return {place: waiting[text].pop() for place, text in new.items() if text and waiting.get(text)}


def _alike(new: Mapping[int, set[str]], old: Mapping[int, set[str]]) -> Iterator[tuple[float, int, int]]:
    """(minus the share, new place, old place) of pairs that share enough, without comparing all with all.

    Two texts that share enough words must share one of their rarest; only such pairs are compared.
    """
    spread = Counter(word for words in [*new.values(), *old.values()] for word in words)
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for other, words in old.items():
        for word in _rarest(words, spread):
            holding[word].append(other)
    for place, words in new.items():
        for other in {each for word in _rarest(words, spread) for each in holding.get(word, ())}:
            share = 2 * len(words & old[other]) / (len(words) + len(old[other]))
            if share >= SHARED:
                yield -share, place, other


def _rarest(words: set[str], spread: Mapping[str, int]) -> list[str]:
    """So many of the rarest words that a text sharing none of them cannot share enough."""
    must_share = ceil(len(words) * SHARED / (2 - SHARED))
    rarest = sorted(words, key=lambda word: (spread[word], word))[: len(words) - must_share + 1]
    return [word for word in rarest if spread[word] <= COMMON] or rarest[:1]
