"""What the letters of a text say about its language, before any word is looked at.

* An alphabet that one language (or hardly more than one) writes names it: Greek, Hebrew, Georgian.
* A Cyrillic letter that Russian and its relatives lack names another language: Kazakh ә, Tajik ҷ.
* The letters of the six languages that are told apart rule out those that do not have them: ы rules out Ukrainian and
  Bulgarian, щ rules out Belarusian and Serbian, ј leaves Macedonian and Serbian.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.resources import read_rows
from normalize.text.homoglyphs import letters_taken_for_cyrillic
from normalize.text.script import CYRILLIC_LETTER
from translate.language.other_cyrillic import other_languages

SLAVIC: Final = ("ru", "uk", "be", "bg", "mk", "sr")
"""The languages in Cyrillic letters that are told apart."""
WESTERN: Final = ("en", "de", "fr")
"""The languages in Latin letters that are told apart word by word."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The tables of lang_letters.tsv, and the look-alikes.

    Attributes:
        alphabets: language → its letters.
        foreign: (language, letters that none of the alphabets has), likelier languages first.
        known: all letters of the alphabets together.
        telling: a letter that some of the alphabets have and others lack.
        look_alikes: Latin letter → Cyrillic letter, for `str.translate`.
        signs: currency sign → language.
        rates: language → share of its letters, in running text, that Russian does not have.
    """

    alphabets: dict[str, frozenset[str]]
    foreign: tuple[tuple[str, frozenset[str]], ...]
    known: frozenset[str]
    telling: re.Pattern[str]
    look_alikes: dict[int, str]
    signs: dict[str, str]
    rates: dict[str, float]


@cache
def letters() -> Letters:
    """Read lang_letters.tsv.

    Raises:
        ValueError: a row is not `kind TAB name TAB letters`; the message names file and line.
    """
    found: dict[str, dict[str, str]] = {"alphabet": {}, "foreign": {}, "sign": {}, "rate": {}}
    for kind, name, chars in read_rows("translate.language", "lang_letters.tsv", columns=3, required=3):
        found[kind][name] = chars
    alphabets = {lang: frozenset(chars) for lang, chars in found["alphabet"].items()}
    known = frozenset().union(*alphabets.values())
    foreign = tuple((lang, frozenset(chars) - known) for lang, chars in found["foreign"].items())
    telling = re.compile(f"[{''.join(sorted(known - frozenset.intersection(*alphabets.values())))}]")
    look_alikes = str.maketrans(letters_taken_for_cyrillic())
    signs = {sign: lang for lang, sign in found["sign"].items()}
    rates = {lang: float(share) for lang, share in found["rate"].items()}
    return Letters(alphabets, foreign, known, telling, look_alikes, signs, rates)


def foreign_languages(text: str) -> tuple[str, ...]:
    """Return the languages that have all letters of a text, if the six Slavic alphabets lack one of them; else none.

    `und` alone when no language has them all.

    Args:
        text: lower-case.
    """
    strange = set(CYRILLIC_LETTER.findall(text)) - letters().known
    if not strange:
        return ()
    return tuple(lang for lang, own in letters().foreign if strange <= own) or ("und",)


def sign_languages(text: str) -> set[str]:
    """Return the languages whose currency signs a text has."""
    return set() if text.isascii() else {lang for sign, lang in letters().signs.items() if sign in text}


def misfits(text: str) -> dict[str, int]:
    """Return for each of the six Slavic languages how many letters of a lower-case Cyrillic text its alphabet lacks."""
    telling = letters().telling.findall(text)
    return {lang: sum(c not in own for c in telling) for lang, own in letters().alphabets.items()}


def family(lang: str) -> str:
    """Return the script that a language is written in: `Latn`, `Cyrl` or `Zyyy`, for neither or for no language."""
    if lang in SLAVIC or lang in other_languages() or any(lang == other for other, _ in letters().foreign):
        return "Cyrl"
    return "Zyyy" if lang in ("und", "zxx") or lang in _scripts().values() else "Latn"


def script_language(text: str) -> str | None:
    """Return the language of a text in neither Latin nor Cyrillic letters; None when it has no letter, `und` when unknown.

    The first letter decides, except that kana anywhere make Chinese characters Japanese.
    """
    found = None
    for char in text:
        if not char.isalpha():
            continue
        lang = _by_name(char)
        if lang != "zh":
            return found if found and lang == "und" else lang
        found = found or lang
    return found


@cache
def _scripts() -> dict[str, str]:
    return dict(read_rows("translate.language", "lang_scripts.tsv", columns=2, required=2))


def _by_name(char: str) -> str:
    first = unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]
    return _scripts().get(first, "und")
