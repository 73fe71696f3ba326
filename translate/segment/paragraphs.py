"""Blocks: the lines of a text, hard-wrapped lines joined again, then the pieces that layout sets apart inside a line.

Lines are what `str.splitlines` takes for lines (LF, CR LF, CR, form feed, U+0085, U+2028, U+2029 …). Text that was wrapped
at a fixed width (mails, plain-text articles) would otherwise be cut in the middle of its sentences. A paragraph whose lines
were all broken where the next word did not fit tells the width of the page; where none does, two neighbouring lines are
compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from normalize.text.marks import has_spaced_letters
from normalize.text.script import WORD, word_script
from translate.resources import abbreviations, word_lists

MIN_WRAPPED: Final = 50
"""Lines shorter than this many characters are items of their own (headings, menus), unless they follow wrapped ones."""
MIN_OPEN: Final = 16
"""The same for a line that ends in a word that cannot end anything ("of the", «который в»)."""
MAX_WRAPPED: Final = 140
"""Lines longer than this were not wrapped at a fixed width."""
RAGGED: Final = 0.75
"""Share of the widest line that a line of a paragraph fills at least, where lines were not broken as late as possible."""

_FINISHED = frozenset(".!?…:;»”\"'’)]}|*•")
_FIRST_WORD = re.compile(rf"[«“„\"'(]?({WORD.pattern})")
_CONTINUES = re.compile(r"[«“„\"'(\[]?\w")
_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.|[\w.+-]{1,64}@\w|[\w-]{1,64}(?:\.[\w-]{1,64})+/")
_LETTERED = re.compile(r"[^\W\d_]")

_MARKS = "•◦▪▫●○■□►▶▸‣⁃·∙➤➔→›|¦‖"
_BLANK = r"[^\S\n\r\v\f\x85\u2028\u2029]"
_PIECE_END = re.compile(
    rf"""
      (?P<gap> (?<=\S) (?: {_BLANK}*\t | {_BLANK}{{3}} ) {_BLANK}* (?=\S) )    # a tab or three spaces: the next column
    | (?P<mark> (?<!\S) (?: [{_MARKS}]+ | [»/>] ) (?!\S) | [•|]+ )            # a bullet or a separator between items
    """,
    re.VERBOSE,
)
_MAY_BE_PIECES = re.compile(rf"[\t{_MARKS}»/>\u2000-\u200a\u3000]")
_GAP = re.compile(rf"{_BLANK}{{3,}}")
_AROUND_STOP = "»”\"')] "
_TWO_SPACES = ("\u00a0\u00a0", " \u00a0", "\u00a0 ")
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_LEADING = re.compile(r"[*#>+]+(?=\s)")


@dataclass(slots=True)
class _Block:
    """Lines joined so far: the offsets of the whole, where its last line begins, the length of its longest line."""

    start: int
    end: int
    line: int
    width: int


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line or rejoined paragraph that is not blank, without the whitespace at its ends."""
    paragraphs = list(_paragraphs(text))
    width = max((_wrapped_width(text, lines) for lines in paragraphs), default=0)
    for lines in paragraphs:
        yield from _joined(text, lines, width)


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines between blank ones as (start, end), without the whitespace at their ends."""
    lines: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        content = line.strip()
        if content:
            start += line.index(content[0])
            lines.append((start, start + len(content)))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _wrapped_width(text: str, lines: list[tuple[int, int]]) -> int:
    """Return the length of the longest line of a paragraph of three lines or more that was surely wrapped, else 0."""
    if len(lines) < 3:
        return 0
    width = max(end - start for start, end in lines)
    within = any(text[start].islower() for start, _ in lines[1:])
    return width if within and MIN_WRAPPED <= width <= MAX_WRAPPED and _evenly_wrapped(text, lines, width) else 0


def _joined(text: str, lines: list[tuple[int, int]], page_width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a paragraph, joined where they were wrapped; `page_width` is 0 when nothing told it."""
    if len(lines) > 1 and page_width and _evenly_wrapped(text, lines, page_width):
        yield lines[0][0], lines[-1][1]
        return
    block: _Block | None = None
    for start, end in lines:
        if block and _wrapped(text, block, start, end):
            block.end, block.line, block.width = end, start, max(block.width, end - start)
            continue
        if block:
            yield block.start, block.end
        block = _Block(start, end, start, end - start)
    if block:
        yield block.start, block.end


def _evenly_wrapped(text: str, lines: list[tuple[int, int]], width: int) -> bool:
    """Whether every line was broken where its next word did not fit into the width."""
    for (line_start, line_end), (start, end) in pairwise(lines):
        first_word = text[start:end].split(maxsplit=1)[0]
        room = width - (line_end - line_start)
        if not 0 <= room <= len(first_word) or not _CONTINUES.match(first_word):
            return False
    return lines[-1][1] - lines[-1][0] <= width and not any(_ADDRESS.match(text, start, end) for start, end in lines)


def _wrapped(text: str, block: _Block, start: int, end: int) -> bool:
    """Whether the line start:end continues the sentence of the block before it."""
    length, width = block.end - block.line, max(block.width, end - start)
    if length < MIN_OPEN or width > MAX_WRAPPED:
        return False
    line, following = text[block.line : block.end], text[start:end]
    first = _FIRST_WORD.match(following)
    if not first or _ADDRESS.match(line) or _ADDRESS.match(following):
        return False
    last = WORD.findall(line)[-1:]
    open_word = (
        bool(last)
        and line.endswith(last[0])
        and last[0].lower() in word_lists("translate.segment", "function_words.tsv")["open"]
    )
    lower = first[1][0].islower()
    if lower and open_word:
        return True
    already = block.line != block.start
    if not last or (length < MIN_WRAPPED and not already):
        return False
    if not open_word and word_script(last[0]) != word_script(first[1]):
        return False
    filled = length + 1 + len(following.split(maxsplit=1)[0]) >= width  # the word would not have fitted on the line
    if line[-1] in _FINISHED and not (lower and filled and (_ends_in_abbreviation(line) or line[-1] in "»”\"'’)]")):
        return False
    if lower:
        return filled or line.endswith(",") or (already and length >= RAGGED * width)
    return filled and (already or open_word or line.endswith(","))


def _ends_in_abbreviation(line: str) -> bool:
    return line.endswith(".") and line[:-1].rsplit(maxsplit=1)[-1].lower().strip('(«"') in abbreviations()


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what layout sets apart in the block start:end: columns, bullets, separators, items.

    Bullets and separators are pieces of their own, so that what they mark can be translated without them. A block without
    letters is one piece.
    """
    if not _LETTERED.search(text, start, end):
        yield start, end
        return
    block = text[start:end]
    wide = "  " in block or ("\u00a0" in block and any(gap in block for gap in _TWO_SPACES))
    if not wide and not _MAY_BE_PIECES.search(block):
        yield from _item(text, start, end)
        return
    spaced_quotes = "«" in block
    menu = wide and _is_menu(block)
    runs_on = wide and not menu and (has_spaced_letters(block) or _is_sentence(block))
    for match in _WIDE_GAP.finditer(text, start, end) if menu else _PIECE_END.finditer(text, start, end):
        mark = match.groupdict().get("mark")
        if (mark == "»" and spaced_quotes) or (runs_on and not mark and _goes_on(text, match)):
            continue
        yield from _item(text, start, match.start())
        if mark:
            yield match.span()
        start = match.end()
    yield from _item(text, start, end)


def _item(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bullet or heading mark at the beginning of start:end, if there is one, and the rest, if there is any."""
    start, end = _stripped(text, start, end)
    leading = _LEADING.match(text, start, end)
    if leading:
        yield leading.span()
        start, end = _stripped(text, leading.end(), end)
    if start < end:
        yield start, end


def _is_sentence(block: str) -> bool:
    """Whether a sentence runs through wide gaps, as in justified text: a gap lies behind a word that cannot end anything,
    or it begins with a capital, goes on in lower case after every gap and ends as sentences do.
    """
    parts = _GAP.split(block)
    words = [WORD.findall(part) for part in parts]
    if not all(words):
        return False
    open_words = word_lists("translate.segment", "function_words.tsv")["open"]
    if any(found[-1].lower() in open_words for found in words[:-1]):
        return True
    goes_on = all(part[0].islower() or part[0].isdigit() or before[-1] in ".!?…" for before, part in pairwise(parts))
    return goes_on and parts[0][0].isupper() and block.rstrip(_AROUND_STOP)[-1:] in tuple(".!?…")


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Whether the sentence goes on after a gap of spaces: no tab, no end of a sentence before it."""
    return "\t" not in gap.group() and text[gap.start() - 1] not in ".!?…:;|"


def _is_menu(block: str) -> bool:
    """Whether two spaces stand between items: short ones, none of them beginning in lower case."""
    items = _WIDE_GAP.split(block)
    short = len(items) >= 3 and len(block.split()) <= 3 * len(items)
    return short and not any(item[0].islower() for item in items) and not _MAY_BE_PIECES.search(block)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start:end without the whitespace at its ends; empty when nothing else is there."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))
