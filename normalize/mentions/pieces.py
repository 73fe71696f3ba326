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


_LONG = 500
"""Characters from which a piece without words is taken for no text: shorter ones may be a list of initials, a row of a table."""
_WORDS_SHARE = 0.2
"""Of its characters outside white space, letters in words of three and more; in running text nine of ten, in a table of
results still a third."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def is_readable(piece: str) -> bool:
    """Whether names are to be looked for in a piece: not in runs of marks, digits and single letters, where every character
    would be a word of its own.
    """
    if len(piece) < _LONG:
        return True
    return sum(map(len, _WORD.findall(piece))) >= _WORDS_SHARE * len("".join(piece.split()))


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
