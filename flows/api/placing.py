"""Tags of a line put around the words of its English that say what they stood around in the source."""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

Find = Callable[[str, str], tuple[int, int] | None]
"""Gets a stretch of a source and the English of the whole; returns where the stretch's English stands in it."""


@dataclass
class Element:
    """An inline element, or a single tag (no content, `close` empty).

    Attributes:
        start: offset of its content in the line.
        end: where that ends.
        open: its start tag as it stands, or the single tag.
        close: its end tag; "" where there is none.
        name: of the tag.
        children: elements inside it, in order.
    """

    start: int
    end: int
    open: str
    close: str = ""
    name: str = ""
    children: list["Element"] = field(default_factory=list)


_Spans = Sequence[tuple[int, int, str]]


def place(text: str, spans: _Spans, elements: Sequence[Element], find: Find) -> str:
    """Return a line as HTML, its spans in English.

    Args:
        text: of the line.
        spans: start, end and English of what is translated, in order, offsets in the line.
        elements: of the line.
        find: where a stretch of a span stands in its English.
    """
    pieces: list[str] = []
    at = 0
    tags = _flat(elements)
    taken: set[tuple[int, bool]] = set()  # those put around words of a span
    i = 0

    def up_to(position: int) -> None:
        """Write the tags up to a place, and the text between them."""
        nonlocal at, i
        while i < len(tags) and tags[i][0] <= position:
            where, tag, which = tags[i]
            i += 1
            if which not in taken:
                pieces.extend((escaped(text[at:where]), tag))
                at = max(at, where)
        pieces.append(escaped(text[at:position]))
        at = max(at, position)

    for start, end, english in spans:
        inside = [tag for tag in tags[i:] if start < tag[0] < end]
        if len(inside) > _MOST_TAGS:
            taken |= {which for *_, which in inside}
            around = _by_proportion([(where - start, tag) for where, tag, _ in inside], end - start, english)
        else:
            inner = _inside(elements, start, end, taken)
            around = _within(text[start:end], english, inner, find)
        up_to(start)
        pieces.append(around)
        at = end
    up_to(len(text))
    return "".join(pieces)


def escaped(text: str) -> str:
    """Text as HTML; what a no-break space was is written as one again."""
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _flat(elements: Sequence[Element]) -> list[tuple[int, str, tuple[int, bool]]]:
    """Every tag with its offset and which it is (its element, whether it closes it), in the order of the markup."""
    found: list[tuple[int, str, tuple[int, bool]]] = []
    for element in elements:
        found.append((element.start, element.open, (id(element), False)))
        found += _flat(element.children)
        if element.close:
            found.append((element.end, element.close, (id(element), True)))
    return found


def _inside(
    elements: Sequence[Element], start: int, end: int, taken: set[tuple[int, bool]], *, whole: bool = False
) -> list[Element]:
    """What of the elements belongs around words of a stretch, cut to it, offsets counted in it.

    That is every tag strictly inside the stretch, and both tags of an element that begins or ends where the stretch does but
    does not hold all of it; what holds all of it, or stands before or after it, is left outside.

    Args:
        elements: of the line.
        start: of the stretch.
        end: of the stretch.
        taken: gets the tags that are returned.
        whole: take everything, as the element around them is taken whole.
    """
    found: list[Element] = []
    for e in elements:
        part = start <= e.start < e.end <= end and (e.start, e.end) != (start, end)
        opens = whole or part or start < e.start < end
        closes = bool(e.close) and (whole or part or start < e.end < end)
        children = _inside(e.children, start, end, taken, whole=opens and (closes or not e.close) and e.end <= end)
        if not opens and not closes:
            found += children
            continue
        taken |= {(id(e), close) for close, own in ((False, opens), (True, closes)) if own}
        a, b = max(e.start, start), min(e.end, end)
        cut = Element(a - start, b - start, e.open if opens else "", e.close if closes else "", e.name)
        cut.children = [_moved(c, cut.start) for c in children]
        found.append(cut)
    return found


def _moved(element: Element, by: int) -> Element:
    """The element with offsets counted from further on."""
    return Element(
        element.start - by,
        element.end - by,
        element.open,
        element.close,
        element.name,
        element.children,
    )


def _within(source: str, english: str, elements: Sequence[Element], find: Find) -> str:
    """The English of a stretch with its elements put around their words."""
    if not elements:
        return escaped(english)
    pieces: list[str] = []
    at = 0
    ranges = zip(_ranges(source, english, elements, find), elements, strict=True)
    for (a, b), e in sorted(ranges, key=lambda r: r[0]):  # stable: what stood first stays first
        start, end = max(a, at), max(b, at)
        pieces += [escaped(english[at:start]), e.open]
        pieces.append(_within(source[e.start : e.end], english[start:end], e.children, find))
        pieces.append(e.close)
        at = end
    pieces.append(escaped(english[at:]))
    return "".join(pieces)


def _ranges(source: str, english: str, elements: Sequence[Element], find: Find) -> list[tuple[int, int]]:
    """Where the content of each element stands in the English: found; else free words, as far through it as in the source."""
    found: dict[int, tuple[int, int]] = {}
    for i, e in enumerate(elements):
        content = source[e.start : e.end].strip()
        place = find(content, english) if content else None
        if place and not any(x < place[1] and place[0] < y for x, y in found.values()):
            found[i] = place
    ranges = []
    scale = len(english) / max(len(source), 1)
    for i, e in enumerate(elements):
        if i not in found and source[e.start : e.end].strip():
            found[i] = _free_words(english, e.start * scale, e.end * scale, list(found.values()))
        a, b = found.get(i) or (_between_words(english, round(e.start * scale)),) * 2
        if not e.open:  # it began before this stretch
            a = 0
        if not e.close and e.start < e.end:  # it ends behind it
            b = len(english)
        ranges.append((a, max(a, b)))
    return ranges


def _free_words(english: str, a: float, b: float, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The words between two places that no other element has; the nearest one where there is none; else no words."""
    words = [
        word.span() for word in WORD.finditer(english) if not any(x < word.end() and word.start() < y for x, y in taken)
    ]
    if not words:
        return (_between_words(english, round(a)),) * 2
    inside = [(x, y) for x, y in words if a <= (x + y) / 2 < b]
    if not inside:
        return min(words, key=lambda w: abs(w[0] + w[1] - a - b))
    start, end = inside[0]
    for x, y in inside[1:]:
        if any(end <= t < x for t, _ in taken):
            break
        end = y
    return start, end


def _by_proportion(tags: Sequence[tuple[int, str]], length: int, english: str) -> str:
    """The English with tags as far through it as they are through the source, in their order, between words."""
    ends = [0, *(word.start() for word in WORD.finditer(english)), len(english)]
    pieces: list[str] = []
    at = 0
    for position, tag in tags:
        place = ends[min(bisect_left(ends, position * len(english) / length), len(ends) - 1)]
        pieces += [escaped(english[at:place]), tag]
        at = place
    pieces.append(escaped(english[at:]))
    return "".join(pieces)


def _between_words(english: str, at: int) -> int:
    """The nearest place between two words."""
    if at <= 0 or at >= len(english):
        return max(0, min(at, len(english)))
    ends = [word.start() for word in WORD.finditer(english)] + [len(english)]
    return min(ends, key=lambda end: abs(end - at))


_MOST_TAGS: Final = 40
"""In one sentence, each put around its own words; with more a page is hostile or made by a machine, and order has to do."""
WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
