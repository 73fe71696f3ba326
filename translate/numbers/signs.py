"""Minus signs: "-15 градусов" is not "15 degrees"."""

import re
from functools import cache
from typing import Final

from normalize.resources import read_rows
from translate.numbers.figures import Number, find_numbers

BELOW_ZERO: Final = "below_zero.tsv"
_MINUS: Final = "-−–"
_BEFORE: Final = re.compile(rf"(?P<before>^|[\s(\[:;,/])[{_MINUS}]\Z", re.MULTILINE)
_RANGE: Final = re.compile(rf"\d\s*[{_MINUS}]\Z")
_MEASURED: Final = re.compile(r"\s?(?:[°%]|градус)")
_NEAR: Final = 24
"""Characters before a number in which a minus may stand: a blank or two and the longest word for it."""


def lost_signs(source: str, target: str) -> list[Number]:
    """Numbers below zero of a Russian source whose English tells nothing of it."""
    if not any(minus in source for minus in _MINUS) and not _words("ru").search(source):
        return []
    below = [number for number in find_numbers(source, "ru") if _is_below(source, number)]
    if not below or _words("en").search(target):
        return []
    signed = [
        n for n in find_numbers(target, "en") if target[max(0, n.start - 2) : n.start].strip()[-1:] in tuple(_MINUS)
    ]
    return [number for number in below if not any(_same(number, other) for other in signed)]


def with_signs(source: str, target: str) -> str:
    """`target` with the lost minus signs put before their numbers, where there is one such number only."""
    for number in lost_signs(source, target):
        places = [other for other in find_numbers(target, "en") if _same(number, other)]
        if len(places) == 1:
            start = places[0].start
            start -= target[start - 1 : start] in tuple("$€£¥₽")
            target = f"{target[:start]}-{target[start:]}"
    return target


def _same(one: Number, other: Number) -> bool:
    return one.raw == other.raw or bool(one.values & other.values)


def _is_below(text: str, number: Number) -> bool:
    """Whether a minus is glued to the number or said before it; a dash that begins a line may be a bullet, one after a number a range."""
    before = text[max(0, number.start - _NEAR) : number.start]
    if re.search(rf"(?:{_words('ru').pattern})\s\Z", before, re.IGNORECASE):
        return True
    glued = _BEFORE.search(before)
    if glued is None or _RANGE.search(before):
        return False
    begins_line = not before[: glued.start()].rpartition("\n")[2].strip() and not glued["before"].strip(" \n")
    return not begins_line or _MEASURED.match(text, number.end) is not None


@cache
def _words(lang: str) -> re.Pattern[str]:
    words = [
        re.escape(word).replace(r"\*", r"\w*")
        for code, word in read_rows("translate.numbers", BELOW_ZERO, columns=2)
        if code == lang
    ]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
