"""Is a word made of the beginnings of other words? ФСБ, КСПЗ, СмАЗ, Уралтрансмаш; in the same or another script."""

import functools
from collections.abc import Iterator, Sequence
from itertools import permutations, product

from normalize.parse.organisation import OrgWord
from normalize.parse.organisation_words import (
    FUNCTION,
    GENERIC,
    LEGAL,
    LONGEST_BEGINNING,
    NAMED,
    compound_parts,
    concept_beginnings,
    russian_words,
    spoken_letters,
)
from normalize.phonetics.readings import readings

_SKIPPED = frozenset({FUNCTION, LEGAL, NAMED})
_SHORT = 3
"""Acronyms of so few letters must use all words but the commonest."""
_PERMUTED = 5
"""More words than this are not tried in every order."""
_ONE_LETTER = frozenset({"иа", "иу", "ио", "ие"})
"""What я, ю, ё and е are in the alphabet of sounds."""
_OFTEN_LEFT_OUT = frozenset({"российский", "компания", "группа", "корпорация", "концерн", "холдинг", "предприятие"})
_OPTIONAL = frozenset({GENERIC, "person"})


@functools.lru_cache(maxsize=50_000)
def _beginnings(word: OrgWord, *, latin: bool) -> frozenset[str]:
    """What a word may contribute: beginnings of itself, first letters of its translations and of its parts.

    Args:
        word: a word of a name.
        latin: the acronym is spelled in English letters; otherwise in the alphabet of sounds.
    """
    found: set[str] = set()
    is_latin = word.folded.isascii()
    if latin and is_latin:
        found |= {word.folded[:size] for size in range(1, LONGEST_BEGINNING + 1)}
    if not latin:
        for reading in readings(word.folded):
            if reading.price == 0:
                found |= {reading.sounds[:size] for size in range(1, LONGEST_BEGINNING + 1)}
    if is_latin != latin and word.meaning.concepts:
        found |= concept_beginnings(word.meaning.concepts, english=latin)
    if not latin:
        found |= _inner_letters(word)
    return frozenset(beginning for beginning in found if beginning)


def _inner_letters(word: OrgWord) -> set[str]:
    """радиотехника gives РТ, and so does "radio engineering"; "research" (научно-исследовательский) gives НИ."""
    compounds = [compound_parts(word.folded) or word.meaning.parts]
    if word.folded.isascii():
        compounds += [compound_parts(stem) for stem in russian_words(word.meaning.concepts)]
        found = {
            one[0] + other[0] for one, other in permutations(sorted(word.meaning.concepts), 2) if word.kind == GENERIC
        }
    else:
        found = set()
    for parts in compounds:
        if len(parts) > 1:
            rows = [{begin[0] for begin in concept_beginnings(part.concepts, english=False)} for part in parts[:3]]
            found |= {"".join(letters) for letters in product(*rows)}
    return found


def _consume(letters: str, words: Sequence[OrgWord], *, latin: bool, misses: int, short: bool) -> int:
    """Most words used when all letters are consumed in order, or -1."""
    if not letters:
        return 0 if sum(not _may_be_left_out(word, short=short) for word in words) <= misses else -1
    if not words:
        return -1
    first, rest = words[0], words[1:]
    best = -1
    beginnings = _beginnings(first, latin=latin)
    for size in range(1, min(2 if short else LONGEST_BEGINNING, len(letters)) + 1):
        initial = size == 1 or letters[:size] in _ONE_LETTER or first.kind == GENERIC
        if letters[:size] in beginnings and (initial or not short):
            used = _consume(letters[size:], rest, latin=latin, misses=misses, short=short)
            if used >= 0:
                best = max(best, used + 1)
    optional = _may_be_left_out(first, short=short)
    if best < 0 and (optional or misses):
        best = _consume(letters, rest, latin=latin, misses=misses if optional else misses - 1, short=short)
    return best


def _may_be_left_out(word: OrgWord, *, short: bool) -> bool:
    if word.kind in _SKIPPED:
        return True
    return word.kind in _OPTIONAL and not (
        short and word.meaning.concepts and not word.meaning.concepts & _OFTEN_LEFT_OUT
    )


def _orders(words: tuple[OrgWord, ...], *, short: bool) -> Iterator[tuple[OrgWord, ...]]:
    """Orders in which another language may put the words: backwards for short acronyms, any for longer ones."""
    yield words
    yield words[::-1]
    content = tuple(word for word in words if word.kind not in _SKIPPED)
    if not short and len(content) <= _PERMUTED:
        yield from permutations(content)


@functools.lru_cache(maxsize=50_000)
def spells(acronym: str, words: tuple[OrgWord, ...], misses: int = 0) -> int:
    """How many words an acronym is made of, 0 when it is not made of these words.

    Args:
        acronym: folded.
        words: all must take part, in order, but for articles, legal forms, generic words and people's names. The word
            order of the other language is tried as well: "Flight Support Equipment" for СОП.
        misses: how many other words may be left out.
    """
    if len(words) > 14 or len(acronym) < 2:
        return 0
    short = len(acronym) <= _SHORT
    best = 0
    if acronym.isascii():
        best = _consume(acronym, words, latin=True, misses=misses, short=short)
    translated = any(word.folded.isascii() for word in words)
    for order in _orders(words, short=short) if translated else (words,):
        if best > 0:
            break
        strict = short or order is not words
        best = max(
            (_consume(sounds, order, latin=False, misses=misses, short=strict) for sounds in spoken_letters(acronym)),
            default=0,
        )
    return max(best, 0)
