"""The probability that a translation does not mislead, and the doubt that follows from a low one.

A logistic model on a dozen cheap features; weights and how they came about are in data/quality.tsv. "Quality estimation without
references" is the field's name; a word-level or neural estimator (Specia et al. 2018; Rei et al. 2020) would need a second
model many times the size of the one that translates.
"""

import math
from dataclasses import replace
from typing import Final

from normalize.resources import once, read_rows
from translate.quality.features import features
from translate.types import DOUBTFUL, FAILED, GLOSSARY, HUMAN, MENDED, OK, ROMANIZED, Translation

DOUBTFUL_BELOW: Final = 0.35
"""On the unseen half of the labelled rows 84 % of what lies below is misleading, which is 60 % of all that is misleading
(bench/calibrate.py prints both); higher, the share falls towards a half."""

LOW_QUALITY: Final = "quality"
"""Code in `reason` of what no check complains about and is doubted all the same."""

BY_STATUS: Final = {HUMAN: 1.0, GLOSSARY: 0.93, ROMANIZED: 0.0, FAILED: 0.0}
"""Quality of what no model has said. Glossary: of 65 entries that answered for texts of the labelled set, 60 were the right
sense of a word that stands alone. What is only romanised or left as it was tells a reader of English nothing."""

_DIGITS: Final = 3
_EXTREME: Final = 8.0  # log-odds: nothing is surer than three digits can tell
_INTERCEPT: Final = "(intercept)"


def judged(source: str, translation: Translation) -> Translation:
    """The translation with its quality, `doubtful` where that is low.

    Args:
        source: the Russian text.
        translation: its English, checks and names included.
    """
    quality = estimate(source, translation)
    if translation.status in {OK, MENDED} and quality < DOUBTFUL_BELOW:
        reason = "+".join(filter(None, [translation.reason, LOW_QUALITY]))
        return replace(translation, status=DOUBTFUL, reason=reason, quality=quality)
    return replace(translation, quality=quality)


def estimate(source: str, translation: Translation) -> float:
    """Probability, 0 to 1, that a reader of the English alone is not misled."""
    if translation.status in BY_STATUS:
        return BY_STATUS[translation.status]
    if translation.text == source:  # nothing to translate in it
        return 1.0
    found = features(source, translation)
    weights = _weights()["score" in found]
    total = weights[_INTERCEPT] + sum(weights[name] * value for name, value in found.items())
    return round(1 / (1 + math.exp(-max(-_EXTREME, min(_EXTREME, total)))), _DIGITS)


@once
def _weights() -> dict[bool, dict[str, float]]:
    """Weights by feature, for translations with a score (True) and without (False)."""
    rows = list(read_rows("translate.quality", "quality.tsv", columns=3, required=3))
    return {
        True: {name: float(with_score) for name, with_score, _ in rows},
        False: {name: float(without) for name, _, without in rows},
    }
