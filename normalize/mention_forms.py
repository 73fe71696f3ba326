"""The nominative and the Latin spelling of a found name."""

import re
from collections.abc import Sequence

from normalize.clean import clean_name
from normalize.context import nominative_in_context
from normalize.found import ORGANISATION, PERSON
from normalize.organisations import organisation_lemma
from normalize.places import place_lemma
from normalize.romanize import romanize

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ROMANIZED_LANGS = frozenset({"ru", "uk", "be"})


def lemma(surface: str, kind: str, persons: Sequence[str]) -> str:
    """The nominative of a name, as written otherwise; Latin names are only cleaned.

    Args:
        surface: the name as it stands in the text.
        kind: person, organisation or place.
        persons: names of persons in the same text, which tell forms such as Пескова apart.
    """
    cleaned = clean_name(surface).text or surface
    if not _CYRILLIC.search(cleaned):
        return cleaned
    if kind == PERSON:
        return nominative_in_context(cleaned, persons) or cleaned
    if kind == ORGANISATION:
        return organisation_lemma(cleaned).core or cleaned
    return place_lemma(cleaned) or cleaned


def latin(lemma_text: str, lang: str) -> str:
    """The press spelling of a lemma in Latin letters; `lang` as BCP 47, languages without a scheme are read as Russian."""
    primary = lang.split("-", maxsplit=1)[0].lower()
    return romanize(lemma_text, lang=primary if primary in _ROMANIZED_LANGS else "ru")
