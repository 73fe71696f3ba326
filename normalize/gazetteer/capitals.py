"""How running text writes a word that stands in capitals: ЗАЯВИЛ is заявил, РОССИИ is России, АВТОВАЗ is АвтоВАЗ, МИД stays.

Decided by a list of abbreviations, by the dictionary, and by the table of acronyms, in this order: an acronym that is an
ordinary word as well (ПО, ТО, ДОТ) is taken for the word unless the list says otherwise, for in a line of capitals words are
a hundred times as frequent.
"""

import functools
import re

from normalize.gazetteer.curated import acronyms
from normalize.morphology.dictionary import is_abbreviation, is_known_name, is_known_word
from normalize.resources import once, read_rows

LISTED = "capitals_ru.txt"
_VOWEL = re.compile("[АЕЁИОУЫЭЮЯІЇЄ]")


@functools.lru_cache(maxsize=50_000)
def usual_capitals(word: str) -> str | None:
    """Return how a word is written inside a sentence: of the same length; None for a word that nothing knows.

    Args:
        word: a Russian word, or a compound with hyphens, in any letter case.
    """
    upper = word.upper()
    listed = _listed().get(upper)
    if listed or is_abbreviation(word):
        return listed or upper
    known, name = is_known_word(word), is_known_name(word)
    if (not known or name) and acronyms(upper):
        return upper
    if not known:
        return None if len(word) == 1 or _VOWEL.search(upper) else upper
    return "-".join(part.capitalize() for part in word.split("-")) if name else word.lower()


@once
def _listed() -> dict[str, str]:
    return {word.upper(): word for (word,) in read_rows("normalize.gazetteer", LISTED, columns=1)}
