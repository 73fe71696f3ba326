"""Established English spellings that the Russian one does not tell: Си Цзиньпин is Xi Jinping, Гутерриш Guterres.

Chinese names are written by syllables (`data/romanize_pinyin.tsv`), others looked up (`data/romanize_known_people.tsv`).
"""

import functools
from typing import NamedTuple

from normalize.resources import once, read_rows
from normalize.words import plain_lower

_MIN_FAMILY = 5
_VOWELS = "аеёиоуыэюя"


class _People(NamedTuple):
    whole: dict[str, str]
    family: dict[str, str]
    family_first: frozenset[str]


@once
def _people() -> _People:
    whole: dict[str, str] = {}
    family: dict[str, str] = {}
    first: set[str] = set()
    for russian, english, sort in read_rows("normalize.transliteration", "romanize_known_people.tsv", columns=3):
        whole[plain_lower(russian)] = english
        last = plain_lower(russian).split()[-1]
        if sort == "first":
            first.add(plain_lower(russian))
        if sort == "-" and len(last) >= _MIN_FAMILY:
            family[last] = english.split()[-1]
    return _People(whole, family, frozenset(first))


@once
def _syllables() -> dict[str, tuple[str, bool]]:
    rows = read_rows("normalize.transliteration", "romanize_pinyin.tsv", columns=3)
    return {syllable: (latin, family == "x") for syllable, latin, family in rows}


def _given(word: str) -> str:
    """A Chinese given name of one or two syllables in pinyin, "" for anything else."""
    table = _syllables()
    parts = word.replace("ъ", "-").split("-")
    if len(parts) == 1 and word not in table:
        cuts = [i for i in range(1, len(word)) if word[:i] in table and word[i:] in table]
        if not cuts:
            return ""
        cut = min(cuts, key=lambda i: word[i] in _VOWELS)  # Инань is Yinan: the consonant opens a syllable
        parts = [word[:cut], word[cut:]]
    return "".join(table[part][0] for part in parts) if len(parts) <= 2 and all(p in table for p in parts) else ""


def _chinese(words: list[str]) -> str:
    table = _syllables()
    if not 2 <= len(words) <= 3 or not table.get(words[0], ("", False))[1]:
        return ""
    given = [_given(word) for word in words[1:]]
    return f"{table[words[0]][0].capitalize()} {''.join(given).capitalize()}" if all(given) else ""


@functools.lru_cache(maxsize=100_000)
def established(name: str) -> str:
    """The established English spelling of a whole name in Russian letters, nominative; "" where none is known.

    Capitals follow the source: "СИ ЦЗИНЬПИН" gives "XI JINPING". A family name alone is looked up as well.
    """
    words = plain_lower(name.rstrip(".")).split()  # Ван И. at the end of a sentence
    if not words:
        return ""
    people = _people()
    found = people.whole.get(" ".join(words)) or (
        people.family.get(words[0], "") if len(words) == 1 else _chinese(words)
    )
    return found.upper() if name.isupper() else found


def is_family_first(name: str) -> bool:
    """Whether it is a whole name in Russian letters that begins with the family name, as Chinese ones do."""
    return plain_lower(name) in _people().family_first or bool(_chinese(plain_lower(name).split()))


def established_family(word: str) -> str:
    """The established spelling of a family name of the table, "" for others."""
    return _people().family.get(plain_lower(word), "")
