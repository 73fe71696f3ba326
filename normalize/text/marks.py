"""Marks that dictionaries and encyclopaedias put on Russian words, and words written with spaces between their letters.

Neither is part of the word: models and taggers that meet «Росси́я» or «В Н И М А Н И Е» read pieces of words.
"""

import re
from typing import Final

STRESS: Final = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]+")
"""Stress marks, acute and grave, behind a Cyrillic letter; й and ё carry other marks."""
_ACCENTED: Final = str.maketrans("ЀѐЍѝ", "ЕеИи")
"""Letters that normalisation makes of a vowel with a grave accent; Russian has none of them."""

_GAP = "[ \u00a0\u2009\u202f]"
_SPACED = re.compile(rf"(?<![\w.,-])[^\W\d_](?:{_GAP}[^\W\d_]){{3,}}(?![\w.])")
"""Four single letters or more, one blank between them. Initials have full stops."""


def without_stress(text: str) -> str:
    """`text` without stress marks.

    >>> without_stress("за\u0301мок")
    'замок'
    """
    return STRESS.sub("", text).translate(_ACCENTED) if _has_stress(text) else text


def stress_offsets(text: str) -> list[int] | None:
    """For every offset in `without_stress(text)`, its end included, the offset in `text`; None when they are the same.

    A mark belongs to the letter before it.
    """
    if not STRESS.search(text):
        return None
    offsets: list[int] = []
    last = 0
    for match in STRESS.finditer(text):
        offsets += range(last, match.start())
        last = match.end()
    return [*offsets, *range(last, len(text) + 1)]


def join_spaced_letters(text: str) -> str:
    """`text` with letter-spaced words written without the spaces; wider gaps stay as the spaces between words.

    >>> join_spaced_letters("В Н И М А Н И Е")
    'ВНИМАНИЕ'
    """
    return _SPACED.sub(_joined, text)


def has_spaced_letters(text: str) -> bool:
    """Whether a word in it is letter-spaced."""
    return bool(_SPACED.search(text))


def _joined(match: re.Match[str]) -> str:
    return re.sub(_GAP, "", match.group())


def _has_stress(text: str) -> bool:
    return "\u0301" in text or "\u0300" in text or any(c in text for c in "ЀѐЍѝ")
