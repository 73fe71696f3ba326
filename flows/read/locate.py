"""From what the user names (file, directory, glob, `-`, URL) to single physical sources that can be opened."""

from __future__ import annotations

import fnmatch
import glob
import logging
import os
import stat
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.config import SourceOptions
from flows.paths import plain_path
from flows.read.types import Reject, SourceError, one_line, well_formed
from flows.read.uris import absolute, is_url
from flows.secrets import keys_apart, redact, reveal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_STREAMS: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_MAGIC: Final = frozenset("*?[")
_ASSETS: Final = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_файлы")
"""How browsers end the name of the folder beside a saved page."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    r"""One physical source.

    Attributes:
        uri: how it is shown: the path as given, normalised, with forward slashes; or the URL. Bytes of a file name that
            are not UTF-8 are written as `\xff`.
        key: equal for two names of the same thing.
        name: file name, for its extension.
        open: opens it for binary reading; raises OSError.
        size: bytes, None if unknown.
        again: whether it can be opened more than once (not stdin).
        origin: what identifies it: the absolute path, or the URL.
        address: what is opened, where that may hold secrets that the uri leaves out; never to be shown.
    """

    uri: str
    key: str
    name: str
    open: Callable[[], BinaryIO]
    size: int | None
    again: bool
    origin: str
    address: str = field(default="", repr=False)


def locate(sources: Sequence[str], options: SourceOptions) -> Iterator[Place | Reject]:
    """Expand sources in the order given; directories recursively and sorted; no file twice; hidden files left out."""
    seen: set[str] = set()
    for source in sources:
        for place in _expand(source, options):
            if isinstance(place, Place):
                if place.key in seen:
                    continue
                seen.add(place.key)
            yield place


def _expand(source: str, options: SourceOptions) -> Iterator[Place | Reject]:
    if source == "-":
        if sys.stdin is None:
            yield Reject(options.stdin_name, "read", "unreadable", "standard input is closed; pipe something into it")
        else:
            yield Place(
                options.stdin_name, "-", "", lambda: sys.stdin.buffer, None, again=False, origin=options.stdin_name
            )
        return
    source = plain_path(source)
    if is_url(source):
        yield from _remote(source)
        return
    if not source or "\x00" in source:
        yield Reject(repr(source), "read", "not_found", "the source name is empty or holds a NUL; name a file or URL")
        return
    if source.startswith(_STREAMS):
        yield Place(source, source, "", _file_opener(source), None, again=False, origin=source)
        return
    for place in _paths(source, options):
        yield replace(place, origin=absolute(place.source_uri)) if isinstance(place, Reject) else place


def _paths(path: str, options: SourceOptions) -> Iterator[Place | Reject]:
    if os.path.lexists(path):
        yield from _local(path, options)
        return
    if not _MAGIC.isdisjoint(path):
        matches = sorted(_deep_matches(path, options) if "**" in path else glob.glob(path))  # noqa: PTH207
        for match in matches:
            yield from _local(match, options)
        if matches:
            return
    uri = _uri(path)
    what = "no file matches this pattern" if not _MAGIC.isdisjoint(path) else "no such file or directory"
    yield Reject(uri, "read", "not_found", f"{what}: {uri}; check the spelling and the working directory")


def _uri(path: str) -> str:
    return well_formed(os.path.normpath(path).replace(os.sep, "/"))


def _local(path: str, options: SourceOptions) -> Iterator[Place | Reject]:
    if not Path(path).is_dir():
        yield _file(path)
        return
    found = False
    for name in _walk(path, options):
        found = True
        if not options.follow_links and _leads_outside(path, name):
            yield Reject(
                _uri(name),
                "read",
                "link_outside",
                f"{_uri(name)} is a link that leads out of {_uri(path)}: it was not read; follow_links = true reads such links",
            )
            continue
        yield _file(name)
    if not found:
        yield Reject(
            _uri(path), "read", "empty", f"the directory {_uri(path)} holds no files (hidden ones are skipped)"
        )


def _leads_outside(top: str, name: str) -> bool:
    """Whether a link below a directory leads out of it; the directory itself may be reached by a link."""
    real = os.path.realpath(top)
    target = os.path.realpath(name)
    return os.path.lexists(target) and os.path.commonpath([real, target]) != real


def _is_assets(name: str, files: Sequence[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a web page saved beside it: page_files and page.html."""
    stem = next((name.removesuffix(end) for end in _ASSETS if name.endswith(end)), "")
    return bool(stem) and any(f"{stem}{end}" in files for end in (".html", ".htm"))


def _is_output(folder: str) -> bool:
    """Whether a folder is one that tolmach publishes its tables in."""
    return (Path(folder) / "snapshots").is_dir() and (Path(folder) / ".lock").exists()


def _kept_folders(folder: str, folders: Sequence[str], files: Sequence[str]) -> Iterator[str]:
    """The folders that are looked into: not hidden ones, nor assets of saved pages, nor tolmach's own tables."""
    for name in sorted(folders):
        path = f"{folder.rstrip(os.sep)}{os.sep}{name}"
        if name.startswith("."):
            continue
        if _is_assets(name, files):
            log.info("%s holds the parts of a saved web page: not read", _uri(path))
        elif _is_output(path):
            log.info("%s holds tables of tolmach: not read", _uri(path))
        else:
            yield name


def _walk(top: str, options: SourceOptions) -> Iterator[str]:
    """Files under a directory, sorted by name; each real directory once, so that symlink loops end."""
    visited: set[tuple[int, int]] = set()
    for folder, folders, files in os.walk(top, followlinks=True):
        try:
            info = Path(folder).stat()
        except OSError:
            folders.clear()
            continue
        if (info.st_dev, info.st_ino) in visited:
            folders.clear()
            continue
        visited.add((info.st_dev, info.st_ino))
        folders[:] = _kept_folders(folder, folders, files)
        if not options.follow_links:
            for link in [name for name in folders if _leads_outside(top, os.path.join(folder, name))]:  # noqa: PTH118
                folders.remove(link)
                yield f"{folder.rstrip(os.sep)}{os.sep}{link}"  # told as a link that leads outside
        for name in sorted(files):
            if not name.startswith("."):
                yield f"{folder.rstrip(os.sep)}{os.sep}{name}"


def _deep_matches(pattern: str, options: SourceOptions) -> Iterator[str]:
    """Files that match a pattern with `**`; unlike glob's, symlink loops end."""
    parts = pattern.split("/")
    fixed = next(n for n, part in enumerate(parts) if not _MAGIC.isdisjoint(part))
    top = "/".join(parts[:fixed]) or ("/" if fixed else ".")
    prefix = "./" if top == "." else f"{top.rstrip('/')}/"
    return (name for name in _walk(top, options) if _matches(name.removeprefix(prefix).split("/"), parts[fixed:]))


def _matches(names: list[str], patterns: list[str]) -> bool:
    """Whether a path's parts match a pattern's; `**` stands for any number of parts, also for none."""
    if not patterns:
        return not names
    if patterns[0] == "**":
        return any(_matches(names[n:], patterns[1:]) for n in range(len(names) + 1))
    return bool(names) and fnmatch.fnmatchcase(names[0], patterns[0]) and _matches(names[1:], patterns[1:])


def _file(path: str) -> Place | Reject:
    uri = _uri(path)
    try:
        info = Path(path).stat()
    except OSError as error:
        broken = Path(path).is_symlink()
        if isinstance(error, FileNotFoundError) and not broken:
            return Reject(uri, "read", "not_found", f"{uri} has vanished since it was listed; run again")
        detail = f"{uri}: {'dangling or looping symlink' if broken else _reason(error)}; it was left out"
        return Reject(uri, "read", "unreadable", detail)
    if not stat.S_ISREG(info.st_mode):
        return Reject(
            uri, "read", "unreadable", f"{uri} is a pipe, socket or device, not a file; pipe it into `-` instead"
        )
    name, key = Path(path).name, os.path.realpath(path)
    return Place(uri, key, name, _file_opener(path), info.st_size, again=True, origin=absolute(path))


def _reason(error: BaseException, address: str = "") -> str:
    """What an error says, without the secrets of the address."""
    return one_line(redact(getattr(error, "strerror", None) or str(error) or type(error).__name__, address))


def _remote(source: str) -> Iterator[Place | Reject]:
    import fsspec

    url = redact(well_formed(source))
    try:
        address = reveal(source)
    except LookupError as error:
        yield Reject(url, "read", "unreadable", f"{url}: {error.args[0]}; set it where tolmach runs")
        return
    url = redact(well_formed(address))
    protocol = url.split("://", 1)[0]
    try:
        bare, keys = keys_apart(address)
        fs, path = fsspec.core.url_to_fs(bare, **keys)
        names = _remote_names(fs, path)
    except ImportError as error:
        yield Reject(url, "read", "unsupported", f"{protocol}:// needs another package: {_reason(error, address)}")
        return
    except ValueError as error:
        yield Reject(url, "read", "unsupported", f"{url}: {_reason(error, address)}")
        return
    except Exception as error:  # noqa: BLE001  (file systems raise what they like)
        yield Reject(url, "read", "unreadable", f"{url}: {_reason(error, address)}; check the address and the network")
        return
    if not names:
        yield Reject(url, "read", "not_found", f"nothing found at {url}; check the address")
    single = names == [path]
    for name in names:
        uri = url if single else redact(well_formed(fs.unstrip_protocol(name)))
        file_name = name.split("?")[0].rsplit("/", 1)[-1]
        yield Place(uri, uri, file_name, _opener(fs, name), None, again=True, origin=uri, address=address)


def _remote_names(fs: Any, path: str) -> list[str]:
    if not _MAGIC.isdisjoint(path) and "?" not in path:
        wanted = path.rsplit("/", 1)[-1].startswith(".")
        shown = (name for name in fs.glob(path) if wanted or not name.rsplit("/", 1)[-1].startswith("."))
        return sorted(name for name in shown if not fs.isdir(name))
    if str(getattr(fs, "protocol", "")).find("http") < 0 and fs.isdir(path):
        names = sorted(fs.find(path))
        return [name for name in names if not any(part.startswith(".") for part in name[len(path) :].split("/"))]
    return [path]


def _file_opener(path: str) -> Callable[[], BinaryIO]:
    return lambda: Path(path).open("rb")


def _opener(fs: Any, name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        handle: BinaryIO = fs.open(name, "rb")
        return handle

    return opened


def opened(place: Place) -> BinaryIO:
    """Open a place.

    Raises:
        SourceError: not_found or unreadable, with the reason.
    """
    try:
        return place.open()
    except FileNotFoundError as error:
        raise SourceError("not_found", f"{place.uri} is not there (any more)", transient=True) from error
    except Exception as error:
        detail = f"{place.uri} cannot be opened: {_reason(error, place.address)}; check its permissions"
        raise SourceError("unreadable", detail, transient=True) from error
