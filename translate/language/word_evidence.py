"""What the words of a text say about its language: log-likelihoods from lists of frequent words and a Russian dictionary.

A naive Bayes decision over words. A word that is in some language's list has the probability of its class there, and that
of a rare word in the languages that do not list it. A word in no list counts for or against Russian alone, as the
OpenCorpora dictionary (pymorphy3) has practically all forms of Russian words.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from normalize.gazetteer.curated import known_people, known_places
from normalize.resources import read_rows
from normalize.words import analyzer

CLASSES: Final = {"top": -4.5, "common": -6.5}
"""Natural logarithm of the frequency of a listed word, by class: about 1 in 90, 1 in 700 words of running text."""
ENDINGS, STEMS = "end", "stem"
"""The classes of rows that have endings and beginnings, not words."""
SHORTEST_STEM: Final = 4
"""Letters of a stem that an ending may follow; shorter ones are whole words."""
INFLECTED: Final = 3
"""Letters that may follow a stem."""
SHORTEST_NAME: Final = 4
"""Letters of a name without its ending: shorter ones begin too many words."""
UNLISTED: Final = -9.5
"""The same for a word that other languages list: 1 in 13,000 words."""
KNOWN_FORM: Final = 1.0
"""For Russian, when the dictionary has a word that no list has. About a third of the words of other Slavic languages
that have only letters of the Russian alphabet coincide with some Russian form."""
UNKNOWN_FORM: Final = -3.0
"""Against Russian, when the dictionary does not have a lower-case word."""
LISTED_ELSEWHERE: Final = -1.5
"""Against Russian, when the dictionary does not have a word that another of the languages lists: що, няма."""
UNKNOWN_RUSSIAN: Final = -0.5
"""The same when it has an ending that only Russian has: slang, a loan, a slip of the pen."""
UNKNOWN_NAME: Final = -0.7
"""Against Russian, when the dictionary does not have a capitalised word: many names are missing from it."""


@cache
def _words() -> dict[str, dict[str, float]]:
    """Return word → language → log-frequency, from lang_words.tsv.

    Raises:
        ValueError: a row is not `language TAB class TAB words`; the message names file and line.
    """
    table: dict[str, dict[str, float]] = {}
    for lang, frequency_class, words in _rows():
        for word in words.split() if frequency_class in CLASSES else ():
            table.setdefault(word, {}).setdefault(lang, CLASSES[frequency_class])
    return table


@cache
def _russian(frequency_class: str) -> frozenset[str]:
    return frozenset(
        item for lang, name, items in _rows() if (lang, name) == ("ru", frequency_class) for item in items.split()
    )


@cache
def _russian_endings() -> tuple[str, ...]:
    return tuple(_russian(ENDINGS))


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(read_rows("translate.language", "lang_words.tsv", columns=3, required=3))


def listed(word: str) -> dict[str, float]:
    """Return the languages that list a lower-case word, with its log-frequency there; empty for an unlisted word."""
    return _words().get(word, {})


def listed_words(lang: str) -> list[str]:
    """Return the listed words of a language."""
    return [word for word, langs in _words().items() if lang in langs]


def word_scores(words: Sequence[str], langs: Sequence[str], *, dictionary: bool) -> tuple[dict[str, float], int]:
    """Return the log-likelihood of each language, up to a constant, and how many words were in a list.

    Args:
        words: the words of the text as written; a capitalised one after the first is a name and is not looked up in the
            lists, unless the text is in capitals throughout. A word counts once, however often it is repeated.
        langs: the languages to score.
        dictionary: whether words that no list has are looked up for Russian.
    """
    scores = dict.fromkeys(langs, 0.0)
    n_listed = 0
    capitals = all(w.isupper() for w in words)
    for i, word in enumerate(dict.fromkeys(words)):
        lower = word.lower()
        found = {} if i and word[0].isupper() and not capitals else listed(lower)
        if found and not found.keys().isdisjoint(scores):
            n_listed += 1
            for lang in langs:
                scores[lang] += found.get(lang, UNLISTED)
            if dictionary and "ru" not in found and _is_foreign(lower):
                scores["ru"] += LISTED_ELSEWHERE
        elif dictionary and len(lower) > 1:
            may_be_name = word != lower and not (capitals and len(words) > 1)
            scores["ru"] += KNOWN_FORM if is_russian_form(lower) else _unknown(lower, may_be_name)
    return scores, n_listed


def _unknown(word: str, may_be_name: bool) -> float:
    """Return what a lower-case word that the dictionary lacks says about Russian."""
    if word.endswith(_russian_endings()):
        return UNKNOWN_RUSSIAN
    return UNKNOWN_NAME if may_be_name or is_name_form(word) else UNKNOWN_FORM


@lru_cache(maxsize=100_000)
def is_russian_form(word: str) -> bool:
    """Whether the dictionary, or the list of slang, has a lower-case word as a form of a Russian word (е may stand for ё)."""
    if analyzer().word_is_known(word):
        return True
    stems = _russian(STEMS)
    return word in stems or any(word[:-n] in stems for n in range(1, min(INFLECTED, len(word) - SHORTEST_STEM) + 1))


@cache
def _is_foreign(listed_word: str) -> bool:
    """Whether a listed word is no Russian form; there are not more answers than listed words."""
    return not is_russian_form(listed_word)


@lru_cache(maxsize=20_000)
def is_name_form(word: str) -> bool:
    """Whether a lower-case word may be a form of a name that is known: in capitals, names look like other words."""
    names = _name_words()
    return any(word[: len(word) - n] in names for n in range(min(INFLECTED, len(word) - SHORTEST_NAME) + 1))


@cache
def _name_words() -> frozenset[str]:
    rows = (*known_people(), *known_places())
    return frozenset(w for row in rows for w in row.ru.lower().split() if len(w) >= SHORTEST_NAME)
