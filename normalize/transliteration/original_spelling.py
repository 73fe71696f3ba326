"""The likely original spelling of a foreign name written in Russian: Брейдвуд, Braidwood.

Romanisation says how Russian letters are written in Latin ones; this says which Latin spelling the Russian one was
made from, learned from city names (see ``bench/train_foreign_spelling.py``). Meant for foreign names only: a Russian
name goes through `normalize.romanize`.
"""

import functools
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.resources import read_rows
from normalize.transliteration.romanize import given_name_spellings, romanize

WINDOWS = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3))
"""(letters to the left, letters to the right) of the windows that are counted, shortest first."""
_STRENGTH = 8.0
"""Pseudo-counts per distinct outcome with which a shorter window speaks beside a longer one."""
_BEAM = 24
_GIVEN_NAME = 1.0
"""Added to an established spelling of a given name; a fifth of it to the less usual ones."""
_PRESS_BONUS = 0.15
_PRESS_BONUS_SLAVIC = 0.6
"""Added to the score of the press romanisation; the second for words with a Slavic ending."""
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A candidate spelling; scores of one answer sum to at most 1."""

    text: str
    score: float


def window(word: str, at: int, left: int, right: int) -> str:
    """Key of the window around letter `at`: "лев|б|пра", with ^ and $ at the edges of the word."""
    padded = f"{'^' * 3}{word}{'$' * 3}"
    centre = at + 3
    before, after = padded[centre - left : centre], padded[centre + 1 : centre + 1 + right]
    return f"{before}|{word[at]}|{after}" if left or right else word[at]


@functools.cache
def _model() -> dict[str, tuple[tuple[str, int], ...]]:
    model = {}
    for key, cells in read_rows("normalize.transliteration", "romanize_foreign.tsv.gz", columns=2):
        model[key] = tuple(
            (chunk.replace("-", ""), int(count)) for chunk, _, count in (c.rpartition(":") for c in cells.split(" "))
        )
    return model


def _distribution(word: str, at: int) -> list[tuple[str, float]]:
    """Probabilities of the Latin text of one letter: each longer window shifts those of the shorter ones."""
    with _lock:
        model = _model()
    probabilities: dict[str, float] = {}
    for left, right in WINDOWS:
        counts = model.get(window(word, at, left, right))
        if not counts:
            continue
        total = sum(count for _, count in counts)
        strength = _STRENGTH * len(counts)
        keep = strength / (strength + total) if probabilities else 0.0
        probabilities = {chunk: keep * p for chunk, p in probabilities.items()}
        for chunk, count in counts:
            probabilities[chunk] = probabilities.get(chunk, 0.0) + (1 - keep) * count / total
    if not probabilities:
        return [(word[at], 1.0)]
    return sorted(probabilities.items(), key=lambda item: -item[1])[:5]


def _beam(options: Iterable[list[tuple[str, float]]]) -> list[tuple[str, float]]:
    beam = [("", 1.0)]
    for choices in options:
        grown: dict[str, float] = {}
        for text, score in beam:
            for chunk, probability in choices:
                grown[text + chunk] = grown.get(text + chunk, 0.0) + score * probability
        beam = sorted(grown.items(), key=lambda item: -item[1])[:_BEAM]
    return beam


@functools.cache
def _slavic_endings() -> tuple[str, ...]:
    return tuple(row[0] for row in read_rows("normalize.transliteration", "romanize_slavic_endings.tsv", columns=1))


LONGEST_WORD = 60
"""Characters of a word at most: Russian's longest have half as many."""


@functools.lru_cache(maxsize=50_000)
def _spell(word: str) -> tuple[tuple[str, float], ...]:
    if len(word) > LONGEST_WORD:
        return ((romanize(word), 1.0),)
    scores = dict(_beam(_distribution(word, at) for at in range(len(word))))
    slavic = word.endswith(_slavic_endings())
    press = romanize(word)
    scores[press] = scores.get(press, 0.0) + (_PRESS_BONUS_SLAVIC if slavic else _PRESS_BONUS)
    for rank, spelling in enumerate(given_name_spellings().get(word, ())):
        scores[spelling.lower()] = scores.get(spelling.lower(), 0.0) + (0.2 if rank else 1.0) * _GIVEN_NAME
    total = sum(scores.values())
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple((text, round(score / total, 4)) for text, score in ranked[:_BEAM])


def foreign_spellings(word: str, n: int = 5) -> list[Spelling]:
    """Likely original spellings of one foreign word written in Russian letters, best first, without diacritics.

    Args:
        word: one word; capitals are taken over (first letter or all). A string of more than 60 characters is no word: it is
            romanised.
        n: how many candidates to return at most.
    """
    found = _spell(word.lower())[:n]
    if word.isupper() and len(word) > 1:
        return [Spelling(text.upper(), score) for text, score in found]
    if word[:1].isupper():
        return [Spelling(text[:1].upper() + text[1:], score) for text, score in found]
    return [Spelling(text, score) for text, score in found]
