"""One word alone: what a cell, a label, a one-word answer says, by dictionary form and part of speech.

A model that has only one word before it guesses (кот → soil, взятка → decree); a dictionary does not.

>>> from translate.lexicon import word_in_english
>>> word_in_english("Взятки")
'Bribes'
"""

import functools
import re
from typing import Any, Final

from normalize.gazetteer.curated import acronyms, known_names
from normalize.kinds import ORGANISATION, PERSON, PLACE
from normalize.resources import once, read_rows
from normalize.words import analyzer

LEXICON: Final = "lexicon_ru_en.tsv"
PLURALS: Final = "plurals_en.tsv"

LONGEST: Final = 60
"""Characters; no entry is longer."""

_WORD = re.compile(r"[А-яЁё]+(?:-[А-яЁё]+)*")
_SENSE = {"ADJS": "ADJF", "PRTF": "ADJF"}
"""Parts of speech that the lexicon has under another one."""
_FINITE: Final = frozenset({"VERB", "GRND", "PRTS"})
"""Forms that say more than their infinitive: who, when, how. The engine has to say it."""
_NOMINATIVE: Final = 50.0
"""How much likelier a word that stands alone is a nominative or a verb than another case; weighs against the dictionary's
scores, which are those of running text (происшествия: 0.7 a genitive, 0.1 a plural)."""
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)\Z")
_MAN = re.compile(r"(?<=[a-z])man\Z|(?<=wo)man\Z")
_HEAD = re.compile(r" (?:of|in|to|for|on|at|from|with) ")


def word_in_english(text: str) -> str | None:
    """Return the English of one word, or of an acronym or a known name of any length, that stands alone; None when unknown.

    The number of a noun is kept, and so are a first capital and capitals throughout. A finite verb is left to the
    engine, which is able to say who did it and when.

    Args:
        text: without punctuation around it.
    """
    if not text or len(text) > LONGEST:
        return None
    return _acronym(text) or _word(text) or _name(text)


def _acronym(text: str) -> str | None:
    """An acronym of one meaning, as a label."""
    found = acronyms(text)
    meanings = {meaning.en_short[0] for meaning in found if not meaning.only_when}
    if len(meanings) != 1 or (text.isupper() and _is_ordinary(text.lower())):
        return None
    english = meanings.pop()
    return english[0].upper() + english[1:] if text[0].isupper() else english


def _name(text: str) -> str | None:
    """A known name as printed in the nominative."""
    if not text[0].isupper():
        return None
    written = text.title() if text.isupper() else text
    names = {name.en for kind in (PLACE, PERSON, ORGANISATION) for name in known_names(written, kind)}
    if len(names) != 1:
        return None
    english = names.pop()
    return english.upper() if text.isupper() and len(text) > 1 else english


def _word(text: str) -> str | None:
    if not _WORD.fullmatch(text) or len(text) < 2:
        return None
    english = _by_dictionary(text.lower())
    if english is None:
        return None
    if text.isupper():
        return english.upper()
    return english[0].upper() + english[1:] if text[0].isupper() else english


def _is_ordinary(word: str) -> bool:
    """Whether it is a word that is not only an acronym: МИР."""
    return "Abbr" not in analyzer().parse(word)[0].tag and _by_dictionary(word) is not None


@functools.lru_cache(maxsize=20_000)
def _by_dictionary(word: str) -> str | None:
    """English of a word in lower case, the likeliest reading of those that the lexicon has."""
    readings = analyzer().parse(word)
    best = max(readings, key=_weight)
    if best.tag.POS in _FINITE:
        return None
    for reading in sorted(readings, key=lambda r: (_fold(r.normal_form) != _fold(word), -_weight(r))):
        pos = _part_of_speech(reading)
        english = _entries().get((_fold(word if pos == "COMP" else reading.normal_form), pos))
        if english is None or reading.tag.POS in _FINITE:
            continue
        many = reading.tag.POS == "NOUN" and reading.tag.number == "plur" and _fold(reading.normal_form) != _fold(word)
        return plural(english) if many else english
    return next((english for pos in ("NOUN", "ADVB", "INTJ") if (english := _entries().get((_fold(word), pos)))), None)


def _weight(reading: Any) -> float:
    nominative = reading.tag.case == "nomn" or reading.tag.POS not in {"NOUN", "ADJF", "NUMR", "NPRO"}
    return float(reading.score) * (_NOMINATIVE if nominative else 1.0)


def _part_of_speech(reading: Any) -> str:
    return _SENSE.get(reading.tag.POS, reading.tag.POS or "")


def _fold(word: str) -> str:
    return word.replace("ё", "е")


def plural(english: str) -> str:
    """Return the plural of an English noun, of a phrase that of its head: pieces of paper."""
    irregular, same = _plurals()
    at = _HEAD.search(english)
    if at:
        return plural(english[: at.start()]) + english[at.start() :]
    if english in irregular:
        return irregular[english]
    before, _, noun = english.rpartition(" ")
    before += " " * bool(before)
    if english in same or noun in same:
        return english
    if noun in irregular:
        return before + irregular[noun]
    if _MAN.search(noun):
        return f"{before}{noun[:-2]}en"
    if _CONSONANT_Y.search(noun):
        return f"{before}{noun[:-1]}ies"
    return f"{before}{noun}{'es' if _SIBILANT.search(noun) else 's'}"


@once
def _entries() -> dict[tuple[str, str], str]:
    rows = read_rows("translate", LEXICON, columns=4, required=3)
    return {(_fold(lemma.lower()), pos): english for lemma, pos, english, _ in reversed(list(rows))}


@once
def _plurals() -> tuple[dict[str, str], frozenset[str]]:
    irregular: dict[str, str] = {}
    same: set[str] = set()
    for kind, singular, many in read_rows("translate", PLURALS, columns=3, required=2):
        if kind == "irregular":
            irregular[singular] = many
        else:
            same.update(singular.split())
    return irregular, frozenset(same)
