"""Numbers in a source and its translation: the same ones, however they are written.

"1 254 300" is "1,254,300", "4,5" is "4.5", "1,5 млн" is "1.5 million" or "1,500,000", "04.07" is "July 4" as well as
"04.07", "20-е" is "twenties", "17.30" is "5:30 p.m.". The words are in `data/number_words.tsv`.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

NUMBER_WORDS: Final = "number_words.tsv"

_SPACES: Final = " \u00a0\u202f\u2009"
_NUMBER = re.compile(rf"\d+(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*")
_GROUPED = re.compile(rf"\d{{1,3}}(?:([{_SPACES},.'])\d{{3}})(?:\1\d{{3}})*")
_WORD = re.compile(r"[^\W\d_]+")
_DECIMAL = re.compile(r"\d+,\d+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_CLOCK = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?<!\w)[IVXLCХ]+(?!\w)")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")

_HALF_DAY: Final = 12
_CENTURY: Final = 100
_LONGEST: Final = 40
_MOST_REPAIRS: Final = 4


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written.

    Attributes:
        raw: its characters.
        start: offset of its first character.
        values: every value it may have ("1.254" is 1254 or 1.254).
        parts: its figures between separators, as integers: (4, 7) for "04.07"; none when a multiplier follows.
    """

    raw: str
    start: int
    values: frozenset[Fraction]
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    exact: dict[tuple[str, str], tuple[int | None, ...]]
    stems: dict[tuple[str, str], tuple[tuple[str, int | None], ...]]

    def values(self, lang: str, kind: str, word: str) -> list[int | None]:
        found = list(self.exact.get((f"{lang} {kind}", word), ()))
        return found + [
            value for stem, value in self.stems.get((f"{lang} {kind}", word[:2]), ()) if word.startswith(stem)
        ]


@dataclass(frozen=True, slots=True)
class _Side:
    numbers: list[Number]
    values: set[Fraction]
    parts: set[int]
    spelled: set[int]
    has_words: bool


def changed_numbers(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> list[str]:
    """Numbers of the source missing in the target, and of the target made up; as written. Empty when all is well.

    Numbers that the target has and the source has not are let through when the source spells numbers out.
    """
    if not any(c.isdigit() for c in source) and not any(c.isdigit() for c in target):
        return []
    lost, made_up = _differences(source, target, source_lang, target_lang)
    return [number.raw for number in lost + made_up]


def repair_numbers(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> str | None:
    """`target` with its made-up numbers replaced by the lost ones of the source, in order; None when that is a guess.

    It is none when as many numbers were made up as lost (a model writes "7th" for "74-й"), at most `_MOST_REPAIRS`, each
    in figures, and everything matches afterwards.
    """
    lost, made_up = _differences(source, target, source_lang, target_lang)
    if not lost or len(lost) != len(made_up) or len(lost) > _MOST_REPAIRS:
        return None
    parts: list[str] = []
    end = 0
    for right, wrong in zip(lost, made_up, strict=True):
        after = wrong.start + len(wrong.raw)
        if len(right.parts) != len(wrong.parts) and len(right.parts) > 2:
            return None
        if _CLOCK.match(target, after):
            return None
        parts += [target[end : wrong.start], english_number(right.raw)]
        end = after
        ordinal = _ORDINAL.match(target, after)
        if ordinal:
            parts.append(_ordinal_suffix(int(re.findall(r"\d+", right.raw)[-1])))
            end = ordinal.end()
    repaired = "".join([*parts, target[end:]])
    return None if changed_numbers(source, repaired, source_lang, target_lang) else repaired


def group_digits(source: str, target: str) -> str:
    """`target` with the large numbers of the source written the English way: "1254 300" becomes "1,254,300"."""
    for number in _NUMBER.findall(source):
        if any(space in number for space in _SPACES) and len(number) <= _LONGEST:
            digits = re.sub(rf"[{_SPACES}]", "", number.partition(",")[0])
            loose = rf"(?<![\d.,]){rf'[{_SPACES},.]?'.join(digits)}(?![\d])"
            target = re.sub(loose, f"{int(digits):,}", target)
    return target


def english_number(raw: str) -> str:
    """A Russian number the English way: "1 254" → "1,254", "4,5" → "4.5"; dates and times stay."""
    if any(space in raw for space in _SPACES):
        whole, _, decimals = raw.replace(".", ",").partition(",")
        grouped = re.sub(rf"[{_SPACES}]", ",", whole)
        return f"{grouped}.{decimals}" if decimals else grouped
    return raw.replace(",", ".") if _DECIMAL.fullmatch(raw) else raw


def _differences(source: str, target: str, source_lang: str, target_lang: str) -> tuple[list[Number], list[Number]]:
    one, other = _side(source, source_lang), _side(target, target_lang)
    lost = [number for number in one.numbers if not _present(number, other)]
    made_up = [] if one.has_words and not lost else [number for number in other.numbers if not _present(number, one)]
    if one.has_words and len(made_up) > len(lost):  # figures for the words of the source
        made_up = []
    return lost, made_up


def _ordinal_suffix(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def find_numbers(text: str, lang: str) -> list[Number]:
    """Every number written in figures, with the multiplier word after it taken into account."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        raw = match.group()
        if len(raw) > _LONGEST:  # no quantity
            continue
        parts = tuple(int(p) for p in re.findall(r"\d+", raw))
        values = _values(raw, parts)
        word = _WORD.match(text, match.end() + (text[match.end() : match.end() + 1] in _SPACES + "-"))
        factors = [f for f in _words().values(lang, "multiplier", word.group().lower()) if f] if word else []
        if factors and word:
            multiplied = {value * factor for value in values for factor in factors}
            certain = len(word.group()) > 1  # "m" may be metres
            values, parts = (multiplied, ()) if certain else (values | multiplied, parts)
        found.append(Number(raw, match.start(), frozenset(values), parts))
    return found


def _values(raw: str, parts: tuple[int, ...]) -> set[Fraction]:
    digits = re.sub(r"\D", "", raw)
    values: set[Fraction] = set()
    if len(parts) == 1 or _GROUPED.fullmatch(raw) or any(space in raw for space in _SPACES):
        values.add(Fraction(int(digits)))
    decimal = re.fullmatch(rf"(\d[\d{_SPACES}.,]*?)[.,](\d+)", raw)
    if decimal:
        whole = re.sub(r"\D", "", decimal.group(1))
        values.add(Fraction(f"{whole}.{decimal.group(2)}"))
    return values


def _side(text: str, lang: str) -> _Side:
    numbers = find_numbers(text, lang)
    spelled: set[int] = set()
    has_words = False
    for word in set(_WORD.findall(_GLUED.sub(" ", text).lower())):
        meant, is_number = _meaning(word, lang)
        spelled |= meant
        has_words = has_words or is_number
    values = {value for number in numbers for value in number.values}
    parts = {part for number in numbers for part in number.parts}
    return _Side(numbers, values, parts, spelled, has_words or bool(_ROMAN.search(text)))


@lru_cache(maxsize=100_000)
def _meaning(word: str, lang: str) -> tuple[frozenset[int], bool]:
    """The numbers a word may stand for, and whether it is a number word rather than a month."""
    words = _words()
    numbers = words.values(lang, "number", word) + words.values(lang, "part", word)
    months = words.values(lang, "month", word)
    return frozenset(value for value in numbers + months if value is not None), bool(numbers)


def _present(number: Number, other: _Side) -> bool:
    if number.values & other.values:
        return True
    if any(value.denominator == 1 and _spelled(int(value), other.spelled) for value in number.values):
        return True
    if any(_same_year(int(value), int(known)) for value in number.values for known in other.values):
        return True
    return bool(number.parts) and all(
        _part_present(part, other, hour=len(number.parts) > 1 and i == 0) for i, part in enumerate(number.parts)
    )


def _part_present(part: int, other: _Side, *, hour: bool) -> bool:
    if part in other.parts or part in other.spelled or part == 0:
        return True
    other_clock = part - _HALF_DAY if part > _HALF_DAY else part + _HALF_DAY
    return hour and 0 < part < 2 * _HALF_DAY and other_clock in other.parts | other.spelled


def _spelled(value: int, spelled: set[int]) -> bool:
    """Whether words make up the value: 25 of "twenty-five", 2000000 of "two million"."""
    if value in spelled:
        return True
    if value < _CENTURY:
        return value % 10 in spelled and value - value % 10 in spelled
    scale = max((s for s in spelled if s >= _CENTURY and value % s == 0), default=0)
    return bool(scale) and value // scale in spelled | {1}


def _same_year(one: int, other: int) -> bool:
    """'90 and 1990."""
    small, large = sorted((one, other))
    return small < _CENTURY <= large and large % _CENTURY == small and large // _CENTURY in {18, 19, 20}


@cache
def _words() -> _Words:
    exact: dict[tuple[str, str], list[int | None]] = {}
    stems: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    for line in (files("translate") / "data" / NUMBER_WORDS).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        lang, kind, word, value = line.split("\t")
        number = None if value == "-" else int(value)
        if word.endswith("*"):
            stems.setdefault((f"{lang} {kind}", word[:2]), []).append((word[:-1], number))
        else:
            exact.setdefault((f"{lang} {kind}", word), []).append(number)
    return _Words({k: tuple(v) for k, v in exact.items()}, {k: tuple(v) for k, v in stems.items()})
