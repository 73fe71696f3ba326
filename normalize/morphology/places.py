"""Nominatives of place names: Москве, Нижнем Новгороде, Северной Корее, Ростове-на-Дону."""

import re

from normalize.morphology.dictionary import base
from normalize.morphology.lexicon import CASES_OF_TAGS as _CASES
from normalize.morphology.lexicon import place_readings
from normalize.morphology.phrases import nominative_phrase
from normalize.resources import once, read_rows
from normalize.text.clean_name import clean_name
from normalize.text.recase import recase
from normalize.words import analyzer

_PREPOSITION = re.compile(
    r"\A(?:в|во|на|из|с|со|к|ко|под|над|о|об|от|до|у|за|по|через|для|при|между)\s+", re.IGNORECASE
)


def place_lemma(text: str) -> str:
    """The nominative of a place name, with the capitals of the source; a preposition before it is dropped.

    Names that do not decline (Сочи), acronyms (США) and names in Latin letters come back as they are.
    """
    cleaned = clean_name(text).text
    if not cleaned:
        return ""
    name = _PREPOSITION.sub("", cleaned)
    return _with_abbreviation(name) or _apposition(name) or nominative_phrase(name, "Geox")


_AGREEING = frozenset({"река", "город", "село", "деревня", "столица", "станица"})
"""Nouns whose name stands in their case: реке Лене, городе Пскове."""


def _apposition(name: str) -> str:
    """The nominative of such a noun and its one-word name, where the name is a form of a place of the same case; or ""."""
    noun, _, place = name.partition(" ")
    if not place or " " in place or base(noun) not in _AGREEING:
        return ""
    cases = {parse.tag.case for parse in analyzer().parse(noun.lower()) if parse.normal_form == base(noun)}
    lemmas = {
        reading.lemma for reading in place_readings(place.lower()) if reading.case in {_CASES.get(c) for c in cases}
    }
    return f"{recase(base(noun), noun)} {recase(min(lemmas), place)}" if lemmas else ""


@once
def _abbreviations() -> dict[str, list[str]]:
    """Case forms of the word that an abbreviation stands for, the nominative first."""
    rows = read_rows("normalize.morphology", "lemma_place_abbreviations.tsv", columns=2)
    return {short: forms.split(" ") for short, forms in rows}


def _with_abbreviation(name: str) -> str:
    """The nominative of a name that ends in an abbreviation, which is written out: Тверской обл. is Тверская область; or ""."""
    adjective, _, last = name.rpartition(" ")
    forms = _abbreviations().get(last.rstrip("."), [])
    for form in (*forms[1:], *forms[:1]) if adjective else ():
        found = nominative_phrase(f"{adjective} {form}", "Geox")
        if found.endswith(f" {forms[0]}"):
            return found
    return ""
