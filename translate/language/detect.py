"""The language of a span."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from normalize.resources import content_digest, versions_of
from normalize.text.script import WORD, word_script
from translate.language.alphabets import SLAVIC, WESTERN, family, foreign_languages, letters, misfits, script_language
from translate.language.detectors import (
    has_langdetect,
    langdetect_best,
    langid_languages,
    langid_scores,
    lingua_scores,
    log_opinion,
)
from translate.language.latin_russian import is_transliterated
from translate.language.neighbours import Vote, hints, vote
from translate.language.sample import language_text
from translate.language.word_evidence import UNLISTED, listed, word_scores
from translate.segment.spans import Span

UNSURE: Final = "und"
NO_LANGUAGE: Final = "zxx"
RUSSIAN_IN_LATIN: Final = "ru-Latn"
SAMPLE: Final = 1000
"""Characters of a span that are looked at: more change no answer, and keep a span of a megabyte cheap."""
PRIOR: Final = {"ru": 0.7, "en": 0.5}
"""Logarithm of how much likelier a language is before anything is known: this is a tool for Russian and English pages."""
HINT: Final = 3.0
"""The same for the language of the surroundings: twenty spans of the language of the page to one of another."""
HINT_SHORT: Final = 2.0
"""Added to HINT for a single word, half of it for two, a third for three: their own evidence is weak."""
MISFIT: Final = 7.0
"""Against a language, for each letter that its alphabet lacks: foreign letters do occur in names and quotations."""
LINGUA: Final = 2.0
"""Weight of lingua's log-probabilities beside those of the words."""
TRUST: Final = 2.0
"""Logarithm of the odds that a detector is believed about a single word, twice of two: they are too sure of single ones."""
LINGUA_NAMES: Final = 0.25
"""The same for a few capitalised words that no list has, most likely names."""
LANGID: Final = 1.0
"""Weight of py3langid's log-probabilities."""
CLEAR: Final = 5.0
"""Lead in log-likelihood at which the next detector is not asked any more."""
CLOSE: Final = 3.0
"""Lead at which lingua decides without py3langid."""
SURE: Final = 0.5
"""Probability below which the answer is `und`."""
OTHER: Final = 0.9
"""Probability from which py3langid and langdetect must agree that a text is in none of the nine languages."""
OTHER_ALONE: Final = 0.95
"""The same for py3langid without a second opinion."""
ELSEWHERE: Final = 0.05
"""Probability of English, German and French together, by py3langid among its 97 languages, below which none of them is
likely: so it is for 2 in 120 short English, German and French spans that the words do not decide, and for nearly all others."""
DOUBT: Final = 2.0
"""Lead of `und` over the three languages in that case; the surroundings can still make it one of them."""
FIRST: Final = 1.0
"""Lead of each language of other Cyrillic letters over the next one in the table, when nothing else is known."""
FOREIGN: Final = -20.0
"""Against a language that does not have those letters."""
NAMES: Final = 3
"""Capitalised words that may be a name, without a listed word among them."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    Attributes:
        lang: BCP 47 tag; `ru-Latn` for Russian in Latin letters, `und` when unsure, `zxx` when it has no language.
        confidence: 0 to 1.
        rule: what decided: `no-letters`, `codes` (nothing but addresses, handles, codes), `script`, `letters`, `words`,
            `dictionary`, `lingua`, `vote` (several detectors), `langid` (py3langid, without a second
            opinion), `translit`, `context` (the hint), `correction` (a person's
            correction tells), `undecided`.
    """

    lang: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Scores:
    """What is known about a text before its surroundings are looked at.

    Attributes:
        langs: log-likelihoods of the languages that it may be in.
        rule: what they rest on.
        n_words: how many words they are about.
        family: the script of these languages, `Cyrl` or `Latn`.
        other: log-likelihood of a language in that script which is not among them.
    """

    langs: Mapping[str, float]
    rule: str
    n_words: int
    family: str
    other: float


def detect(text: str, hint: str | None = None) -> Detection:
    """Return the language of a text; works on any string, in time that is bounded for long ones.

    Args:
        text: a span; a thousand characters from its first letter on are looked at.
        hint: the language of its surroundings, which decides where the text itself says little.

    >>> detect("Войти", hint="ru").lang, detect("Увійти", hint="ru").lang, detect("12:30").lang
    ('ru', 'uk', 'zxx')
    """
    found = _examine(_sample(text))
    return found if isinstance(found, Detection) else _decide(found, hint)


def detect_spans(spans: Sequence[Span]) -> list[Detection]:
    """Return the language of each span of one document, in the light of its neighbours.

    Args:
        spans: the spans of one document in order.
    """
    examined = [_examine(_sample(s.text)) for s in spans]
    votes = [_vote(found, len(s.text)) for found, s in zip(examined, spans, strict=True)]
    suggested = {f: hints([v if v and family(v[0]) == f else None for v in votes]) for f in ("Cyrl", "Latn")}
    return [
        found if isinstance(found, Detection) else _decide(found, suggested[found.family][i])
        for i, found in enumerate(examined)
    ]


@cache
def detector_signature() -> str:
    """Return what the answers depend on: the versions of the detectors and a hash of the data files."""
    packages = versions_of("lingua-language-detector", "py3langid", "langdetect", "pymorphy3-dicts-ru")
    return f"{packages}+{content_digest('translate.language', 'normalize.text', 'normalize.morphology')}"


def _vote(found: Detection | _Scores, length: int) -> Vote | None:
    alone = found if isinstance(found, Detection) else _decide(found, None)
    return None if alone.lang in (UNSURE, NO_LANGUAGE) else vote(alone.lang, alone.confidence, length)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return text[start : start + SAMPLE]


def _decide(found: _Scores, hint: str | None) -> Detection:
    scores = {lang: s + PRIOR.get(lang, 0.0) for lang, s in found.langs.items()}
    best = max(scores, key=scores.__getitem__)
    rule = found.rule
    if hint and _competes(hint, found):
        scores.setdefault(hint, found.other)
        alone, sure = best, _probability(scores, best) >= SURE
        scores[hint] += HINT + HINT_SHORT / found.n_words
        best = max(scores, key=scores.__getitem__)
        rule = rule if sure and best == alone else "context"
    confidence = _probability(scores, best)
    if best == UNSURE or confidence < SURE:
        return Detection(UNSURE, round(confidence if best == UNSURE else 1 - confidence, 3), "undecided")
    return Detection(best, round(confidence, 3), rule)


def _competes(lang: str, found: _Scores) -> bool:
    """Tell whether a language is known and written in the letters of the text."""
    if lang in found.langs:
        return lang != UNSURE
    return family(lang) == found.family and (lang == RUSSIAN_IN_LATIN or lang in langid_languages())


def _probability(scores: Mapping[str, float], lang: str) -> float:
    return 1 / sum(math.exp(min(50.0, s - scores[lang])) for s in scores.values())


@lru_cache(maxsize=50_000)
def _examine(sample: str) -> Detection | _Scores:
    """Return what the text alone says: a detection that no context changes, or scores."""
    text = language_text(sample)
    words = WORD.findall(text)
    if not words:
        lang = script_language(text)
        if lang is None:
            return Detection(NO_LANGUAGE, 1.0, "no-letters" if script_language(sample) is None else "codes")
        return Detection(lang, 0.3 if lang == UNSURE else 0.9, "script")
    words = [w.replace("’", "'") for w in words]
    cyrillic = [w for w in words if not w.isascii() and word_script(w) == "Cyrl"]
    if cyrillic and not _is_western_prose(words, len(cyrillic)):
        return _slavic(cyrillic)
    return _western([w for w in words if w.isascii() or word_script(w) == "Latn"])


def _is_western_prose(words: Sequence[str], n_cyrillic: int) -> bool:
    """Tell whether a text with Cyrillic words in it is a sentence in Latin letters: it has function words and outnumbers."""
    if len(words) < 3 * n_cyrillic:
        return False
    return any(not listed(w.lower()).keys().isdisjoint(WESTERN) for w in words)


def _slavic(words: Sequence[str]) -> Detection | _Scores:
    words = [w.translate(letters().look_alikes) for w in words]
    lower = " ".join(words).lower()
    foreign = foreign_languages(lower)
    if foreign:
        return _foreign(lower, foreign, len(words))
    lacking = misfits(lower)
    least = min(lacking.values())
    scores, n_listed = word_scores(words, SLAVIC, dictionary=lacking["ru"] == least)
    for lang in SLAVIC:
        scores[lang] -= MISFIT * (lacking[lang] - least)
    if _lead(scores) >= CLEAR:
        only = sum(n == least for n in lacking.values()) == 1
        return _Scores(
            scores,
            "letters" if only else "words" if n_listed else "dictionary",
            len(words),
            "Cyrl",
            n_listed * UNLISTED,
        )
    return _ask(scores, lower, SLAVIC, len(words), n_listed)


def _foreign(text: str, langs: tuple[str, ...], n_words: int) -> _Scores:
    """Choose among the languages that have the letters of the text; a detector is asked for those that it knows."""
    scores = {lang: -FIRST * i for i, lang in enumerate(langs)}
    asked = tuple(lang for lang in langs if lang in langid_languages())
    if len(asked) < 2:
        return _Scores(scores, "letters", n_words, "Cyrl", FOREIGN)
    opinion = langid_scores(text, asked)
    scores = {lang: s + max(log_opinion(opinion, lang), -TRUST * n_words) for lang, s in scores.items()}
    return _Scores(scores, "vote", n_words, "Cyrl", FOREIGN)


def _western(words: Sequence[str]) -> Detection | _Scores:
    if is_transliterated(words):
        return Detection(RUSSIAN_IN_LATIN, 0.8, "translit")
    scores, n_listed = word_scores(words, WESTERN, dictionary=False)
    clear = _lead(scores) >= CLEAR
    if clear and n_listed > len(words) / 3:
        return _Scores(scores, "words", len(words), "Latn", n_listed * UNLISTED)
    text = " ".join(words)
    if not n_listed and len(words) <= NAMES and text.isascii() and all(w[0].isupper() for w in words):
        if not text.isupper():
            opinion = lingua_scores(text, WESTERN)
            scores = {lang: s + LINGUA_NAMES * log_opinion(opinion, lang) for lang, s in scores.items()}
        return _Scores(scores, "lingua", len(words), "Latn", 0.0)
    found = (
        _Scores(scores, "words", len(words), "Latn", n_listed * UNLISTED)
        if clear
        else _ask(scores, text, WESTERN, len(words), n_listed)
    )
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


def _ask(scores: Mapping[str, float], text: str, langs: tuple[str, ...], n_words: int, n_listed: int) -> _Scores:
    """Add the opinion of lingua, and in case of doubt that of py3langid; a single letter is none of their business."""
    script, other = "Cyrl" if langs is SLAVIC else "Latn", n_listed * UNLISTED
    if len(text) == 1:
        return _Scores(scores, "words", n_words, script, other)
    floor = -TRUST * n_words
    opinion = lingua_scores(text, langs)
    scores = {lang: s + LINGUA * max(log_opinion(opinion, lang), floor) for lang, s in scores.items()}
    if _lead(scores) >= CLOSE:
        return _Scores(scores, "lingua", n_words, script, other)
    opinion = langid_scores(text, langs)
    scores = {lang: s + LANGID * max(log_opinion(opinion, lang), floor) for lang, s in scores.items()}
    return _Scores(scores, "vote", n_words, script, other)


def _lead(scores: Mapping[str, float]) -> float:
    first, second = sorted(scores.values(), reverse=True)[:2]
    return first - second
