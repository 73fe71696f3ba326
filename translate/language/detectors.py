"""The general language detectors that are asked when letters and words leave a doubt.

Loaded on first use, once per process; safe to call from several threads; none of them downloads anything.
"""

import importlib.util
import math
import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lingua import LanguageDetector

_LOADING = threading.Lock()
_CACHED = 20_000


@lru_cache(maxsize=_CACHED)
def lingua_scores(text: str, langs: tuple[str, ...]) -> dict[str, float]:
    """Return lingua's probability of each language, {language: 0..1}, adding up to 1 over `langs`; 0 for all without letters.

    Args:
        text: what to look at; lingua looks at letters only.
        langs: the languages to choose from (ISO 639-1).
    """
    with _LOADING:
        detector = _lingua(langs)
    return {v.language.iso_code_639_1.name.lower(): v.value for v in detector.compute_language_confidence_values(text)}


@lru_cache(maxsize=_CACHED)
def langid_scores(text: str, langs: tuple[str, ...] | None = None) -> dict[str, float]:
    """Return py3langid's probability of each language, {language: 0..1}, adding up to 1.

    Args:
        text: what to look at.
        langs: the languages to choose from (ISO 639-1); all 97 when None.
    """
    with _LOADING:
        identifier = _langid(langs)
    return dict(identifier.rank(text))


@cache
def langid_languages() -> frozenset[str]:
    """Return the languages that py3langid knows."""
    with _LOADING:
        return frozenset(_langid(None).labels)


@cache
def has_langdetect() -> bool:
    """Whether langdetect is there: it has no wheel, so that hardened installations go without."""
    return importlib.util.find_spec("langdetect") is not None


@lru_cache(maxsize=_CACHED)
def langdetect_best(text: str) -> tuple[str, float]:
    """Return langdetect's best language of its 55 and the probability of that; ("und", 0.0) when it finds no letters.

    Raises:
        ImportError: it is not installed; `has_langdetect` tells.
    """
    from langdetect.lang_detect_exception import LangDetectException

    with _LOADING:
        factory = _langdetect()
    detector = factory.create()
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return "und", 0.0
    return (found[0].lang.split("-")[0], min(1.0, found[0].prob)) if found else ("und", 0.0)


@cache
def _lingua(langs: tuple[str, ...]) -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, lang.upper()) for lang in langs]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


@cache
def _langid(langs: tuple[str, ...] | None) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(langs)
    return identifier


@cache
def _langdetect() -> Any:
    """Return langdetect's factory: profiles loaded before any thread asks, and seeded, as its answers are random otherwise."""
    from langdetect import detector_factory

    detector_factory.DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory  # noqa: SLF001  # its `detect` would sort through the same object


def log_opinion(scores: dict[str, float], lang: str) -> float:
    """Return the logarithm of a detector's probability, not below that of one in a million: none of them is that sure."""
    return math.log(scores.get(lang, 0.0) + 1e-6)
