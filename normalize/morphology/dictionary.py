"""Dictionary questions about single Russian words, answered once and kept."""

import functools

from normalize.text.script import has_cyrillic
from normalize.words import MAX_CHARS, analyzer

_NAME_GRAMMEMES = frozenset({"Name", "Surn", "Patr", "Init"})
_KNOWN_LIKELY = 0.15


@functools.lru_cache(maxsize=200_000)
def base(word: str) -> str:
    """Dictionary form of a Russian word in lower case with е for ё; the word itself in lower case for others."""
    lower = word.lower().strip(".")
    if len(lower) > MAX_CHARS or not has_cyrillic(lower):
        return lower
    return str(analyzer().parse(lower)[0].normal_form).replace("ё", "е")


@functools.lru_cache(maxsize=200_000)
def grammemes(word: str) -> frozenset[str]:
    """Grammemes of all likely readings of a dictionary word; empty for words that the dictionary lacks."""
    lower = word.lower()
    if len(lower) > MAX_CHARS or not has_cyrillic(lower) or not analyzer().word_is_known(lower):
        return frozenset()
    readings = [p for p in analyzer().parse(lower) if p.score >= _KNOWN_LIKELY]
    return frozenset().union(*(p.tag.grammemes for p in readings))


def is_name(word: str) -> bool:
    """Whether the dictionary knows the word as somebody's name."""
    return bool(grammemes(word) & _NAME_GRAMMEMES)


def is_place_only(word: str) -> bool:
    """Whether every likely reading of the word is a place name."""
    lower = word.lower()
    if "Geox" not in grammemes(word):
        return False
    return all("Geox" in p.tag for p in analyzer().parse(lower) if p.score >= _KNOWN_LIKELY)


def is_common(word: str) -> bool:
    """Whether the dictionary knows the word, and not as a name of any kind."""
    found = grammemes(word)
    return bool(found) and not found & (_NAME_GRAMMEMES | {"Geox", "Orgn", "Trad", "Abbr"})


@functools.lru_cache(maxsize=200_000)
def first_reading(word: str) -> frozenset[str]:
    """Grammemes of the likeliest reading of a dictionary word; empty for words that the dictionary lacks."""
    lower = word.lower()
    if len(lower) > MAX_CHARS or not has_cyrillic(lower) or not analyzer().word_is_known(lower):
        return frozenset()
    return frozenset(analyzer().parse(lower)[0].tag.grammemes)


def is_known_word(word: str) -> bool:
    """Whether the dictionary knows the word, as a name or not."""
    return bool(first_reading(word))


def is_known_name(word: str) -> bool:
    """Whether the likeliest reading of a dictionary word is a name of a person, place, organisation or brand."""
    return bool(first_reading(word) & (_NAME_GRAMMEMES | {"Geox", "Orgn", "Trad"}))


def is_abbreviation(word: str) -> bool:
    """Whether the likeliest reading of a dictionary word is an abbreviation: США, МИД."""
    return "Abbr" in first_reading(word)


def is_given_name(word: str) -> bool:
    """Whether the likeliest reading of a dictionary word is a given name."""
    return "Name" in first_reading(word)


def is_verb(word: str) -> bool:
    """Whether the likeliest reading of a dictionary word is a verb or made of one: заявил, прибыть."""
    return bool(first_reading(word) & {"VERB", "INFN", "GRND", "PRTS"})


@functools.lru_cache(maxsize=50_000)
def is_genitive_plural(word: str) -> bool:
    """Whether a word may be the genitive plural of a common noun, however rare beside a name: Волков, Соколов."""
    lower = word.lower()
    if len(lower) > MAX_CHARS or not has_cyrillic(lower) or not analyzer().word_is_known(lower):
        return False
    return any(
        {"NOUN", "plur", "gent"} in p.tag and not p.tag.grammemes & _NAME_GRAMMEMES for p in analyzer().parse(lower)
    )


def is_feminine(word: str) -> bool:
    """Whether the likeliest reading of a noun, also in the plural, is of a feminine word: студентки."""
    return "femn" in first_reading(word) or "femn" in first_reading(base(word))


def tells_woman(word: str) -> bool:
    """Whether a word beside a name says that it is a woman's, in the nominative: заявила, актриса."""
    reading = first_reading(word)
    return {"VERB", "past", "femn"} <= reading or {"NOUN", "anim", "femn", "nomn", "sing"} <= reading
