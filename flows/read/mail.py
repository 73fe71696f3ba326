"""Mail: the text of a message as one document, its attachments as things to be read in their own format.

.eml is one message, .mbox many, .mhtml a web page saved with its pictures. Charsets are taken as declared and checked as
everywhere; a part that declares a wrong one is recognised.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field, replace
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import TYPE_CHECKING, Any, Final

from flows.read.dates import parse_moment
from flows.read.html import Page, read_html
from flows.read.types import About, well_formed
from normalize.text.decode import Decoded, decode_raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_SEPARATOR: Final = re.compile(rb"From \S+.*\d{4}")
"""A line that begins a message in an mbox file: "From sender@host Thu Mar  4 10:15:00 2021"."""
_FULLER: Final = 2
"""An HTML part with so many times the text of the plain part is the message, and the plain part a stub ("see HTML")."""
_SAVED_PAGE: Final = ("snapshot-content-location", "content-location")


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something inside a message: its file name (perhaps made up from its type) and content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A message.

    Attributes:
        text: of its body; "" for none.
        page: the body as a web page, where it is one.
        body: the body as it was decoded, without its text.
        about: subject, date, sender, and the other headers people look at.
        message_id: without angle brackets; "" for none.
        attachments: everything else in it, in order; pictures and signatures are left out.
    """

    text: str
    page: Page | None
    body: Decoded
    about: About
    message_id: str
    attachments: tuple[Attachment, ...] = field(default=())


def split_mbox(stream: BinaryIO, limit: int) -> Iterator[bytes | int]:
    """Yield the messages of an mbox file; the number of one that is longer than `limit` bytes in place of it."""
    parts: list[bytes] = []
    size = number = 0
    blank = True
    for line in stream:
        if blank and _SEPARATOR.match(line):
            if parts or size:
                yield b"".join(parts) if size <= limit else number
            parts, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= limit:
                parts.append(line[1:] if line.startswith(b">From ") else line)
            else:
                parts.clear()
        blank = not line.strip()
    if parts or size:
        yield b"".join(parts) if size <= limit else number


def read_mail(data: bytes, hint: str | None = None) -> Mail:
    """Read one message. Never raises on broken mail: what cannot be read is left out.

    Args:
        data: the message with its headers.
        hint: charset to assume where none is declared.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    bodies: dict[str, Decoded] = {}
    attachments: list[Attachment] = []
    for part in _leaves(message):
        kind, name = part.get_content_type(), _file_name(part)
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            content = first.as_bytes() if isinstance(first, Message) else b""
            attachments.append(Attachment(name or "message.eml", content))
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        is_attached = part.get_content_disposition() == "attachment" or (bool(name) and not kind.startswith("text/"))
        if not is_attached and kind in {"text/plain", "text/html"} and kind not in bodies:
            bodies[kind] = decode_raw(content, part.get_content_charset() or hint)
        elif not is_attached and kind in {"text/plain", "text/html"}:
            bodies[kind] = _joined(bodies[kind], decode_raw(content, part.get_content_charset() or hint))
        elif content and not kind.startswith(("image/", "audio/", "video/", "application/pgp", "application/pkcs7")):
            attachments.append(Attachment(name or f"attachment.{kind.rpartition('/')[2]}", content))
    body = bodies.get("text/plain", Decoded("", "us-ascii", ()))
    text, page = body.text, None
    if "text/html" in bodies:
        found = read_html(bodies["text/html"].text)
        if _size(found.text) > _FULLER * _size(text):
            body, text, page = bodies["text/html"], found.text, found
    message_id = _header(message, "message-id").strip("<> ")
    return Mail(text, page, replace(body, text=""), _about(message), message_id, tuple(attachments))


def _size(text: str) -> int:
    return len("".join(text.split()))


def _joined(first: Decoded, more: Decoded) -> Decoded:
    """Two parts of one kind as one body."""
    repairs = tuple(dict.fromkeys((*first.repairs, *more.repairs)))
    return Decoded(f"{first.text}\n{more.text}", first.encoding, repairs, first.is_known and more.is_known)


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold content, in order; forwarded messages whole."""
    stack = [message]
    while stack:
        part = stack.pop()
        inner = part.get_payload()
        if part.get_content_type() != "message/rfc822" and part.is_multipart() and isinstance(inner, list):
            stack.extend(p for p in reversed(inner) if isinstance(p, Message))
        else:
            yield part


def _header(message: Message, name: str) -> str:
    """A header in plain text; "" for one that is not there."""
    return _read_words(next((str(value) for key, value in message.raw_items() if key.lower() == name), ""))


def _read_words(value: str) -> str:
    """A header's value with encoded words read and bytes that are no ASCII decoded."""
    try:
        words = decode_header(value)
    except (ValueError, LookupError):
        words = [(value, None)]
    parts: list[str] = []
    for word, charset in words:
        if isinstance(word, str) and well_formed(word) == word:
            parts.append(word)
        else:
            raw = word.encode("utf-8", "surrogateescape") if isinstance(word, str) else word
            parts.append(decode_raw(raw, None if charset in (None, "unknown-8bit") else charset).text)
    return " ".join(well_formed("".join(parts)).split())


def _file_name(part: Message) -> str:
    name = part.get_filename() or ""
    return _read_words(str(name)).replace("/", "_").replace("\\", "_").lstrip(".")


def _people(text: str) -> str:
    found = [name or address for name, address in getaddresses([text])]
    return ", ".join(filter(None, found)) or text


def _about(message: Message) -> About:
    sender = _header(message, "from")
    extra: dict[str, Any] = {
        "from": sender,
        "to": _header(message, "to"),
        "cc": _header(message, "cc"),
        "message_id": _header(message, "message-id").strip("<> "),
        "in_reply_to": _header(message, "in-reply-to").strip("<> "),
    }
    saved = next(
        (url for name in _SAVED_PAGE if (url := _header(message, name)).startswith(("http://", "https://"))), None
    )
    return About(
        _header(message, "subject") or None,
        parse_moment(_header(message, "date")),
        saved,
        _people(sender) or None,
        None,
        {name: value for name, value in extra.items() if value},
    )
