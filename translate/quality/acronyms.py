"""Acronyms, legal forms and site names of the source held against the English: which are missing, which can be put right.

A small model turns an acronym it does not know into one it knows (ФССП → FSB) or into letters of its own (ТСЖ → TSJ). Letters
that are the acronym's own are exchanged for its English; so is a foreign acronym where it is the only one that nothing in the
source explains and only one is missing.
"""

import functools
import re
from collections.abc import Sequence
from typing import Final

from normalize.match.words import sound_similarity
from normalize.phonetics.readings import fold
from normalize.resources import once, read_rows
from normalize.transliteration.letters import romanized
from translate.prepare.acronyms import QUOTED, SITE, Found, stretches
from translate.prepare.masks import with_article

STRICT: Final = frozenset({"organisation", "legal_form", "media", "site", "quoted"})
"""Kinds whose English is a name: all its words must be there. Of the others the head is enough (road accident: accident)."""
FREE: Final = frozenset({"geography", "title", "unit", "currency"})
"""Kinds that are said in too many ways to be missed: the word for a people, a rank before a name, a sign."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CAPITALS = re.compile(r"(?<![\w'’-])(?:(?:[A-Z]\.){2,7}|[A-Z]{2,7}s?)(?![\w-])")
_ACRONYM = re.compile(r"[A-Z]{2}[A-Za-z]*\Z")
_SINGULAR_VERB = re.compile(r"\A( )(was|is|has)\b")
_PLURAL_VERB: Final = {"was": "were", "is": "are", "has": "have"}
_STEM: Final = 4
"""Letters by which words of one family and of both spellings are told: defence, defense; organised, organization."""
_NAME_ALIKE: Final = 0.75
"""Likeness of a company's name and a word of the English from which the word is the name."""


def missing_acronyms(found: Sequence[Found], english: str) -> list[Found]:
    """What is found in the source and has no accepted English, in order; those said in too many ways are not missed."""
    return [one for one in found if one.kind not in FREE and not _is_there(one, english)]


def is_name(one: Found) -> bool:
    """Whether it is a name in English, which no translation of its parts stands for."""
    return one.kind in STRICT or _is_title(one.english)


def repair_acronyms(found: Sequence[Found], english: str) -> str:
    """Exchange the letters of a missing acronym, copied or transcribed, for its English: TSJ for ТСЖ."""
    for one in _missing_words(found, english):
        letters = _letters(one.surface)
        own = [w for w in _CAPITALS.finditer(english) if letters.fullmatch(w.group().replace(".", "").rstrip("s"))]
        for word in reversed(own):
            english = _replaced(english, word, one)
    return english


@functools.lru_cache(maxsize=4096)
def _letters(acronym: str) -> re.Pattern[str]:
    """What an acronym may be transcribed as, letter by letter."""
    others = _other_letters()
    options = [{romanized(letter), *others.get(letter.lower(), ())} for letter in acronym if letter.isalpha()]
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, sorted(o)))})" for o in options), re.IGNORECASE)


@once
def _other_letters() -> dict[str, tuple[str, ...]]:
    rows = read_rows("translate.prepare", "acronym_rules.tsv", columns=3)
    return {letter: tuple(latin.split()) for kind, letter, latin in rows if kind == "letter"}


def guess_acronym(source: str, found: Sequence[Found], english: str) -> str:
    """Exchange the only acronym that nothing in the source explains for the only one that is missing: FSB for ФССП.

    A guess: where the model did not know the acronym, it may have got the sentence wrong, too.

    Args:
        source: the source text.
        found: in it.
        english: the translation, repaired.
    """
    missing = [one for one in _missing_words(found, english) if one.kind not in FREE and one.kind not in {SITE, QUOTED}]
    strangers = _unexplained(source, found, english)
    return _replaced(english, strangers[0], missing[0]) if len(missing) == len(strangers) == 1 else english


def _missing_words(found: Sequence[Found], english: str) -> list[Found]:
    return [one for one in found if not one.name and not _is_there(one, english)]


def _replaced(english: str, word: re.Match[str], one: Found) -> str:
    after = english[word.end() :]
    if one.plural:
        after = _SINGULAR_VERB.sub(lambda m: m[1] + _PLURAL_VERB[m[2]], after)
    return with_article(english[: word.start()], stretches([one])[0].english) + after


def _unexplained(source: str, found: Sequence[Found], english: str) -> list[re.Match[str]]:
    """Words in capitals of the English that neither an acronym nor a Latin word of the source explains."""
    explained = {form for one in found for form in one.accepted if _ACRONYM.match(form)} | _explained()
    letters = {romanized(word).casefold() for word in _WORD.findall(source) if word.isupper()}
    return [
        word
        for word in _CAPITALS.finditer(english)
        if (plain := word.group().replace(".", "").rstrip("s")) not in explained
        and plain not in source
        and plain.casefold() not in letters
    ]


def _is_there(one: Found, english: str) -> bool:
    if one.name:
        return _has_name(one.name, english) and any(_says(form, english, strict=True) for form in one.accepted)
    if one.kind == SITE:
        return one.english.casefold() in english.casefold()
    return any(
        _says(form, english, strict=_is_title(form) or (one.kind in STRICT and not form.islower()))
        for form in (one.english, *one.accepted)
    )


def _is_title(form: str) -> bool:
    """Whether it is like Higher School of Economics, with capitals but for small words."""
    return all(word[0].isupper() for word in _WORD.findall(form) if word not in _small())


def _says(form: str, english: str, *, strict: bool) -> bool:
    """Whether the English has a form: an acronym letter by letter, of words all, or the head if not strict, by stems."""
    plain = english.replace(".", "")
    if _ACRONYM.match(form):
        return re.search(rf"(?<![^\W_]){re.escape(form)}(?:s\b|(?![^\W_]))", plain) is not None
    wanted = [w[:_STEM] for w in _words(form) if w not in _small()]
    there = {w[:_STEM] for w in _words(english)}
    if not strict:
        head = [w for w in _words(form.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0]) if w not in _small()]
        wanted = [word[:_STEM] for word in head[-1:]]
    return all(stem in there for stem in wanted)


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s").removesuffix("’s").casefold() for word in _WORD.findall(text))


def _has_name(name: str, english: str) -> bool:
    there = _WORD.findall(english)
    return all(
        any(sound_similarity(fold(wanted), fold(word)) >= _NAME_ALIKE for word in there)
        for wanted in _WORD.findall(name)
    )


@once
def _explained() -> frozenset[str]:
    return _list("explained")


@once
def _small() -> frozenset[str]:
    return _list("small")


def _list(kind: str) -> frozenset[str]:
    rows = read_rows("translate.prepare", "acronym_rules.tsv", columns=3)
    return frozenset(word for row_kind, _, words in rows if row_kind == kind for word in words.split())
