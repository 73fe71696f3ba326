"""Which given names are forms of one name: Дмитрий, Дмитро, Dimitri, Дима; and which words are spellings of one name.

Curated names of Russia, Ukraine and Belarus come from ``data/given_names.tsv``; irregular spellings of given and family
names of the world from ``data/name_variants.tsv``.
"""

import functools
from typing import NamedTuple

from normalize.phonetics.readings import fold, sure_sounds
from normalize.resources import read_rows

_FULL, _SHORT = "full", "diminutive"


class _Names(NamedTuple):
    by_spelling: dict[str, frozenset[tuple[str, str]]]
    by_sound: dict[str, frozenset[tuple[str, str]]]
    genders: dict[str, str]


@functools.cache
def _names() -> _Names:
    spelled: dict[str, set[tuple[str, str]]] = {}
    sounding: dict[str, set[tuple[str, str]]] = {}
    genders = {}
    for name, gender, forms, diminutives in read_rows("normalize.gazetteer", "given_names.tsv", columns=4):
        genders[name] = gender
        for kind, words in ((_FULL, [name, *forms.split()]), (_SHORT, diminutives.split())):
            for word in words:
                spelled.setdefault(fold(word), set()).add((name, kind))
                if not fold(word).isascii() or len(word) > 4:
                    for sounds in sure_sounds(word):
                        sounding.setdefault(sounds, set()).add((name, kind))
    return _Names(
        {word: frozenset(found) for word, found in spelled.items()},
        {sounds: frozenset(found) for sounds, found in sounding.items()},
        genders,
    )


@functools.lru_cache(maxsize=200_000)
def _lookup(folded: str) -> frozenset[tuple[str, str]]:
    names = _names()
    found = names.by_spelling.get(folded)
    if found:
        return found
    hits = [names.by_sound[sounds] for sounds in sure_sounds(folded) if sounds in names.by_sound]
    return frozenset().union(*hits) if hits else frozenset()


@functools.lru_cache(maxsize=200_000)
def given_name_groups(word: str) -> frozenset[str]:
    """Names (first column of the data file) that a word may be a form of, in any script; empty when none is known."""
    return frozenset(name for name, _ in _lookup(fold(word)))


def is_diminutive(word: str) -> bool:
    """Whether the word is known only as an everyday form: Дима, Sasha."""
    found = _lookup(fold(word))
    return bool(found) and all(kind == _SHORT for _, kind in found)


@functools.lru_cache(maxsize=200_000)
def group_gender(word: str) -> str:
    """Return "m" or "f" when all names the word may be a form of agree, else ""."""
    genders = {_names().genders[name] for name in given_name_groups(word)}
    return genders.pop() if len(genders) == 1 else ""


@functools.cache
def _variants() -> dict[str, tuple[int, ...]]:
    groups: dict[str, list[int]] = {}
    for number, (forms,) in enumerate(read_rows("normalize.gazetteer", "name_variants.tsv", columns=1)):
        for form in forms.split(" "):
            groups.setdefault(fold(form), []).append(number)
    return {form: tuple(numbers) for form, numbers in groups.items()}


def variant_groups(word: str) -> tuple[int, ...]:
    """Numbers of the irregular-spelling groups a word is listed in."""
    return _variants().get(fold(word), ())
