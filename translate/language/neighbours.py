"""What the spans around a span say about its language: neighbours first, then the whole document."""

from collections.abc import Sequence
from typing import Final

DECAY: Final = 0.4
"""Weight of a neighbour relative to the one before it; spans that say nothing are passed over."""
DOCUMENT: Final = 0.01
"""Weight of a span anywhere in the document, relative to a neighbour."""
MAX_CHARACTERS: Final = 30
"""Characters of a span that count: one long sentence does not outweigh several short ones."""

LEAST: Final = 1e-6
"""Weight below which nothing is suggested."""

Vote = tuple[str, float]
"""A language and the weight of the span that is in it."""


def vote(lang: str, confidence: float, length: int) -> Vote | None:
    """Return what a span of `length` characters says about its neighbours; nothing when it is unsure itself."""
    weight = max(0.0, confidence - 0.5) * min(length, MAX_CHARACTERS)
    return (lang, weight) if weight else None


def hints(votes: Sequence[Vote | None]) -> list[str | None]:
    """Return for each span the language that the others suggest, in time proportional to their number.

    Args:
        votes: what each span says, in order; None for those that say nothing.
    """
    langs = sorted({v[0] for v in votes if v})
    if not langs:
        return [None] * len(votes)
    total = dict.fromkeys(langs, 0.0)
    for v in votes:
        if v:
            total[v[0]] += v[1] * DOCUMENT
    before = _faded(votes, langs)
    after = _faded(votes[::-1], langs)[::-1]
    found: list[str | None] = []
    for i, own in enumerate(votes):
        weight = {lang: total[lang] + before[i][lang] + after[i][lang] for lang in langs}
        if own:
            weight[own[0]] -= own[1] * DOCUMENT
        best = max(weight, key=weight.__getitem__)
        found.append(best if weight[best] > LEAST else None)
    return found


def _faded(votes: Sequence[Vote | None], langs: Sequence[str]) -> list[dict[str, float]]:
    """Return before each span the sum of the votes so far, each faded by the votes after it."""
    running = dict.fromkeys(langs, 0.0)
    sums = []
    for v in votes:
        sums.append(dict(running))
        if v:
            running = {lang: w * DECAY for lang, w in running.items()}
            running[v[0]] += v[1]
    return sums
