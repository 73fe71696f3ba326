"""Bounded reading: whole documents up to a limit, lines up to a limit, sizes known before memory is taken."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.read.types import SourceError
from normalize.text.decode import BOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 1 << 16


class Peekable(io.RawIOBase):
    """A binary stream whose first bytes can be looked at before it is read. Needs no seeking.

    A SourceError of the stream is raised once all that came before it has been read.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Takes over the stream; closing this closes it."""
        self._stream = stream
        self._head = b""
        self._problem: SourceError | None = None

    def head(self, size: int = CHUNK) -> bytes:
        """Up to `size` first bytes, left in place; shorter only at the end of the stream, or where it cannot be read."""
        while len(self._head) < size and self._problem is None:
            try:
                more = self._stream.read(size - len(self._head))
            except SourceError as error:
                self._problem = error
                break
            if not more:
                break
            self._head += more
        return self._head[:size]

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What was looked at first, then one read of the underlying stream at most; 0 at its end."""
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        elif self._problem is not None:
            raise self._problem
        else:
            data = self._stream.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the underlying stream as well."""
        if not self.closed:
            self._stream.close()
            super().close()


def read_up_to(stream: io.RawIOBase | BinaryIO, limit: int) -> tuple[bytes | None, SourceError | None]:
    """The rest of a stream, and the damage that ended it early, if any; never holds more than the limit.

    The bytes are None when there are more than `limit`.

    Raises:
        SourceError: of another kind than bad_archive.
    """
    parts = []
    size = 0
    try:
        while chunk := stream.read(CHUNK * 4):
            size += len(chunk)
            if size > limit:
                return None, None
            parts.append(chunk)
    except SourceError as error:
        if error.error != "bad_archive":
            raise
        return b"".join(parts), error
    return b"".join(parts), None


def byte_order_mark(head: bytes) -> tuple[bytes, str]:
    """The mark that a file begins with and the encoding it stands for; both empty without one."""
    return next(((bom, name) for bom, name in BOMS if head.startswith(bom)), (b"", ""))


def utf8_chunks(stream: Peekable) -> Iterator[bytes]:
    """Chunks of a stream; UTF-16 and UTF-32 (known by their mark) rewritten as UTF-8, a UTF-8 mark dropped."""
    bom, encoding = byte_order_mark(stream.head(4))
    stream.read(len(bom))
    if encoding in {"", "utf-8"}:
        while chunk := stream.read(CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def unix_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    r"""Chunks of the same text with every line end (\r\n, \r) as \n."""
    held = b""
    for chunk in chunks:
        text = held + chunk
        held = b"\r" if text.endswith(b"\r") else b""  # the next chunk may begin with its \n
        yield text.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if held:
        yield b"\n"


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
