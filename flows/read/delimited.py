"""Tables of text to Documents, a row at a time: csv and tsv."""

from __future__ import annotations

import csv
import re
from collections import deque
from typing import TYPE_CHECKING, Final

from flows.config import SourceOptions
from flows.read.feed import Feed, LineDecoder, canonical, choose_columns, missing_text, named
from flows.read.streams import Peekable, bounded_lines, unix_lines, utf8_chunks
from flows.read.types import Document, Reject, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN_QUOTE: Final = "a quote that opens here does not close where a field ends; the lines after it were read"

_SEP: Final = re.compile(r"sep=(.)")
_TITLE_LINES: Final = 10
"""Lines looked at for the header: a title, a date, a blank line stand above it at most."""


def read_csv(
    stream: Peekable, uri: str, options: SourceOptions, delimiter: str | None = None
) -> Iterator[Document | Reject]:
    """Records of a csv file with a header line; quotes may span lines; the delimiter is found in the header.

    Raises:
        SourceError: missing_column, empty, bad_record (a header that is not csv), or what ended the stream early.
    """
    decode = LineDecoder(options.encoding, stream.head())
    lines = _Lines(stream, decode, uri, options)
    while (first := lines.peek()) is not None and not first.strip():
        lines.take()
    if first is None:
        raise lines.problem or SourceError("empty", f"{uri} holds no lines; nothing to do for it")
    header, rows, options = _header(lines, first, delimiter, uri, options)
    feed = Feed(uri, options)
    empty = True
    for place, row in rows:
        for error in lines.take_rejects():
            empty = False
            yield error.reject(uri)
        if row is not None and not any(row):
            continue
        empty = False
        try:
            yield _document(row, header, place, feed, decode)
        except SourceError as error:
            yield error.reject(uri)
    rejects = lines.take_rejects()
    yield from (error.reject(uri) for error in rejects)
    if lines.problem:
        raise lines.problem
    if empty and not rejects:
        raise SourceError("empty", f"{uri} has a header but no rows; nothing to do for it")


def _header(
    lines: _Lines, first: str, delimiter: str | None, uri: str, options: SourceOptions
) -> tuple[list[str], Iterator[tuple[str, list[str] | None]], SourceOptions]:
    """The names of the columns, the rows after them, and the options with the text's column told.

    Raises:
        SourceError: missing_column, bad_record.
    """
    if said := _SEP.fullmatch(first.strip()):  # what Excel writes for itself
        lines.take()
        delimiter = said[1]
        first = lines.peek() or ""
    if options.columns:
        delimiter = delimiter or delimiter_of(first)
        header, text_column = _told_header(lines, delimiter, options)
        options = options.model_copy(update={"text_columns": options.text_columns or (text_column,)})
        rows = _rows(lines, delimiter)
    else:
        _skip_titles(lines, delimiter, options)
        first = lines.peek() or first
        rows = _rows(lines, delimiter or delimiter_of(first))
        _, found = next(rows, ("", None))
        if found is None:
            raise SourceError("bad_record", f"{uri} has a header that is not csv: a quote in it may never close")
        header = [name.strip() for name in found]
        if not choose_columns(tuple(header), options).text:
            raise SourceError("missing_column", missing_text(uri, header))
    return header, rows, options


def _told_header(lines: _Lines, delimiter: str, options: SourceOptions) -> tuple[list[str], str]:
    """The names of the columns of a table without a header row, and which has the text: a usual name, else the longest cells."""
    told = options.columns
    header = [str(n) for n in range(1, told + 1)] if isinstance(told, int) else list(told or ())
    usual = choose_columns(tuple(header), options).text
    ahead: list[tuple[int, str]] = []
    lengths = [0] * len(header)
    while len(ahead) < _TITLE_LINES and lines.peek() is not None:
        line = lines.take()
        ahead.append(lines.taken[-1])
        for at, cell in enumerate((_lenient(line, delimiter) or [])[: len(header)]):
            lengths[at] += len(cell)
    lines.put_back(ahead)
    return header, usual[0] if usual else header[lengths.index(max(lengths))]


def _skip_titles(lines: _Lines, delimiter: str | None, options: SourceOptions) -> None:
    """Pass over a table's title above the header: lines before the first one that names a text column, if there is one."""
    ahead: list[tuple[int, str]] = []
    while len(ahead) < _TITLE_LINES and (line := lines.peek()) is not None:
        cells = _lenient(line, delimiter or delimiter_of(line)) or []
        if choose_columns(tuple(cell.strip() for cell in cells), options).text:
            break
        lines.take()
        ahead.append(lines.taken[-1])
    else:
        lines.put_back(ahead)


def _document(row: list[str] | None, header: list[str], place: str, feed: Feed, decode: LineDecoder) -> Document:
    repairs = decode.take_repairs()
    if row is None:
        raise SourceError("bad_record", f"{feed.uri} {place} is not csv: {_OPEN_QUOTE}", f"#{place}")
    if any(row[len(header) :]):
        detail = (
            f"{feed.uri} {place} has {len(row)} fields, the header {len(header)}; quote texts that hold the delimiter"
        )
        raise SourceError("bad_record", detail, f"#{place}")
    return feed.document(
        named(header, row[: len(header)]),
        place,
        decode.encoding,
        repairs,
        canonical(row),
        known_encoding="bom" in repairs,
    )


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[str, list[str] | None]]:
    """Rows with the line each begins in (L<line>); None for one whose quote does not close: reading goes on in its second line."""
    csv.field_size_limit(lines.limit)
    while lines.peek() is not None:
        # strict: a quote that closes in the middle of a field was meant to open one, and the one before never closed
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        lines.taken.clear()
        try:
            row: list[str] | None = next(reader)
        except csv.Error:
            row = None if lines.exhausted or len(lines.taken) > 1 else _lenient(lines.taken[0][1], delimiter)
        place = f"L{lines.taken[0][0]}"
        if row is None:
            lines.give_back()
        yield place, row


def _lenient(line: str, delimiter: str) -> list[str] | None:
    """The fields of a line with stray quotes: "раз" два."""
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:  # longer than the limit
        return None


class _Lines:
    """The decoded lines of a csv file, as csv.reader takes them; those taken for a row can be given back.

    Attributes:
        limit: bytes in a line at most.
        taken: number and text of the lines taken for the row that is being read.
        exhausted: a line was wanted when there was none.
        problem: what ended the stream early.
    """

    def __init__(self, stream: Peekable, decode: LineDecoder, uri: str, options: SourceOptions) -> None:
        self.limit = options.max_line_bytes
        self.taken: list[tuple[int, str]] = []
        self.exhausted = False
        self.problem: SourceError | None = None
        self._lines = bounded_lines(unix_lines(utf8_chunks(stream)), self.limit)
        self._waiting: deque[tuple[int, str]] = deque()
        self._decode = decode
        self._uri = uri
        self._rejects: list[SourceError] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.exhausted = self.peek() is None
        if self.exhausted:
            raise StopIteration
        return self.take()

    def peek(self) -> str | None:
        """The next line, left in place; None at the end."""
        while not self._waiting:
            try:
                number, line = next(self._lines)
            except StopIteration:
                return None
            except SourceError as error:
                self.problem = error
                return None
            if line is None:
                detail = f"{self._uri} line {number} is longer than {self.limit:,} bytes; raise max_line_bytes"
                self._rejects.append(SourceError("too_large", detail, f"#L{number}"))
            else:
                self._waiting.append((number, self._decode(line)[0].replace("\x00", "")))
        return self._waiting[0][1]

    def take(self) -> str:
        """The next line, which there must be."""
        self.taken.append(self._waiting.popleft())
        return self.taken[-1][1]

    def give_back(self) -> None:
        """Let the lines taken after the first be taken again."""
        self._waiting.extendleft(reversed(self.taken[1:]))

    def put_back(self, taken: list[tuple[int, str]]) -> None:
        """Let these lines be taken again."""
        self._waiting.extendleft(reversed(taken))

    def take_rejects(self) -> list[SourceError]:
        """Lines left out since the last call."""
        rejects, self._rejects = self._rejects, []
        return rejects


def delimiter_of(header: str) -> str:
    """Return the character that splits a header into most columns."""
    return max(",;\t|", key=lambda char: (header.count(char), -",;\t|".index(char)))
