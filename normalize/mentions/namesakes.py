"""Bodies of one document that share a name: ООО «Атлас» and НТЦ «Атлас» are called so in full, for the name alone is both.

Elsewhere a legal form or a common noun before the quotation marks is cut off (`normalize.mentions.rules.unwrap`).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from normalize.kinds import ORGANISATION, Found
from normalize.mentions.rules import Context
from normalize.parse.organisation import parse_organisation
from normalize.parse.organisation_words import HEAD, KIND, LEGAL

_BEFORE_QUOTE = re.compile(r"(?P<head>[^\W\d_][\w-]*)\s*[«\"„“]\s*\Z")
_QUOTED = re.compile(r"[«\"„“](?P<core>[^«»\"„“”\n]+)")
_CLOSING = '»"”“'
_OPENED = re.compile(r"[»\"”“]?\s*\([^()\n]{0,20}\Z")
"""Brackets open right behind a name: what stands in them is the same body, НТЦ «Атлас» (ООО «Атлас»)."""
_REACH = 40
_MAX_BETWEEN = 24


class _Designation(NamedTuple):
    """A name in quotation marks with the word before them.

    Attributes:
        text: number of the text.
        name: number of the name in it.
        start: where the word before begins.
        end: one past the closing mark.
        head: what the word says: "" for a legal form, else the sort of body.
    """

    text: int
    name: int
    start: int
    end: int
    head: str


def _head(word: str, core: str) -> str | None:
    """The sort of body that a word before a name tells, in its dictionary form; "" for a legal form, None for other words."""
    words = parse_organisation(f"{word} «{core}»").words
    if len(words) < 2 or words[0].kind not in {LEGAL, HEAD, KIND}:
        return None
    return "" if words[0].kind == LEGAL else min(words[0].meaning.concepts, default=words[0].folded)


def _designations(contexts: Sequence[Context], found: Sequence[Sequence[Found]]) -> dict[str, list[_Designation]]:
    """By the name in quotation marks, lower case."""
    designated: dict[str, list[_Designation]] = defaultdict(list)
    for number, (context, names) in enumerate(zip(contexts, found, strict=True)):
        text = context.text
        for at, name in enumerate(names):
            if name.kind != ORGANISATION:
                continue
            inner = _QUOTED.search(text, name.start, name.end)
            start, end = inner.span("core") if inner else (name.start, name.end)
            before = _BEFORE_QUOTE.search(text, max(0, start - _REACH), start)
            head = _head(before["head"], text[start:end]) if before else None
            if before is None or head is None:
                continue
            end += text[end : end + 1] in _CLOSING if end < len(text) else 0
            whole = _Designation(number, at, min(name.start, before.start("head")), end, head)
            designated[text[start:end].strip(_CLOSING).casefold()].append(whole)
    return designated


def _is_said_to_be_one(text: str, one: _Designation, other: _Designation) -> bool:
    between = text[one.end : other.start]
    return one.text == other.text and len(between) < _MAX_BETWEEN and bool(_OPENED.fullmatch(between))


def in_full(contexts: Sequence[Context], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Lengthen the names that bodies of different sorts share by the word before the quotation marks.

    Args:
        contexts: the texts of one document with their words.
        found: the names of each text, in order and not overlapping.

    Returns:
        The names of each text, in order and not overlapping.
    """
    results = [list(names) for names in found]
    for bearers in _designations(contexts, found).values():
        if len({bearer.head for bearer in bearers}) < 2:
            continue
        if any(_is_said_to_be_one(contexts[one.text].text, one, other) for one, other in pairwise(bearers)):
            continue
        for bearer in bearers:
            names = results[bearer.text]
            free = names[bearer.name - 1].end if bearer.name else 0
            if free <= bearer.start:
                names[bearer.name] = replace(names[bearer.name], start=bearer.start, end=bearer.end)
    return results
