"""The nominative and the Latin spelling of a found name."""

import re
from typing import NamedTuple

from normalize.kinds import ORGANISATION, PERSON, Kind
from normalize.morphology.disambiguate import Cases, Evidence, lemmas_in_context
from normalize.morphology.families import family_name
from normalize.morphology.organisations import organisation_lemma
from normalize.morphology.persons import lemmas
from normalize.morphology.places import place_lemma
from normalize.text.clean_name import clean_name
from normalize.text.script import has_cyrillic

_NOT_RUSSIAN = re.compile("[\u0400\u0402-\u040f\u0450\u0452-\u052f]")
"""Cyrillic letters that Russian does not have: і, ї, ў, ә …"""
_KEPT_LANGS = frozenset({"uk", "bg", "mk", "sr", "kk", "ky", "mn", "tg"})
"""Cyrillic languages whose names do not decline, or not as in Russian: names stay as written."""
_SURE = 0.9
_CERTAIN = 0.999
_WOMANS_WORD = 0.95


class Form(NamedTuple):
    """A nominative and how sure it is, 0 to 1."""

    text: str
    score: float


def primary_language(lang: str) -> str:
    """The language of a BCP 47 tag without its region and script."""
    return lang.split("-", maxsplit=1)[0].lower()


def is_open(surface: str, lang: str = "ru") -> bool:
    """Whether a person's name has more than one reading, so that its place in the text is worth reading."""
    cleaned = clean_name(surface).text
    plural = any(family_name(cleaned.rpartition(" ")[2], 1.0))
    return _declines(cleaned, lang) and (plural or lemmas(cleaned)[0].score < _CERTAIN)


def _declines(cleaned: str, lang: str) -> bool:
    """Whether a cleaned name is in Russian letters and its text in no language that declines names otherwise."""
    return bool(
        has_cyrillic(cleaned) and not _NOT_RUSSIAN.search(cleaned) and primary_language(lang) not in _KEPT_LANGS
    )


def _of_family(name: str, cases: Cases) -> str:
    """Петровых: Петровы; (Павел и) Анна Смирновы: Анна Смирнова; "" for names in the singular."""
    first, _, last = name.rpartition(" ")
    plural, man = family_name(last, cases.plural if cases else 0.0)
    if not plural or " " in first:
        return ""
    if not first:
        return plural
    given = lemmas(first)[0]
    return lemmas(f"{given.text} {man}", "m")[0].text if given.gender == "m" else f"{given.text} {_womans(man)}"


def _womans(man: str) -> str:
    return f"{man[:-2]}ая" if man.endswith("ий") else f"{man}а"


def _person(name: str, persons: Evidence, cases: Cases, *, woman: bool) -> Form:
    family = _of_family(name, cases)
    if family:
        return Form(family, _WOMANS_WORD)
    readings = lemmas_in_context(name, persons, cases)
    if woman and readings[0].score < _SURE:  # "Пескова заявила", "актриса Пескова"
        hers = [reading for reading in readings if reading.gender == "f" and reading.text == name]
        if hers:
            return Form(name, _WOMANS_WORD)
    return Form(readings[0].text or name, readings[0].score)


def lemma(
    surface: str, kind: Kind, persons: Evidence, lang: str = "ru", *, woman: bool = False, cases: Cases = None
) -> Form:
    """The nominative of a name, as written otherwise; names in other alphabets or languages are only cleaned.

    Args:
        surface: the name as it stands in the text.
        kind: person, organisation or place.
        persons: what the persons of the same document say about ambiguous forms (`normalize.context.evidence`).
        lang: BCP 47 tag of the text.
        woman: a word beside the name says that it is a woman's, in the nominative.
        cases: what a person's place in the text asks for.
    """
    cleaned = clean_name(surface).text or surface
    if not _declines(cleaned, lang):
        return Form(cleaned, 1.0)
    if kind == PERSON:
        return _person(cleaned, persons, cases, woman=woman)
    if kind == ORGANISATION:
        return Form(organisation_lemma(cleaned).core or cleaned, 1.0)
    return Form(place_lemma(cleaned) or cleaned, 1.0)
