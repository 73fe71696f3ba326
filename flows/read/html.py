"""HTML to lines of text: what a reader sees, in document order, main text and page furniture each on lines of its own.

Parsed with selectolax's lexbor (an HTML5 parser: unclosed and broken markup works as in a browser). Every block
element, list item, table cell, option, button, heading and `<br>` ends a line, and so does each link of a row of links
(menus); whitespace collapses except in `<pre>` and `<textarea>`. What is marked `translate="no"` (or, as translation
services have it, `class="notranslate"`) is told apart, unless the whole page is: programs mark whole pages to keep a browser's
bar away. Scripts, styles, templates, noscript, hidden elements
and comments are dropped.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from flows.read.dates import parse_moment
from normalize.words import is_russian_or_english

if TYPE_CHECKING:
    from datetime import datetime

    from selectolax.lexbor import LexborNode

_DROPPED: Final = frozenset(
    "script style template noscript head svg math iframe object embed canvas audio video map datalist".split()  # noqa: SIM905
)
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output progress q "  # noqa: SIM905
    "ruby rb rp rt s samp slot small span strike strong sub sup time tt u var wbr center-inline".split()
)
_WHOLE: Final = frozenset({"html", "body"})
_VERBATIM: Final = frozenset({"pre", "textarea", "listing", "xmp"})
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DISPLAY: Final = re.compile(r"display\s*:\s*([a-z-]+)", re.IGNORECASE)
_LINKS: Final = re.compile(r"/(?:a|button|label|li|option) .*\b(?:a|button|label|li|option)\b")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_BOUNDARY: Final = 60  # characters of names of elements that are remembered
_SHORT_WORD: Final = 2
"""Two letters are a word too often by chance: i<b>Phone</b>."""
_SPACE: Final = re.compile(r"[ \t\n\r\f\v]+")
_SEPARATORS: Final = re.compile(r"[\s|/\\·•‧∙●►▸▶›»→,;:*–—-]*")
_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_VOID: Final = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li option td th tr dt dd".split()
)
_MANY_ATTRIBUTES: Final = re.compile(r"<([a-zA-Z][^\s<>/]*+)(?:[\s/=\"']++[^\s<>/=\"']++){600,}+[^<>]*+")
_MAX_DEPTH: Final = 400
_DEPTH_CHECK_FROM: Final = 4000  # fewer tags cannot nest deep enough to hurt
_META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_.-]+)",
    re.IGNORECASE,
)
_META_TITLE: Final = ("og:title", "twitter:title", "dc.title", "title")
_META_DATE: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "og:updated_time",
)


@dataclass(frozen=True, slots=True)
class Page:
    """Text of a page, one block a line, its meta data, and the stretches of the text that are not to be translated.

    `lang` is the language that the page says it is in, as written (ru-RU).
    """

    text: str
    title: str | None
    published_at: datetime | None
    kept: tuple[str, ...] = ()
    url: str | None = None
    author: str | None = None
    site: str | None = None
    lang: str | None = None


def declared_charset(head: bytes) -> str | None:
    """The charset an HTML or XML file declares in its first 2,048 bytes, as written."""
    match = _META_CHARSET.search(head[:2048])
    return (match[1] or match[2]).decode("ascii") if match else None


def read_html(markup: str) -> Page:
    """Text, title and date of a page or fragment. Never raises on broken markup, never recurses."""
    tree = LexborHTMLParser(_limit_depth(markup))
    root = tree.root
    if root is None:
        return Page("", None, None)
    meta = _meta(tree)
    lines = _Lines()
    _walk(root, lines)
    text = lines.finish()
    return Page(
        text,
        _title(tree, meta),
        _date(tree, meta),
        tuple(dict.fromkeys(lines.kept)),
        _url(tree, meta),
        _one_line(meta.get("author") or meta.get("article:author") or ""),
        _one_line(meta.get("og:site_name") or meta.get("application-name") or ""),
        _lang(tree),
    )


def _limit_depth(markup: str) -> str:
    """Drop start tags nested deeper than any real page, and heaps of attributes: the parser is quadratic in both."""
    markup = _MANY_ATTRIBUTES.sub(r"<\1", markup)
    if markup.count("<") < _DEPTH_CHECK_FROM:
        return markup
    data = markup.encode("utf-8", "replace")
    depth = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        if match[2].lower() in _VOID:
            return match[0]
        if match[1]:
            depth = max(0, depth - 1)
            return match[0]
        depth += 1
        return match[0] if depth <= _MAX_DEPTH else b"<br "

    return _TAG.sub(keep, data).decode("utf-8")


class _Lines:
    """Collects inline text into lines; a line made of links and separators only is split at its links."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[tuple[str, int]] = []  # text, and the number of the link it belongs to (0 none)
        self.link = 0
        self.n_links = 0
        self.boundary = ""  # elements that began or ended since the last piece: "/a a"
        self.kept: list[str] = []  # stretches that are not to be translated
        self.keeping = [False]  # whether the text here is one, by the elements that say so
        self.stretch = ""

    def text(self, text: str) -> None:
        if self.boundary and self.pieces and text and _are_two(self.pieces[-1][0], text, self.boundary):
            self.flush()
        self.pieces.append((text, self.link))
        self.boundary = ""
        if self.keeping[-1]:
            self.stretch += text

    def meet(self, tag: str) -> None:
        """Note that an element begins, or ends, within the line."""
        self.boundary = f"{self.boundary[-_BOUNDARY:]} {tag}"

    def keep(self, translate: bool) -> None:
        """Begin an element that says whether it is to be translated."""
        self.end_stretch()
        self.keeping.append(not translate)

    def end_keep(self) -> None:
        """End such an element."""
        self.end_stretch()
        self.keeping.pop()

    def end_stretch(self) -> None:
        """Note a stretch that is not to be translated."""
        if stretch := _SPACE.sub(" ", self.stretch).strip():
            self.kept.append(stretch)
        self.stretch = ""

    def flush(self) -> None:
        self.end_stretch()
        if not self.pieces:
            return
        links: dict[int, str] = {}
        for text, link in self.pieces:
            if link:
                links[link] = links.get(link, "") + text
        between = "".join(text for text, link in self.pieces if not link)
        if sum(bool(text.strip()) for text in links.values()) > 1 and _SEPARATORS.fullmatch(between):
            for text in links.values():
                self._add(text)
        else:
            self._add("".join(text for text, _ in self.pieces))
        self.pieces = []

    def _add(self, text: str) -> None:
        line = _SPACE.sub(" ", text).strip()
        if line:
            self.lines.append(line)

    def verbatim(self, text: str) -> None:
        self.flush()
        self.lines.extend(line.rstrip() for line in text.strip("\r\n").splitlines())
        if self.keeping[-1]:
            self.kept.extend(line.strip() for line in text.splitlines() if line.strip())

    def finish(self) -> str:
        self.flush()
        return "\n".join(self.lines)


def _are_two(before: str, after: str, boundary: str) -> bool:
    """Whether two words set apart only by styling meet here, "Войти" + "Регистрация", and not two parts of one: Мак<b>Дональдс</b>.

    They do where the dictionary knows both, or where one link or button ends and another begins.
    """
    if not (before and before[-1].islower() and after[0].isupper()):
        return False
    first, second = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if first is None or second is None:
        return False
    if _LINKS.search(boundary):
        return True
    return all(len(word) > _SHORT_WORD and is_russian_or_english(word) for word in (first[0], second[0]))


def _walk(root: LexborNode, lines: _Lines) -> None:
    """Depth-first, without recursion: on the way down text and line breaks, on the way up line breaks."""
    node: LexborNode | None = root
    while node is not None:
        child = _enter(node, lines)
        if child is not None:
            node = child
            continue
        while node is not None:
            _leave(node, lines)
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _enter(node: LexborNode, lines: _Lines) -> LexborNode | None:
    """Take what a node itself says; returns its first child to descend into."""
    tag = node.tag
    if tag == "-text":
        lines.text(node.text_content or "")
        return None
    if tag is None or tag in _DROPPED or (tag.startswith(("_", "!")) and tag != "-document"):
        return None
    if not node.is_element_node:
        return node.child
    if (translate := _says_translate(node)) is not None:
        lines.keep(translate)
    if _is_inline(node):
        lines.meet(tag)
        if tag == "a":
            lines.n_links += 1
            lines.link = lines.n_links
    else:
        lines.flush()
        if tag in _VERBATIM:
            lines.verbatim(node.text() or "")
            return None
    attributes = node.attributes
    if attributes and _hidden(tag, attributes):
        return None
    if tag == "input":
        lines.text(_input_label(attributes))
        return None
    return node.child


def _is_inline(node: LexborNode) -> bool:
    """Whether an element stands within a line: by its name, unless its own style says otherwise; `none` says nothing of it."""
    style = node.attributes.get("style")
    said = _DISPLAY.search(style) if style else None
    if said is not None and said[1].lower() != "none":
        return said[1].lower().startswith(("inline", "contents"))
    return node.tag in INLINE


def _leave(node: LexborNode, lines: _Lines) -> None:
    tag = node.tag
    if tag == "-text" or not node.is_element_node:
        return
    if _is_inline(node):
        lines.meet(f"/{tag}")
        if tag == "a":
            lines.link = 0
    elif tag not in _DROPPED:
        lines.flush()
    if tag not in _DROPPED and _says_translate(node) is not None:
        lines.end_keep()


def _says_translate(node: LexborNode) -> bool | None:
    """Whether an element says that it is to be translated or is not to be; None when it does not say."""
    if node.tag in _WHOLE:
        return None
    attributes = node.attributes
    said = attributes.get("translate", "-")
    if said is None or said.strip().casefold() in {"", "yes"}:
        return True
    if said.strip().casefold() == "no" or "notranslate" in (attributes.get("class") or "").split():
        return False
    return None


def _hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    if tag == "input" and (attributes.get("type") or "").lower() in {"hidden", "password", "checkbox", "radio"}:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _input_label(attributes: dict[str, str | None]) -> str:
    """What a form field shows: a button its value, a text field its placeholder."""
    if (attributes.get("type") or "text").lower() in {"submit", "button", "reset"}:
        return attributes.get("value") or ""
    return attributes.get("placeholder") or ""


def _lang(tree: LexborHTMLParser) -> str | None:
    """The language of the whole page: that of the html element, else that of the body."""
    said = (node.attributes.get(name) for node in tree.css("html, body") for name in ("lang", "xml:lang"))
    return next((lang for value in said if (lang := _one_line(value or ""))), None)


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _url(tree: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    """The address a page gives for itself."""
    links = (node.attributes.get("href") or "" for node in tree.css('link[rel="canonical"]'))
    return next((url for url in (*links, meta.get("og:url", "")) if url.startswith(("http://", "https://"))), None)


def _title(tree: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    if "og:title" in meta:
        return _one_line(meta["og:title"])
    headings = tree.css("h1")
    if len(headings) == 1 and (heading := _one_line(headings[0].text(separator=" "))):
        return heading
    node = tree.css_first("title")
    title = _one_line(node.text()) if node is not None else None
    return title or next((_one_line(meta[name]) for name in _META_TITLE if name in meta), None)


def _one_line(text: str) -> str | None:
    return _SPACE.sub(" ", text).strip() or None


def _date(tree: LexborHTMLParser, meta: dict[str, str]) -> datetime | None:
    candidates = [meta[name] for name in _META_DATE if name in meta]
    for script in tree.css('script[type="application/ld+json"]'):
        candidates += _ld_json_dates(script.text())
    candidates += [node.attributes.get("datetime") or "" for node in tree.css("time[datetime]")[:3]]
    return next((found for value in candidates if (found := parse_moment(value))), None)


def _ld_json_dates(source: str) -> list[str]:
    try:
        return re.findall(r'"datePublished"\s*:\s*"([^"]{4,64})"', json.dumps(json.loads(source)))
    except (ValueError, RecursionError):
        return []
