"""What a text alone says about its language, before its surroundings are looked at."""

from collections.abc import Sequence
from functools import lru_cache

from normalize.text.script import WORD, word_script
from translate.language.alphabets import WESTERN, script_language
from translate.language.result import NO_LANGUAGE, UNSURE, Detection, Scores
from translate.language.russian_entries import acronyms_in_codes
from translate.language.sample import language_text
from translate.language.slavic import slavic
from translate.language.western import western
from translate.language.word_evidence import listed


@lru_cache(maxsize=50_000)
def examine(sample: str) -> Detection | Scores:
    """Return what the text alone says: a detection that no context changes, or scores."""
    text = language_text(sample)
    words = WORD.findall(text) or acronyms_in_codes(sample)
    if not words:
        lang = script_language(text)
        if lang is None:
            return Detection(NO_LANGUAGE, 1.0, "no-letters" if script_language(sample) is None else "codes")
        return Detection(lang, 0.3 if lang == UNSURE else 0.9, "script")
    words = [w.replace("’", "'") for w in words]
    cyrillic = [w for w in words if not w.isascii() and word_script(w) == "Cyrl"]
    if cyrillic and not _is_western_prose(words, len(cyrillic)):
        return slavic(cyrillic, sample)
    return western([w for w in words if w.isascii() or word_script(w) == "Latn"])


def _is_western_prose(words: Sequence[str], n_cyrillic: int) -> bool:
    """Whether a text with Cyrillic words in it is a sentence in Latin letters: it has function words and outnumbers."""
    if len(words) < 3 * n_cyrillic:
        return False
    return any(not listed(w.lower()).keys().isdisjoint(WESTERN) for w in words)
