"""Every Cyrillic letter of a text in Latin ones: what a reader gets where no translation is usable."""

import re
import unicodedata

from normalize.resources import once, read_rows
from normalize.transliteration.romanize import romanize

_CYRILLIC = re.compile("[\u0400-\u052f\u1c80-\u1c8a\u2de0-\u2dff\ua640-\ua69f]")


def romanized(text: str) -> str:
    """`text` in Latin letters; capitals stay capitals, all else stays as it is.

    Words are written as `romanize` writes them in names (press spelling), so that a name looks the same in every column.
    Letters that Russian lacks (ү, ҳ, ї) come from `data/romanized.tsv`; those outside it are decomposed (ӑ is а with a
    breve); what has no base letter in the table is kept.
    """
    latin = romanize(text)
    return _CYRILLIC.sub(lambda letter: _latin(letter.group(), latin, letter.start()), latin)


def _latin(letter: str, text: str, position: int) -> str:
    table, lower = _table(), letter.lower()
    latin = table.get(lower)
    if latin is None:
        base = unicodedata.normalize("NFD", lower)[0]
        latin = table.get(base, letter if base == lower else romanize(base))
    if letter == lower or not letter.isupper():
        return latin
    return latin.upper() if _among_capitals(text, position) else latin.capitalize()


def _among_capitals(text: str, position: int) -> bool:
    """Whether all is in capitals: Ї is YI in ЇЖАК and Yi in Їжак."""
    after, before = text[position + 1 : position + 2], text[position - 1 : position] if position else ""
    return after.isupper() or (not after.isalpha() and before.isupper())


@once
def _table() -> dict[str, str]:
    return dict(read_rows("normalize.transliteration", "romanized.tsv", columns=2))
