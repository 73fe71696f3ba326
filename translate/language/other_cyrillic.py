"""What the words of a Cyrillic text say for the languages beside the six Slavic ones: Kyrgyz, Tatar, Yakut, Chechen.

Many of their phrases have only letters that Russian has too (Кыргыз тили, Балалар мектепке барады). They are told by
their commonest words, and, in words that the Russian dictionary does not have, by their endings and by letters that
stand in a row in no Slavic word. A naive count of evidence: a word speaks once, by the strongest it has to say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.resources import read_rows
from translate.language.word_evidence import is_russian_form, listed

WORD_WEIGHT: Final = 4.0
"""For a language, when it lists a word that Russian does not have: a little more than a common word of the six has over an
unlisted one, as capitalised words weigh little against Russian."""
SHARED_WEIGHT: Final = 2.0
"""The same when the Russian dictionary has the word too (бар, кол, мен): a third of all words coincide with some form."""
LISTED_WEIGHT: Final = 3.0
"""The same when one of the six lists it too: what a common word of theirs has over an unlisted one."""
PHRASE_WEIGHT: Final = 6.0
"""For a language, when the whole text is a phrase of its own."""
END_WEIGHT: Final = (0.0, 0.2, 0.7, 1.2, 1.6)
"""For a language, when a word has one of its endings, by the letters of the ending, four and more alike."""
STEM: Final = 2
"""Letters that must stand before an ending."""
INSIDE_WEIGHT: Final = 0.8
"""For a language, when a word has letters in a row as that language likes them."""
STRANGE_WEIGHT: Final = 1.5
"""For all of them together, when a word has letters in a row as no Slavic language does."""
NAME: Final = 0.5
"""How much the shape of a capitalised word after the first counts: it may be a name from anywhere."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for languages beside the six.

    Attributes:
        langs: language → weight.
        strange: weight for all of them together.
        words: how many words were in one of their lists and in none of the six.
        capitalised: how many of them are capitalised and not in the Russian dictionary: no names, however they look.
        unknown: how many words are in no list, nor in the Russian dictionary, and no name.
    """

    langs: dict[str, float]
    strange: float
    words: int
    capitalised: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    inside: dict[str, tuple[str, ...]]
    inside_any: re.Pattern[str]
    longest_end: int


@cache
def _table() -> _Table:
    """Read lang_other_cyrillic.tsv.

    Raises:
        ValueError: a row is not `language TAB kind TAB items`; the message names file and line.
    """
    kinds: dict[str, dict[str, dict[str, None]]] = {"word": {}, "phrase": {}, "end": {}, "inside": {}}
    for lang, kind, items in read_rows("translate.language", "lang_other_cyrillic.tsv", columns=3, required=3):
        for item in items.split("; ") if kind == "phrase" else items.split():
            kinds[kind].setdefault(item, {})[lang] = None
    words, phrases, ends, inside = ({item: tuple(langs) for item, langs in kinds[kind].items()} for kind in kinds)
    return _Table(words, phrases, ends, inside, re.compile("|".join(map(re.escape, inside))), max(map(len, ends)))


@cache
def other_languages() -> frozenset[str]:
    """Return the languages that the table has words of."""
    return frozenset(lang for langs in _table().words.values() for lang in langs)


def evidence(words: Sequence[str]) -> Evidence:
    """Weigh the words of a Cyrillic text.

    Args:
        words: as written; one that is repeated counts once.
    """
    table = _table()
    langs: dict[str, float] = {}
    strange = 0.0
    n_words = n_unknown = n_capitalised = 0
    capitals = all(w.isupper() for w in words)
    for i, written in enumerate(dict.fromkeys(words)):
        word = written.lower()
        speakers = table.words.get(word)
        slavic = bool(listed(word))
        if speakers:
            n_words += not slavic
            own = not slavic and not is_russian_form(word)
            n_capitalised += own and word != written and not capitals
            weight = LISTED_WEIGHT if slavic else WORD_WEIGHT if own else SHARED_WEIGHT
            found = dict.fromkeys(speakers, weight)
        elif slavic or len(word) < 2 or is_russian_form(word):
            continue
        else:
            name = i > 0 and word != written and not capitals
            n_unknown += not name
            found, oddity = _by_shape(word)
            found = {lang: weight * NAME for lang, weight in found.items()} if name else found
            strange += oddity * NAME if name else oddity
        for lang, weight in found.items():
            langs[lang] = langs.get(lang, 0.0) + weight
    for lang in table.phrases.get(" ".join(words).lower(), ()):
        langs[lang] = langs.get(lang, 0.0) + PHRASE_WEIGHT
        n_words += 1
    return Evidence(langs, strange, n_words, n_capitalised, n_unknown)


def _by_shape(word: str) -> tuple[dict[str, float], float]:
    """Return what the ending and the letters inside say for each language, and for all together."""
    table = _table()
    found: dict[str, float] = {}
    for length in range(1, min(table.longest_end, len(word) - STEM) + 1):
        for lang in table.ends.get(word[-length:], ()):
            found[lang] = max(found.get(lang, 0.0), END_WEIGHT[min(length, len(END_WEIGHT) - 1)])
    strange = 0.0
    for letters in set(table.inside_any.findall(word)):
        for lang in table.inside[letters]:
            if lang == "und":
                strange = STRANGE_WEIGHT
            else:
                found[lang] = found.get(lang, 0.0) + INSIDE_WEIGHT
    return found, strange
