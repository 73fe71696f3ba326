"""Raw content to Documents: decode, read markup, clean, carry title and date, hash."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from flows.config import SourceOptions
from flows.read.dates import in_utc
from flows.read.html import declared_charset, read_html
from flows.read.types import About, Document, SourceError
from normalize.text.clean_document import clean_text
from normalize.text.decode import decode_raw, is_binary

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
    about: About = About(),  # noqa: B008 - frozen
) -> Document:
    """A whole file or page as one Document.

    Args:
        data: its bytes.
        uri: its source_uri, fragment included.
        media_type: text/html is parsed, anything else is text already.
        options: see SourceOptions.
        record: its id within the source, if it is a part.
        charset: what its container declared.
        about: what its container says of it; a page's own title, date and address win where they are given.

    Raises:
        SourceError: binary, empty.
    """
    if is_binary(data[:65_536]):
        raise SourceError("binary", f"{uri} is not text; convert it to text or HTML first")
    markup = media_type == "text/html"
    declared = charset or (declared_charset(data) if markup else None) or options.encoding
    raw = decode_raw(data, declared)
    text = raw.text
    kept: tuple[str, ...] = ()
    if markup:
        page = read_html(text)
        text, kept = page.text, page.kept
        about = About(
            page.title or about.title,
            page.published_at or about.published_at,
            page.url or about.url,
            page.author or about.author,
            page.site or about.site,
            {"lang": page.lang, **about.extra} if page.lang else about.extra,
        )
    title, published_at = about.title, in_utc(about.published_at, options.timezone)
    text, repairs = clean_text(text, known_encoding=raw.is_known)
    title = clean_title(title, known_encoding=raw.is_known)
    text = with_title(text, title, options)
    if not text.strip():
        what = "holds no text" if data.strip() else "is empty"
        raise SourceError("empty", f"{uri} {what}; nothing to do for it")
    names = (*raw.repairs, *(name for name in repairs if name not in raw.repairs))
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        uri, record, media_type, raw.encoding, title, published_at, text, names, digest, _cleaned(kept), about
    )


def document_from_record(
    text: str,
    uri: str,
    record: str | None,
    encoding: str,
    about: About,
    repairs: tuple[str, ...],
    digest: str,
    options: SourceOptions,
    *,
    known_encoding: bool = False,
) -> Document:
    """One record of a feed, or a text that a reader took from a file, already decoded, as a Document.

    Args:
        text: its text; markup is read where the options say so.
        uri: its source_uri.
        record: its id within the source, None for a whole file.
        encoding: what it was decoded from.
        about: what is known of it besides.
        repairs: made before.
        digest: its content_sha256.
        options: see SourceOptions.
        known_encoding: it was decoded as its format or source says, so that it may be damaged but was not misread here.

    Raises:
        SourceError: empty.
    """
    title, published_at = about.title, in_utc(about.published_at, options.timezone)
    media_type = "text/plain"
    kept: tuple[str, ...] = ()
    if options.html_in_records and (_MARKUP.search(text) or _ENTITY.search(text)):
        media_type = "text/html"
        page = read_html(text if _MARKUP.search(text) else f"<pre>{text.replace('<', '&lt;')}</pre>")
        text, kept = page.text, page.kept
        repairs = (*repairs, "html")
    text, more = clean_text(text, known_encoding=known_encoding)
    title = clean_title(title, known_encoding=known_encoding)
    text = with_title(text, title, options)
    if not text.strip():
        raise SourceError(
            "empty", f"record {record} holds no text" if record else f"{uri} holds no text; nothing to do for it"
        )
    names = (*repairs, *(name for name in more if name not in repairs))
    return Document(uri, record, media_type, encoding, title, published_at, text, names, digest, _cleaned(kept), about)


def _cleaned(kept: tuple[str, ...]) -> tuple[str, ...]:
    """Stretches as they stand in the cleaned text."""
    return tuple(filter(None, (clean_text(stretch)[0].strip() for stretch in kept)))


def clean_title(title: str | None, *, known_encoding: bool = False) -> str | None:
    """A title on one line, repaired like text; markup and entities read; None if nothing is left."""
    if not title:
        return None
    if _MARKUP.search(title) or _ENTITY.search(title):
        title = read_html(title).text
    return _SPACE.sub(" ", clean_text(title, known_encoding=known_encoding)[0]).strip() or None


def with_title(text: str, title: str | None, options: SourceOptions) -> str:
    """The text with the title as its first line, unless it stands in the text already."""
    if not options.title_in_text or not title:
        return text
    needle = _SPACE.sub(" ", title).casefold()
    start = _SPACE.sub(" ", text[: 20 * len(title) + 4000]).casefold()
    if needle in start and re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", start):
        return text
    return f"{title}\n\n{text}" if text.strip() else title
