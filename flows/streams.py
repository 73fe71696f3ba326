"""Bounded reading: whole documents up to a limit, lines up to a limit, sizes known before memory is taken."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.decode import BOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 1 << 16


class Peekable(io.RawIOBase):
    """A binary stream whose first bytes can be looked at before it is read. Needs no seeking."""

    def __init__(self, stream: BinaryIO) -> None:
        """Takes over the stream; closing this closes it."""
        self._stream = stream
        self._head = b""

    def head(self, size: int = CHUNK) -> bytes:
        """Up to `size` first bytes, left in place; shorter only at the end of the stream."""
        while len(self._head) < size:
            more = self._stream.read(size - len(self._head))
            if not more:
                break
            self._head += more
        return self._head[:size]

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What was looked at first, then one read of the underlying stream at most; 0 at its end."""
        n = min(len(buffer), len(self._head))
        buffer[:n] = self._head[:n]
        self._head = self._head[n:]
        if n == len(buffer):
            return n
        data = self._stream.read(len(buffer) - n) or b""
        buffer[n : n + len(data)] = data
        return n + len(data)

    def close(self) -> None:
        """Close the underlying stream as well."""
        if not self.closed:
            self._stream.close()
            super().close()


def read_up_to(stream: io.RawIOBase | BinaryIO, limit: int) -> bytes | None:
    """The rest of a stream if it is no longer than `limit` bytes, else None; never holds more than the limit."""
    parts = []
    size = 0
    while chunk := stream.read(CHUNK * 4):
        size += len(chunk)
        if size > limit:
            return None
        parts.append(chunk)
    return b"".join(parts)


def utf8_chunks(stream: Peekable) -> Iterator[bytes]:
    """Chunks of a stream; UTF-16 and UTF-32 (known by their mark) rewritten as UTF-8, a UTF-8 mark dropped."""
    head = stream.head(4)
    bom, encoding = next(((bom, name) for bom, name in BOMS if head.startswith(bom)), (b"", ""))
    stream.read(len(bom))
    if encoding in {"", "utf-8"}:
        while chunk := stream.read(CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def bounded_lines(chunks: Iterator[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Lines with their numbers from 1, line ends (\n) kept; None for a line above `limit` bytes, which is not held."""
    number = 1
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            size += end + 1 - start
            if size > limit:
                yield number, None
            else:
                yield number, b"".join([*parts, chunk[start : end + 1]]) if parts else chunk[start : end + 1]
            parts, size = [], 0
            number += 1
            start = end + 1
        size += len(chunk) - start
        if size > limit:
            parts = []
        elif start < len(chunk):
            parts.append(chunk[start:])
    if size > limit:
        yield number, None
    elif parts:
        yield number, b"".join(parts)
