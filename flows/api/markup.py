"""HTML as lines of text to translate, and back: every tag comes through, what is not text stays letter by letter.

A line is what stands between two tags that end lines; the tags inside it (links, emphasis) are taken out, so that the
engine sees whole sentences, and put back around the same words of the English (`placing`).
"""

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flows.api.placing import WORD, Element, Find, place
from flows.api.tokens import Token, tokens
from flows.read.html import INLINE

_KEPT: Final = frozenset(
    [
        "code",
        "kbd",
        "samp",
        "var",
        "script",
        "style",
        "template",
        "svg",
        "math",
        "textarea",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
    ]
)
"""Elements that are left as they are: programs, not language."""
_VERBATIM: Final = frozenset({"pre", "listing"})
_SPACE: Final = re.compile(r"[ \t\n\r\f\v]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and the like, which part the words of pages."""
_LEFT_ALONE: Final = re.compile(
    r"(?i)\btranslate\s*=\s*[\"']?\s*no\b|\bclass\s*=\s*(?:\"[^\"]*|'[^']*|)\bnotranslate\b"
)
_TRANSLATED: Final = re.compile(r"(?i)\btranslate\s*=\s*[\"']?\s*(?:yes\b|[\"'])")
_WHOLE: Final = frozenset({"html", "body"})
_MOST_NESTED: Final = 30
"""Inline elements inside each other; what is deeper stands for itself, its tags where the words before it end."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line and its English.

    Attributes:
        start: offset in the text of all lines.
        end: its end.
        english: what it becomes.
    """

    start: int
    end: int
    english: str


@dataclass
class _Line:
    """A line of the page: its text and the elements in it, offsets counted in the line."""

    raw: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def begin(self, raw: str, name: str) -> None:
        element = Element(self.length, self.length, raw, name=name)
        self._siblings().append(element)
        if len(self.open) < _MOST_NESTED:
            self.open.append(element)

    def end(self, raw: str, name: str) -> None:
        if any(e.name == name for e in self.open):
            while self.open:
                element = self.open.pop()
                element.end = self.length
                if element.name == name:
                    element.close = raw
                    return
        self.single(raw)

    def single(self, raw: str) -> None:
        self._siblings().append(Element(self.length, self.length, raw))

    def finish(self) -> None:
        for element in self.open:
            element.end = self.length
        self.open = []

    def _siblings(self) -> list[Element]:
        return self.open[-1].children if self.open else self.elements


class Page:
    """HTML whose text can be replaced.

    Args:
        markup: a page or a fragment; broken markup is no error.

    Attributes:
        text: its lines, joined by line breaks.
        kept: stretches that its author marked as not to be translated.
    """

    def __init__(self, markup: str) -> None:
        self._parts: list[str | _Line] = []
        self.kept: list[str] = []
        self._read(markup)
        self._lines = [part for part in self._parts if isinstance(part, _Line)]
        self._texts = ["".join(line.text) for line in self._lines]
        self.text = "\n".join(self._texts)

    def _read(self, markup: str) -> None:
        line = _Line()
        state = _Open()
        found = list(tokens(markup))
        for number, token in enumerate(found, start=1):
            ends_line = token.kind in ("open", "close", "void") and token.name not in INLINE
            ends_line |= token.kind == "other" and number == len(found)  # a comment never closed must stay the last
            if ends_line:
                self._end(line)
                line = _Line()
            state.see(token)
            if ends_line or (token.kind == "other" and not line.length and not line.elements):
                self._parts.append(token.raw)
                continue
            line.raw.append(token.raw)
            if token.kind == "text":
                text = _INVISIBLE.sub("", html.unescape(token.raw)).replace("\0", "\ufffd")
                text = text if state.verbatim else _SPACE.sub(" ", text)
                line.add_text(text)
                if state.kept and text.strip():
                    self.kept.append(text.strip())
            elif token.kind == "open":
                line.begin(token.raw, token.name)
            elif token.kind == "close":
                line.end(token.raw, token.name)
            else:
                line.single(token.raw)
        self._end(line)

    def _end(self, line: _Line) -> None:
        line.finish()
        if line.length and any(not t.isspace() for t in line.text):
            self._parts.append(line)
        elif line.raw:
            self._parts.append("".join(line.raw))

    def fragments(self, spans: Sequence[Span]) -> list[str]:
        """The stretches of the source whose English has to be found in the English of the spans they are in."""
        wanted: dict[str, None] = {}
        left = len(self.text)  # a page of tags inside tags is not translated many times over

        def note(source: str, _english: str) -> tuple[int, int] | None:
            nonlocal left
            if source not in wanted and len(source) <= left and source.count(" ") < _MOST_WORDS:
                wanted[source] = None
                left -= len(source)
            return None

        self.render(spans, note)
        return list(wanted)

    def render(self, spans: Sequence[Span], find: Find) -> str:
        """Return the page with the spans in English.

        Args:
            spans: in order, each inside one line.
            find: where a stretch of a source stands in its English; None where it cannot be told.
        """
        pieces: list[str] = []
        texts = iter(self._texts)
        start = at = 0
        for part in self._parts:
            if isinstance(part, str):
                pieces.append(part)
                continue
            text = next(texts)
            end = start + len(text)
            own = []
            while at < len(spans) and spans[at].start < end:
                own.append((spans[at].start - start, spans[at].end - start, spans[at].english))
                at += 1
            pieces.append(place(text, own, part.elements, find) if own else "".join(part.raw))
            start = end + 1
        return "".join(pieces)


class _Open:
    """The elements that are open where one stands, as far as they say how text is to be taken."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, bool, bool]] = []
        self._count: Counter[str] = Counter()

    @property
    def kept(self) -> bool:
        """Whether text here is to stay as it is."""
        return bool(self._stack) and self._stack[-1][1]

    @property
    def verbatim(self) -> bool:
        """Whether white space counts here."""
        return bool(self._stack) and self._stack[-1][2]

    def see(self, token: Token) -> None:
        """Take notice of a tag."""
        if token.kind == "open":
            kept = self.kept or token.name in _KEPT
            if token.name not in _WHOLE and _LEFT_ALONE.search(token.attributes):
                kept = True
            elif _TRANSLATED.search(token.attributes):
                kept = token.name in _KEPT
            self._stack.append((token.name, kept, self.verbatim or token.name in _VERBATIM))
            self._count[token.name] += 1
        elif token.kind == "close" and self._count[token.name]:
            while True:
                name, _, _ = self._stack.pop()
                self._count[name] -= 1
                if name == token.name:
                    break


def located(english_of: Mapping[str, str]) -> Find:
    """Return a way of finding stretches by their own English.

    Args:
        english_of: the English of each stretch of a source, translated alone.
    """
    from rapidfuzz.fuzz import token_sort_ratio

    def find(source: str, english: str) -> tuple[int, int] | None:
        as_it_is = re.search(rf"(?<!\w){re.escape(source)}(?!\w)", english)  # left as it is, a number, Latin letters
        if as_it_is:
            return as_it_is.span()
        alone = " ".join(WORD.findall(english_of.get(source, "").casefold()))
        words = [(m.start(), m.end(), m[0].casefold()) for m in WORD.finditer(english)]
        n = alone.count(" ") + 1
        if not alone or n > _MOST_WORDS:
            return None
        best, place = _NEAR, None
        for size in (n, n - 1, n + 1, n + 2):
            for i in range(len(words) - size + 1) if size > 0 else ():
                window = words[i : i + size]
                likeness = token_sort_ratio(alone, " ".join(w for *_, w in window), score_cutoff=best)
                if likeness > best:
                    best, place = likeness, (window[0][0], window[-1][1])
        while place and source[-1] in ".!?)" and english[place[1] : place[1] + 1] == source[-1]:
            place = place[0], place[1] + 1
            source = source[:-1] or " "
        return place

    return find


_NEAR: Final = 75.0
"""Likeness of a stretch translated alone to words of the sentence's English, 0 to 100: an ending or an article may differ."""
_MOST_WORDS: Final = 40
"""Of a stretch that is looked for; a longer one is most of its sentence, and proportion tells its place as well."""
