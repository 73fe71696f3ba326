"""Blocks: the lines of a text, hard-wrapped lines joined again, then the pieces that layout sets apart inside a line.

Lines are what `str.splitlines` takes for lines (LF, CR LF, CR, form feed, U+0085, U+2028, U+2029 …). Text that was wrapped
at a fixed width (mails, plain-text articles) would otherwise be cut in the middle of its sentences.
"""

import re
from collections.abc import Iterator
from typing import Final

from translate.scripts import WORD, word_script

MIN_WRAPPED: Final = 40
"""Lines shorter than this many characters are items of their own (headings, menus), never a wrapped line."""
MAX_WRAPPED: Final = 140
"""Lines longer than this were not wrapped at a fixed width."""

_ENDS = re.compile(r"[.!?…:;»”\"'’)\]}|*•]\s*$|[-‐]\s*$")
_LETTERED = re.compile(r"[^\W\d_]")

_MARKS = "•◦▪▫●○■□►▶▸‣⁃·∙➤➔→›|¦‖"
_PIECE_END = re.compile(
    rf"""
      (?P<gap> \t\s* | [^\S\n\r]{{3,}} )            # a tab or three spaces: the next column
    | (?<!\S) (?P<mark> [{_MARKS}]+ | » ) (?!\S)    # a bullet or a separator between items, standing free
    """,
    re.VERBOSE,
)
_LEADING = re.compile(r"[*#>+]+(?=\s)")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line or rejoined paragraph that is not blank, without the whitespace at its ends."""
    held: tuple[int, int, int, int] | None = None  # block start, block end, start of its last line, its widest line
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        content = line.strip()
        if not content:
            if held:
                yield held[:2]
            held = None
            continue
        start += len(line) - len(line.lstrip())
        end = start + len(content)
        if held and _wrapped(text, held, start, end):
            held = (held[0], end, start, max(held[3], end - start))
            continue
        if held:
            yield held[:2]
        held = (start, end, start, end - start)
    if held:
        yield held[:2]


def _wrapped(text: str, held: tuple[int, int, int, int], start: int, end: int) -> bool:
    """Tell whether the line start:end continues the sentence of the block before it."""
    block_start, block_end, line_start, width = held
    length = block_end - line_start
    if not (length >= MIN_WRAPPED and max(width, end - start) <= MAX_WRAPPED):
        return False
    line, following = text[line_start:block_end], text[start:end]
    if _ENDS.search(line) and not line.endswith(("-", "‐")):
        return False
    word = WORD.match(following)
    if not word:
        return False
    words = WORD.findall(line)
    if not words or word_script(words[-1]) != word_script(word.group()):
        return False
    if length + 1 + len(word.group()) < max(width, end - start):
        return False  # the word would have fitted on the line before
    already = line_start != block_start
    return word.group()[0].islower() or line.endswith(",") or already


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what layout sets apart in the block start:end: columns, bullets, separators, items.

    Bullets and separators are pieces of their own, so that what they mark can be translated without them. A block without
    letters is one piece.
    """
    if not _LETTERED.search(text, start, end):
        yield start, end
        return
    leading = _LEADING.match(text, start, end)
    if leading:
        yield leading.span()
        start = leading.end()
    spaced_quotes = "«" in text[start:end]
    for match in _PIECE_END.finditer(text, start, end):
        if match["mark"] == "»" and spaced_quotes:
            continue
        if (before := _stripped(text, start, match.start())) is not None:
            yield before
        if match["mark"]:
            yield match.span()
        start = match.end()
    if (rest := _stripped(text, start, end)) is not None:
        yield rest


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return start:end without the whitespace at its ends, None when nothing else is there."""
    piece = text[start:end]
    content = piece.strip()
    if not content:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(content)
