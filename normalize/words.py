"""Whether a string of letters is a word: pymorphy3's OpenCorpora dictionary for Russian, SCOWL's common words for English.

Loaded once for everybody; the ground that cleaning of texts, morphology and name finding stand on.
"""

import functools
import threading
from typing import Any

from normalize.resources import once, read_rows

MAX_CHARS = 40
"""Longer strings are no words: the dictionary's longest entries have fewer letters."""
_lock = threading.RLock()


@functools.cache
def _load() -> Any:
    import pymorphy3  # a fifth of a second, which commands that look at no word need not wait for

    return pymorphy3.MorphAnalyzer()


def analyzer() -> Any:
    """The shared `pymorphy3.MorphAnalyzer` (about 0.2 s and 30 MB on first use), thread-safe to obtain."""
    with _lock:
        return _load()


def plain_lower(text: str) -> str:
    """Lower case with е for ё: the spelling in which Russian words and names are looked up."""
    return text.lower().replace("ё", "е")


@functools.lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether the Russian dictionary holds a word, in any form and in any case of letters."""
    return len(word) <= MAX_CHARS and bool(analyzer().word_is_known(word.lower()))


@once
def english_words() -> frozenset[str]:
    """Return the common English words, lower case, inflected forms included (SCOWL, small list)."""
    return frozenset(row[0] for row in read_rows("normalize", "words_en.tsv.gz", columns=2))


def is_russian_or_english(word: str) -> bool:
    """Whether a word is in either dictionary, in any case of letters."""
    return word.lower() in english_words() if word.isascii() else is_word(word)
