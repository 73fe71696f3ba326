"""The nominative and the Latin spelling of a found name."""

import re
from typing import NamedTuple

from normalize.clean import clean_name
from normalize.context import Evidence, lemmas_in_context
from normalize.found import ORGANISATION, PERSON
from normalize.organisations import organisation_lemma
from normalize.places import place_lemma
from normalize.romanize import romanize

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile("[\u0400\u0402-\u040f\u0450\u0452-\u052f]")
"""Cyrillic letters that Russian does not have: і, ї, ў, ә …"""
_ROMANIZED_LANGS = frozenset({"ru", "uk", "be"})
_KEPT_LANGS = frozenset({"uk", "bg", "mk", "sr", "kk", "ky", "mn", "tg"})
"""Cyrillic languages whose names do not decline, or not as in Russian: names stay as written."""
_SURE = 0.9
_WOMANS_WORD = 0.95


class Form(NamedTuple):
    """A nominative and how sure it is, 0 to 1."""

    text: str
    score: float


def _primary(lang: str) -> str:
    return lang.split("-", maxsplit=1)[0].lower()


def _person(name: str, persons: Evidence, *, woman: bool) -> Form:
    readings = lemmas_in_context(name, persons)
    if woman and readings[0].score < _SURE:  # "Пескова заявила", "актриса Пескова"
        hers = [reading for reading in readings if reading.gender == "f" and reading.text == name]
        if hers:
            return Form(name, _WOMANS_WORD)
    return Form(readings[0].text or name, readings[0].score)


def lemma(surface: str, kind: str, persons: Evidence, lang: str = "ru", *, woman: bool = False) -> Form:
    """The nominative of a name, as written otherwise; names in other alphabets or languages are only cleaned.

    Args:
        surface: the name as it stands in the text.
        kind: person, organisation or place.
        persons: what the persons of the same document say about ambiguous forms (`normalize.context.evidence`).
        lang: BCP 47 tag of the text.
        woman: a word beside the name says that it is a woman's, in the nominative.
    """
    cleaned = clean_name(surface).text or surface
    if not _CYRILLIC.search(cleaned) or _NOT_RUSSIAN.search(cleaned) or _primary(lang) in _KEPT_LANGS:
        return Form(cleaned, 1.0)
    if kind == PERSON:
        return _person(cleaned, persons, woman=woman)
    if kind == ORGANISATION:
        return Form(organisation_lemma(cleaned).core or cleaned, 1.0)
    return Form(place_lemma(cleaned) or cleaned, 1.0)


def latin(lemma_text: str, lang: str) -> str:
    """The press spelling of a lemma in Latin letters; `lang` as BCP 47, languages without a scheme are read as Russian."""
    return romanize(lemma_text, lang=_primary(lang) if _primary(lang) in _ROMANIZED_LANGS else "ru")
