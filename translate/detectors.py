"""The general language detectors that are asked when letters and words leave a doubt.

Loaded on first use, once per process; safe to call from several threads.
"""

import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

_LOADING = threading.Lock()


@lru_cache(maxsize=20_000)
def lingua_scores(text: str, langs: Sequence[str]) -> dict[str, float]:
    """Return lingua's probability of each language among the nine, as {language: 0..1}; empty when it has no idea.

    Args:
        text: what to look at; lingua looks at letters only.
        langs: a tuple with the languages to choose from, a subset of the nine.
    """
    with _LOADING:
        detector = _lingua(tuple(langs))
    return {v.language.iso_code_639_1.name.lower(): v.value for v in detector.compute_language_confidence_values(text)}


@cache
def _lingua(langs: tuple[str, ...]) -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, lang.upper()) for lang in langs]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
