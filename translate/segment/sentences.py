"""Sentences: places where one may end, and which of them do (`translate.segment.sentence_rules`).

Boundaries that are not followed by whitespace are only looked for where a full stop is glued to the next sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from normalize.text.emoji import RUN
from translate.segment.sentence_rules import Boundary, ends_sentence

WINDOW: Final = 40
"""Characters looked at on either side of a boundary."""

_CANDIDATE = re.compile(
    rf"""(?<=\w) (?P<emoji>\s?{RUN.pattern}) \s* (?=[A-ZА-ЯЁІЇЄҐЎ«"„“])  # emoji between a word and a capital,
  | [.!?…;"'»”“’)(\]}}。！？] (?:              # or something that can end a sentence,
        \s+(?=\S)                               # before whitespace
      | (?:(?<=[а-яёіїєґў]{{3}}[.!?…]) | (?<=[а-яёіїєґў][»”"][.!?…])) (?=[А-ЯЁІЇЄҐЎ][а-яёіїєґў\s])  # or glued: сказала она.Потом …
      | (?<=[a-z]{{3}}[.!?…]) (?=[A-Z][a-z'’\s])  # the same in English: "glued"
      | (?<=[。！？]) (?=\S) )""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"(?<![:;=8(])(?<![:;=8]-)\(|(?<![:;=8)])(?<![:;=8]-)\)")  # no smileys
_FARTHEST: Final = 400
"""Characters between brackets that belong together."""


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences of text[start:end], which has no whitespace at its ends. Linear time."""
    brackets = _brackets(text, start, end)
    for match in _CANDIDATE.finditer(text, start, end):
        stop, resume = match.end("emoji") if match["emoji"] else match.start() + 1, match.end()
        at = Boundary(
            sentence=text[start:stop] if stop - start <= 24 else "",
            left=text[max(start, stop - WINDOW) : stop],
            right=text[resume : min(end, resume + WINDOW)],
            glued=stop == resume,
            bracketed=_lies_in(brackets, stop, start),
        )
        if ends_sentence(at)[0]:
            yield start, stop
            start = resume
    if start < end:
        yield start, end


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where round brackets are opened and closed again, outer ones only."""
    if "(" not in text:
        return []
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            at = opened.pop()
            if not opened and match.start() - at <= _FARTHEST:
                found.append((at, match.start()))
    return found


def _lies_in(brackets: list[tuple[int, int]], at: int, start: int) -> bool:
    """Whether a place lies between brackets that are opened within the sentence which begins at `start`."""
    i = bisect_left(brackets, (at, 0)) - 1
    return i >= 0 and start < brackets[i][0] < at < brackets[i][1]
