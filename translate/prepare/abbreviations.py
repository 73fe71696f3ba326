"""Russian abbreviations written out for the engine; they are listed in `data/expansions_ru.tsv`, which explains where."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from normalize.resources import read_rows

EXPANSIONS: Final = "expansions_ru.tsv"

_SHAPES: Final = {
    "any": r"(?<![\w./-])(?:{})(?![\w/-])",
    "after": r"(?<=\d)[^\S\n]?(?:(?:{})(?![\w/-])[^\S\n]?)+",
    "hours": r"(?<=\d)[^\S\n]?(?:{})[^\S\n]?(?=\d{{1,2}}[^\S\n]?(?:мин|сек|с\b))",
    "hyphen": r"(?<=\d-)(?:{})(?![\w/-])",
    "suffix": r"(?<=[а-яё])-(?:{})(?![\w-])",
    "quoted": r"(?<![\w./-])(?:{})[^\S\n]?(?=[«\"“„])",
    "name": r"(?<![\w./-])(?<!\d[^\S\n])(?:{})[^\S\n]?(?=[А-ЯЁ])",
    "word": r"(?<![\w./-])(?:{})[^\S\n]?(?=[А-ЯЁа-яё])",
    "roman": r"(?<=[IVXХ])[^\S\n]?(?:{})(?![\w/-])",
    "before": r"(?<![\w./-])(?:{})[^\S\n]?(?=[№+(\d])",
    "street": r"(?<![\w./-])(?:{})[^\S\n]?(?=[А-ЯЁ\d])",
    "address": r"(?<![\w./-])(?:{})[^\S\n]?(?=\d)",
    "now": r"(?:{})",
}
"""Where the abbreviations of each kind stand; the white space around them is part of the match."""
_CASED: Final = frozenset({"any", "name", "word"})
"""Kinds that are looked for in the letter case of the table: И.О. are initials, and so is С. Иванов."""
_CAPITALISED: Final = frozenset({"name", "word"})
"""Kinds that may begin a sentence, and then have a capital, if they are longer than an initial."""
_IN_ORDER: Final = ("hours", "hyphen", "suffix", "quoted", "name", "word", "any", "roman", "after", "before")
_INITIAL: Final = len("С.")
_APART: Final = '№+(«"“„'
"""What is set off from a word before it."""
_FINAL: Final = frozenset({"after", "any", "roman"})
"""Kinds that can end a sentence."""


@dataclass(frozen=True, slots=True)
class _Kind:
    place: re.Pattern[str]
    short: re.Pattern[str]
    full: dict[str, str]
    may_end: bool
    after: bool

    def expand(self, text: str) -> str:
        return self.place.sub(self._spaced, text)

    def _spaced(self, match: re.Match[str]) -> str:
        """In full, set off from numbers, and with the full stop that ends the sentence too: "5 руб. Завтра"."""
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        stop = self.may_end and match.group().rstrip().endswith(".")
        ends = stop and (not after or (match.group()[-1].isspace() and after.isupper()))
        full = self.short.sub(self._in_full, match.group().removeprefix("-")).strip()
        spaced = before.isalnum() or match.group().startswith("-")
        return f"{' ' * spaced}{full}{'.' * ends}{' ' * (after.isalnum() or after in tuple(_APART))}"

    def _in_full(self, match: re.Match[str]) -> str:
        word = self.full[_key(match.group())]
        if self.after:  # МЛРД in a text in capitals: a unit has no capital
            return word
        return word[0].upper() + word[1:] if match.group()[0].isupper() else word


@lru_cache(maxsize=10_000)
def expand(text: str) -> str:
    """`text` with the abbreviations written out that have one meaning where they stand."""
    kinds = _kinds()
    for name in _IN_ORDER:
        text = kinds[name].expand(text)
    for amount in _amounts():
        text = amount.sub(lambda m: f"{m['whole']},{int(m['cents']):02} {m['unit']}", text)
    if kinds["street"].place.search(text):
        text = kinds["address"].expand(kinds["street"].expand(text))
    return text


def now_pattern() -> str:
    """A regular expression for what ends a period that lasts: н.в."""
    return _kinds()["now"].place.pattern


def now_in_english(text: str) -> str:
    """`text` with what ends a period that lasts in English."""
    return _kinds()["now"].expand(text)


def _key(short: str) -> str:
    return re.sub(r"[\s.]", "", short).lower()


@cache
def _kinds() -> dict[str, _Kind]:
    words: dict[str, dict[str, str]] = {}
    for kind, short, full in _rows():
        if kind != "cents":
            words.setdefault(kind, {})[short] = full
            if kind in _CAPITALISED and len(short) > _INITIAL:
                words[kind][short[0].upper() + short[1:]] = full
    return {
        kind: _Kind(
            re.compile(_SHAPES[kind].format(_alternatives(full)), re.NOFLAG if kind in _CASED else re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{_alternatives(full)})(?!\w)", re.NOFLAG if kind in _CASED else re.IGNORECASE),
            {_key(short): in_full for short, in_full in full.items()},
            kind in _FINAL,
            kind in ("after", "roman"),
        )
        for kind, full in words.items()
    }


@cache
def _amounts() -> list[re.Pattern[str]]:
    shape = r"(?<![.,])\b(?P<whole>\d+)[^\S\n]+(?P<unit>{}\w*)[^\S\n]+(?P<cents>\d\d?)[^\S\n]+{}\w*"
    return [re.compile(shape.format(unit, cent)) for kind, unit, cent in _rows() if kind == "cents"]


def _rows() -> list[list[str]]:
    return list(read_rows("translate.prepare", EXPANSIONS, columns=3, required=3))


def _alternatives(shorts: dict[str, str]) -> str:
    return "|".join(_pattern(short) for short in sorted(shorts, key=len, reverse=True))


def _pattern(short: str) -> str:
    pattern = re.escape(short).replace(r"\ ", r"[^\S\n]?")
    return pattern if short.endswith(".") else rf"{pattern}(?!\w)\.?"
