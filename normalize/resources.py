"""Read the data files that lie in the `data/` folder of a sub-package, and keep what was read once per process."""

import functools
import gzip
import hashlib
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

T = TypeVar("T")


def once(load: Callable[[], T]) -> Callable[[], T]:
    """Keep what `load` returns; threads that ask meanwhile wait for it. An error is not kept: the next call tries again."""
    lock = threading.RLock()
    kept: list[T] = []

    @functools.wraps(load)
    def loaded() -> T:
        if not kept:
            with lock:
                if not kept:
                    kept.append(load())
        return kept[0]

    return loaded


def data_file(package: str, name: str) -> Traversable:
    """Return the data file `name` of a sub-package such as "normalize.phonetics"."""
    return files(package) / "data" / name


def data_text(package: str, name: str) -> str:
    """Return the text (UTF-8) of a data file; one whose name ends in .gz is unpacked.

    Raises:
        FileNotFoundError: no such file: the installation is incomplete.
    """
    content = data_file(package, name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


def data_lines(package: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines of a data file that are neither blank nor comments (`#` at the beginning)."""
    for number, line in enumerate(data_text(package, name).splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def read_rows(package: str, name: str, columns: int, *, required: int = 1) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated data file, comments and blank lines left out.

    Args:
        package: the sub-package whose `data/` folder has the file.
        name: the file, UTF-8; one ending in .gz is unpacked.
        columns: number of cells of every row yielded; missing trailing cells are filled with "".
        required: number of cells that every row must have.

    Raises:
        ValueError: a row has more cells than `columns` or fewer than `required`; the message names file and line.
    """
    for number, line in data_lines(package, name):
        cells = line.split("\t")
        if not required <= len(cells) <= columns:
            expected = columns if required == columns else f"{required} to {columns}"
            raise ValueError(
                f"{package.replace('.', '/')}/data/{name} line {number}: {len(cells)} cells, expected {expected}; "
                "separate cells by single tabs"
            )
        yield cells + [""] * (columns - len(cells))


_NO_ROWS = ("normalize/screening/",)
"""What reads published tables and decides none of their rows: a change of it makes no run start anew."""


def content_digest(*packages: str) -> str:
    """Return a short hash of everything in packages that decides what comes out: code and data files, by path and content.

    A signature made of it cannot be forgotten when code changes. Several packages of one process are hashed once (20 ms for
    the largest).

    Args:
        packages: such as "translate.language"; sub-packages count, models do not (engines name theirs).
    """
    total = hashlib.blake2b(digest_size=8)
    for package in packages:
        total.update(f"{package}:{_package_digest(package)}\0".encode())
    return total.hexdigest()


@functools.cache
def _package_digest(package: str) -> str:
    total = hashlib.blake2b(digest_size=16)
    for path, content in sorted(_contents(files(package), "")):
        if f"{package}/{path}".startswith(_NO_ROWS):
            continue
        total.update(f"{path}\0{hashlib.blake2b(content, digest_size=16).hexdigest()}\0".encode())
    return total.hexdigest()


def _contents(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the Python files below a folder, and of all files in `data/` folders."""
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _contents(entry, f"{path}/")
        elif entry.name.endswith(".py") or "/data/" in f"/{prefix}":
            yield path, entry.read_bytes()


def versions_of(*packages: str) -> str:
    """Return names and versions of installed packages, such as "razdel-0.5.0+natasha-1.6.0"; "none" for an absent one."""
    return "+".join(f"{package}-{_version(package)}" for package in packages)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
