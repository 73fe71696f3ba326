"""Units of measure and currencies behind numbers: the same ones in a source and its translation.

They are listed in `data/units.tsv`, which explains the columns. A unit counts as kept when the English has it anywhere, in any of
its usual spellings: where it stands is told by the number.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.resources import read_rows
from translate.numbers.figures import Number, english_number, find_numbers

UNITS: Final = "units.tsv"

_BLANK: Final = "[ \u00a0\u202f\u2009]"
_GLUED: Final = re.compile(r"\d[^\W\d_]")
_SCALE_EN: Final = re.compile(r"[ -]?(?:thousand|[mbtr]+illion|mln|bln|bn|trn|k|m)s?\b", re.IGNORECASE)
_WORD_EN: Final = re.compile(r"[ -]?(?P<word>[^\W\d_]+)")
_SCALE: Final = "scale"
_TELLING: Final = 4
"""Letters that a unit's English word has at least, to be told from another word: m, won, try, bar."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the table.

    Attributes:
        name: what is written in English.
        russian: what may stand after a number.
        anywhere: one of its Russian spellings of three letters or more, or its sign, in any place of a text.
        accepted: what stands for it in English.
        words: the English words that can be nothing else.
        sign: the sign that may stand before the number; empty when it has none.
    """

    name: str
    russian: re.Pattern[str]
    anywhere: re.Pattern[str]
    accepted: re.Pattern[str]
    words: re.Pattern[str]
    sign: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit.

    Attributes:
        number: the number.
        scale: thousand, million … behind it, in English; empty when there is none.
        unit: its unit; None when it has none.
        start: where all of it begins, in the Russian text.
        end: offset after its last character.
    """

    number: Number
    scale: str
    unit: Unit | None
    start: int
    end: int

    @property
    def english(self) -> str:
        """All of it in English."""
        number = " ".join(filter(None, (english_number(self.number.raw), self.scale)))
        if self.unit is None:
            return number
        if self.unit.sign == self.unit.name:
            return self.unit.sign + number
        one = self.number.raw == "1" and not self.scale
        return f"{number} {_singular(self.unit.name) if one else self.unit.name}"


def lost_units(source: str, target: str) -> list[Measured]:
    """The numbers of a Russian source whose unit is nowhere in the English."""
    return [one for one in measured(source) if one.unit and not one.unit.accepted.search(target)]


def made_up_units(source: str, target: str) -> list[tuple[int, int]]:
    """Offsets of units beside numbers of the English that the source has in no form: £10 for 10 иен."""
    found: list[tuple[int, int]] = []
    if not any(c.isdigit() for c in target):
        return found
    for number in find_numbers(target, "en"):
        start = number.start - 1
        sign = target[start : number.start]
        if sign.strip() and _has_none(source, [unit for unit in _units() if unit.sign == sign]):
            found.append((start, number.start))
        word = _WORD_EN.match(target, _after(target, number.end))
        if word and _has_none(source, [unit for unit in _units() if unit.words.fullmatch(word["word"])]):
            found.append(word.span("word"))
    return found


def repair_units(source: str, target: str) -> str | None:
    """`target` with lost units put behind their numbers, in the place of made-up ones; None when there is nothing to do or it is a guess."""
    lost = lost_units(source, target)
    wrong = made_up_units(source, target)
    if not lost and not wrong:
        return None
    edits: list[tuple[int, int, str]] = []
    numbers = find_numbers(target, "en")
    for one in lost:
        places = [n for n in numbers if n.values & one.number.values or n.raw == one.number.raw]
        if len(places) != 1 or one.unit is None:
            return None
        at = places[0]
        sign, end = (at.start - 1, at.start), _after(target, at.end)
        if sign in wrong:
            edits.append((*sign, ""))
        word = _WORD_EN.match(target, end)
        unit = one.unit
        name = _singular(unit.name) if at.raw == "1" else unit.name
        if word and word.span("word") in wrong:
            edits.append((*word.span("word"), name))
        elif unit.name == unit.sign:
            edits.append((at.start, at.start, unit.sign))
        else:
            edits.append((end, end, f" {name}"))
    if not lost:  # only signs are too many: the right unit is there
        edits = [(a, b, "") for a, b in wrong if b - a == 1]
    for start, end, text in sorted(edits, reverse=True):
        target = target[:start] + text + target[end:]
    return None if lost_units(source, target) or made_up_units(source, target) else target


def tidy_units(source: str, target: str) -> str:
    """`target` without a second currency ("$45,000 rubles"), and with the spaces before units that the source has (6.8l)."""
    if "$" in target:
        target = _two_currencies().sub("", target)
    for one in measured(source) if _GLUED.search(target) else ():
        if one.unit and source[one.number.end : one.number.end + 1] in _BLANK:
            target = re.sub(
                rf"(?<={re.escape(one.number.raw[-1])})(?={one.unit.accepted.pattern})",
                " ",
                target,
                flags=re.IGNORECASE,
            )
    return target


def usual_spelling(word: str) -> str | None:
    """How the Russian abbreviation of a unit is spelled (ГВТ: ГВт), None for other words."""
    return _spellings().get(word.lower())


def measured(text: str) -> list[Measured]:
    """Every number of a Russian text that is written in figures, with its unit."""
    found: list[Measured] = []
    for number in find_numbers(text, "ru") if any(c.isdigit() for c in text) else ():
        scale, end = _scale(text, number.end)
        before = text[max(0, number.start - 1) : number.start]
        for unit in _units():
            if before.strip() and before == unit.sign:
                found.append(Measured(number, scale, unit, number.start - 1, end))
                break
            after = unit.russian.match(text, end)
            if after:
                found.append(Measured(number, scale, unit, number.start, after.end()))
                break
        else:
            found.append(Measured(number, scale, None, number.start, end))
    return found


def _scale(text: str, end: int) -> tuple[str, int]:
    for name, pattern in _scales():
        match = pattern.match(text, end)
        if match:
            return name, match.end()
    return "", end


def _after(text: str, end: int) -> int:
    """Where the number is over, with the word for thousands or millions."""
    scale = _SCALE_EN.match(text, end)
    return scale.end() if scale else end


def _has_none(source: str, units: list[Unit]) -> bool:
    return bool(units) and not any(unit.anywhere.search(source) for unit in units)


def _singular(name: str) -> str:
    return name.removesuffix("s") if len(name) >= _TELLING else name


@cache
def _two_currencies() -> re.Pattern[str]:
    words = [
        _pattern(word)
        for kind, _, sign, _, accepted in _rows()
        if kind == "currency" and sign != "$"
        for word in accepted.split()
        if len(word) >= _TELLING
    ]
    return re.compile(rf"\$(?=\d[\d.,]*(?:{_SCALE_EN.pattern})? (?:{'|'.join(words)})\b)", re.IGNORECASE)


@cache
def _scales() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"{_BLANK}?(?:{'|'.join(map(_pattern, russian.split()))})\b\.?", re.IGNORECASE))
        for kind, russian, _, name, _ in _rows()
        if kind == _SCALE
    )


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(read_rows("translate.numbers", UNITS, columns=5, required=5))


@cache
def _units() -> tuple[Unit, ...]:
    units: list[Unit] = []
    for kind, russian, sign, name, accepted in _rows():
        if kind == _SCALE:
            continue
        own = "" if sign == "-" else sign
        spellings = [word for word in russian.split() if word != "-"]
        english = [*accepted.split(), name]
        signs = [re.escape(own)] * bool(own)
        after = [_pattern(word) + r"(?![^\W_])" for word in spellings] + signs
        anywhere = [_pattern(word) for word in spellings if len(word) > 2] + signs
        anywhere += [rf"\b{_pattern(word)}\b" for word in spellings if len(word) <= 2 and word.isalpha()]
        latin = [_pattern(word) for word in english if word[0].isalpha()]
        other = [re.escape(word) for word in english if not word[0].isalpha()]
        words = [_pattern(word) for word in english if len(word.rstrip("*")) >= _TELLING and word[0].isalpha()]
        units.append(
            Unit(
                name,
                re.compile(rf"{_BLANK}?(?:{'|'.join(after)})", re.IGNORECASE),
                re.compile("|".join([*anywhere, *(rf"\b{w}\b" for w in latin)]), re.IGNORECASE),
                re.compile(
                    "|".join([rf"(?<![^\W\d_])(?:{'|'.join(latin)})(?![^\W_])"] * bool(latin) + other + signs),
                    re.IGNORECASE,
                ),
                re.compile("|".join(words) or r"(?!)", re.IGNORECASE),
                own,
            )
        )
    return tuple(units)


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace("_", rf"\.?{_BLANK}?")


@cache
def _spellings() -> dict[str, str]:
    words = [word for _, russian, *_ in _rows() for word in russian.split() if "*" not in word and "_" not in word]
    return {word.lower(): word for word in reversed(words) if word.isalpha()}
