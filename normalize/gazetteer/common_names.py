"""Family names that very many people bear, and single given names: words that alone identify nobody."""

import functools

from normalize.gazetteer.given_names import given_name_groups
from normalize.phonetics.readings import sure_sounds
from normalize.resources import data_lines, once

_FEMININE = (("ова", "ов"), ("ева", "ев"), ("ина", "ин"), ("скаиа", "ски"), ("скайа", "ски"), ("ская", "ский"))
"""Endings of women's family names and men's, in the alphabet of sounds."""


def _sounds(word: str) -> set[str]:
    found = {*sure_sounds(word)}
    return found | {
        sounds.removesuffix(woman) + man for sounds in found for woman, man in _FEMININE if sounds.endswith(woman)
    }


@once
def _common() -> frozenset[str]:
    words = (word for _, line in data_lines("normalize.gazetteer", "common_family_names.tsv") for word in line.split())
    return frozenset(sounds for word in words for sounds in _sounds(word))


@functools.lru_cache(maxsize=100_000)
def is_common_family_name(word: str) -> bool:
    """Whether a word in either script is one of the commonest family names: Иванова, Kuznetsov, Kim."""
    return bool(_sounds(word) & _common())


def is_lone_given_name(word: str) -> bool:
    """Whether a single word is known as a given name: Сергей, Masha."""
    return bool(given_name_groups(word))
