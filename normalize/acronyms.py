"""Is a word made of the beginnings of other words? ФСБ, КСПЗ, СмАЗ, Уралтрансмаш; in the same or another script."""

import functools
from collections.abc import Sequence

from normalize.keys import readings
from normalize.organisation_tokens import OrgWord
from normalize.organisation_words import FUNCTION, GENERIC, LEGAL, NAMED, concept_initials

_MAX_PREFIX = 7
_SKIPPED = frozenset({FUNCTION, LEGAL, NAMED})
_OPTIONAL = frozenset({GENERIC, "person"})


def _is_latin(text: str) -> bool:
    return text.isascii()


@functools.lru_cache(maxsize=50_000)
def _beginnings(word: OrgWord, *, latin: bool) -> frozenset[str]:
    """What a word may contribute: beginnings of itself and the first letters of its translations.

    Args:
        word: a word of a name.
        latin: the acronym is spelled in English letters; otherwise in the alphabet of sounds.
    """
    found: set[str] = set()
    if latin:
        if _is_latin(word.folded):
            found |= {word.folded[:size] for size in range(1, _MAX_PREFIX)}
    else:
        for reading in readings(word.folded):
            if reading.price == 0:
                found |= {reading.sounds[:size] for size in range(1, _MAX_PREFIX)}
    other_script = _is_latin(word.folded) != latin
    concepts = word.meaning.concepts
    if other_script and concepts:
        found |= concept_initials(concepts, english=latin)
    for compound in (part for part in word.meaning.parts if part.concepts):
        found |= concept_initials(compound.concepts, english=latin) if other_script else set()
    if len(word.meaning.parts) > 1:  # электромеханический gives ЭМ
        rows = [concept_initials(part.concepts, english=latin) for part in word.meaning.parts]
        joined = {""}
        for row in rows:
            joined = {before + letter for before in joined for letter in row}
        found |= joined
    return frozenset(beginning for beginning in found if beginning)


def _consume(letters: str, words: Sequence[OrgWord], *, latin: bool, misses: int) -> int:
    """Most words used when all letters are consumed in order, or -1."""
    if not letters:
        return 0 if sum(word.kind not in _SKIPPED | _OPTIONAL for word in words) <= misses else -1
    if not words:
        return -1
    first, rest = words[0], words[1:]
    best = -1
    for beginning in _beginnings(first, latin=latin):
        if letters.startswith(beginning):
            used = _consume(letters[len(beginning) :], rest, latin=latin, misses=misses)
            if used >= 0:
                best = max(best, used + 1)
    if best < 0 and (first.kind in _SKIPPED | _OPTIONAL or misses):
        left = misses if first.kind in _SKIPPED | _OPTIONAL else misses - 1
        best = _consume(letters, rest, latin=latin, misses=left)
    return best


@functools.lru_cache(maxsize=50_000)
def spells(acronym: str, words: tuple[OrgWord, ...], misses: int = 0) -> int:
    """How many words an acronym is made of, 0 when it is not made of these words.

    Args:
        acronym: folded.
        words: all must take part, in order, but for articles, legal forms, generic words and people's names.
        misses: how many other words may be left out.
    """
    if len(words) > 14 or len(acronym) < 2:
        return 0
    best = 0
    if _is_latin(acronym):
        best = _consume(acronym, words, latin=True, misses=misses)
    spoken = {reading.sounds for reading in readings(acronym) if reading.price <= 1}
    for sounds in spoken:
        best = max(best, _consume(sounds, words, latin=False, misses=misses))
    return max(best, 0)
