"""Whether a text consists of words: what tells a repaired text from letters that another reading of the bytes happens to give.

Letter pairs can be fooled by shouts and repetitions ("ЭЭЭЭЭ", "#хэштег #хэштег"): a few pairs, many times over. Here every
word counts once, and it has to be in the dictionary.
"""

import functools
import re
from dataclasses import dataclass
from typing import Final

from normalize.words import is_word

_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]+")
_LOOKED_AT: Final = 4000
"""Characters at the beginning of a text that are looked at."""
_SHORTEST: Final = 3
"""Two letters are in the dictionary too often by chance."""


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """What is known of the words of a text; each different word counts once.

    Attributes:
        n_known: words of the dictionary, of three letters or more.
        known: letters in them.
        letters: letters in all words of three letters or more.
        distinct: different letters in the whole text, case left out.
    """

    n_known: int
    known: int
    letters: int
    distinct: int

    @property
    def mostly_words(self) -> bool:
        """Whether the words of the dictionary hold two fifths of the letters: names and cut words are not in it."""
        return 5 * self.known >= 2 * self.letters > 0


def word_evidence(text: str) -> WordEvidence:
    """Weigh the words of a text, its first 4,000 characters; words of other alphabets than Cyrillic count as unknown.

    Args:
        text: any text.
    """
    return _weighed(text[:_LOOKED_AT])


@functools.lru_cache(maxsize=256)  # a stretch is asked about several times before the next one is tried
def _weighed(text: str) -> WordEvidence:
    words = {word.lower() for word in _WORD.findall(text)}
    long = [word for word in words if len(word) >= _SHORTEST]
    known = [word for word in long if _CYRILLIC.fullmatch(word) and len(set(word)) > 1 and is_word(word)]
    return WordEvidence(len(known), sum(map(len, known)), sum(map(len, long)), len(set("".join(words))))
