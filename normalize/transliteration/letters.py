"""Cyrillic in Latin letters: what is left when no translation is usable. The table is `data/romanized.tsv`."""

import unicodedata
from functools import cache
from typing import Final

from normalize.resources import read_rows

TABLE: Final = "romanized.tsv"


def romanized(text: str) -> str:
    """`text` with every Cyrillic letter in Latin ones; capitals stay capitals, all else stays as it is.

    Letters outside the table are decomposed (ӑ is а with a breve); what has no base letter in it is kept.
    """
    table = _table()
    out: list[str] = []
    for position, letter in enumerate(text):
        latin = _latin(letter.lower(), table)
        if latin is None:
            out.append(letter)
        elif letter.islower():
            out.append(latin)
        else:
            out.append(latin.upper() if _among_capitals(text, position) else latin.capitalize())
    return "".join(out)


def _latin(letter: str, table: dict[str, str]) -> str | None:
    if letter in table:
        return table[letter]
    if letter.isascii():
        return None
    base = unicodedata.normalize("NFD", letter)[0]
    return table.get(base)


def _among_capitals(text: str, position: int) -> bool:
    """Ж is ZH in ЖКХ and Zh in Жуков."""
    after, before = text[position + 1 : position + 2], text[position - 1 : position] if position else ""
    return after.isupper() or (not after.isalpha() and before.isupper())


@cache
def _table() -> dict[str, str]:
    return dict(read_rows("normalize.transliteration", TABLE, columns=2))
