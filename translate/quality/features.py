"""What of a translation tells how far it can be relied on: numbers that `estimate` weighs.

Cheap on purpose (words, lists and the score the engine gives anyway, no second model): about 0.1 ms a sentence.
"""

import functools
import math
import re
from dataclasses import dataclass
from typing import Final

from normalize.resources import once, read_rows
from normalize.text.script import has_cyrillic
from normalize.words import analyzer
from translate.lexicon import LEXICON
from translate.types import OK, Translation

LENGTH_RATIO: Final = 1.06
"""Characters of English for one of Russian, as in the check of lengths."""
STEM: Final = 4
"""Letters by which an English word is recognised as a form of another: construction, construct."""
_CONTENT: Final = frozenset({"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND"})
_NAMES: Final = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NOT_RU = re.compile(r"\b(?:не|ни|нет|нельзя|без|никто|ничто|ничего|никого|никогда|вряд)\b", re.IGNORECASE)
_NOT_EN = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|unlikely|hardly|un\w{4,}|in\w{5,}|dis\w{4,})\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about a Russian word.

    Attributes:
        content: it is a noun, adjective or verb, and no name.
        rank: place of its dictionary form in the lexicon, which is in the order of frequency; None when it is not there.
        english: stems of the English the lexicon gives.
    """

    content: bool
    rank: int | None
    english: frozenset[str]


def features(source: str, translation: Translation) -> dict[str, float]:
    """The numbers about a translation, by name; `score` is left out where the engine gave none.

    Args:
        source: the source text.
        translation: what became of it, checks and names included.
    """
    english = translation.text
    words = _WORD.findall(source)
    n = max(len(words), 1)
    in_capitals = source.isupper()
    told = [word for i, word in enumerate(words) if word.islower() or in_capitals or (i == 0 and not word.isupper())]
    known = [_known(word) for word in told]
    content = [one for one in known if one.content]
    glossed = [one for one in content if one.english]
    stems = _stems(english)
    found = {
        "log_words": math.log(n),
        "one_word": float(n == 1),
        "few_words": float(2 <= n <= 3),
        "gloss": sum(not one.english.isdisjoint(stems) for one in glossed) / len(glossed) if glossed else 0.5,
        "gloss_lost": float(sum(one.english.isdisjoint(stems) for one in glossed)),
        "rare": sum(one.rank is None for one in content) / max(len(content), 1),
        "n_rare": float(sum(one.rank is None for one in content)),
        "rank": sum(math.log10(one.rank or 10_000) for one in content) / len(content) if content else 3.0,
        "negation": float(bool(_NOT_RU.search(source)) and not _NOT_EN.search(english)),
        "length": abs(math.log(max(len(english), 1) / max(len(source), 1) / LENGTH_RATIO)),
        "mended": float(translation.status != OK),
        "problems": float(len(translation.problems)),
        "capitals": float(in_capitals),
    }
    if translation.score is not None:
        found["score"] = max(translation.score, -5.0)
        found["score_words"] = max(translation.score, -5.0) * math.log(n + 1)
    return found


@functools.lru_cache(1 << 16)
def _known(word: str) -> _Known:
    """Of all readings the likeliest decides what it is; every one may bring English.

    The dictionary is not asked for words of other letters: it fails at those that Unicode has no name for.
    """
    if not has_cyrillic(word):
        return _Known(False, None, frozenset())
    readings = analyzer().parse(word.casefold())
    first = readings[0].tag
    content = first.POS in _CONTENT and not any(name in first for name in _NAMES)
    entries = [e for r in readings if (e := _lexicon().get(_plain(r.normal_form))) is not None]
    rank = min((rank for rank, _ in entries), default=None)
    return _Known(content, rank, frozenset().union(*(english for _, english in entries)))


@once
def _lexicon() -> dict[str, tuple[int, frozenset[str]]]:
    """Rank and stems of the English by dictionary form."""
    entries: dict[str, tuple[int, frozenset[str]]] = {}
    for rank, (lemma, _, english, senses) in enumerate(
        read_rows("translate", LEXICON, columns=4, required=3), start=10
    ):
        stems = _stems(english.replace(";", " ") + " " + senses.replace(";", " ")) - _FUNCTION_STEMS
        old = entries.get(_plain(lemma), (rank, frozenset()))
        entries[_plain(lemma)] = (old[0], old[1] | stems)
    return entries


_FUNCTION_STEMS: Final = frozenset({"to", "be", "the", "a", "an", "of", "in", "on", "at", "for", "one", "is"})


def _stems(english: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(english.casefold()))


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    word = _irregular().get(word, word)
    return word[:STEM] if len(word) > STEM else word.removesuffix("s") if len(word) > 2 else word


@once
def _irregular() -> dict[str, str]:
    return {
        form: base
        for base, forms in read_rows("translate.quality", "irregular_en.tsv", columns=2, required=2)
        for form in forms.split()
    }


def _plain(word: str) -> str:
    return word.replace("ё", "е")
