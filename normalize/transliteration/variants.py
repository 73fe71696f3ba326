"""The Latin spellings under which a Russian name may be met, ranked: Dmitry, Dmitriy or Dmitri Rogozin.

`normalize.romanize` gives one spelling per scheme; documents mix conventions within one name. This ranks established
spellings of given names and the usual departures from the press spelling (``data/romanize_spelling_variants.tsv``).
"""

import functools
import re
import threading

from normalize.resources import read_rows
from normalize.text.clean_name import MAX_NAME_CHARS
from normalize.transliteration.original_spelling import LONGEST_WORD
from normalize.transliteration.romanize import given_name_spellings, romanize

_MAX_WORD_SPELLINGS = 12
_lock = threading.Lock()


@functools.cache
def _load_variants() -> tuple[tuple[re.Pattern[str], str, float], ...]:
    rows = read_rows("normalize.transliteration", "romanize_spelling_variants.tsv", columns=4)
    return tuple((re.compile(pattern), replacement, float(weight)) for pattern, replacement, weight, _ in rows)


def _variants() -> tuple[tuple[re.Pattern[str], str, float], ...]:
    with _lock:
        return _load_variants()


@functools.lru_cache(maxsize=50_000)
def _word_spellings(word: str) -> tuple[tuple[str, float], ...]:
    """Spellings of one lower-case Cyrillic word with weights, best first; the press spelling weighs 1."""
    established = given_name_spellings().get(word)
    if established:
        weights = {spelling.lower(): 1.0 / (1 + 0.6 * rank) for rank, spelling in enumerate(established)}
    else:
        weights = {romanize(word): 1.0}
    for _ in range(2):
        for spelling, weight in list(weights.items()):
            for pattern, replacement, factor in _variants():
                varied = pattern.sub(replacement, spelling)
                if varied != spelling:
                    weights[varied] = max(weights.get(varied, 0.0), weight * factor * (0.3 if established else 1.0))
    return tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MAX_WORD_SPELLINGS])


def spellings(name: str, n: int = 5) -> list[str]:
    """The likeliest Latin spellings of a Russian name, best first; the first one is the press romanisation.

    Args:
        name: words separated by spaces; capitals are taken over. Of a string that is too long for a name the press
            romanisation is returned alone.
        n: how many to return at most.
    """
    if len(name) > MAX_NAME_CHARS or any(len(word) > LONGEST_WORD for word in name.split()):
        return [romanize(" ".join(name.split()))][:n]
    beam: list[tuple[str, float]] = [("", 1.0)]
    for token in name.split():
        options = _word_spellings(token.lower())
        if token.isupper() and len(token) > 1:
            cased = [(spelling.upper(), weight) for spelling, weight in options]
        else:
            cased = [(_titled(spelling) if token[:1].isupper() else spelling, weight) for spelling, weight in options]
        grown = [(f"{head} {tail}".lstrip(), score * weight) for head, score in beam for tail, weight in cased]
        beam = sorted(grown, key=lambda item: (-item[1], item[0]))[: 4 * n]
    found = [romanize(" ".join(name.split())), *(text for text, _ in beam)]
    return list(dict.fromkeys(found))[:n]


def _titled(spelling: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in spelling.split("-"))
