"""Word lists read from the data files of this package, and the dictionary of Russian."""

from functools import cache, lru_cache
from typing import Final

from normalize.resources import read_rows
from normalize.words import analyzer

_NAME_TAGS: Final = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad")


@cache
def word_lists(package: str, name: str) -> dict[str, frozenset[str]]:
    """Read a list `kind TAB word word …`; rows of one kind add up, lines beginning with # are comments.

    Raises:
        ValueError: a row without a tab; the message names file and line.
    """
    lists: dict[str, set[str]] = {}
    for kind, words in read_rows(package, name, columns=2, required=2):
        lists.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in lists.items()}


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """Return the kinds of every abbreviation in `abbreviations.tsv`, which explains them."""
    kinds: dict[str, set[str]] = {}
    for kind, words in word_lists("translate.segment", "abbreviations.tsv").items():
        for word in words:
            kinds.setdefault(word.partition("+")[0], set()).add(kind)
    return {word: frozenset(k) for word, k in kinds.items()}


@lru_cache(1 << 14)
def is_common_word(word: str) -> bool:
    """Whether the Russian dictionary (OpenCorpora's, read by pymorphy3) has the word, and never as a name."""
    morph = analyzer()
    return bool(morph.word_is_known(word)) and not any(
        name in parse.tag for parse in morph.parse(word) for name in _NAME_TAGS
    )
