"""Unicode text to clean Unicode text: one small fixer per kind of damage, in one table, each with a stable name.

Correct text passes unchanged: joiners inside emoji, Persian and Indic words, stress marks, typographic quotes and
right-to-left marks beside right-to-left letters are text, not damage.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Callable
from html.entities import html5
from typing import Final

from normalize.text.homoglyphs import repair_text
from normalize.text.mojibake import fix_mojibake
from normalize.words import is_russian_or_english, is_word

_NEWLINES: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = re.compile(
    "\x1b\\[[0-9;?]*[a-zA-Z]|[\x00-\x08\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0001]"
)
_SOFT_HYPHEN_BREAK: Final = re.compile("\u00ad+[ \t]*\n[ \t]*(?=\\w)|\u00ad+")
_ENTITY: Final = re.compile(r"&(?:amp;|#38;|#[xX]26;)*(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_NOT_SIGN: Final = "\u00ac"
"""What some programs show for a soft hyphen."""
_LINE_HYPHEN: Final = re.compile("(?<=[^\\W\\d_])([-\u2010\u00ac])[ \t]*+\n[ \t]*+(?=[^\\W\\d_])")
_SIGN_IN_WORD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})\u00ac([^\W\d_]{1,40})(?![^\W\d_])")
_WORD_END: Final = re.compile(r"(?:[^\W\d_]|(?<=[^\W\d_])-)+\Z")
_WORD_START: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_WORD: Final = 40
_NBSP: Final = re.compile("[\u00a0\u2007\u202f]")
_SPACES: Final = re.compile("[\u2000-\u2006\u2008-\u200a\u205f]")
_ALWAYS_ZERO_WIDTH: Final = re.compile("[\u200b\u2060-\u2064\ufeff\u180e]")
# a joiner or direction mark with European letters, digits, punctuation, space or nothing on both sides
_EUROPEAN: Final = "\\s\\x20-\\x7e\u00a1-\u02af\u0370-\u052f\u1e00-\u1fff\u2010-\u205e"
_STRAY_JOINER: Final = re.compile(f"(?<![^{_EUROPEAN}])[\u200c\u200d]+(?![^{_EUROPEAN}])")
_DIRECTION: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u05ff\u0600-\u061b\u061d-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LIGATURE: Final = re.compile("[\ufb00-\ufb06]")


def _entities(text: str) -> str:
    return _ENTITY.sub(_read_entity, text) if "&" in text else text


def _read_entity(match: re.Match[str]) -> str:
    """The character that an entity names, encoded once or more often (&amp;amp;nbsp;); what is none stays."""
    name = match[1]
    return html.unescape(f"&{name}") if name[0] == "#" or name in html5 else match[0]


def _hyphenation(text: str) -> str:
    return _SIGN_IN_WORD.sub(_without_sign, _LINE_HYPHEN.sub(_join, text))


def _join(match: re.Match[str]) -> str:
    """What stands between two halves of a word that was broken at a line's end: nothing, its own hyphen, or still the break."""
    before = _WORD_END.search(match.string, max(0, match.start() - _LONGEST_WORD), match.start())
    after = _WORD_START.match(match.string, match.end(), match.end() + _LONGEST_WORD)
    if before is None or after is None:
        return match[0]
    first, second = before[0], after[0]
    last = first.rpartition("-")[2]
    one_case = second[:1].islower() or (last + second).isupper()
    if one_case and is_russian_or_english(last + second.partition("-")[0]):
        return ""
    is_own = is_word(f"{first}-{second}") or is_word(f"{last}-{second}") or not one_case  # Нью-Йорк
    is_own = is_own or (last.isascii() and is_russian_or_english(last) and is_russian_or_english(second))  # well-known
    return "-" if is_own and match[1] != _NOT_SIGN else match[0]


def _without_sign(match: re.Match[str]) -> str:
    return match[1] + match[2] if is_russian_or_english(match[1] + match[2]) else match[0]


def _newlines(text: str) -> str:
    return _NEWLINES.sub("\n", text)


def _surrogates(text: str) -> str:
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _control_chars(text: str) -> str:
    return _CONTROLS.sub("", text)


def _nbsp(text: str) -> str:
    return _NBSP.sub(" ", text)


def _spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _soft_hyphen(text: str) -> str:
    return _SOFT_HYPHEN_BREAK.sub("", text)


def _zero_width(text: str) -> str:
    text = _STRAY_JOINER.sub("", _ALWAYS_ZERO_WIDTH.sub("", text))
    if _DIRECTION.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _DIRECTION.sub("", text)
    return text


def _ligatures(text: str) -> str:
    return text.translate(_LIGATURES) if _LIGATURE.search(text) else text


def _nfc(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


REPAIRS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("surrogates", _surrogates),
    ("entities", _entities),
    ("mojibake", fix_mojibake),
    ("newlines", _newlines),
    ("control_chars", _control_chars),
    ("nbsp", _nbsp),
    ("spaces", _spaces),
    ("soft_hyphen", _soft_hyphen),
    ("hyphenation", _hyphenation),
    ("zero_width", _zero_width),
    ("ligatures", _ligatures),
    ("nfc", _nfc),
    ("homoglyphs", repair_text),
)
"""Name and fixer, in the order applied. Mojibake comes first: its evidence is the very characters removed later."""

_PASSES: Final = 6  # what one repair removes can show another what it could not see; two passes as a rule
_PLAIN: Final = re.compile("[\t\n\x20-\x7e\u00ab\u00bb\u0401\u0410-\u044f\u0451\u2013\u2014\u2018-\u201e\u2026\u2116]*")


def clean_text(text: str, *, known_encoding: bool = False) -> tuple[str, tuple[str, ...]]:
    """Repair a text; returns it with the names of the repairs that changed anything, in order applied.

    Idempotent: cleaning a cleaned text changes nothing. Never raises.

    Args:
        text: any text.
        known_encoding: it was decoded as its source says; see `fix_mojibake`.
    """
    undamaged = functools.partial(fix_mojibake, known_encoding=known_encoding)
    plain = not _LINE_HYPHEN.search(text) and not _ENTITY.search(text)
    if plain and text.isascii() and not _CONTROLS.search(text) and not _NEWLINES.search(text):
        return text, ()
    if plain and _PLAIN.fullmatch(text):
        fixed = repair_text(undamaged(text))
        if fixed == text:
            return text, ()
    repairs = [(name, undamaged if fix is fix_mojibake else fix) for name, fix in REPAIRS]
    made = set()
    for _ in range(_PASSES):
        before = text
        for name, fix in repairs:
            fixed = fix(text)
            if fixed != text:
                made.add(name)
                text = fixed
        if text == before:
            break
    return text, tuple(name for name, _ in REPAIRS if name in made)
