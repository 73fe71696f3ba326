"""Raw content to Documents: decode, read markup, clean, carry title and date, hash."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from flows.config import SourceOptions
from flows.read.html import declared_charset, read_html
from flows.read.types import Document, SourceError
from normalize.text.clean_document import clean_text
from normalize.text.decode import decode_raw, is_binary

if TYPE_CHECKING:
    from datetime import datetime

_MARKUP: Final = re.compile(
    r"<(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|blockquote|article|section)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:nbsp|laquo|raquo|quot|mdash|ndash|hellip|amp|lt|gt|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_SPACE: Final = re.compile(r"\s+")


def document_from_bytes(
    data: bytes,
    uri: str,
    media_type: str,
    options: SourceOptions,
    *,
    record: str | None = None,
    charset: str | None = None,
) -> Document:
    """A whole file or page as one Document.

    Args:
        data: its bytes.
        uri: its source_uri, fragment included.
        media_type: text/html is parsed, anything else is text already.
        options: see SourceOptions.
        record: its id within the source, if it is a part.
        charset: what its container declared.

    Raises:
        SourceError: binary, empty.
    """
    if is_binary(data[:65_536]):
        raise SourceError("binary", f"{uri} is not text; convert it to text or HTML first")
    markup = media_type == "text/html"
    declared = charset or (declared_charset(data) if markup else None) or options.encoding
    raw = decode_raw(data, declared)
    text, title, published_at = raw.text, None, None
    kept: tuple[str, ...] = ()
    if markup:
        page = read_html(text)
        text, title, published_at, kept = page.text, page.title, page.published_at, page.kept
    text, repairs = clean_text(text)
    title = clean_title(title)
    text = with_title(text, title, options)
    if not text.strip():
        what = "holds no text" if data.strip() else "is empty"
        raise SourceError("empty", f"{uri} {what}; nothing to do for it")
    names = (*raw.repairs, *(name for name in repairs if name not in raw.repairs))
    digest = hashlib.sha256(data).hexdigest()
    return Document(uri, record, media_type, raw.encoding, title, published_at, text, names, digest, _cleaned(kept))


def document_from_record(
    text: str,
    uri: str,
    record: str,
    encoding: str,
    title: str | None,
    published_at: datetime | None,
    repairs: tuple[str, ...],
    digest: str,
    options: SourceOptions,
) -> Document:
    """One record of a feed, its text already decoded, as a Document.

    Raises:
        SourceError: empty.
    """
    media_type = "text/plain"
    kept: tuple[str, ...] = ()
    if options.html_in_records and (_MARKUP.search(text) or _ENTITY.search(text)):
        media_type = "text/html"
        page = read_html(text if _MARKUP.search(text) else f"<pre>{text.replace('<', '&lt;')}</pre>")
        text, kept = page.text, page.kept
        repairs = (*repairs, "html")
    text, more = clean_text(text)
    title = clean_title(title)
    text = with_title(text, title, options)
    if not text.strip():
        raise SourceError("empty", f"record {record} holds no text")
    names = (*repairs, *(name for name in more if name not in repairs))
    return Document(uri, record, media_type, encoding, title, published_at, text, names, digest, _cleaned(kept))


def _cleaned(kept: tuple[str, ...]) -> tuple[str, ...]:
    """Stretches as they stand in the cleaned text."""
    return tuple(filter(None, (clean_text(stretch)[0].strip() for stretch in kept)))


def clean_title(title: str | None) -> str | None:
    """A title on one line, repaired like text; markup and entities read; None if nothing is left."""
    if not title:
        return None
    if _MARKUP.search(title) or _ENTITY.search(title):
        title = read_html(title).text
    return _SPACE.sub(" ", clean_text(title)[0]).strip() or None


def with_title(text: str, title: str | None, options: SourceOptions) -> str:
    """The text with the title as its first line, unless it stands in the text already."""
    if not options.title_in_text or not title:
        return text
    needle = _SPACE.sub(" ", title).casefold()
    start = _SPACE.sub(" ", text[: 20 * len(title) + 4000]).casefold()
    if needle in start and re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", start):
        return text
    return f"{title}\n\n{text}" if text.strip() else title
