"""The way back: Latin spellings of Russian names to ranked Cyrillic candidates.

    >>> [candidate.text for candidate in cyrillize("Rogosin", n=2)]
    ['Рогозин', 'Рогосин']

A Latin spelling does not say which scheme it follows, so every reading of every letter group is tried
(``data/romanize_reverse.tsv``), and words that the dictionary or the name lists know are preferred.
"""

import functools
import heapq
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.morphology.lexicon import is_listed, name_readings
from normalize.resources import read_rows
from normalize.text.clean_name import clean_name
from normalize.text.script import has_latin
from normalize.transliteration.romanize import given_name_spellings

_VOWELS = "aeiouyäöüéèêëïâûáíóúýıėě"
_BEAM = 60
# How many times likelier a spelling is that a list or the dictionary holds: judgements set by hand, not fitted.
_LISTED_SURNAME = 6.0
_DICTIONARY_NAME = 20.0
_GIVEN_NAME = 200.0
_LONGER_GROUP = 2.0
"""How much likelier each further letter of a group makes it to have been meant as one: "shch" is щ, not ш + ч."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʹʺ`”\"͡]+[^\W\d_]*)*")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Cyrillic spelling; `score` is its share among all candidates considered, 0 to 1."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Group:
    left: str
    right: str
    options: tuple[tuple[str, float], ...]


@functools.cache
def _load_groups() -> dict[str, list[_Group]]:
    groups: dict[str, list[_Group]] = {}
    for left, latin, right, options, _ in read_rows("normalize.transliteration", "romanize_reverse.tsv", columns=5):
        pairs = (option.partition(":") for option in options.split(" "))
        parsed = tuple((cyrillic, float(weight)) for cyrillic, _, weight in pairs)
        groups.setdefault(latin, []).append(_Group(left, right, parsed))
    return groups


@functools.cache
def _load_given_names() -> dict[str, list[tuple[str, float]]]:
    names: dict[str, list[tuple[str, float]]] = {}
    for cyrillic, spellings in given_name_spellings().items():
        for rank, spelling in enumerate(spellings):
            names.setdefault(spelling.lower(), []).append((cyrillic, 1.0 / (1 + rank)))
    return names


def _tables() -> tuple[dict[str, list[_Group]], dict[str, list[tuple[str, float]]]]:
    with _lock:
        return _load_groups(), _load_given_names()


def _fits(spec: str, neighbour: str, edge: str) -> bool:
    if spec == "*":
        return True
    if spec == edge:
        return not neighbour
    return bool(neighbour) and (neighbour in _VOWELS) == (spec == "V")


def _options(word: str, at: int, size: int, groups: Sequence[_Group]) -> tuple[tuple[str, float], ...]:
    """Options of the narrowest context that fits."""
    left = word[at - 1] if at else ""
    right = word[at + size] if at + size < len(word) else ""
    fitting = [group for group in groups if _fits(group.left, left, "^") and _fits(group.right, right, "$")]
    if not fitting:
        return ()
    return min(fitting, key=lambda group: (group.left == "*") + (group.right == "*")).options


def _readings(word: str) -> dict[str, float]:
    """Cyrillic readings of a lower-case Latin word with their weights, the best `_BEAM` at every position."""
    groups, _ = _tables()
    beams: list[dict[str, float]] = [{} for _ in range(len(word) + 1)]
    beams[0] = {"": 1.0}
    for at in range(len(word)):
        best = heapq.nlargest(_BEAM, beams[at].items(), key=lambda item: item[1])
        for size in range(1, min(8, len(word) - at) + 1):
            found = groups.get(word[at : at + size])
            options = _options(word, at, size, found) if found else ()
            if not options and size == 1:
                options = ((word[at], 0.01),)
            for cyrillic, weight in options:
                factor = weight * _LONGER_GROUP ** (size - 1)
                for text, score in best:
                    grown = text + cyrillic
                    beams[at + size][grown] = max(beams[at + size].get(grown, 0.0), score * factor)
    return dict(heapq.nlargest(_BEAM, beams[-1].items(), key=lambda item: item[1]))


@functools.lru_cache(maxsize=50_000)
def _word_candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Candidates of a lower-case Latin word, best first, scores summing to 1."""
    scores = _readings(word)
    for cyrillic in scores:
        if any(reading.case == "nom" for reading in name_readings(cyrillic)):
            scores[cyrillic] *= _DICTIONARY_NAME
        elif is_listed(cyrillic, "s") or is_listed(cyrillic, "n"):
            scores[cyrillic] *= _LISTED_SURNAME
    top = max(scores.values(), default=1.0)
    for cyrillic, weight in _tables()[1].get(word, ()):
        scores[cyrillic] = max(scores.get(cyrillic, 0.0), top * weight * _GIVEN_NAME)
    total = sum(scores.values()) or 1.0
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple((text, score / total) for text, score in ranked[:_BEAM])


def _cased(cyrillic: str, latin: str) -> str:
    if len(latin) > 1 and latin.isupper():
        return cyrillic.upper()
    return cyrillic[:1].upper() + cyrillic[1:] if latin[:1].isupper() else cyrillic


def _all_cased(found: tuple[tuple[str, float], ...], word: str) -> tuple[tuple[str, float], ...]:
    return tuple((_cased(cyrillic, word), score) for cyrillic, score in found)


def _pieces(text: str) -> list[tuple[tuple[str, float], ...]]:
    """Candidates of each stretch of the text; what is not a Latin word has only itself."""
    pieces: list[tuple[tuple[str, float], ...]] = []
    end = 0
    for match in _WORD.finditer(text):
        pieces.append(((text[end : match.start()], 1.0),))
        end = match.end()
        word = match.group()
        if not has_latin(word):
            pieces.append(((word, 1.0),))
            continue
        found = _word_candidates(unicodedata.normalize("NFC", word.replace("\u0361", "")).lower())
        is_initial = text[end : end + 1] == "." and len(word) <= 2
        pieces.append(((_cased(found[0][0][:1], word), 1.0),) if is_initial else _all_cased(found, word))
    pieces.append(((text[end:], 1.0),))
    return pieces


def cyrillize(name: str, n: int = 5) -> list[Candidate]:
    """Ranked Cyrillic candidates for a Latin name.

    Args:
        name: one or more words in Latin letters; words in other scripts are kept as they are.
        n: how many candidates to return at most.

    Returns:
        Best first; empty for a name without letters.
    """
    text = clean_name(name).text
    if not text:
        return []
    beam: list[tuple[str, float]] = [("", 1.0)]
    for piece in _pieces(text):
        grown: dict[str, float] = {}
        for head, score in beam:
            for tail, weight in piece[: max(n, 8)]:
                grown[head + tail] = grown.get(head + tail, 0.0) + score * weight
        beam = sorted(grown.items(), key=lambda item: (-item[1], item[0]))[: 4 * n]
    return [Candidate(candidate, round(score, 4)) for candidate, score in beam[:n]]
