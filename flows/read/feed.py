"""One feed while it is read: which columns matter, which ids have been seen, a record as a Document."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from flows.config import SourceOptions
from flows.read.dates import parse_moment
from flows.read.documents import document_from_record
from flows.read.streams import CHUNK, byte_order_mark
from flows.read.types import About, Document, SourceError, default_columns, well_formed
from normalize.text.charset import SINGLE_BYTE, guess_single_byte
from normalize.text.decode import decode_raw, decodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a record play which role: names present in it, best first."""

    text: tuple[str, ...]
    id: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    url: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    site: tuple[str, ...] = ()


@functools.lru_cache(maxsize=1024)
def choose_columns(names: tuple[str, ...], options: SourceOptions) -> Columns:
    """Match column names to roles without regard to case; dotted options reach into nested objects."""
    lower = {name.strip().lower(): name for name in reversed(names)}

    def present(wanted: tuple[str, ...], role: str) -> tuple[str, ...]:
        found = []
        for name in wanted or default_columns(role):
            first = name.split(".")[0]
            if name.lower() in lower:
                found.append(lower[name.lower()])
            elif "." in name and first.lower() in lower:
                found.append(lower[first.lower()] + name[len(first) :])
        return tuple(found)

    return Columns(
        present(options.text_columns, "text"),
        present(options.id_columns, "id"),
        present(options.title_columns, "title"),
        present(options.date_columns, "date"),
        present((), "url"),
        present((), "author"),
        present((), "site"),
    )


class Feed:
    """What is known about one feed while it is read: which ids, and which records with them, have been seen."""

    def __init__(self, uri: str, options: SourceOptions, *, single: bool = False) -> None:
        """`single` tells a file that is one record, and not a feed of them."""
        self.single = single
        self.uri = uri
        self.options = options
        self._seen: set[bytes] = set()

    def _is_new(self, key: bytes) -> bool:
        """Whether a key is seen for the first time; what is kept of it takes 90 bytes of memory."""
        n_seen = len(self._seen)
        self._seen.add(hashlib.blake2b(key, digest_size=8).digest())
        return len(self._seen) > n_seen

    def document(
        self,
        row: Mapping[str, Any],
        place: str,
        encoding: str,
        repairs: tuple[str, ...],
        raw: bytes,
        *,
        known_encoding: bool = False,
    ) -> Document:
        """One record as a Document; `place` is L<line> or R<row>, `raw` what its hash is taken over.

        Raises:
            SourceError: missing_column, bad_record, empty, too_large, duplicate_record.
        """
        columns = choose_columns(tuple(row), self.options)
        if not columns.text:
            raise SourceError("missing_column", missing_text(f"{self.uri} {place}", tuple(row)), f"#{place}")
        text = _first_text(row, columns.text, self.uri, place)
        identity = _first_scalar(row, columns.id)
        digest = hashlib.sha256(raw).digest()
        record = place
        if identity:
            record = well_formed(identity[:500])
            if not self._is_new(identity.encode("utf-8", "replace") + digest):
                detail = f"{self.uri}: record {record} is repeated unchanged at {place}; it was kept once"
                raise SourceError("duplicate_record", detail, f"#{place}")
            if not self._is_new(identity.encode("utf-8", "replace")):
                record = f"{record}#{place}"
        if len(text.encode("utf-8", "surrogatepass")) > self.options.max_document_bytes:
            limit = self.options.max_document_bytes
            detail = f"{self.uri} {place}: the text is longer than {limit:,} bytes; raise max_document_bytes"
            raise SourceError("too_large", detail, f"#{place}")
        try:
            one = document_from_record(
                text,
                self.uri,
                record,
                encoding,
                _about(row, columns, text),
                repairs,
                digest.hex(),
                self.options,
                known_encoding=known_encoding,
            )
            return one if identity or self.single else replace(one, placed=True)
        except SourceError as error:
            raise SourceError(error.error, f"{self.uri} {place}: {error.detail}", f"#{place}") from error


def _about(row: Mapping[str, Any], columns: Columns, text: str) -> About:
    """What a record says besides its text; a column that was not needed is in `extra`."""
    url = _first_scalar(row, columns.url)
    used = {*columns.title[:1], *columns.author[:1], *columns.site[:1]}
    used |= {name for name in columns.date if parse_moment(_get(row, name))}
    used |= {name for name in columns.text if _get(row, name) == text}
    used |= {name for name in columns.url if _get(row, name) == url}
    return About(
        _first_scalar(row, columns.title),
        next((found for name in columns.date if (found := parse_moment(_get(row, name)))), None),
        url if url and url.startswith(("http://", "https://")) else None,
        _first_scalar(row, columns.author),
        _first_scalar(row, columns.site),
        {name: value for name, value in row.items() if name not in used and value not in (None, "", [], {})},
    )


def missing_text(where: str, names: Sequence[str]) -> str:
    """The line that helps someone whose text column has another name."""
    shown = ", ".join(name[:40] for name in names[:20]) or "none"
    return f"{where}: no text column; it has: {shown}; name the right one with text_columns"


class LineDecoder:
    """Decodes the lines of `utf8_chunks` alike: UTF-8, and for lines that are not, one encoding guessed for the file."""

    def __init__(self, declared: str | None, head: bytes) -> None:
        """`head` are the first bytes of the file itself: its mark tells what it was before it became UTF-8."""
        mark, encoding = byte_order_mark(head)
        self.encoding = self._marked = encoding or "utf-8"
        self._bom: tuple[str, ...] = ("bom",) if mark else ()
        self._declared = declared
        self._head = head
        self._repairs: tuple[str, ...] = ()

    def __call__(self, line: bytes) -> tuple[str, str, tuple[str, ...]]:
        """The line's text, the encoding it was in and the repairs made."""
        try:
            return line.decode("utf-8"), self._marked, self._bom
        except UnicodeDecodeError:
            pass
        decoded = decode_raw(line, self._declared)
        if decoded.encoding != "utf-8":
            self.encoding = self._file_encoding(line, decoded.encoding)
            decoded = decode_raw(line, self.encoding)
        self._repairs = (*self._repairs, *(name for name in decoded.repairs if name not in self._repairs))
        return decoded.text, decoded.encoding, (*self._bom, *decoded.repairs)

    def _file_encoding(self, line: bytes, guess: str) -> str:
        """One encoding for the file's odd lines: guessed from its beginning and the first such line together."""
        if self.encoding != "utf-8" or guess not in SINGLE_BYTE:
            return self.encoding if self.encoding != "utf-8" else guess
        odd = [other for other in self._head[: CHUNK // 2].split(b"\n")[:-1] if not decodes(other, "utf-8")]
        return guess_single_byte(b"\n".join([*odd, line]))[0].encoding

    def take_repairs(self) -> tuple[str, ...]:
        """Names of the repairs since the last call (a csv record may span lines)."""
        repairs, self._repairs = self._repairs, ()
        return (*self._bom, *repairs)


def canonical(row: object) -> bytes:
    """Record values as bytes for hashing: the same values give the same bytes."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")


def named(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """A row by column name; of columns with one name the first that is not empty counts, missing values are empty."""
    row: dict[str, Any] = {}
    for name, value in zip_longest(names, values, fillvalue=""):
        if row.get(name) in (None, ""):
            row[name] = value
    return row


def _get(row: Mapping[str, Any], name: str) -> Any:
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def _first_text(row: Mapping[str, Any], names: tuple[str, ...], uri: str, place: str) -> str:
    """The first non-empty text among the columns; paragraphs given as a list are joined."""
    odd = ""
    for name in names:
        value = _joined(_get(row, name))
        if isinstance(value, bytes):
            value = decode_raw(value).text
        if isinstance(value, str):
            if value.strip():
                return value
        elif value is not None:
            odd = (
                odd or f"{uri} {place}: {name} holds no text but {_shown(value)}; text_columns can name another column"
            )
    if odd:
        raise SourceError("bad_record", odd, f"#{place}")
    return ""


def _joined(value: Any) -> Any:
    """A text given as a list: paragraphs, or the runs of rich text (Telegram: strings and objects with a text) as one."""
    if not isinstance(value, list) or not value:
        return value
    parts = [part.get("text") if isinstance(part, dict) else part for part in value]
    runs = [part for part in parts if isinstance(part, str)]
    if len(runs) != len(parts):
        return value
    return ("" if any(isinstance(part, dict) for part in value) else "\n").join(runs)


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


def _first_scalar(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = _get(row, name)
        if isinstance(value, list) and value:  # FollowTheMoney and others: every value is a list
            value = value[0]
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text:
                return text
    return None
