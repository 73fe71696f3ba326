"""Cut a long text into pieces, so that finding names takes time in proportion to its length.

Rules look at a name's neighbours, and some compare every name of a text with every other one: what a piece cannot hold
does not cost more. Sentences are kept whole where they fit.
"""

import re
from collections.abc import Iterator

MAX_CHARS = 1500
"""Longest piece: ten sentences of news; twice as much changes no name of the development texts."""
_SEARCHED = 1000
"""How far before the limit a place to cut is looked for."""
_BREAKS = tuple(map(re.compile, (r"\n", r"[.!?…]\s", r"\s")))
"""Where to cut, best first: between lines, sentences, words."""


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the pieces of a text, in order and without gaps; a short text is one piece, "" has none."""
    start = 0
    while len(text) - start > MAX_CHARS:
        end = start + MAX_CHARS
        for pattern in _BREAKS:
            last = max((m.end() for m in pattern.finditer(text, end - _SEARCHED, end)), default=0)
            if last:
                end = last
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
