"""Numbers in a source and its translation: the same ones, as often, however they are written.

"04.07" is "July 4" as well as "04.07", "20-е" is "twenties", "17.30" is "5:30 p.m.", "двадцати трёх" is "23". What stands
in one number (a score, a time, a ratio) stays together and in order: "3:1" is "3-1" and not "1-3".
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from translate.numbers.figures import Number, english_number, find_numbers, is_fraction
from translate.numbers.signs import lost_signs, with_signs
from translate.numbers.words import WORD, Quantity, meaning, quantities

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_CLOCK = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?<!\w)[IVXLCХ]+(?!\w)")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_SHORT_YEAR = re.compile(r"[\d'’][-–—/]?$|['’]$")
_JOINED = re.compile(r"\s?[-–—:./]\s?|\s")

_LATE_MINUTES = re.compile(r"\d{1,2}[:.]0\d")

_HALF: Final = Fraction(1, 2)
_HALF_DAY: Final = 12
_DAYS: Final = 31
_CENTURY: Final = 100
_SCALES: Final = (10**12, 10**9, 10**6, 1000, 100)
_GROUPED_FROM: Final = 10_000
_MOST_REPAIRS: Final = 4
_MOST_COMPARED: Final = 200
"""Numbers that are not simply the same on both sides; with more of them nothing is looked at more closely."""


@dataclass(frozen=True, slots=True)
class _Side:
    numbers: list[Number]
    spelled: frozenset[Fraction]
    months: frozenset[Fraction]
    has_words: bool


def changed_numbers(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> list[str]:
    """Numbers of the source missing in the target, and of the target made up; as written. Empty when all is well.

    Numbers that the target has and the source has not are let through when the source spells numbers out.
    """
    lost, made_up, in_words, _ = _differences(source, target, source_lang, target_lang)
    if in_words and len(made_up) > len(lost):  # figures for the words of the source
        made_up = []
    signs = lost_signs(source, target) if (source_lang, target_lang) == ("ru", "en") else []
    return [number.raw for number in lost + made_up] + [f"-{number.raw}" for number in signs]


def made_up_numbers(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> list[str]:
    """Numbers of the target that the source has in no form, as written; none when the source has numbers in words."""
    _, made_up, in_words, _ = _differences(source, target, source_lang, target_lang)
    return [] if in_words else [number.raw for number in made_up]


def repair_numbers(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> str | None:
    """`target` with its made-up numbers replaced by the lost ones of the source, in order; None when that is a guess.

    Lost minus signs are put back too. It is none when as many numbers were made up as lost (a model writes "7th" for "74-й"), at most `_MOST_REPAIRS`, each
    in figures, none of them a right number said twice, and everything matches afterwards. The parts of a score or a time
    may have come apart ("1-3" for "3:1").
    """
    signed = with_signs(source, target) if (source_lang, target_lang) == ("ru", "en") else target
    found = _replaced(source, signed, source_lang, target_lang)
    return found or (None if signed == target or changed_numbers(source, signed, source_lang, target_lang) else signed)


def _replaced(source: str, target: str, source_lang: str, target_lang: str) -> str | None:
    lost, made_up, _, right = _differences(source, target, source_lang, target_lang)
    if not lost or len(lost) > _MOST_REPAIRS:
        return None
    made_up = _put_together(target, made_up, lost)
    if len(lost) != len(made_up) or any(number.values & right for number in made_up):
        return None
    parts: list[str] = []
    end = 0
    for known, wrong in zip(lost, made_up, strict=True):
        if (len(known.parts) != len(wrong.parts) and len(known.parts) > 2) or _CLOCK.match(target, wrong.end):
            return None
        parts += [target[end : wrong.start], _written(known)]
        end = wrong.end
        ordinal = _ORDINAL.match(target, end)
        if ordinal:
            parts.append(_ordinal_suffix(int(re.findall(r"\d+", _written(known))[-1])))
            end = ordinal.end()
    repaired = "".join([*parts, target[end:]])
    return None if changed_numbers(source, repaired, source_lang, target_lang) else repaired


def _put_together(target: str, made_up: list[Number], lost: list[Number]) -> list[Number]:
    """Made-up numbers with those joined that are the parts of a lost one, in whatever order."""
    out: list[Number] = []
    wanted = [sorted(number.parts) for number in lost if len(number.parts) > 1]
    i = 0
    while i < len(made_up):
        size = next((n for n in map(len, wanted) if sorted(_parts(made_up[i : i + n])) in wanted), 1)
        run = made_up[i : i + size]
        if size > 1 and all(_JOINED.fullmatch(target, a.end, b.start) for a, b in itertools.pairwise(run)):
            raw = target[run[0].start : run[-1].end]
            out.append(Number(raw, run[0].start, frozenset(), tuple(_parts(run))))
            i += size
        else:
            out.append(made_up[i])
            i += 1
    return out


def _differences(
    source: str, target: str, source_lang: str, target_lang: str
) -> tuple[list[Number], list[Number], bool, frozenset[Fraction]]:
    """What was lost, what was made up, whether the source has number words, and the values that came through."""
    worded = list(quantities(source)) if source_lang == "ru" else []
    if not worded and not any(c.isdigit() for c in source) and not any(c.isdigit() for c in target):
        return [], [], False, frozenset()
    one, other = _side(source, source_lang, worded), _side(target, target_lang, ())
    lost, made_up = _unequal(one.numbers, other.numbers)
    if max(len(lost), len(made_up)) <= _MOST_COMPARED:
        lost, made_up = _unlike(source, one, lost, target, other, made_up)
    gone = {number.start for number in lost}
    through = frozenset(value for number in one.numbers if number.start not in gone for value in number.values)
    return lost, made_up, one.has_words, through


def _side(text: str, lang: str, worded: Iterable[Quantity]) -> _Side:
    spelled: set[Fraction] = set()
    months: set[Fraction] = set()
    has_words = False
    for word in set(WORD.findall(_GLUED.sub(" ", text).lower())):
        numbers, month, is_number = meaning(word, lang)
        spelled |= numbers
        months |= month
        has_words = has_words or is_number
    numbers_here = find_numbers(text, lang)
    numbers_here += [Number(text[q.start : q.end], q.start, frozenset({q.value}), ()) for q in worded]
    numbers_here.sort(key=lambda number: number.start)
    return _Side(numbers_here, frozenset(spelled), frozenset(months), has_words or bool(_ROMAN.search(text)))


def _unequal(one: Sequence[Number], other: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers of either side that are not on the other side, each taken once."""
    places: dict[object, list[int]] = {}
    for i, number in reversed(list(enumerate(other))):
        for key in _keys(number):
            places.setdefault(key, []).append(i)
    taken: set[int] = set()
    lost: list[Number] = []
    for number in one:
        for key in _keys(number):
            waiting = places.get(key, [])
            while waiting and waiting[-1] in taken:
                waiting.pop()
            if waiting:
                taken.add(waiting.pop())
                break
        else:
            lost.append(number)
    return lost, [number for i, number in enumerate(other) if i not in taken]


def _keys(number: Number) -> list[object]:
    parts = ("clock", *number.parts) if _LATE_MINUTES.fullmatch(number.raw) else number.parts  # 06:07 is not 6:7
    return [*sorted(number.values), *([parts] if len(number.parts) > 1 else [])]


def _unlike(
    source: str, one: _Side, lost: list[Number], target: str, other: _Side, made_up: list[Number]
) -> tuple[list[Number], list[Number]]:
    """What is left of `lost` and `made_up` when dates, times, years and words are compared for what they mean."""
    missing: list[Number] = []
    for number in lost:
        if _spelled_out(number, other.spelled):
            continue
        found = _as_parts(number, made_up, target, other) or _other_year(number, made_up, target)
        if found is None:
            missing.append(number)
        else:
            made_up = [candidate for candidate in made_up if candidate not in found]
    extra: list[Number] = []
    for number in made_up:
        found = _as_parts(number, missing, source, one)
        if found is not None:
            missing = [candidate for candidate in missing if candidate not in found]
        elif not _spelled_out(number, one.spelled):
            extra.append(number)
    return missing, extra


def _as_parts(number: Number, others: Sequence[Number], text: str, side: _Side) -> list[Number] | None:
    """Those of `others` that are the parts of a date, a time, a score or an amount; None when they are not there."""
    if len(number.parts) < 2 or is_fraction(number.raw):
        return None
    for other in others:
        if _same_clock(number.parts, other.parts) or _same_date(number, other) or _same_years(number, other):
            return [other]
    single = [other for other in others if len(other.parts) == 1]
    size = len(number.parts)
    for i in range(len(single) - size + 1):
        run = single[i : i + size]
        apart = all(text[a.end : b.start].strip() for a, b in itertools.pairwise(run))
        if apart and tuple(_parts(run)) == number.parts:
            return run
    return _as_date_or_hour(number, single, side)


def _as_date_or_hour(number: Number, single: list[Number], side: _Side) -> list[Number] | None:
    if "," in number.raw or (":" in number.raw and not number.raw.endswith(":00")):
        return None
    used: list[Number] = []
    for i, part in enumerate(number.parts):
        hours = {part, (part + _HALF_DAY) % (2 * _HALF_DAY)} if i == 0 and part < 2 * _HALF_DAY else {part}
        match = next((n for n in single if n not in used and hours & set(n.parts)), None)
        if match:
            used.append(match)
        elif part and not any(_composable(Fraction(hour), side.spelled | side.months) for hour in hours):
            return None
    return used


def _same_clock(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether they are like 17:30 and 5:30."""
    return len(one) == len(other) > 1 and one[1:] == other[1:] and abs(one[0] - other[0]) == _HALF_DAY


def _same_date(one: Number, other: Number) -> bool:
    """Whether they are like 04.07 and 07/04."""
    signs = set("./")
    return (
        bool(signs & set(one.raw) and signs & set(other.raw))
        and not set(":,") & set(one.raw + other.raw)
        and one.parts[0] <= _DAYS
        and sorted(one.parts) == sorted(other.parts)
    )


def _same_years(one: Number, other: Number) -> bool:
    """Whether they are like 2015/16 and 2015/2016."""
    return (
        len(one.parts) == len(other.parts) == 2
        and one.parts[0] == other.parts[0] > _CENTURY
        and _same_year(Fraction(one.parts[1]), Fraction(other.parts[1]))
    )


def _same_year(one: Fraction, other: Fraction) -> bool:
    small, large = sorted((one, other))
    return small < _CENTURY <= large and large % _CENTURY == small and large // _CENTURY in {18, 19, 20}


def _other_year(number: Number, others: Sequence[Number], text: str) -> list[Number] | None:
    """'90 and 1990; the century is left out after a number or an apostrophe only ("2015/16", "'16")."""
    for other in others:
        for here in number.values:
            for there in other.values:
                shortened = here > there
                before = text[max(0, other.start - 2) : other.start]
                if _same_year(here, there) and (not shortened or _SHORT_YEAR.search(before)):
                    return [other]
    return None


def _spelled_out(number: Number, spelled: frozenset[Fraction]) -> bool:
    return any(_composable(value, spelled) for value in number.values)


def _composable(value: Fraction, spelled: frozenset[Fraction]) -> bool:
    """Whether words make up the value: 25 of "twenty-five", 2,000,000 of "two million", 1.5 of "one and a half"."""
    if value in spelled:
        return True
    if value.denominator == 2 and _HALF in spelled:
        return value < 1 or _composable(value - _HALF, spelled)
    if value.denominator > 1:
        return False
    if value < _CENTURY:
        return value % 10 in spelled and value - value % 10 in spelled
    scale = next((scale for scale in _SCALES if scale in spelled and value >= scale), None)
    if scale is None:
        return False
    rest = value % scale
    return (value // scale == 1 or _composable(Fraction(value // scale), spelled)) and (
        not rest or _composable(rest, spelled) or (rest * 2 == scale and _HALF in spelled)
    )


def _parts(numbers: Iterable[Number]) -> list[int]:
    return [part for number in numbers for part in number.parts]


def _written(number: Number) -> str:
    """A number of the source in English figures; one in words has whole values or halves."""
    if number.raw[0].isdigit():
        return english_number(number.raw)
    value = next(iter(number.values))
    if value.denominator > 1:
        return f"{float(value):g}"
    return f"{int(value):,}" if value >= _GROUPED_FROM else f"{int(value)}"  # 1945 is a year


def _ordinal_suffix(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
