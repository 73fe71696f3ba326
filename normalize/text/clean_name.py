"""Clean one name: invisible characters, spaces, quotes, emoji, look-alike letters; every repair is named.

The cleaned name is what the rest of the package compares, inflects and romanises. Offsets are not kept: a name is
cleaned after it has been cut out of its document.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from normalize.text.homoglyphs import repair_homoglyphs
from normalize.text.marks import STRESS

MAX_NAME_CHARS = 300
"""Longer names are cut at the last space before this many characters (repair ``truncated``)."""


@dataclass(frozen=True, slots=True)
class CleanName:
    """A cleaned name.

    Attributes:
        text: the name, possibly empty when nothing in it was a letter or digit.
        repairs: what was changed, in order, from `REPAIRS`; empty when the name was clean.
    """

    text: str
    repairs: tuple[str, ...]


_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02b9\u02bb\u02bd\u2032\uff07`\u00b4]")
_DOUBLE_QUOTES = re.compile("[\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2039\u203a\u275d\u275e\uff02]|''")
_DASHES = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d]")
_COMPATIBILITY = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u2160-\u217f]+")
_JOINERS = "\u200c\u200d"  # meaningful inside Arabic and Indic words, noise elsewhere
_JOINING_SCRIPTS = re.compile("[\u0600-\u08ff\u0900-\u0dff]")
_EDGE_JUNK = " \t,;:!?/\\|*•·#_=+~<>^…-"
_PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
_FINAL_DOT = re.compile(r"(?<=[^\W\d_]{5})\.+$|(?<=\.)\.+$")
_KEPT_SYMBOLS = "№°©®™"
_CLEAN = re.compile("[A-Za-z]+(?:[ -][A-Za-z]+)*|[А-Яа-яЁё]+(?:[ -][А-Яа-яЁё]+)*")
"""The common case: words of one alphabet, nothing to repair."""
_TRADE_MARKS = re.compile("[©®™℠]")


def _unescape(text: str) -> str:
    return html.unescape(text) if "&" in text and ";" in text else text


def _compatibility(text: str) -> str:
    return _COMPATIBILITY.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _stress(text: str) -> str:
    return STRESS.sub("", text)


def _invisible(text: str) -> str:
    keep = _JOINERS if _JOINING_SCRIPTS.search(text) else ""
    return "".join(
        c
        for c in text
        if c in keep or c in "\t\n\r\v\f" or unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )


def _emoji(text: str) -> str:
    text = _TRADE_MARKS.sub("", text)
    drop = [c for c in text if unicodedata.category(c) in {"So", "Sk"} and c not in _KEPT_SYMBOLS and c not in "`´^"]
    if not drop and "\ufe0f" not in text and "\u20e3" not in text:
        return text
    bad = {*drop, "\ufe0f", "\ufe0e", "\u20e3"}
    return "".join(" " if c in bad else c for c in text)


def _dashes(text: str) -> str:
    return _DASHES.sub("-", text)


def _apostrophes(text: str) -> str:
    return _APOSTROPHES.sub("'", text)


def _quotes(text: str) -> str:
    return _DOUBLE_QUOTES.sub('"', text)


def _whitespace(text: str) -> str:
    return " ".join(text.split())


def _without_junk(text: str) -> str:
    """A plus right after a letter is a part of the name: OPEC+."""
    inner = text.strip(_EDGE_JUNK)
    end = text.find(inner) + len(inner)
    return f"{inner}+" if text[end : end + 1] == "+" and inner[-1:].isalpha() else inner


def _edges(text: str) -> str:
    """Drop punctuation around the name, brackets and quotes that enclose all of it or have no partner."""
    while text:
        before = text
        text = _FINAL_DOT.sub("", _without_junk(text).lstrip("."))
        if len(text) > 1 and _PAIRS.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
            text = text[1:-1]
        for opening, closing in _PAIRS.items():
            text = _drop_unpaired(text, opening, closing)
        if text == before:
            return text
    return text


def _drop_unpaired(text: str, opening: str, closing: str) -> str:
    if opening == closing:
        if text.count(opening) == 1:
            return text.strip(opening)
        return text
    if text.endswith(opening) or (text.startswith(opening) and closing not in text):
        text = text.strip(opening)
    if text.startswith(closing) or (text.endswith(closing) and opening not in text):
        text = text.strip(closing)
    return text


def _no_letters(text: str) -> str:
    return text if any(c.isalnum() for c in text) else ""


def _homoglyphs(text: str) -> str:
    """Repair look-alikes; a repaired letter may carry a stress mark, which parted it from more of them."""
    for _ in range(len(text)):
        repaired = _stress(repair_homoglyphs(text))
        if repaired == text:
            break
        text = repaired
    return text


REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("entity", _unescape),
    ("compatibility", _compatibility),
    ("composed", _compose),
    ("stress_mark", _stress),
    ("emoji", _emoji),
    ("invisible", _invisible),
    ("composed", _compose),  # again: a removed character may have kept a letter and its mark apart
    ("stress_mark", _stress),
    ("dash", _dashes),
    ("apostrophe", _apostrophes),
    ("quotes", _quotes),
    ("whitespace", _whitespace),
    ("edges", _edges),
    ("no_letters", _no_letters),
    ("homoglyph", _homoglyphs),
    ("edges", _edges),  # again: whether the last dot belongs to the name depends on its letters
)
"""Name of each repair and the function that makes it, in the order they run."""


def _truncate(text: str) -> str:
    cut = text[:MAX_NAME_CHARS]
    head, space, _ = cut.rpartition(" ")
    return head if space and head else cut


def clean_name(text: str) -> CleanName:
    """Clean one name and say what was repaired.

    Args:
        text: any string: a name as found in a document, a table or on a command line.

    Returns:
        The cleaned name. It is idempotent: cleaning a cleaned name changes nothing and reports no repair.
        Names in scripts other than Cyrillic, Latin and Greek keep their letters as they are.
    """
    if len(text) <= MAX_NAME_CHARS and _CLEAN.fullmatch(text):
        return CleanName(text, ())
    repairs = []
    if len(text) > 4 * MAX_NAME_CHARS:  # keeps the cost of a pathological input small
        text = text[: 4 * MAX_NAME_CHARS]
        repairs.append("truncated")
    for name, repair in REPAIRS:
        repaired = repair(text)
        if repaired != text:
            repairs.append(name)
            text = repaired
    if len(text) > MAX_NAME_CHARS:
        text = _edges(_truncate(text))
        if "truncated" not in repairs:
            repairs.append("truncated")
    return CleanName(text, tuple(dict.fromkeys(repairs)))
