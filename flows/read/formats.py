"""Which format is this? By extension first, by the first bytes where the extension says nothing."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flows.read.syndication import is_feed
from normalize.resources import read_rows

if TYPE_CHECKING:
    from flows.read.streams import Peekable

_HTML: Final = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)


_XML: Final = re.compile(rb"\s*<\?xml\b")
_MAIL: Final = re.compile(
    rb"(?:From \S+@\S+ .*\d{4}\r?\n)?(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-[\w-]+):\s.*\r?\n[\w-]+:|"
    rb"From \S+@\S+ .*\d{4}\r?\n[\w-]+:\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Format:
    """How to read something.

    Attributes:
        kind: document, jsonl, csv, tsv, parquet, mail, mbox, feed, subtitles, pdf, docx, odt, rtf, xlsx, epub, gz, bz2, xz,
            zip, tar, warc, or unsupported.
        media_type: of a document.
        help: what to do about an unsupported one.
    """

    kind: str
    media_type: str = "text/plain"
    help: str = ""


@functools.cache
def _tables() -> tuple[dict[str, Format], list[tuple[bytes, int, Format]]]:
    """Extensions and magic numbers from data/formats.tsv."""
    extensions: dict[str, Format] = {}
    magics: list[tuple[bytes, int, Format]] = []
    for key, kind, more in read_rows("flows.read", "formats.tsv", columns=3):
        found = Format(kind, help=more) if kind == "unsupported" else Format(kind, more or "text/plain")
        if key.startswith("."):
            extensions[key] = found
        else:
            offset, _, magic = key.partition(":")
            magics.append((bytes.fromhex(magic), int(offset), found))
    return extensions, magics


def detect_format(name: str, stream: Peekable) -> Format:
    """Format of a named stream; unknown extensions are decided by content, and are text if nothing else."""
    extensions, _ = _tables()
    _, dot, extension = name.rpartition(".")
    found = extensions.get(f".{extension.lower()}") if dot else None
    if found is not None:
        return found
    return sniff(stream.head(8192))


def sniff(head: bytes) -> Format:
    """Format of content by its first bytes."""
    for magic, offset, found in _tables()[1]:
        if head[offset : offset + len(magic)] == magic:
            return found
    if head.startswith(b"WARC/"):
        return Format("warc")
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(plain):
        return Format("document", "text/html")
    if is_feed(plain):
        return Format("feed")
    if _XML.match(plain):
        return Format("unsupported", help="XML of this kind is not read; save it as text, HTML, JSON lines or CSV")
    if _MAIL.match(plain):
        return Format("mbox" if plain.startswith(b"From ") else "mail")
    if _looks_like_jsonl(head):
        return Format("jsonl")
    return Format("document")


def _looks_like_jsonl(head: bytes) -> bool:
    line, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not newline and line[1:40].lstrip().startswith(b'"') and b'":' in line
