"""WARC files: the pages in them, one after another; a damaged record costs no other as long as the next one can be found."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from flows.config import SourceOptions
from flows.read.archives import Unpacked
from flows.read.streams import CHUNK, Peekable
from flows.read.types import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_LOADER: Final = ArcWarcRecordLoader(verify_http=False)  # HTTP/2 pages are pages
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Capture:
    """One page in a WARC file: its address, body, content type and charset as the server declared them.

    Reading the body raises SourceError: bad_archive where it is cut or damaged.
    """

    url: str
    stream: BinaryIO
    media_type: str
    charset: str | None


def warc_captures(stream: Peekable, where: str, options: SourceOptions) -> Iterator[Capture | SourceError]:
    """Pages of a WARC file: HTML and plain text of successful responses, resources and conversions.

    Pictures, scripts, style sheets, redirects, requests and metadata are part of pages, not documents; they are passed over.
    A SourceError stands in place of a record that cannot be read; its fragment is the page's address where that is known.

    Raises:
        SourceError: bad_archive, empty, for the archive as a whole.
    """
    packed = stream.head(2) == _GZIP
    source = _Ending(Unpacked(stream, "gz", where, options) if packed else stream)
    reader = BufferedReader(source)
    seen = pages = 0
    url = problem = ""
    while True:
        line, lost = _next_record(reader)
        if lost is not None and (seen or line):
            problem = problem or "something that is no record stands here or right after it"
        if problem:
            yield _damaged(where, lost or url, problem)
        if not line:
            break
        seen += 1
        url, block, capture, problem = _parse(reader, line, where)
        if capture is not None:
            pages += 1
            yield capture
        if block is not None and not block.skip_rest():
            if capture is None:  # else its reader has been told
                yield _damaged(where, url, problem or "it is cut, the file ends in the middle of it")
            return
    if source.problem and not problem:
        raise source.problem
    if not seen:
        raise SourceError("bad_archive", f"{where} holds no WARC records")
    if not pages:
        raise SourceError("empty", f"{where} holds no pages (HTML or text of successful responses)")


def _parse(reader: Any, line: bytes, where: str) -> tuple[str, _Block | None, Capture | None, str]:
    """A record from its first line on: its address, its content, the page in it, what is wrong with it; as far as known."""
    url, block = "", None
    try:
        headers = _LOADER.warc_parser.parse(reader, line)
        kind = headers.get_header("WARC-Type")
        url = (headers.get_header("WARC-Target-URI") or "").strip("<>")
        block = _Block(reader, int(headers.get_header("Content-Length")), f"{where}: the page {url}")
        http = _LOADER.http_parser.parse(block) if kind == "response" and url.startswith("http") else None
    except SourceError:  # cut within the headers of the page
        return url, block, None, ""
    except (StatusAndHeadersParserException, EOFError, ValueError, TypeError):
        return url, block, None, "the headers of a record cannot be read"
    if kind == "response" and not url:
        return url, block, None, "a record lacks the address of its page"
    return url, block, _capture(kind, url, headers, http, block), ""


def _damaged(where: str, url: str, what: str) -> SourceError:
    place = f"{where} at {url}" if url else where
    return SourceError(
        "bad_archive", f"{place} is damaged: {what}; the other pages were read", f"#{url}" if url else ""
    )


def _next_record(reader: Any) -> tuple[bytes, str | None]:
    """The first line of the next record, empty at the end; and None, or the page that what was passed over belongs to ("" unknown)."""
    lost = None
    while line := reader.readline(CHUNK):
        if line.startswith(b"WARC/"):
            return line, lost
        if line.strip():
            lost = lost or ""
            if line.lower().startswith(b"warc-target-uri:"):
                lost = line.partition(b":")[2].decode("utf-8", "replace").strip(" <>\r\n")
    return b"", lost


def _capture(kind: str | None, url: str, headers: Any, http: Any, block: _Block) -> Capture | None:
    """The page in a record; None where it holds none."""
    if kind == "response":
        if http is None or not (http.get_statuscode() or "").startswith("2"):
            return None
        content_type = http.get_header("Content-Type") or "text/html"
    elif kind in {"resource", "conversion"}:
        content_type = headers.get_header("Content-Type") or ""
    else:
        return None
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    if media_type not in _PAGE_TYPES:
        return None
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Capture(url, _body(block, http), media_type, charset)


def _body(block: _Block, http: Any) -> BinaryIO:
    body: Any = block
    if http is not None:
        if (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
            body = ChunkedDataReader(body)
        encoding = (http.get_header("Content-Encoding") or "").lower()
        known = encoding in BufferedReader.get_supported_decompressors()
        body = _Decompressed(body, encoding if known else None, block.where)
    return body  # type: ignore[no-any-return]


class _Ending:
    """A stream that ends where it cannot be read any further: warcio loses what it holds when an error passes through.

    Attributes:
        problem: why it ended.
    """

    def __init__(self, stream: io.RawIOBase) -> None:
        self.problem: SourceError | None = None
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size) or b""
        except SourceError as error:
            if error.error != "bad_archive":
                raise
            self.problem = error
            return b""


class _Block(LimitReader):  # type: ignore[misc]
    """The content of a record; an end before its time is a SourceError."""

    def __init__(self, stream: Any, length: int, where: str) -> None:
        super().__init__(stream, max(length, 0))
        self.where = where

    def _update(self, buff: bytes) -> bytes:
        if not buff:  # it is only called while something is wanted
            raise SourceError(
                "bad_archive", f"{self.where} is cut: the file ends in the middle of it; get a whole copy"
            )
        return super()._update(buff)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Leave the archive open: other records follow."""

    def skip_rest(self) -> bool:
        """Pass over what was not read; False when the file ended before the record."""
        try:
            while self.read(CHUNK):
                pass
        except SourceError:
            return False
        return True


class _Decompressed(BufferedReader):  # type: ignore[misc]
    """A packed body; damage is a SourceError where warcio's own reader prints it and ends. One that is not packed is left as it is."""

    def __init__(self, stream: Any, kind: str | None, where: str) -> None:
        super().__init__(stream, decomp_type=kind)
        self._where = where

    def read(self, length: int | None = None) -> bytes:
        """What is at hand, so that an error later does not cost it."""
        self._fillbuff()
        return b"" if self.empty() else self.buff.read(length)

    def _decompress(self, data: bytes) -> bytes:
        if not self.decompressor or not self.num_block_read:
            return super()._decompress(data)  # type: ignore[no-any-return]
        try:
            return self.decompressor.decompress(data)  # type: ignore[no-any-return]
        except Exception as error:
            raise SourceError("bad_archive", f"{self._where} is damaged: {error}; what came before was read") from error
