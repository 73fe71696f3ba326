"""Words for numbers: what they may mean, and Russian cardinals read as quantities ("двести пятьдесят тысяч" is 250,000).

The words are in `data/number_words.tsv`, which explains the kinds.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from normalize.resources import read_rows

NUMBER_WORDS: Final = "number_words.tsv"

WORD: Final = re.compile(r"[^\W\d_]+")
_GAP: Final = re.compile(r"[ \u00a0\u202f]")
_ADJECTIVE: Final = re.compile(
    r"(?:ый|ий|ой|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ая|ья|ую|ью|ое|ье|ьей|ые|ьи|ых|ьих|ыми|ьими)$"
)
_TWO_LETTERS: Final = re.compile(r"[бвгджзклмнпрстфхцчшщ][аеиоуыюя]$")

_THOUSAND: Final = 1000
_HUNDRED: Final = 100
_TEEN: Final = 10
_TEENS_END: Final = 20
_LEAST_FIGURE: Final = 11
"""Models know the words up to ten."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A Russian number in words.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        value: what it is.
        words: how many words it has.
        scale: offset of its last word, when that is the only тысяча, миллион … in it; else None.
        ordinal: its last word is an ordinal ("двадцать третий").
    """

    start: int
    end: int
    value: Fraction
    words: int
    scale: int | None
    ordinal: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: dict[tuple[str, str], tuple[Fraction | None, ...]]
    stems: dict[tuple[str, str], tuple[tuple[str, Fraction | None], ...]]

    def values(self, lang: str, kind: str, word: str) -> list[Fraction | None]:
        found = list(self.exact.get((f"{lang} {kind}", word), ()))
        return found + [
            value for stem, value in self.stems.get((f"{lang} {kind}", word[:2]), ()) if word.startswith(stem)
        ]


def multipliers(word: str, lang: str) -> list[Fraction]:
    """What a figure before the word is multiplied by; empty for other words."""
    return [value for value in _lexicon().values(lang, "multiplier", word.lower()) if value]


@lru_cache(maxsize=100_000)
def meaning(word: str, lang: str) -> tuple[frozenset[Fraction], frozenset[Fraction], bool]:
    """The numbers that a word in lower case may stand for, the month that it may be, and whether it is a number word."""
    lexicon = _lexicon()
    numbers = lexicon.values(lang, "number", word) + lexicon.values(lang, "part", word)
    months = lexicon.values(lang, "month", word)
    return (
        frozenset(value for value in numbers if value is not None),
        frozenset(value for value in months if value is not None),
        bool(numbers),
    )


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the Russian numbers in words, but for "один" and "тысячи" by themselves, which need not count anything."""
    matches = list(WORD.finditer(text))
    i = 0
    while i < len(matches):
        found, n = _quantity(text, matches, i) if _cardinal(matches[i].group().lower()) else (None, 0)
        if found:
            yield found
        i += max(n, 1)


def compounds_in_figures(text: str) -> str:
    """`text` with numbers of several words in figures, which models copy: "сорок два" becomes "42", "полтора" "1,5"."""
    return write_in_figures(text, single=False)


def write_in_figures(text: str, *, single: bool = True) -> str:
    """The same with `single` words above ten too: "сорок" becomes "40"."""
    parts: list[str] = []
    last = 0
    for found in quantities(text):
        if _is_usual(text, found, math.inf if not single else _LEAST_FIGURE):
            continue
        parts += [text[last : found.start], _figures(text, found)]
        last = found.end
    return "".join([*parts, text[last:]])


def _quantity(text: str, matches: list[re.Match[str]], first: int) -> tuple[Quantity | None, int]:
    """The number that begins with the word, and how many words it takes."""
    total, current = Fraction(0), Fraction(0)
    room, scale = 1000, Fraction(10**15)  # the next word must be smaller than these
    n, scales, last_scale, ordinal = 0, 0, None, False
    for match in matches[first:]:
        if n and not _GAP.fullmatch(text, matches[first + n - 1].end(), match.start()):
            break
        word = match.group().lower()
        value = _cardinal(word)
        if value is None:
            value = _ordinal(word) if n else None
            ordinal = value is not None
        if value is None:
            break
        if value >= _THOUSAND:
            if value >= scale:
                break
            total, current = total + (current or 1) * value, Fraction(0)
            room, scale, scales, last_scale = 1000, value, scales + 1, match.start()
        else:
            size = _HUNDRED if value >= _HUNDRED else _TEEN if value >= _TEEN else 1
            if size >= room:
                ordinal = False
                break
            room = 1 if value < _TEENS_END or value.denominator > 1 else size
            current, last_scale = current + value, None
        n += 1
        if ordinal:
            break
    value = total + current
    if value <= 1 or (n == 1 and (scales or _is_other_word(text, matches[first].group()))):
        return None, n
    alone = last_scale if scales == 1 and not ordinal else None
    return Quantity(matches[first].start(), matches[first + n - 1].end(), value, n, alone, ordinal), n


def _is_usual(text: str, found: Quantity, least: float) -> bool:
    """Whether models know it: a whole number in one word, and as many thousands or millions."""
    factor = _scale(text, found)
    counted = found.value / factor
    return counted.denominator == 1 and counted < least and found.words == 1 + (factor > 1)


def _scale(text: str, found: Quantity) -> Fraction:
    """The value of the тысяча, миллион … that ends the number, or 1."""
    return (_cardinal(text[found.scale : found.end].lower()) if found.scale is not None else None) or Fraction(1)


def _is_other_word(text: str, word: str) -> bool:
    """Whether it is another word: СТО among words in small letters is a service station, Сорока with a capital a surname or a magpie."""
    doubtful = bool(_lexicon().exact.get(("ru doubtful", word.lower())))
    return (len(word) > 1 and word.isupper() and not text.isupper()) or (doubtful and not word.islower())


def _figures(text: str, found: Quantity) -> str:
    if found.scale is not None:
        return f"{_decimal(found.value / _scale(text, found))} {text[found.scale : found.end]}"
    after = WORD.search(text, found.end, found.end + 16)
    word = after.group().lower() if after else ""
    if found.ordinal:
        ending = text[found.start : found.end].lower()
        date = word.startswith("год") or bool(meaning(word, "ru")[1])
        return (
            f"{found.value}" if date else f"{found.value}-{ending[-2:] if _TWO_LETTERS.search(ending) else ending[-1]}"
        )
    return _decimal(found.value)


def _decimal(value: Fraction) -> str:
    """A value the Russian way: 1 500; 1,5."""
    if value.denominator == 1:
        return f"{int(value):,}".replace(",", " ")
    return f"{float(value):g}".replace(".", ",")


def _cardinal(word: str) -> Fraction | None:
    return next(iter(_lexicon().exact.get(("ru cardinal", word), ())), None)


def _ordinal(word: str) -> Fraction | None:
    ending = _ADJECTIVE.search(word)
    return next(iter(_lexicon().exact.get(("ru ordinal", word[: ending.start()]), ())), None) if ending else None


@cache
def _lexicon() -> _Lexicon:
    exact: dict[tuple[str, str], list[Fraction | None]] = {}
    stems: dict[tuple[str, str], list[tuple[str, Fraction | None]]] = {}
    for lang, kind, words, value in read_rows("translate.numbers", NUMBER_WORDS, columns=4, required=4):
        number = None if value == "-" else Fraction(value)
        for word in words.split():
            if word.endswith("*"):
                stems.setdefault((f"{lang} {kind}", word[:2]), []).append((word[:-1], number))
            else:
                exact.setdefault((f"{lang} {kind}", word), []).append(number)
    return _Lexicon({k: tuple(v) for k, v in exact.items()}, {k: tuple(v) for k, v in stems.items()})
