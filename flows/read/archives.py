"""Archives opened as streams under limits: gz, bz2, xz, zip and tar.

Nothing is unpacked to disk but zip or parquet that arrives through a pipe (a temporary file). Sizes are checked while
reading, so an archive that lies about them gains nothing.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.config import SourceOptions
from flows.read.streams import CHUNK, Peekable
from flows.read.types import SourceError
from normalize.text.charset import guess_single_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

_RATIO_FROM: Final = 16_000_000  # unpacked bytes below which no ratio is suspicious
_SPOOL_IN_MEMORY: Final = 8_000_000
_DAMAGE: Final = (  # what the libraries raise on damaged archives
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive, to be read before the next one is asked for."""

    name: str
    stream: BinaryIO
    size: int


class Unpacked(io.RawIOBase):
    """A decompressing stream for gz, bz2 or xz, several concatenated members included.

    Reading raises SourceError: bad_archive on damage or a missing end (what could be unpacked before has been delivered by
    then), archive_too_large above the limits.

    Attributes:
        trailing: at the end, what is wrong with bytes that follow the last intact member, as with `gzip -d`.
    """

    def __init__(self, stream: io.RawIOBase | BinaryIO, kind: str, where: str, options: SourceOptions) -> None:
        """`kind` is gz, bz2 or xz; `where` names the archive in messages."""
        self._stream = stream
        self._kind = kind
        self._where = where
        self._options = options
        self._decoder: Any = None
        self._pending = b""
        self._packed = 0
        self._unpacked = 0
        self._intact = 0  # members before this one
        self._empty = True  # nothing has come out of this member
        self.trailing: SourceError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack at most one buffer's worth; 0 at the end."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while self.trailing is None:
            if not self._pending and (self._decoder is None or self._decoder.eof or self._wants_input()):
                self._pending = self._stream.read(CHUNK) or b""
                self._packed += len(self._pending)
                if not self._pending:
                    if self._decoder is None or self._decoder.eof:
                        return b""
                    self._broken("ends in the middle: it is incomplete")
                    break
            if self._decoder is None or self._decoder.eof:
                if self._decoder is not None and not self._pending.strip(b"\x00"):
                    self._pending = b""  # padding after the last member
                    continue
                self._intact += self._decoder is not None
                self._decoder = self._new()
                self._empty = True
            try:
                data: bytes = self._decoder.decompress(self._pending, size)
            except (zlib.error, OSError, lzma.LZMAError, EOFError) as error:
                self._broken(f"is damaged: {error}")
                break
            if self._kind == "gz":
                self._pending = self._decoder.unused_data if self._decoder.eof else self._decoder.unconsumed_tail
            else:
                self._pending = self._decoder.unused_data if self._decoder.eof else b""
            self._check(len(data))
            if data:
                self._empty = False
                return data
        return b""

    def _broken(self, what: str) -> None:
        """Note bytes after the last intact member.

        Raises:
            SourceError: they are, or may be, a part of the content.
        """
        if not (self._intact and self._empty):
            raise SourceError("bad_archive", f"{self._where} {what}; what could be unpacked before was read")
        detail = f"{self._where} goes on after its end with something that is no {self._kind}; all before was read"
        self.trailing = SourceError("bad_archive", detail)

    def _wants_input(self) -> bool:
        return bool(getattr(self._decoder, "needs_input", True))

    def _new(self) -> Any:
        if self._kind == "gz":
            return zlib.decompressobj(31)
        return bz2.BZ2Decompressor() if self._kind == "bz2" else lzma.LZMADecompressor()

    def _check(self, n: int) -> None:
        self._unpacked += n
        check_ratio(self._where, self._packed, self._unpacked, self._options)

    def close(self) -> None:
        """Close the packed stream as well."""
        if not self.closed:
            self._stream.close()
            super().close()


def check_ratio(where: str, packed: int, unpacked: int, options: SourceOptions) -> None:
    """Refuse what unpacks to more than the limits.

    Raises:
        SourceError: archive_too_large, naming the option to raise.
    """
    if unpacked > options.max_archive_bytes:
        detail = f"{where} unpacks to more than {options.max_archive_bytes:,} bytes; raise max_archive_bytes to read it"
        raise SourceError("archive_too_large", detail)
    if unpacked > _RATIO_FROM and unpacked > packed * options.max_archive_ratio:
        detail = (
            f"{where} unpacks to more than {options.max_archive_ratio} times its size, as zip bombs do; "
            "raise max_archive_ratio if you trust it"
        )
        raise SourceError("archive_too_large", detail)


def seekable(stream: Peekable, original: BinaryIO | None, options: SourceOptions) -> BinaryIO:
    """A stream that can seek: the original file if it can, else its content in a temporary file."""
    if original is not None and original.seekable():
        original.seek(0)
        return original
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY)  # noqa: SIM115  (closed by the reader)
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > options.max_archive_bytes:
            spool.close()
            raise SourceError("archive_too_large", "the archive is longer than max_archive_bytes; raise it to read it")
        spool.write(chunk)
    spool.seek(0)
    return spool  # type: ignore[return-value]


def open_zip(stream: BinaryIO, where: str, options: SourceOptions) -> zipfile.ZipFile:
    """Open a zip archive, or a file that is one inside (docx, epub), under the limits.

    Raises:
        SourceError: bad_archive, archive_too_large.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise SourceError("bad_archive", f"{where} is not a readable zip archive: {error}") from error
    infos = archive.infolist()
    if len(infos) > options.max_archive_members:
        detail = f"{where} holds {len(infos):,} files; raise max_archive_members to read it"
        raise SourceError("archive_too_large", detail)
    packed = stream.seek(0, io.SEEK_END)
    check_ratio(where, packed, sum(info.file_size for info in infos), options)
    return archive


def _nothing_in(where: str, *, hidden: int, left_out: int) -> SourceError:
    """An archive that gives nothing says what it holds instead."""
    what = [f"hidden files ({hidden:,}), which are skipped"] if hidden else []
    what += [f"links or devices ({left_out:,}), which are not followed"] if left_out else []
    held = f"nothing but {' and '.join(what)}" if what else "no files"
    return SourceError("empty", f"{where} holds {held}; nothing to do for it")


def zip_members(stream: BinaryIO, where: str, options: SourceOptions) -> Iterator[Member | SourceError]:
    """Files of a zip in its own order; a SourceError in place of one that cannot be read.

    Raises:
        SourceError: bad_archive, archive_too_large for the archive as a whole.
    """
    with open_zip(stream, where, options) as archive:
        named = [(_zip_name(info), info) for info in archive.infolist() if not info.is_dir()]
        shown = [(name, info) for name, info in named if not _hidden(name)]
        if not shown:
            raise _nothing_in(where, hidden=len(named), left_out=0)
        for name, info in shown:
            fragment = f"!/{name}"
            if info.flag_bits & 1:
                yield SourceError("unsupported", f"{where}{fragment} is encrypted; unpack it first", fragment)
                continue
            try:
                check_ratio(where + fragment, info.compress_size, info.file_size, options)
                with archive.open(info) as member:
                    yield Member(name, _Checked(member, where + fragment), info.file_size)  # type: ignore[arg-type]
            except SourceError as error:
                yield SourceError(error.error, error.detail, fragment)
            except _DAMAGE as error:
                yield SourceError("bad_archive", f"{where}{fragment} is damaged: {error}", fragment)


class _Checked(io.RawIOBase):
    """A member of a zip or tar whose read errors are SourceErrors: they happen where it is read, not where it is listed."""

    def __init__(self, stream: Any, where: str) -> None:
        self._stream = stream
        self._where = where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGE as error:
            raise SourceError("bad_archive", f"{self._where} is damaged: {error}") from error
        buffer[: len(data)] = data
        return len(data)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Member name; one that a Russian Windows wrote in cp866 without saying so is recovered."""
    name = info.filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        return _old_name(name.encode("cp437"), ("cp866", "cp1251", "cp437"))
    except UnicodeEncodeError:
        return name


def _tar_name(name: str) -> str:
    """Member name; one that an old Unix wrote in KOI8 is recovered."""
    return _old_name(name.encode("utf-8", "surrogateescape"), ("koi8-r", "cp1251", "cp866"))


def _old_name(raw: bytes, encodings: tuple[str, ...]) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(guess_single_byte(raw, encodings)[0].encoding, "replace")


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/") if part not in {".", ".."})


def tar_members(stream: Peekable, where: str, options: SourceOptions) -> Iterator[Member | SourceError]:
    """Files of a tar archive, streamed in its own order; links and devices are left out.

    Raises:
        SourceError: bad_archive, archive_too_large.
    """
    total = count = hidden = left_out = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8") as archive:
            for info in archive:
                name = _tar_name(info.name)
                if not info.isfile() or _hidden(name):
                    hidden += info.isfile()
                    left_out += not info.isfile() and not info.isdir()
                    continue
                count += 1
                total += info.size
                if count > options.max_archive_members or total > options.max_archive_bytes:
                    detail = f"{where} holds too much; raise max_archive_members or max_archive_bytes to read it all"
                    raise SourceError("archive_too_large", detail)
                member = archive.extractfile(info)
                if member is not None:
                    yield Member(name, _Checked(member, f"{where}!/{name}"), info.size)  # type: ignore[arg-type]
    except _DAMAGE as error:
        raise SourceError("bad_archive", f"{where} is damaged: {error}; what came before was read") from error
    if not count:
        raise _nothing_in(where, hidden=hidden, left_out=left_out)
