"""The language of a span: letters first, then frequent words and a dictionary, then detectors, then the surroundings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from translate.detectors import lingua_scores
from translate.evidence import listed, word_scores
from translate.letters import SLAVIC, WESTERN, foreign_language, letters, misfits, script_language
from translate.linguistic import language_text
from translate.scripts import WORD, word_script
from translate.spans import Span
from translate.words import data_text

UNSURE: Final = "und"
NO_LANGUAGE: Final = "zxx"
SAMPLE: Final = 1000
"""Characters of a span that are looked at: more change no answer, and keep a span of a megabyte cheap."""
DATA: Final = ("lang_words.tsv", "lang_letters.tsv", "lang_scripts.tsv")
PRIOR: Final = {"ru": 0.7, "en": 0.7}
"""Logarithm of how much likelier a language is before anything is known: this is a tool for Russian and English pages."""
HINT: Final = 4.0
"""The same for the language of the surroundings: about fifty spans of the page's language to one of another."""
MISFIT: Final = 7.0
"""Against a language, for each letter that its alphabet lacks: foreign letters do occur in names and quotations."""
LINGUA: Final = 2.0
"""Weight of lingua's log-probabilities; below 1 it would be trusted less than it trusts itself."""
CLEAR: Final = 5.0
"""Lead in log-likelihood at which the words decide without asking a detector."""
SURE: Final = 0.5
"""Probability below which the answer is `und`."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    Attributes:
        lang: BCP 47 tag; `ru-Latn` for Russian in Latin letters, `und` when unsure, `zxx` when it has no language.
        confidence: 0 to 1.
        rule: what decided.
    """

    lang: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Scores:
    """Log-likelihoods of the languages that a text may be in, and what they rest on."""

    langs: Mapping[str, float]
    rule: str


def detect(text: str, hint: str | None = None) -> Detection:
    """Return the language of a text; works on any string, in time that is bounded for long ones.

    Args:
        text: a span; its first thousand characters from the first letter are looked at.
        hint: the language of its surroundings, which decides where the text itself says little.

    >>> detect("Войти", hint="ru").lang, detect("Увійти", hint="ru").lang, detect("12:30").lang
    ('ru', 'uk', 'zxx')
    """
    found = _examine(_sample(text))
    if isinstance(found, Detection):
        return found
    return _decide(found, hint)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return text[start : start + SAMPLE]


def _decide(found: _Scores, hint: str | None) -> Detection:
    scores = {lang: s + PRIOR.get(lang, 0.0) for lang, s in found.langs.items()}
    plain = max(scores, key=scores.__getitem__)
    rule = found.rule
    if hint in scores:
        plain_sure = _probability(scores, plain) >= SURE
        scores[hint] += HINT
        best = max(scores, key=scores.__getitem__)
        if best != plain or not plain_sure:
            rule = "context"
    else:
        best = plain
    confidence = _probability(scores, best)
    if confidence < SURE:
        return Detection(UNSURE, round(1 - confidence, 3), "undecided")
    return Detection(best, round(confidence, 3), rule)


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
            return Detection(NO_LANGUAGE, 1.0, "no-letters" if text == sample else "address")
        return Detection(lang, 0.3 if lang == UNSURE else 0.9, "script")
    cyrillic = [w for w in words if word_script(w) == "Cyrl"]
    if cyrillic and not _is_western_prose(words, len(cyrillic)):
        return _slavic(cyrillic)
    return _western([w for w in words if word_script(w) == "Latn"])


def _is_western_prose(words: Sequence[str], n_cyrillic: int) -> bool:
    """Tell whether a text with Cyrillic words in it is a sentence in Latin letters: it has function words and outnumbers."""
    if len(words) < 3 * n_cyrillic:
        return False
    return any(not listed(w.lower()).keys().isdisjoint(WESTERN) for w in words)


def _slavic(words: Sequence[str]) -> Detection | _Scores:
    words = [w.translate(letters().look_alikes).replace("’", "'") for w in words]
    lower = " ".join(words).lower()
    chars = frozenset(c for c in lower if c.isalpha())
    foreign = foreign_language(chars)
    if foreign:
        return Detection(foreign, 0.8, "letters")
    bad = misfits(lower)
    least = min(bad.values())
    fitting = [lang for lang in SLAVIC if bad[lang] == least]
    scores, n_listed = word_scores(words, SLAVIC)
    for lang in SLAVIC:
        scores[lang] -= MISFIT * (bad[lang] - least)
    lead = _lead(scores)
    if lead >= CLEAR:
        return _Scores(scores, "letters" if len(fitting) == 1 else "words" if n_listed else "dictionary")
    return _Scores(_with_lingua(scores, lower, SLAVIC), "lingua")


def _western(words: Sequence[str]) -> Detection | _Scores:
    words = [w.replace("’", "'") for w in words]
    scores, _ = word_scores(words, WESTERN)
    if _lead(scores) >= CLEAR:
        return _Scores(scores, "words")
    return _Scores(_with_lingua(scores, " ".join(words), WESTERN), "lingua")


def _with_lingua(scores: Mapping[str, float], text: str, langs: tuple[str, ...]) -> dict[str, float]:
    opinion = lingua_scores(text, langs)
    return {lang: s + LINGUA * math.log(opinion.get(lang, 0.0) + 1e-6) for lang, s in scores.items()}


def _lead(scores: Mapping[str, float]) -> float:
    first, second = sorted(scores.values(), reverse=True)[:2]
    return first - second


def detect_spans(spans: Sequence[Span]) -> list[Detection]:
    """Return the language of each span of one document, in the light of its neighbours.

    Args:
        spans: the spans of one document in order.
    """
    alone = [detect(s.text) for s in spans]
    hints = _hints(alone)
    return [detect(s.text, hint) for s, hint in zip(spans, hints, strict=True)]


def _hints(alone: Sequence[Detection]) -> list[str | None]:
    weight: dict[str, float] = {}
    for d in alone:
        if d.lang in SLAVIC:
            weight[d.lang] = weight.get(d.lang, 0.0) + d.confidence
    main = max(weight, key=weight.__getitem__) if weight else None
    return [main for _ in alone]


@cache
def detector_signature() -> str:
    """Return what the answers depend on: the versions of the detectors and a hash of the data files."""
    digest = sha256("\0".join(data_text(name) for name in DATA).encode()).hexdigest()[:8]
    names = {"lingua-language-detector": "lingua", "pymorphy3-dicts-ru": "opencorpora"}
    return "+".join([f"{short}-{version(name)}" for name, short in names.items()] + [f"data-{digest}"])
