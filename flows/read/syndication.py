"""RSS, RDF and Atom feeds: one document an item, in any encoding, with link, author and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flows.read.dates import parse_moment
from flows.read.html import read_html
from flows.read.types import About, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ROOT: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:\w+:)?(rss|RDF|feed)\b", re.DOTALL
)
_BODY: Final = ("encoded", "content", "full-text", "fulltext", "description", "summary")
"""Elements with the text of an item, the fullest first: content:encoded, Atom's content, Yandex's full-text."""
_AUTHOR: Final = ("creator", "author")
_DATE: Final = ("pubDate", "published", "date", "updated", "issued", "modified")
_ID: Final = ("guid", "id")


def is_feed(head: bytes) -> bool:
    """Whether XML begins like an RSS, RDF or Atom feed, in UTF-8, UTF-16 or an 8-bit encoding."""
    return _ROOT.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")[:8192]) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed.

    Attributes:
        text: markup or plain text of its body; "" for none.
        record: its id, else its link; "" for neither.
        about: what it says besides.
    """

    text: str
    record: str
    about: About


def read_items(data: bytes, uri: str) -> Iterator[Item]:
    """Yield the items of a feed; damaged markup is read as far as it goes.

    Raises:
        SourceError: bad_record for something that is no feed after all.
    """
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("bad_record", f"{uri} is not a feed that can be read: {error}") from error
    if root is None:
        raise SourceError("bad_record", f"{uri} is not a feed that can be read: it has no elements")
    site = None
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if site is None and name == "title":
            site = _plain(_inner(element))
        if name in {"item", "entry"}:
            yield _item(element, site)


def _item(element: _Element, site: str | None) -> Item:
    from lxml import etree

    children: dict[str, list[_Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            children.setdefault(etree.QName(child).localname, []).append(child)

    def first(names: tuple[str, ...]) -> str:
        for name in names:
            for child in children.get(name, ()):
                if text := _inner(child).strip():
                    return text
        return ""

    link = next((url for child in children.get("link", ()) if (url := _link(child))), "")
    author = next((_author(child) for name in _AUTHOR for child in children.get(name, ())), "")
    categories = [
        text for child in children.get("category", ()) if (text := _inner(child).strip() or child.get("term", ""))
    ]
    record = _plain(first(_ID)) or link
    about = About(
        _plain(first(("title",))) or None,
        next((found for name in _DATE if (found := parse_moment(first((name,))))), None),
        link or (record if record.startswith(("http://", "https://")) else None),
        author or None,
        site,
        {"categories": categories} if categories else {},
    )
    return Item(first(_BODY), record, about)


def _link(element: _Element) -> str:
    if element.get("rel", "alternate") != "alternate":
        return ""
    return (element.get("href") or element.text or "").strip()


def _author(element: _Element) -> str:
    from lxml import etree

    names = [
        child.text or "" for child in element if isinstance(child.tag, str) and etree.QName(child).localname == "name"
    ]
    return " ".join((names[0] if names else _inner(element)).split())


def _inner(element: _Element) -> str:
    """The text of an element, or its markup where it holds elements (Atom's XHTML content)."""
    from lxml import etree

    if len(element) == 0:
        return element.text or ""
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _plain(text: str) -> str:
    return " ".join((read_html(text).text if "<" in text or "&" in text else text).split())
