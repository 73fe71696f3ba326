"""Which language a text in Latin letters is in: English, German, French by their words, others when two detectors agree."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from translate.language.alphabets import WESTERN
from translate.language.detectors import has_langdetect, langdetect_best, langid_scores, lingua_scores, log_opinion
from translate.language.latin_russian import is_transliterated
from translate.language.opinions import CLEAR, ask, lead
from translate.language.result import RUSSIAN_IN_LATIN, UNSURE, Detection, Scores
from translate.language.word_evidence import UNLISTED, word_scores

LINGUA_NAMES: Final = 0.25
"""Weight of lingua for a few capitalised words that no list has, most likely names."""
OTHER: Final = 0.9
"""Probability from which py3langid and langdetect must agree that a text is in none of the nine languages."""
OTHER_ALONE: Final = 0.95
"""The same for py3langid without a second opinion."""
ELSEWHERE: Final = 0.05
"""Probability of English, German and French together, by py3langid among its 97 languages, below which none of them is
likely: so it is for 2 in 120 short English, German and French spans that the words do not decide, and for nearly all others."""
DOUBT: Final = 2.0
"""Lead of `und` over the three languages in that case; the surroundings can still make it one of them."""
NAMES: Final = 3
"""Capitalised words that may be a name, without a listed word among them."""


def western(words: Sequence[str]) -> Detection | Scores:
    """Return what the Latin words of a text say about its language."""
    if is_transliterated(words):
        return Detection(RUSSIAN_IN_LATIN, 0.8, "translit")
    scores, n_listed = word_scores(words, WESTERN, dictionary=False)
    clear = lead(scores) >= CLEAR
    by_words = Scores(scores, "words", len(words), "Latn", n_listed * UNLISTED)
    if clear and n_listed > len(words) / 3:
        return by_words
    text = " ".join(words)
    if not n_listed and len(words) <= NAMES and text.isascii() and all(w[0].isupper() for w in words):
        if not text.isupper():
            opinion = lingua_scores(text, WESTERN)
            scores = {lang: s + LINGUA_NAMES * log_opinion(opinion, lang) for lang, s in scores.items()}
        return Scores(scores, "lingua", len(words), "Latn", 0.0)
    found = by_words if clear else ask(scores, text, WESTERN, len(words), n_listed, "Latn")
    if len(words) > 1 or not text.isascii():
        everywhere = langid_scores(text)
        if sum(everywhere[w] for w in WESTERN) < ELSEWHERE:
            other = _other_language(text, everywhere)
            return other or replace(found, langs={**found.langs, UNSURE: max(found.langs.values()) + DOUBT})
    return found


def _other_language(text: str, everywhere: Mapping[str, float]) -> Detection | None:
    """Return a language other than the nine when py3langid and langdetect are both sure of it.

    Where langdetect is not installed, py3langid has to be surer.
    """
    lang = max(everywhere, key=everywhere.__getitem__)
    if not has_langdetect():
        return Detection(lang, round(everywhere[lang], 3), "langid") if everywhere[lang] >= OTHER_ALONE else None
    if everywhere[lang] < OTHER:
        return None
    second, probability = langdetect_best(text)
    if second != lang or probability < OTHER:
        return None
    return Detection(lang, round(min(everywhere[lang], probability), 3), "vote")
