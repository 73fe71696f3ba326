"""Blocking keys of organisations and places: the meanings, sounds and initials of their words, the rarest of them.

An organisation is found by what its words mean in either language (завод, plant), by how its proper words sound, and by its
acronym: Vologda Optical and Mechanical Plant has the key ``@вомз`` and so has АО ВОМЗ. A place is found by the consonants of
its words, as a whole and by the first ones.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from normalize.match.organisation_alignment import is_adjective, stems_of
from normalize.match.places import parse_place
from normalize.parse.organisation import OrgWord, parse_organisation
from normalize.parse.organisation_words import NUMBER, Meaning, compound_parts, russian_words
from normalize.phonetics.consonants import coarse, cut
from normalize.phonetics.readings import readings

_RARE = 8
"""So many keys of a name are used, the rarest ones that another name has too."""
_COMMON, _COMMON_LOOSE = 60, 20
"""A key of more names than this says little; the second for loose keys."""
_EXACT, LOOSE = "!", "~"
"""What the keys for the whole sounds of words begin with, and those for their consonants alone."""
_BEGINNING = 4
_ENDING = 2
"""Consonants that endings may add: Арзамас, Арзамасский."""
_ACRONYM = 3
"""Letters of an acronym that says something."""
_VOICED = str.maketrans("бвгхдзжщ", "пфкктсшш")


def _place_word_keys(word: str) -> Iterator[str]:
    yield from (f"{_EXACT}{reading.sounds}" for reading in readings(word))
    yield from (f"{LOOSE}{bones}" for bones in cut(word))
    for bones in coarse(word):
        yield bones
        if len(bones) <= _BEGINNING + _ENDING:
            yield f"{bones[:_BEGINNING]}~"


def _organisation_word_keys(word: str) -> Iterator[str]:
    for stem in stems_of(word) if is_adjective(word) else (word,):
        yield from (f"{_EXACT}{reading.sounds}" for reading in readings(stem))
        yield from (f"{LOOSE}{bones}" for bones in coarse(stem))


def _concepts(meaning: Meaning) -> Iterator[str]:
    yield from sorted(meaning.concepts)
    for part in meaning.parts:
        yield from _concepts(part)


def _letters(text: str) -> str:
    """An acronym by the sounds of its letters, whichever script it is in."""
    found = (readings(letter) for letter in text)
    return "".join(options[0].sounds[:1] for options in found if options).translate(_VOICED)


def _initials(meaning: Meaning, text: str, *, russian: bool) -> str:
    if russian:
        parts = meaning.parts or compound_parts(text.casefold())
        if len(parts) > 1:
            return "".join(_initials(part, "", russian=True) for part in parts)
        words = russian_words(meaning.concepts)
        if words:
            return words[0][0]
    return text[:1]


def _acronyms(words: Sequence[OrgWord]) -> Iterator[str]:
    content = [word for word in words if word.weight and word.kind != NUMBER]
    for word in content:
        if word.is_acronym and len(word.text) >= _ACRONYM:
            yield f"@{_letters(word.text)}"
    if len(content) > 1:
        for russian in (True, False):
            letters = _letters("".join(_initials(word.meaning, word.text, russian=russian) for word in content))
            if len(letters) >= _ACRONYM:
                yield f"@{letters}"


def organisation_keys(text: str) -> Iterator[str]:
    """Keys of an organisation's name."""
    parsed = parse_organisation(text)
    concepts: list[str] = []
    numbers = [word.folded for word in parsed.words if word.kind == NUMBER]
    for word in parsed.words:
        if not word.weight or word.kind == NUMBER:
            continue
        means = [*_concepts(word.meaning), *(c for part in compound_parts(word.folded) for c in _concepts(part))]
        concepts += means
        yield from (f"={concept}" for concept in means)
        if not word.meaning.concepts or word.quoted:
            yield from _organisation_word_keys(word.folded)
    for number in numbers:
        yield from (f"{number}={concept}" for concept in concepts)
    for one, other in pairwise(concepts):
        yield "=".join(sorted((one, other)))
    for alternative in parsed.alternatives:
        yield from _acronyms(alternative)


def place_keys(text: str) -> Iterator[str]:
    """Keys of a place's name."""
    parsed = parse_place(text)
    for words in dict.fromkeys((parsed.words, parsed.lemma, parsed.bare)):
        for word in words:
            yield from _place_word_keys(word)
        if len(words) > 1:
            yield from _place_word_keys("".join(words))


def rarest(keys: Sequence[Iterable[str]]) -> list[tuple[str, ...]]:
    """Reduce the keys of each name to those that it shares with few others: exact ones and the rarest of the rest.

    Common ones are taken only for want of rarer.
    """
    counts = Counter(key for found in keys for key in found)
    chosen = []
    for found in keys:
        shared = sorted((key for key in found if counts[key] > 1), key=lambda key: (counts[key], key))
        exact = [key for key in shared if key[0] == _EXACT and counts[key] <= _COMMON]
        others = [key for key in shared if key[0] != _EXACT][:_RARE]
        rare = [key for key in others if counts[key] <= (_COMMON_LOOSE if key[0] == LOOSE else _COMMON)]
        chosen.append((*exact, *rare) or tuple(others[:1]))
    return chosen


def without_common(keys: Sequence[Iterable[str]]) -> list[tuple[str, ...]]:
    """Leave out loose keys that many names share, and those that no other name has."""
    counts = Counter(key for found in keys for key in found if key[0] == LOOSE)
    return [tuple(key for key in found if key[0] != LOOSE or 1 < counts[key] <= _COMMON_LOOSE) for found in keys]
