"""The language of a span."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from normalize.resources import content_digest, data_text, versions_of
from translate.language.alphabets import family
from translate.language.detectors import langid_languages
from translate.language.examine import examine
from translate.language.mentioned import with_mentions
from translate.language.neighbours import Vote, hints, vote
from translate.language.other_cyrillic import other_languages
from translate.language.result import NO_LANGUAGE, RUSSIAN_IN_LATIN, UNSURE, Detection, Scores
from translate.language.russian_entries import GLOSSARY, LEXICON
from translate.segment.spans import Span

SAMPLE: Final = 1000
"""Characters of a span that are looked at: more change no answer, and keep a span of a megabyte cheap."""
PRIOR: Final = {"ru": 0.7, "en": 0.5}
"""Logarithm of how much likelier a language is before anything is known: this is a tool for Russian and English pages."""
HINT: Final = 3.0
"""The same for the language of the surroundings: twenty spans of the language of the page to one of another."""
HINT_SHORT: Final = 2.0
"""Added to HINT for a single word, half of it for two, a third for three: their own evidence is weak."""
SURE: Final = 0.5
"""Probability below which the answer is `und`."""
ENTRY_VOTES: Final = 0.9
"""Confidence from which an entry of the Russian glossary that looks like another language counts for that language."""


def detect(text: str, hint: str | None = None) -> Detection:
    """Return the language of a text; works on any string, in time that is bounded for long ones.

    Args:
        text: a span; a thousand characters from its first letter on are looked at.
        hint: the language of its surroundings, which decides where the text itself says little.

    >>> detect("Войти", hint="ru").lang, detect("Увійти", hint="ru").lang, detect("12:30").lang
    ('ru', 'uk', 'zxx')
    """
    found = examine(_sample(text))
    return found if isinstance(found, Detection) else _decide(found, hint)


def detect_spans(spans: Sequence[Span], hint: str | None = None) -> list[Detection]:
    """Return the language of each span of one document, in the light of its neighbours, and which are only mentioned.

    Args:
        spans: the spans of one document in order.
        hint: the language that the source declares for the document; it decides where the document says nothing.
    """
    examined = [examine(_sample(s.text)) for s in spans]
    votes = [_vote(found, len(s.text)) for found, s in zip(examined, spans, strict=True)]
    suggested = {f: hints([v if v and family(v[0]) == f else None for v in votes]) for f in ("Cyrl", "Latn")}
    decided = [
        found if isinstance(found, Detection) else _decide(found, suggested[found.family][i] or hint)
        for i, found in enumerate(examined)
    ]
    return with_mentions(spans, decided)


@cache
def detector_signature() -> str:
    """Return what the answers depend on: the versions of the detectors and a hash of the data files."""
    packages = versions_of("lingua-language-detector", "py3langid", "langdetect", "pymorphy3-dicts-ru")
    total = hashlib.blake2b(digest_size=8)
    total.update(
        content_digest("translate.language", "normalize.text", "normalize.morphology", "normalize.gazetteer").encode()
    )
    for name in (*GLOSSARY, LEXICON):
        total.update(data_text("translate", name).encode())
    return f"{packages}+{total.hexdigest()}"


def _vote(found: Detection | Scores, length: int) -> Vote | None:
    if isinstance(found, Detection):
        alone = found
    else:
        alone = _decide(replace(found, russian=0.0), None)
        if found.russian and alone.lang != "ru" and alone.confidence < ENTRY_VOTES:
            return None
    return None if alone.lang in (UNSURE, NO_LANGUAGE) else vote(alone.lang, alone.confidence, length)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return text[start : start + SAMPLE]


def _decide(found: Scores, hint: str | None) -> Detection:
    scores = {lang: s + PRIOR.get(lang, 0.0) for lang, s in found.langs.items()}
    best = max(scores, key=scores.__getitem__)
    rule = found.rule
    competes = hint is not None and _competes(hint, found)
    if found.russian and not competes:
        alone = best
        scores["ru"] += found.russian
        best = max(scores, key=scores.__getitem__)
        rule = rule if alone == best else "entry"
    if hint and competes:
        scores.setdefault(hint, found.other)
        alone, sure = best, _probability(scores, best) >= SURE
        scores[hint] += HINT + HINT_SHORT / found.n_words
        best = max(scores, key=scores.__getitem__)
        rule = rule if sure and best == alone else "context"
    confidence = _probability(scores, best)
    if best == UNSURE or confidence < SURE:
        return Detection(UNSURE, round(confidence if best == UNSURE else 1 - confidence, 3), "undecided")
    return Detection(best, round(confidence, 3), rule)


def _competes(lang: str, found: Scores) -> bool:
    """Whether a language is known and written in the letters of the text."""
    if lang in found.langs:
        return lang != UNSURE
    known = lang == RUSSIAN_IN_LATIN or lang in langid_languages() or lang in other_languages()
    return known and family(lang) == found.family


def _probability(scores: Mapping[str, float], lang: str) -> float:
    return 1 / sum(math.exp(min(50.0, s - scores[lang])) for s in scores.values())
