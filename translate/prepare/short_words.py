"""Stretches without a word of three letters: no engine is asked for them, models make something up."""

import re

from normalize.gazetteer.curated import acronyms
from normalize.resources import once, read_rows
from normalize.transliteration.letters import romanized

SHORT_WORDS = "short_words_ru.tsv"

_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<after>[.)]?)")
_NUMBER_END = re.compile(r"\d\s?\Z")
_LONG = re.compile(r"[^\W\d_]{3}")


def is_short(text: str) -> bool:
    """Whether it is a text with no three letters in a row."""
    return _LONG.search(text) is None


def short_words(text: str) -> str:
    """A short Russian text word by word in English: by the list, acronyms of one meaning by theirs, else in Latin letters."""
    return _WORD.sub(_in_english, text)


def _in_english(match: re.Match[str]) -> str:
    word, after = match["word"], match["after"]
    after_number = _NUMBER_END.search(match.string[max(0, match.start() - 2) : match.start()]) is not None
    is_label = len(word) == 1 and word.isupper() and after  # an initial, the letter of a list: А. Б), not "and"
    return (romanized(word) if is_label else _word(word, after_number)) + after


def _word(word: str, after_number: bool) -> str:
    units, words = _tables()
    if after_number and word in units:
        return units[word]
    if len(word) > 1 and word.isupper():
        meanings = [meaning for meaning in acronyms(word) if not meaning.only_when]
        if len(meanings) == 1:
            return meanings[0].en_short[0]
    found = words.get(word.lower())
    if found is None:
        return romanized(word)
    if len(word) > 1 and word.isupper():
        return found.upper()
    return found[0].upper() + found[1:] if word[0].isupper() else found


@once
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    units: dict[str, str] = {}
    words: dict[str, str] = {}
    for kind, russian, english in read_rows("translate.prepare", SHORT_WORDS, columns=3, required=3):
        (units if kind == "unit" else words)[russian] = english
    return units, words
