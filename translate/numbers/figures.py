"""Numbers written in figures: what they may be worth in either language, and how English writes them.

"1 254 300" is "1,254,300", "4,5" is "4.5", "1,5 млн" is "1.5 million" or "1,500,000".
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from translate.numbers.words import WORD, multipliers

_SPACES: Final = " \u00a0\u202f\u2009"
_NUMBER = re.compile(rf"\d+(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*")
_GROUPED = re.compile(rf"\d{{1,3}}(?:([{_SPACES},.'])\d{{3}})(?:\1\d{{3}})*")
_ENGLISH = re.compile(r"\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_FRACTION = re.compile(r"1/(?:2|3|4|5|8|16|32|64)")
_DECIMAL = re.compile(r"\d+,\d+")
_LONGEST: Final = 40


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

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.raw)


def find_numbers(text: str, lang: str) -> list[Number]:
    """Every number written in figures, with the multiplier word after it taken into account."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        raw = match.group()
        if len(raw) > _LONGEST:  # no quantity
            continue
        parts = tuple(int(p) for p in re.findall(r"\d+", _ungrouped(raw)))
        values = _values(raw, parts)
        word = WORD.match(text, match.end() + (text[match.end() : match.end() + 1] in _SPACES + "-"))
        factors = multipliers(word.group(), lang) if word else []
        if factors and word:
            multiplied = {value * factor for value in values for factor in factors}
            certain = len(word.group()) > 1  # "m" may be metres
            values, parts = (multiplied, ()) if certain else (values | multiplied, parts)
        found.append(Number(raw, match.start(), frozenset(values), parts))
    return found


def english_number(raw: str) -> str:
    """A Russian number the English way: "1 254" → "1,254", "4,5" → "4.5"; dates and times stay."""
    if any(space in raw for space in _SPACES):
        whole, _, decimals = raw.replace(".", ",").partition(",")
        grouped = re.sub(rf"[{_SPACES}]", ",", whole)
        return f"{grouped}.{decimals}" if decimals else grouped
    if "/" in raw:  # 7,5/10
        return "/".join(map(english_number, raw.split("/")))
    return raw.replace(",", ".") if _DECIMAL.fullmatch(raw) else raw


def english_figures(source: str, target: str) -> str:
    """`target` with large numbers and decimals of the source the English way: "1254 300" is "1,254,300", "4,5" "4.5"."""
    for number in dict.fromkeys(_NUMBER.findall(source)):
        if len(number) > _LONGEST:
            continue
        if any(space in number for space in _SPACES):
            digits = re.sub(rf"[{_SPACES}]", "", number.partition(",")[0])
            loose = rf"(?<![\d.,]){rf'[{_SPACES},.]?'.join(digits)}(?![\d])"
            target = re.sub(loose, f"{int(digits):,}", target)
        elif number in target and english_number(number) != number:
            target = re.sub(rf"(?<![\d.,]){number}(?![\d])(?!,\d)", english_number(number), target)
    return target


def is_fraction(raw: str) -> bool:
    """Whether it is a fraction: 1/8, as in 1/8 финала; no date, no season."""
    return bool(_FRACTION.fullmatch(raw))


def _ungrouped(raw: str) -> str:
    """Numbers like "1 254 300,50" and "1,254,300.50" without what groups the thousands; "1,254" alone may be a decimal."""
    if any(space in raw for space in _SPACES):
        return re.sub(rf"[{_SPACES}]", "", raw)
    return raw.replace(",", "") if _ENGLISH.fullmatch(raw) else raw


def _values(raw: str, parts: tuple[int, ...]) -> set[Fraction]:
    digits = re.sub(r"\D", "", raw)
    values: set[Fraction] = set()
    if len(parts) == 1 or _GROUPED.fullmatch(raw) or any(space in raw for space in _SPACES):
        values.add(Fraction(int(digits)))
    decimal = re.fullmatch(rf"(\d+|\d{{1,3}}(?:[{_SPACES},.]\d{{3}})+)[.,](\d+)", raw)
    if decimal:
        whole = re.sub(r"\D", "", decimal.group(1))
        values.add(Fraction(f"{whole}.{decimal.group(2)}"))
    if is_fraction(raw):
        values.add(Fraction(raw))
    return values
