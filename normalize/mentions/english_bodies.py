"""A body of state takes in the state that English names behind it: Foreign Ministry of Slovenia, Security Service of Ukraine.

The tagger often ends the name before "of", above all where two such bodies stand side by side, and sees none at all where
the body has an everyday name. Nouns are in mentions_cues.tsv, kind "body".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.gazetteer.territories import places_named
from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PLACE, Found
from normalize.resources import once

BODY = "body"
"""Detector of bodies that no tagger saw, and the kind of the cues that it is made of."""
_SCORE = 0.8
_BEFORE = 160
"""Characters before a place in which its body is looked for."""
_CAPITAL = r"[A-Z][\w'’-]*"
_OF_WHAT = rf"(?: (?:of|for|on)(?: the)? {_CAPITAL}(?:(?:,|,? and| &)? {_CAPITAL}){{0,6}})?"
"""of Education and Science, for Emergency Situations."""


@once
def _body() -> re.Pattern[str]:
    nouns = "|".join(sorted((re.escape(noun.title()) for noun in lists().cues[BODY]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w'’-])(?:The )?(?P<body>(?:(?!The )(?!(?:In|At|And|For|By|But|When|As) ){_CAPITAL} ){{0,4}}?(?:{nouns}){_OF_WHAT}) of (?:the )?\Z"
    )


def with_state(text: str, names: Sequence[Found]) -> list[Found]:
    """Join bodies with the states behind them; bodies that no tagger saw are added.

    Args:
        text: the text the names stand in.
        names: its names, in order and not overlapping.

    Returns:
        The names, in order and not overlapping.
    """
    result: list[Found] = []
    for name in names:
        surface = text[name.start : name.end]
        if name.kind != PLACE or " of " not in text[max(0, name.start - 8) : name.start] or not places_named(surface):
            result.append(name)
            continue
        begin = max(0, name.start - _BEFORE)
        match = _body().search(text[begin : name.start])
        if not match:
            result.append(name)
            continue
        start = begin + match.start("body")
        inside = [n for n in result if n.end > start]
        if any(n.start < start or n.kind not in {ORGANISATION, PLACE} for n in inside):
            longer = inside[0] if len(inside) == 1 and inside[0].kind == ORGANISATION else None
            if longer is None:
                result.append(name)
                continue
            start = longer.start
        detector = next((n.detector for n in inside if n.kind == ORGANISATION), BODY)
        result = [n for n in result if n.end <= start]
        result.append(replace(name, start=start, kind=ORGANISATION, score=max(_SCORE, name.score), detector=detector))
    return result
