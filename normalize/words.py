"""Whether a string of letters is a Russian word: pymorphy3's OpenCorpora dictionary, loaded once for everybody."""

import functools
import threading
from typing import Any

import pymorphy3

MAX_CHARS = 40
"""Longer strings are no words: the dictionary's longest entries have fewer letters."""
_lock = threading.RLock()


@functools.cache
def _load() -> Any:
    return pymorphy3.MorphAnalyzer()


def analyzer() -> Any:
    """The shared `pymorphy3.MorphAnalyzer` (about 0.2 s and 30 MB on first use), thread-safe to obtain."""
    with _lock:
        return _load()


@functools.lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether the dictionary holds a word, in any form and in any case of letters."""
    return len(word) <= MAX_CHARS and bool(analyzer().word_is_known(word.lower()))
