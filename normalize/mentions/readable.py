"""A text as the taggers should read it: same length, so that offsets stay, but without what confuses them.

Words that mix alphabets are repaired, emoji and characters that are none become dots or spaces, headlines in capitals
or with a capital on every word get the capitals of running text, an agency between strokes stands in brackets, and very
long addresses are left blank.
"""

import re
import unicodedata

from normalize.mentions.headlines import recase_headlines
from normalize.text.homoglyphs import repair_homoglyphs
from normalize.text.script import has_cyrillic

_UNUSUAL = re.compile("[^\t\n\r -~\u00a0-\u036f\u0386-\u052f\u2010-\u2015\u2018-\u201f\u2026\u20bd\u2116]")
_LATIN_OR_GREEK = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff]")
_BETWEEN_STROKES = re.compile(r"(?<![\w/])/([A-ZА-ЯЁ][\w «»\"-]{1,30})/(?![\w/])")
"""An agency in a dateline: MOSCOW, November 5. /TASS/."""
_LONG_ADDRESS = re.compile(r"\w+://\S{200,}")
"""An address of hundreds of marks, each of which would be a word of its own; no name is looked for in it anyway."""
_SYMBOL = ","
"""Stands for an emoji: a mark that belongs to no name and ends one; the taggers read on after it as after words in a list."""


def _plain(match: re.Match[str]) -> str:
    category = unicodedata.category(match.group())
    if category in {"So", "Sk"}:
        return _SYMBOL
    return (
        " "
        if category in {"Cc", "Cs", "Co", "Cn", "Mn", "Me"} and match.group() not in "\u0300\u0301"
        else match.group()
    )


def readable(text: str) -> str:
    """The text as taggers should read it, character for character.

    Args:
        text: any string; lone surrogates and control characters may be in it.

    Returns:
        A string of the same length.
    """
    plain = _UNUSUAL.sub(_plain, text)
    if "://" in plain:
        plain = _LONG_ADDRESS.sub(lambda match: " " * len(match[0]), plain)
    if has_cyrillic(plain) and _LATIN_OR_GREEK.search(plain):
        repaired = repair_homoglyphs(plain)
        plain = repaired if len(repaired) == len(plain) else plain
    return recase_headlines(_BETWEEN_STROKES.sub(r"(\1)", plain))
