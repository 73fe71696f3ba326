"""Is a word made of the beginnings of other words? ФСБ, КСПЗ, СмАЗ, Уралтрансмаш; in the same or another script."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from normalize.parse.organisation import OrgWord
from normalize.parse.organisation_words import (
    FUNCTION,
    GENERIC,
    LEGAL,
    LONGEST_BEGINNING,
    NAMED,
    PERSON,
    compound_parts,
    concept_beginnings,
    russian_words,
    spoken_letters,
)
from normalize.phonetics.readings import sure_sounds

_SKIPPED = frozenset({FUNCTION, LEGAL, NAMED})
_SHORT = 3
"""Acronyms of so few letters must use all words but the commonest."""
_PERMUTED = 5
"""More words than this are not tried in every order."""
_ONE_LETTER = frozenset({"иа", "иу", "ио", "ие"})
"""What я, ю, ё and е are in the alphabet of sounds."""
_OFTEN_LEFT_OUT = frozenset({"российский", "компания", "группа", "корпорация", "концерн", "холдинг", "предприятие"})
_OPTIONAL = frozenset({GENERIC, PERSON})


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
        for sounds in sure_sounds(word.folded):
            found |= {sounds[:size] for size in range(1, LONGEST_BEGINNING + 1)}
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


@dataclass(frozen=True, slots=True)
class _Source:
    """A word as a source of an acronym's letters: its beginnings, whether it may be left out, whether it is a common word."""

    beginnings: frozenset[str]
    optional: bool
    generic: bool
    firsts: frozenset[str]
    letters: frozenset[str]


def _consume(letters: str, words: Sequence[_Source], at: int, *, misses: int, short: bool) -> int:
    """Most words used when all letters are consumed in order, or -1."""
    if not letters:
        return 0 if sum(not word.optional for word in words[at:]) <= misses else -1
    if at == len(words):
        return -1
    first = words[at]
    best = -1
    for size in range(1, min(2 if short else LONGEST_BEGINNING, len(letters)) + 1):
        if letters[:size] not in first.beginnings:
            continue
        if not short or size == 1 or letters[:size] in _ONE_LETTER or first.generic:
            used = _consume(letters[size:], words, at + 1, misses=misses, short=short)
            if used >= 0:
                best = max(best, used + 1)
    if best < 0 and (first.optional or misses):
        best = _consume(letters, words, at + 1, misses=misses if first.optional else misses - 1, short=short)
    return best


@functools.lru_cache(maxsize=100_000)
def _source(word: OrgWord, *, latin: bool, short: bool) -> _Source:
    beginnings = _beginnings(word, latin=latin)
    return _Source(
        beginnings,
        _may_be_left_out(word, short=short),
        word.kind == GENERIC,
        frozenset(beginning[0] for beginning in beginnings),
        frozenset(letter for beginning in beginnings for letter in beginning),
    )


def _may_give(letters: str, words: Sequence[_Source]) -> bool:
    """Whether the words have the letters at all; most pairs of an acronym and a name fail here."""
    if not any(letters[0] in word.firsts for word in words):
        return False
    return all(any(letter in word.letters for word in words) for letter in letters)


@functools.lru_cache(maxsize=50_000)
def may_spell(acronym: str, words: tuple[OrgWord, ...]) -> bool:
    """Whether an acronym could be made of some of these words: a quick look before `spells` tries their runs."""
    if acronym.isascii() and _may_give(acronym, [_source(word, latin=True, short=True) for word in words]):
        return True
    sources = [_source(word, latin=False, short=True) for word in words]
    return any(_may_give(sounds, sources) for sounds in _read_aloud(acronym))


def _read_aloud(acronym: str) -> list[str]:
    """Readings of an acronym by which words may have its letters: Я is no А, so that ЯСЗ is not of Amur."""
    found = spoken_letters(acronym)
    iotated = found[0][:2] in _ONE_LETTER if found else False
    return [sounds for sounds in found if not iotated or sounds[:2] in _ONE_LETTER]


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
        sources = tuple(_source(word, latin=True, short=short) for word in words)
        if _may_give(acronym, sources):
            best = _consume(acronym, sources, 0, misses=misses, short=short)
    if best > 0:
        return best
    sources = tuple(_source(word, latin=False, short=True) for word in words)
    letters = [sounds for sounds in _read_aloud(acronym) if _may_give(sounds, sources)]
    translated = any(word.folded.isascii() for word in words)
    for order in (_orders(words, short=short) if translated else (words,)) if letters else ():
        if best > 0:
            break
        strict = short or order is not words
        sources = tuple(_source(word, latin=False, short=strict) for word in order)
        best = max(_consume(sounds, sources, 0, misses=misses, short=strict) for sounds in letters)
    return max(best, 0)
