"""Unpacking `.argosmodel` files (zip archives from anywhere) so that nothing but the wanted folder is ever touched.

Every member is checked before the first byte is written; what is written goes into a temporary folder beside the target
and gets its name with one rename, so that other processes see the whole folder or none.
"""

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from translate.errors import ModelError

MAX_UNPACKED_BYTES: Final = 4_000_000_000
"""The largest Argos packages unpack to about 0.3 GB; CTranslate2 models of the size that runs on a CPU, to 3 GB."""

MAX_MEMBERS: Final = 2_000
MAX_RATIO: Final = 200
"""Unpacked to packed bytes of one member; weights compress to 0.9–0.5, vocabularies 20-fold at most."""

MIN_RATIO_BYTES: Final = 10_000_000
MAX_METADATA_BYTES: Final = 1_000_000
_CHUNK: Final = 1 << 20


class CannotWriteError(ModelError):
    """An archive is fine, but the folder it should go to is full or may not be written."""


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal.

    Raises:
        ModelError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot read the model ({error.strerror})") from error


def read_metadata(path: Path) -> tuple[str, bytes]:
    """Name of the folder in the archive and the content of its metadata.json, without unpacking.

    Raises:
        ModelError: not a zip archive, unsafe, or not an Argos package.
    """
    with _opened(path) as archive:
        folder, members = _checked(path, archive, MAX_UNPACKED_BYTES)
        for member in members:
            if member.filename == f"{folder}/metadata.json":
                if member.file_size > MAX_METADATA_BYTES:
                    raise ModelError(f"{path}: metadata.json has {member.file_size:,} bytes, refused")
                return folder, archive.read(member)
    raise ModelError(f"{path}: no {folder}/metadata.json in it, so not an Argos package: get the package again")


def unpacked_size(path: Path) -> int:
    """Bytes the archive unpacks to, as it says itself."""
    with _opened(path) as archive:
        return sum(member.file_size for member in archive.infolist())


def is_unpacked(path: Path, folder: Path) -> bool:
    """Whether `folder` holds every file of the archive, same size and checksum (CRC-32)."""
    with _opened(path) as archive:
        _, members = _checked(path, archive, MAX_UNPACKED_BYTES)
        return all(_same(folder.parent / m.filename, m) for m in members if not m.is_dir())


def unpack(
    path: Path,
    parent: Path,
    *,
    replace: bool = False,
    check: Callable[[Path], object] | None = None,
    max_bytes: int = MAX_UNPACKED_BYTES,
) -> Path:
    """Unpack the archive's one folder into `parent` and return it. Safe with several processes at once.

    Args:
        path: a zip archive with one top folder.
        parent: made if missing.
        replace: put the new folder in the place of one of that name; otherwise one that is there is left alone.
        check: called with the new folder before it gets its place; what it raises leaves everything as it was.
        max_bytes: refuse archives that unpack to more.

    Raises:
        CannotWriteError: no room or no permission in `parent`.
        ModelError: not a zip archive, damaged, unsafe (paths outside, links, too large).
    """
    with _opened(path) as archive:
        folder, members = _checked(path, archive, max_bytes)
        target = parent / folder
        try:
            parent.mkdir(parents=True, exist_ok=True)
            temporary = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=_scratch(parent)))
        except OSError as error:
            raise CannotWriteError(f"{parent}: cannot write there ({error.strerror})") from error
        try:
            for member in members:
                _extract(path, archive, member, temporary)
            if check is not None:
                check(temporary / folder)
            _put_in_place(temporary / folder, target, temporary / ".old", replace=replace)
        except zipfile.BadZipFile as error:
            raise ModelError(f"{path}: damaged ({error}): get the package again") from error
        except OSError as error:
            raise CannotWriteError(f"{target}: cannot unpack {path.name} there ({error.strerror or error})") from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return target


def _scratch(parent: Path) -> Path:
    """Where to unpack first: beside `parent` if possible, for Argos takes every folder in `parent` for a package."""
    beside = parent.parent
    return beside if os.access(beside, os.W_OK) and beside.stat().st_dev == parent.stat().st_dev else parent


def _put_in_place(new: Path, target: Path, aside: Path, *, replace: bool) -> None:
    if replace:
        with contextlib.suppress(FileNotFoundError):
            target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if target.is_dir():  # another process was faster: its folder is as good
            return
        with contextlib.suppress(FileNotFoundError):
            aside.rename(target)
        raise


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such file") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ModelError(f"{path}: not a whole zip archive ({error}): get the package again") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot read the model ({error.strerror or error})") from error


def _checked(path: Path, archive: zipfile.ZipFile, max_bytes: int) -> tuple[str, list[zipfile.ZipInfo]]:
    """The one top folder and the members, none of which leads elsewhere, is a link or is out of proportion."""
    members = archive.infolist()
    if not members:
        raise ModelError(f"{path}: an empty archive: get the package again")
    if len(members) > MAX_MEMBERS:
        raise ModelError(f"{path}: {len(members):,} files in it, more than {MAX_MEMBERS:,}, refused")
    total = sum(member.file_size for member in members)
    if total > max_bytes:
        raise ModelError(f"{path}: unpacks to {total:,} bytes, more than {max_bytes:,}, refused")
    names = set()
    for member in members:
        name = member.filename
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
            raise ModelError(f"{path}: unsafe path {name!r} in it, refused")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise ModelError(f"{path}: {name!r} in it is a link or a device, refused")
        if member.flag_bits & 0x1:
            raise ModelError(f"{path}: {name!r} in it is encrypted, refused")
        if member.file_size > MIN_RATIO_BYTES and member.file_size > MAX_RATIO * member.compress_size:
            raise ModelError(f"{path}: {name!r} unpacks to {member.file_size:,} bytes (a zip bomb?), refused")
        if not member.is_dir() and len(parts) < 2:
            raise ModelError(f"{path}: {name!r} is not in a folder, so not an Argos package: get the package again")
        if parts[0].startswith("."):
            raise ModelError(f"{path}: hidden folder {parts[0]!r} in it, refused")
        names.add(parts[0])
    if len(names) != 1:
        raise ModelError(f"{path}: {len(names)} folders in it instead of one, so not an Argos package")
    return names.pop(), members


def _extract(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    target = into / member.filename
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ModelError(f"{path}: {member.filename!r} is longer than the archive says, refused")
            sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())


def _same(file: Path, member: zipfile.ZipInfo) -> bool:
    try:
        if file.stat().st_size != member.file_size:
            return False
        crc = 0
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                crc = zlib.crc32(chunk, crc)
    except OSError:
        return False
    return crc == member.CRC
