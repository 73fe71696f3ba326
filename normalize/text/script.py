"""Scripts: which alphabet a letter, a word, a text is written in.

Four values are told apart, by their ISO 15924 codes: `Latn`, `Cyrl`, `Mixed` (words of both; not an ISO code) and
`Zyyy` for the rest: digits, punctuation, emoji, and alphabets the project does not deal with.
"""

import re
from typing import Final, Literal

Script = Literal["Latn", "Cyrl", "Mixed", "Zyyy"]

CYRILLIC: Final = "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\u1d2b\u2de0-\u2dff\ua640-\ua66e\ua674-\ua697"
"""Character class of the Cyrillic letters, for use between square brackets."""
LATIN: Final = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)
"""Character class of the Latin letters, for use between square brackets."""

JOINER: Final = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Combining marks, soft hyphen and zero-width characters: they stay inside the word that they stand in."""

WORD: Final = re.compile(
    rf"[{CYRILLIC}{LATIN}][\w{JOINER}]*(?:['’ʼ‘`\-‐‑][{CYRILLIC}{LATIN}\d][\w{JOINER}]*)*", re.UNICODE
)
"""A word: begins with a Latin or Cyrillic letter; hyphens and apostrophes may stand inside it, digits too (HQ-9B)."""

CYRILLIC_LETTER: Final = re.compile(rf"[{CYRILLIC}]")
LATIN_LETTER: Final = re.compile(rf"[{LATIN}]")
ROMAN_NUMERAL: Final = re.compile(r"[IVX]+")
_PART = re.compile(r"[-‐‑]")


def has_cyrillic(text: str) -> bool:
    """Whether a text has a Cyrillic letter."""
    return not text.isascii() and CYRILLIC_LETTER.search(text) is not None


def has_latin(text: str) -> bool:
    """Whether a text has a Latin letter, with or without marks."""
    return LATIN_LETTER.search(text) is not None


def word_script(word: str) -> Literal["Latn", "Cyrl"]:
    """Return the script of one word that contains a Latin or Cyrillic letter.

    A compound with a part in pure Cyrillic (IT-компания, Telegram-канал) is Cyrillic. A single letter from the other
    alphabet, as in a name typed with look-alikes (Рoгoзин), does not change the script: the more frequent one wins.
    """
    if word.isascii() or not CYRILLIC_LETTER.search(word):
        return "Latn"
    if not LATIN_LETTER.search(word):
        return "Cyrl"
    cyrillic, latin = len(CYRILLIC_LETTER.findall(word)), len(LATIN_LETTER.findall(word))
    if cyrillic >= latin:
        return "Cyrl"
    parts = _PART.split(word)
    if len(parts) > 1 and any(len(CYRILLIC_LETTER.findall(p)) > max(1, len(LATIN_LETTER.findall(p))) for p in parts):
        return "Cyrl"
    return "Latn"


def single_script(text: str) -> Script | None:
    """Return the script of a text without letters of both alphabets, None for one with letters of both."""
    if text.isascii() or not CYRILLIC_LETTER.search(text):
        return "Latn" if LATIN_LETTER.search(text) else "Zyyy"
    return None if LATIN_LETTER.search(text) else "Cyrl"


def script_of(text: str) -> Script:
    """Return the script of a text, word by word; Roman numerals beside Cyrillic are of no script (Александр II is `Cyrl`)."""
    script = single_script(text)
    if script:
        return script
    words = [match.group() for match in WORD.finditer(text)]
    scripts = {word_script(word) for word in words if not ROMAN_NUMERAL.fullmatch(word)}
    return scripts.pop() if len(scripts) == 1 else "Mixed"
