"""One string for everything that decides which names are found and how they are written.

Rows of `mentions` depend on the data files of this package, on the versions of the libraries that bring models and
dictionaries, and on `RULES_VERSION`, which is raised by hand when code changes what comes out.
"""

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

RULES_VERSION = 3
_PACKAGES = ("natasha", "navec", "pymorphy3", "pymorphy3-dicts-ru", "razdel", "slovnet")


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _digest(folder: Traversable) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.is_file() and not path.name.startswith("."):
            digest.update(path.name.encode() + b"\0")
            digest.update(hashlib.blake2b(path.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


@functools.cache
def names_signature() -> str:
    """Identity of the name rules, such as "names-1.0f3a…+natasha-1.6.0+…"; the same string gives the same rows.

    Covers every file in the data folders of this package (mentions, lemmas, romanisation, comparison, gazetteer) and the versions of the
    packages whose models and dictionaries are read. 30 ms on first use, then kept.
    """
    packages = "+".join(f"{package}-{_installed(package)}" for package in _PACKAGES)
    folders = [folder / "data" for folder in sorted(files("normalize").iterdir(), key=lambda entry: entry.name)]
    data = hashlib.blake2b("".join(map(_digest, filter(Traversable.is_dir, folders))).encode(), digest_size=8)
    return f"names-{RULES_VERSION}.{data.hexdigest()}+{packages}"
