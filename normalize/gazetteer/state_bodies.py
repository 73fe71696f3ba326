"""The country belongs to a body of state: МИД Польши is one organisation, and no other than the МИД of Poland.

The heads are in mentions_bodies_ru.tsv.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.gazetteer.lookup import lookup
from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PLACE, Found
from normalize.morphology.dictionary import base
from normalize.morphology.places import place_lemma
from normalize.resources import once, read_rows
from normalize.text.script import has_cyrillic
from normalize.transliteration.romanize import romanize
from normalize.words import analyzer

_WORD = re.compile(r"[\w-]+")
_GAP = re.compile("[ \u00a0]")
_GENITIVES = ("gent", "Fixd", "Abbr")
"""What a word of the place is in the genitive: Польши; Баку and США do not decline."""


@once
def _heads() -> dict[tuple[str, ...], str]:
    """English by the dictionary forms of a body's words."""
    rows = read_rows("normalize.gazetteer", "mentions_bodies_ru.tsv", columns=2)
    return {tuple(head.split(" ")): english for head, english in rows}


def _is_body(name: str) -> bool:
    words = tuple(base(word) for word in _WORD.findall(name))
    sizes = range(1, min(2, len(words)) + 1)
    return any(words[:size] in _heads() or words[-size:] in _heads() for size in sizes)


@functools.lru_cache(maxsize=20_000)
def _is_genitive(word: str) -> bool:
    return any(mark in reading.tag for reading in analyzer().parse(word.lower()) for mark in _GENITIVES)


def _may_be_owner(place: str) -> bool:
    """Whether a place may stand in the genitive: Республики Саха does by its first word, Саудовской Аравии by both."""
    return has_cyrillic(place) and any(_is_genitive(word) for word in _WORD.findall(place)[:2])


def with_place(text: str, found: Sequence[Found]) -> list[Found]:
    """Bodies of state take in the place that follows.

    Args:
        text: the text the names stand in.
        found: its names in order of their start, not overlapping.

    Returns:
        The names, in order and not overlapping.
    """
    result: list[Found] = []
    for name in found:
        last = result[-1] if result else None
        if (
            last
            and (last.kind, name.kind) == (ORGANISATION, PLACE)
            and _GAP.fullmatch(text, last.end, name.start)
            and _is_body(text[last.start : last.end])
            and _may_be_owner(text[name.start : name.end])
        ):
            result[-1] = replace(last, end=name.end)
        else:
            result.append(name)
    return result


@functools.lru_cache(maxsize=20_000)
def english_body(name: str) -> str:
    """The English name of a body with its place, "" for other names: Минфин Германии, Ministry of Finance of Germany."""
    words = name.split(" ")
    for size in (2, 1):
        english = _heads().get(tuple(base(word) for word in words[:size]), "-")
        place = " ".join(words[size:])
        if english != "-" and place and _may_be_owner(place):
            owner = _english_place(place)
            return f"{english} of {owner}" if owner else ""
    return ""


def _english_place(place: str) -> str:
    entries = lookup(place, PLACE)
    known = entries[0].name_en if len(entries) == 1 else romanize(place_lemma(place))
    if not entries and known not in lists().places:
        return ""
    return f"the {known}" if known.startswith("United ") else known
