"""Repair words that mix look-alike letters of two alphabets (Рoгoзин with a Latin o).

Decided word by word: a word goes to the script that can hold all of its letters. Words that are wholly in one script
are left alone, but for a lone initial among words of the other script ("Д. O. Рогозин"). A Latin word with a Russian
case ending (Trump'а, Bushем) is no mistake and is kept.
"""

import functools
import re
from collections.abc import Callable

from normalize.resources import read_rows
from normalize.text.script import CYRILLIC_LETTER, LATIN_LETTER, has_cyrillic, has_latin

_PART = re.compile(r"[^\W\d_]+(?:0[^\W\d_]+)*")
_GREEK = re.compile("[\u0370-\u03ff]")
_RUSSIAN_ENDING = re.compile(
    "^[A-Za-z\u00c0-\u024f]{2,}'?(?:а|у|е|ом|ем|ой|ы|и|ов|ам|ами|ах|ский|ского|овский|овского)$",
)
_SIDE_BY_SIDE = re.compile("[\u0400-\u04ff][A-Za-z\u00c0-\u024f]|[A-Za-z\u00c0-\u024f][\u0400-\u04ff]")
_ENDING = re.compile("[A-Za-z]+[\u0400-\u04ff]+")
_TOKEN = re.compile(r"(?<![^\s])(?!\S*(?:[/@#_\\]|\w\.\w))\S+")
"""What stands between spaces and is no address."""
_NUMERALS = frozenset("IX")
"""Latin letters that without a dot are a ruler's number: Пётр I."""
_USES = ("repair", "language", "both")
_ZERO = re.compile("(?<=[\u0400-\u04ff])0(?=[\u0430-\u044f])")


@functools.cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    """The rows of clean_homoglyphs.tsv: Cyrillic letter, Latin and Greek twin ("-" for none), what it is used for.

    Raises:
        ValueError: a use is none of repair, language and both.
    """
    rows = tuple(read_rows("normalize.text", "clean_homoglyphs.tsv", columns=4, required=4))
    for cyrillic, latin, _, use in rows:
        if use not in _USES:
            raise ValueError(f"clean_homoglyphs.tsv, {cyrillic} {latin}: {use!r} is none of {', '.join(_USES)}")
    return tuple((cyrillic, latin, greek, use) for cyrillic, latin, greek, use in rows)


@functools.cache
def letters_taken_for_cyrillic() -> dict[str, str]:
    """Return the Latin letters that inside a Cyrillic word count as Cyrillic when its language is asked, lower case."""
    return {latin: cyrillic for cyrillic, latin, _, use in _rows() if use != "repair"}


@functools.cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Maps of look-alikes to Cyrillic and to Latin."""
    to_cyrillic: dict[str, str] = {}
    to_latin: dict[str, str] = {}
    for cyrillic, latin, greek, use in _rows():
        if use == "language":
            continue
        if latin != "-":
            to_cyrillic[latin] = cyrillic
            to_latin[cyrillic] = latin
        if greek != "-":
            to_cyrillic[greek] = cyrillic
            if latin != "-":
                to_latin[greek] = latin
    return to_cyrillic, to_latin


def _convert(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(c, c) for c in word)


def _repair_word(word: str, majority: str, dotted: bool) -> str:
    to_cyrillic, to_latin = _tables()
    cyrillic, latin, greek = (bool(p.search(word)) for p in (CYRILLIC_LETTER, LATIN_LETTER, _GREEK))
    if cyrillic + latin + greek < 2:
        if len(word) == 1 and majority == "Cyrl" and (latin or greek) and (dotted or word not in _NUMERALS):
            return to_cyrillic.get(word, word) if word.isupper() else word
        if len(word) == 1 and majority == "Latn" and (cyrillic or greek):
            return to_latin.get(word, word) if word.isupper() else word
        return word
    if _RUSSIAN_ENDING.match(word) and not _looks_cyrillic(word):
        return word
    as_cyrillic = _convert(word, to_cyrillic)
    as_latin = _convert(word, to_latin)
    pure_cyrillic = not has_latin(as_cyrillic) and not _GREEK.search(as_cyrillic)
    pure_latin = not has_cyrillic(as_latin) and not _GREEK.search(as_latin)
    if pure_cyrillic and pure_latin:
        return as_latin if majority == "Latn" else as_cyrillic
    if pure_cyrillic:
        return as_cyrillic
    if pure_latin:
        return as_latin
    return word


def _looks_cyrillic(word: str) -> bool:
    """Whether every Latin letter of the word has a Cyrillic twin, so that the word may be Cyrillic altogether."""
    to_cyrillic, _ = _tables()
    return all(c in to_cyrillic or not LATIN_LETTER.match(c) for c in word)


def repair_homoglyphs(text: str) -> str:
    """Return the text with each mixed-alphabet word moved into one alphabet, where that is possible.

    Args:
        text: a name with ordinary spaces.

    Returns:
        The same text when nothing is mixed or when no single alphabet can hold the word.
    """
    return _settled(_repair_once, text)


def _settled(repair: Callable[[str], str], text: str) -> str:
    """Repair until nothing changes: a repaired word can tip the majority for others beside it, once."""
    for _ in range(4):
        repaired = repair(text)
        if repaired == text:
            break
        text = repaired
    return text


def _repair_once(text: str) -> str:
    text = _ZERO.sub("о", text)
    if not (has_cyrillic(text) or _GREEK.search(text)) or not (has_latin(text) or _GREEK.search(text)):
        return text
    n_cyrillic, n_latin = len(CYRILLIC_LETTER.findall(text)), len(LATIN_LETTER.findall(text))
    majority = "Cyrl" if n_cyrillic > n_latin else "Latn" if n_latin > n_cyrillic else ""
    return _ZERO.sub(
        "о",
        _PART.sub(
            lambda match: _repair_word(match.group(), majority, match.string[match.end() : match.end() + 1] == "."),
            text,
        ),
    )


def repair_text(text: str) -> str:
    """Return a text of any length with its mixed-alphabet words repaired, line by line; every letter keeps its place.

    Single letters, and what an address, a handle or a hashtag is made of, are left alone.
    """
    if not _SIDE_BY_SIDE.search(text):
        return text
    return "\n".join(_settled(_repair_line, line) if _SIDE_BY_SIDE.search(line) else line for line in text.split("\n"))


def _repair_line(line: str) -> str:
    majority = "Cyrl" if len(CYRILLIC_LETTER.findall(line)) > len(LATIN_LETTER.findall(line)) else "Latn"
    return _TOKEN.sub(lambda token: _PART.sub(lambda m: _repair_mixed(m.group(), majority), token.group()), line)


def _repair_mixed(word: str, majority: str) -> str:
    if not _SIDE_BY_SIDE.search(word):
        return word
    repaired = _repair_word(word, majority, dotted=False)
    return word if repaired.isascii() and _ENDING.fullmatch(word) else repaired  # SMSка is no SMSka
