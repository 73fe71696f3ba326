"""Capitals: what is written in them is translated in sentence case, and gets its capitals back.

Translation models have seen few texts in capitals: they copy them or invent something. How a word in capitals is written
otherwise, `normalize.gazetteer.capitals` knows; here is decided which words are brought down.
"""

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normalize.gazetteer.capitals import usual_capitals
from normalize.text.verbatim import find_entities, mask_entities
from normalize.words import analyzer
from translate.numbers.units import usual_spelling
from translate.resources import abbreviations, is_common_word

PROPER: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
"""OpenCorpora grammemes of words that are written with a capital."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s)[\W\d_]*", re.UNICODE)
_NUMBER_BEFORE = re.compile(r"\d\s?(?:(?:тыс|млн|млрд|трлн)\.?\s)?$", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LOCK = threading.Lock()

_MIN_LETTERS: Final = 4
_CAPITALS_SHARE: Final = 0.9
_TITLE_WORDS: Final = 5
_TITLE_SHARE: Final = 0.75
_TITLE_OTHERS: Final = 3
"""Words that are no names: with fewer a list of names with a surname or two that are words (Орехов, Белов) would count."""
_EMPHASIS_LETTERS: Final = 4
_JOINERS: Final = "-–/"
_LONGEST_UNKNOWN_ABBREVIATION: Final = 4


@dataclass(frozen=True, slots=True)
class Cased:
    """A text made ready for translation.

    Attributes:
        text: the text in sentence case.
        capitals: the source was written in capitals throughout, and so is the translation to be.
        changed: `text` differs from the source.
    """

    text: str
    capitals: bool
    changed: bool


def prepare(text: str, lang: str = "ru") -> Cased:
    """Bring capitals down: of a text in capitals, of Title Case Headlines, of single EMPHASISED words.

    Args:
        text: any text; Latin words are left alone.
        lang: BCP 47 code. The dictionary knows Russian; in other languages every word that does not look like an
            abbreviation counts as ordinary.
    """
    letters = [c for c in text if c.isalpha() and not c.isascii()]
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return Cased(text, capitals=False, changed=False)
    if len(letters) >= _MIN_LETTERS and upper >= _CAPITALS_SHARE * len(letters) and _has_ordinary_word(text, lang):
        cased = _sentence_case(text, lang)
        return Cased(cased, capitals=not _latin_lowercase(text), changed=cased != text)
    cased = _sentence_case(text, lang) if _is_title_case(text) else _calm(text, lang)
    return Cased(cased, capitals=False, changed=cased != text)


def capitalise(text: str) -> str:
    """`text` in capitals, but for addresses, handles and hashtags."""
    parts: list[str] = []
    end = 0
    for start, stop in find_entities(text):
        parts += [text[end:start].upper(), text[start:stop]]
        end = stop
    return "".join([*parts, text[end:].upper()])


def _has_ordinary_word(text: str, lang: str) -> bool:
    return any(_form(m.group(), lang) != m.group() for m in _WORD.finditer(text) if not m.group().isascii())


def _latin_lowercase(text: str) -> bool:
    """Whether Latin words in lower case (not addresses) show that the text is not in capitals throughout."""
    return any(c.islower() and c.isascii() for c in mask_entities(text))


def _is_title_case(text: str) -> bool:
    """Whether the words that are no names have capitals too: a list of names has nothing else."""
    words = [w for w in _WORD.findall(text) if len(w) >= _EMPHASIS_LETTERS and not w.isascii()]
    if len(words) < _TITLE_WORDS or sum(w[0].isupper() for w in words) < _TITLE_SHARE * len(words):
        return False
    others = [w for w in words if is_common_word(w.lower())]
    return len(others) >= _TITLE_OTHERS and sum(w[0].isupper() for w in others) >= _TITLE_SHARE * len(others)


def _sentence_case(text: str, lang: str) -> str:
    """Every word in the case the dictionary gives it, capitals at the start of each sentence."""
    return _raise_starts(text, _WORD.sub(lambda m: _in_place(m, lang), text))


def _calm(text: str, lang: str) -> str:
    """Emphasised words among others in normal case brought down; all else as it is."""
    return _raise_starts(
        text, _WORD.sub(lambda m: m.group() if len(m.group()) < _EMPHASIS_LETTERS else _in_place(m, lang, True), text)
    )


def _in_place(match: re.Match[str], lang: str, only_capitals: bool = False) -> str:
    word = match.group()
    if word.isascii() or (only_capitals and not word.isupper()):
        return word
    after = match.string[match.end() : match.end() + 2]
    before = match.string[max(0, match.start() - 1) : match.start()]
    if before.isdigit() or any(
        c.isdigit() for c in after[:1] + after[1:] * (after[:1] in _JOINERS)
    ):  # a code: ИЛ-76, Т-90М
        return word
    if _NUMBER_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        unit = usual_spelling(word)
        if unit and (len(word) > 1 or not _opens_sentence(match)):
            return unit
    if len(word) == 1:  # an initial, or a preposition
        return word if after[:1] == "." else word.lower()
    return _form(word, lang)


def _after_abbreviation(source: str, stop: int) -> bool:
    """Whether the full stop is that of an abbreviation, in a text in capitals, where a capital after it tells nothing."""
    word = _LAST_WORD.search(source, max(0, stop - 12), stop)
    return (
        word is not None
        and word.group().isupper()
        and len(word.group()) > 1
        and word.group().lower() in abbreviations()
    )


def _opens_sentence(match: re.Match[str]) -> bool:
    """Whether a letter behind a number is rather an initial: 5 В. ИВАНОВ."""
    return (
        match.string[match.end() : match.end() + 1] == "."
        and match.string[match.end() + 1 : match.end() + 3].strip().isalpha()
    )


def _raise_starts(source: str, cased: str) -> str:
    """First letters of sentences get the capital they have in the source."""
    if len(source) != len(cased):
        return cased
    characters = list(cased)
    for match in _SENTENCE_START.finditer(source):
        if _after_abbreviation(source, match.start()):
            continue
        if match.end() < len(characters) and source[match.end()].isupper():
            characters[match.end()] = source[match.end()]
    return "".join(characters)


@lru_cache(maxsize=50_000)
def _form(word: str, lang: str) -> str:
    """How `word` is written inside a sentence: lower case, Capitalised, or as the abbreviation it is."""
    usual = usual_capitals(word)
    if usual and (lang == "ru" or usual[1:] != usual[1:].lower()):
        return usual
    if lang != "ru":
        return word.lower()
    if word.isupper() and len(word) <= _LONGEST_UNKNOWN_ABBREVIATION:
        return word
    return "-".join(part.capitalize() for part in word.split("-")) if _may_be_a_name(word.lower()) else word.lower()


def _may_be_a_name(unknown: str) -> bool:
    """Whether a word that the dictionary lacks is inflected like a noun, as names are: not like an adjective or a verb."""
    with _LOCK:
        tags = [parse.tag for parse in analyzer().parse(unknown)]
    return tags[0].POS in {"NOUN", None} or any(grammeme in tag for tag in tags for grammeme in PROPER)
