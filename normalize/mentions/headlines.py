"""Give headlines and datelines the capitals of running text: МИД РОССИИ ЗАЯВИЛ, Russia To Launch New Station.

Which words keep a capital is decided by lists of names and by the dictionary: a word that is known and no name goes
into small letters. In usual writing only family names in capitals change: ПАТРУШЕВ Николай Платонович.
"""

import functools
import re
from collections.abc import Sequence

from normalize.gazetteer.capitals import usual_capitals
from normalize.gazetteer.word_lists import lists
from normalize.mentions.rules import listed_at
from normalize.morphology.dictionary import (
    base,
    grammemes,
    is_abbreviation,
    is_given_name,
    is_known_name,
    is_known_word,
    is_place_only,
    is_verb,
)
from normalize.morphology.lexicon import is_listed
from normalize.text.script import has_cyrillic

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile("[аеёиоуыэюяіїєaeiouy]", re.IGNORECASE)
_OPENING = '«"“„('
_SHOUTED_SHARE = 0.7
_LONG_WORD = 5
_MIN_TITLED_WORDS = 4
_MIN_COMMON_WORDS = 3
_COMMON_SHARE = 0.4
"""Share of plain words among those with a capital that tells a headline from a list of names."""
_MAX_ACRONYM = 4
_MAX_PHRASE = 4

_DATELINE = re.compile(
    r"(?:\A\s*|(?<=[:.!?]\s))(?P<city>(?:[A-ZА-ЯЁ][A-ZА-ЯЁ.'’-]+[ /]){0,3}[A-ZА-ЯЁ][A-ZА-ЯЁ'’-]+[A-ZА-ЯЁ])"
    r"(?=\.?\s*\([^()\n]{2,40}\)\s*[-–—.]|,\s[^\n]{1,40}?[-–—(/]|\.?\s+[-–—/]+\s?)"
)
"""MOSCOW (Reuters) -; КИЕВ, 5 ноя — РИА Новости; LONDON — …"""
_SHOUTED_NAME = re.compile(r"(?<![\w«\"„“-])[А-ЯЁ]{4,}(?:-[А-ЯЁ]{4,})?(?![\w»\"”-])")
"""A word or two in capitals, not in quotes."""

Word = tuple[int, int, str]


def _lower(text: str) -> str:
    """Small letters, one for one: İ has no single one and stays."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _capital(word: str) -> str:
    return word[0] + _lower(word[1:]) if word.isupper() else word


def _is_common_english(word: str) -> bool:
    known = lists()
    stem = re.split("['’]", word.lower(), maxsplit=1)[0]
    return (stem in known.common or len(stem) == 1) and stem not in known.peoples


def _is_common(word: str) -> bool:
    if has_cyrillic(word):
        return is_known_word(word) and not is_known_name(word)
    return _is_common_english(word)


@functools.lru_cache(maxsize=50_000)
def _usual(word: str) -> str:
    """A word by itself, as running text writes it."""
    if word in lists().organisations or word in lists().places:
        return word
    if has_cyrillic(word):
        usual = usual_capitals(word)
        if usual:
            return usual
    elif _is_common_english(word):
        return _lower(word)
    acronym = word.isupper() and len(word) <= _MAX_ACRONYM and (len(word) < 3 or not _VOWEL.search(word))
    return word if acronym else _capital(word)


def _phrase_end(words: Sequence[Word], at: int) -> int:
    """One past the last word of a listed name of several words that begins at a word; `at` when there is none."""
    if has_cyrillic(words[at][2]):
        return max((end for end, _ in listed_at(words, at)), default=at)
    known = lists()
    for size in range(min(_MAX_PHRASE, len(words) - at), 1, -1):
        name = " ".join(word.capitalize() if word.isupper() else word for _, _, word in words[at : at + size])
        if name in known.organisations or name in known.places:
            return at + size
    return at


def _keeps_capital(words: Sequence[Word], at: int) -> bool:
    """Whether a common word is part of a person's name here: Will Farrell, Theresa May, Алексей Навальный."""
    if has_cyrillic(words[at][2]):
        return at > 0 and is_given_name(words[at - 1][2]) and not is_verb(words[at][2])
    known = lists()
    word = words[at][2].lower()
    after = words[at + 1][2] if at + 1 < len(words) else ""
    before = words[at - 1][2].lower() if at else ""
    if word in known.given and after and not _is_common(after) and after.lower() in known.family:
        return True
    return word in known.family and before in known.given and before not in known.common


def _recased(line: str, words: Sequence[Word]) -> str:
    letters = list(line)
    begin = phrase = 0  # a listed name of several words: its first word, one past its last
    for at, (start, end, word) in enumerate(words):
        if at >= phrase:
            begin, phrase = at, _phrase_end(words, at)
        if _keeps_capital(words, at):
            shown = _capital(word)
        elif len(word) == 1 and line[end : end + 1] == ".":
            shown = word  # an initial
        elif at < phrase:
            shown = _capital(word) if len(word) > _MAX_ACRONYM or phrase - begin > 1 else word
        else:
            shown = _usual(word)
        if at == 0 or line[start - 1] in _OPENING or line[:start].rstrip().endswith((".", "!", "?", ":")):
            shown = word[0] + shown[1:]
        letters[start:end] = shown
    return "".join(letters)


def _is_shouted(words: Sequence[str]) -> bool:
    long_enough = [word for word in words if len(word) > 1]
    upper = [word for word in long_enough if word.isupper()]
    return any(len(word) >= _LONG_WORD for word in upper) and len(upper) > _SHOUTED_SHARE * len(long_enough)


def _is_titled(words: Sequence[str]) -> bool:
    if (
        len(words) < _MIN_TITLED_WORDS
        or not words[0][0].isupper()
        or not all(word[0].isupper() for word in words if len(word) >= _LONG_WORD)
    ):
        return False
    capital = [word for word in words[1:] if word[0].isupper() and not word.isupper()]
    common = sum(map(_is_common, capital))
    return common >= _MIN_COMMON_WORDS and common >= _COMMON_SHARE * len(capital)


def _recased_family_name(match: re.Match[str]) -> str:
    word = match.group()
    return "-".join(map(_capital, word.split("-"))) if all(map(_is_family_name, word.split("-"))) else word


@functools.lru_cache(maxsize=50_000)
def _is_family_name(word: str) -> bool:
    """Whether a word in capitals is a family name, and no listed organisation, abbreviation or other word."""
    if is_abbreviation(word) or next(listed_at([(0, len(word), word)], 0), None):
        return False
    if is_known_word(word):
        return "Surn" in grammemes(word) and is_known_name(word)
    return is_listed(word.lower(), "s") or is_listed(base(word), "s")


def _recased_dateline(match: re.Match[str]) -> str:
    city = _WORD.sub(lambda word: _capital(word.group()), match["city"])
    known = lists().places
    is_place = all(place in known or (has_cyrillic(place) and is_place_only(place)) for place in city.split("/"))
    return match.group().replace(match["city"], city) if is_place else match.group()


def recase_headlines(text: str) -> str:
    """Rewrite lines in capitals or with a capital on nearly every word, datelines, and family names in capitals.

    Args:
        text: any text.

    Returns:
        A text of the same length.
    """
    lines = text.splitlines(keepends=True)
    for i, line in enumerate(lines):
        words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(line)]
        shown = [word for _, _, word in words]
        sentence = line.rstrip().endswith(".")  # headlines have no full stop
        if words and (_is_shouted(shown) or (not sentence and _is_titled(shown))):
            lines[i] = _recased(line, words)
        elif words:
            lines[i] = _SHOUTED_NAME.sub(_recased_family_name, _DATELINE.sub(_recased_dateline, line))
    return "".join(lines)
