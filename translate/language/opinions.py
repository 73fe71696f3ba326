"""Asking detectors in turn: lingua first, py3langid where a doubt remains."""

from collections.abc import Mapping
from typing import Final

from translate.language.detectors import langid_scores, lingua_scores, log_opinion
from translate.language.result import Scores
from translate.language.word_evidence import UNLISTED

LINGUA: Final = 2.0
"""Weight of lingua's log-probabilities beside those of the words."""
MAX_LOG_ODDS: Final = 2.0
"""Logarithm of the odds that a detector is believed about a single word, twice of two: they are too sure of single ones."""
LANGID: Final = 1.0
"""Weight of py3langid's log-probabilities."""
CLEAR: Final = 5.0
"""Lead in log-likelihood at which the next detector is not asked any more."""
CLOSE: Final = 3.0
"""Lead at which lingua decides without py3langid."""


def ask(
    scores: Mapping[str, float], text: str, langs: tuple[str, ...], n_words: int, n_listed: int, script: str
) -> Scores:
    """Add the opinion of lingua, and in case of doubt that of py3langid; a single letter is none of their business."""
    other = n_listed * UNLISTED
    if len(text) == 1:
        return Scores(scores, "words", n_words, script, other)
    floor = -MAX_LOG_ODDS * n_words
    opinion = lingua_scores(text, langs)
    scores = {lang: s + LINGUA * max(log_opinion(opinion, lang), floor) for lang, s in scores.items()}
    if lead(scores) >= CLOSE:
        return Scores(scores, "lingua", n_words, script, other)
    opinion = langid_scores(text, langs)
    scores = {lang: s + LANGID * max(log_opinion(opinion, lang), floor) for lang, s in scores.items()}
    return Scores(scores, "vote", n_words, script, other)


def lead(scores: Mapping[str, float]) -> float:
    """Return by how much the best of two or more languages is ahead of the next."""
    first, second = sorted(scores.values(), reverse=True)[:2]
    return first - second
