"""Russian typed in Latin letters: "privet, kak dela".

Told by words: the frequent Russian words in all their Latin spellings, and other words that, spelled back, are in the
Russian dictionary. Names and loans ("Moskva", "sport", "student") prove nothing, so a word that can be one is not enough.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product
from typing import Final

from normalize.resources import read_rows
from translate.language.alphabets import WESTERN
from translate.language.word_evidence import is_russian_form, listed, listed_words

SOFTENED: Final = "лнтдсрз"
"""Consonants after which people leave out the soft sign (tolko, den, delat)."""
SPELLINGS: Final = 100
"""Ways of spelling that are tried for one word, there and back."""
LONGEST: Final = 16
"""Letters of the longest word that is spelled back."""
SHORTEST: Final = 3
"""Letters from which a frequent word counts as evidence, and one letter more for any other; shorter ones coincide across
languages (on, my, no, god)."""
LONG: Final = 6
"""Letters from which a frequent word counts twice (spasibo, privet)."""
ENOUGH: Final = 2
"""Words that must speak for Russian."""
EXPLAINED: Final = 0.8
"""Share of the words that must be Russian or names."""


def is_transliterated(words: Sequence[str]) -> bool:
    """Whether Latin words are Russian: nearly all of them, at least one frequent one, and none known to be Western.

    >>> is_transliterated("privet kak dela".split()), is_transliterated("The privet hedge".split())
    (True, False)
    """
    lower = [w.lower() for w in words]
    western = [not listed(w).keys().isdisjoint(WESTERN) for w in lower]
    frequent = [w in _frequent() for w in lower]
    if not any(frequent) or any(w and not f for w, f in zip(western, frequent, strict=True)):
        return False
    n_evidence = n_explained = 0
    for word, low, is_frequent, is_western in zip(words, lower, frequent, western, strict=True):
        if is_frequent:
            n_explained += 1
            n_evidence += (len(low) >= SHORTEST) + (len(low) >= LONG) if not is_western else 0
        elif word == low and _spelled_back_is_russian(low):
            n_explained += 1
            n_evidence += len(low) > SHORTEST
        elif word != low:
            n_explained += 1  # a name
    return n_evidence >= ENOUGH and n_explained >= EXPLAINED * len(words)


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    """Return Cyrillic letter → Latin spellings.

    Raises:
        ValueError: a row is not `letter TAB spellings`; the message names file and line.
    """
    rows = read_rows("translate.language", "lang_translit.tsv", columns=2, required=2)
    return {letter: tuple("" if s == "-" else s for s in spellings.split()) for letter, spellings in rows}


@cache
def _frequent() -> frozenset[str]:
    table = _letters()
    spelled: set[str] = set()
    for word in listed_words("ru"):
        letters = [table.get(c, (c,)) for c in word]
        spelled.update("".join(parts) for parts in islice(product(*letters), SPELLINGS))
    return frozenset(spelled)


@cache
def _back() -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {}
    for letter, spellings in _letters().items():
        for spelling in filter(None, spellings):
            back.setdefault(spelling, []).append(letter)
            if letter in SOFTENED:
                back[spelling].append(letter + "ь")
    return {spelling: tuple(letters) for spelling, letters in back.items()}


def _spelled_back_is_russian(word: str) -> bool:
    if len(word) > LONGEST or not all(c in _back() for c in word):
        return False
    return any(is_russian_form(w) for w in islice(_spelled_back(word), SPELLINGS))


def _spelled_back(word: str) -> Iterator[str]:
    """Yield Cyrillic words that may be meant, longest spellings first."""
    if not word:
        yield ""
        return
    table = _back()
    for length in (4, 3, 2, 1):
        for letter in table.get(word[:length], ()) if len(word) >= length else ():
            for rest in _spelled_back(word[length:]):
                yield letter + rest
