"""How bad an attempt is: each problem by its weight and by how much of it there is, and content that another attempt has.

A code says that something is wrong, not how much: an attempt that keeps a number and loses the rest of the sentence would
win against one that has all but the number.
"""

import re
from typing import Final

from translate.numbers.compare import changed_numbers
from translate.prepare.frame import function_words
from translate.quality.checks import Context, lost_latin, quantities_only

SEVERITY: Final[dict[str, int]] = {
    "empty": 100,
    "looped": 40,
    "copied": 30,
    "truncated": 20,
    "length": 10,
    "entities": 6,
    "latin": 5,
    "placeholders": 20,
    "acronyms": 4,
    "acronym_guessed": 1,
    "terms": 5,
    "numbers": 5,
    "units": 4,
    "members": 4,
    "doubled": 3,
}
"""How bad each is, for choosing between imperfect attempts."""
LOST_WORD: Final = 2.0
"""How bad a word of content is that another attempt has: three of them outweigh a number."""
FREE_WORDS: Final = 1
"""Words of content that an attempt may have fewer: there are shorter ways to say a thing."""
_MOST: Final = 20
"""Times a severity counts at most: a text of a hundred wrong numbers is no worse than an empty one."""

_WORD = re.compile(r"[^\W\d_]{3,}")


def damage(source: str, target: str, problems: tuple[str, ...], context: Context) -> float:
    """Sum over the problems of a translation, by weight and number; 0 for a clean one."""
    return sum(SEVERITY[code] * min(_MOST, max(1, _amount(code, source, target, context))) for code in problems)


def content(text: str) -> int:
    """How many different words of content an English text has: three letters or more, no words of grammar."""
    return len(set(_WORD.findall(text.lower())) - function_words())


def lost_content(has: int, other_has: int, source: str) -> float:
    """How bad it is that an attempt has so many words of content, when another has so many.

    No more than the source has count: a hallucination is no content.
    """
    expected = min(other_has, len(set(_WORD.findall(source.lower()))))
    return LOST_WORD * max(0, expected - has - FREE_WORDS)


def _amount(code: str, source: str, target: str, context: Context) -> int:
    if code == "numbers":
        source, target = quantities_only(source, target, context.source_lang)
        return len(changed_numbers(source, target, context.source_lang, context.target_lang))
    if code == "latin":
        return len(lost_latin(source, target))
    return 1
