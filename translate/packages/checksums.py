"""Checksums of packages, in the format of `sha256sum`: recorded beside archives and inside installed packages."""

import contextlib
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from translate.errors import ModelError
from translate.packages.archive import sha256_file

CHECKSUMS: Final = "SHA256SUMS"
"""Name of the file: of `.argosmodel` files beside it, or of an installed package's own files."""

TOKENIZERS: Final = (
    "sentencepiece.model",
    "bpe.model",
    "source.spm",
    "target.spm",
    "model/vocab.spm",
    "model/srcvocab.spm",
    "model/trgvocab.spm",
)
"""One or two of them are in every package."""

_TWINS: Final = (("source.spm", "target.spm"), ("model/srcvocab.spm", "model/trgvocab.spm"))

_LINE: Final = re.compile(r"([0-9a-fA-F]{64}) [ *](\S.*)")


def check_archive(path: Path, *, required: bool) -> str:
    """SHA-256 of an `.argosmodel` file, compared with the checksum beside it.

    Args:
        path: the file.
        required: whether there must be a checksum beside it.

    Raises:
        ModelError: they differ, or a required one is missing.
    """
    digest = sha256_file(path)
    expected = read_checksums(path.parent / CHECKSUMS).get(path.name)
    if expected is None and required:
        raise ModelError(f"{path}: {CHECKSUMS} beside it has no line for it: reinstall tolmach")
    if expected is not None and expected != digest:
        raise ModelError(
            f"{path}: SHA-256 is {digest[:12]}…, {CHECKSUMS} says {expected[:12]}…: damaged or exchanged, get it again"
        )
    return digest


def check_folder(folder: Path) -> str:
    """SHA-256 of the listing that `sha256sum` makes of an unpacked package's files, compared with a recorded listing.

    Raises:
        ModelError: files are missing, or differ from the listing recorded when the package was installed.
    """
    listing = list_checksums(folder)
    missing = [name for name in ("metadata.json", "model/model.bin") if name not in listing]
    if not any(name in listing for name in TOKENIZERS):
        missing.append("a tokenizer (such as sentencepiece.model)")
    missing += [name for a, b in _TWINS for name in (a, b) if name not in listing and {a, b} & listing.keys()]
    if missing:
        raise ModelError(f"{folder}: {', '.join(missing)} missing: install the package again")
    recorded = read_checksums(folder / CHECKSUMS)
    wrong = sorted(name for name in recorded.keys() | listing.keys() if recorded.get(name) != listing.get(name))
    if recorded and wrong:
        raise ModelError(f"{folder}: {', '.join(wrong)} changed since it was installed: install the package again")
    return hashlib.sha256(_listing_text(listing).encode()).hexdigest()


def record_checksums(folder: Path) -> None:
    """Write down what an unpacked package consists of, for `check_folder` to compare with.

    Raises:
        OSError: cannot be written.
    """
    (folder / CHECKSUMS).write_text(_listing_text(list_checksums(folder)), encoding="utf-8")


def list_checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file a translation depends on: metadata, tokenizer, model.

    Raises:
        ModelError: a file cannot be read.
    """
    names = ["metadata.json", *TOKENIZERS]
    with contextlib.suppress(OSError):  # told as missing
        names += [f"model/{path.name}" for path in (folder / "model").iterdir()]
    return {name: sha256_file(folder / name) for name in sorted(set(names)) if (folder / name).is_file()}


def read_checksums(path: Path) -> dict[str, str]:
    """SHA-256 by file name, from a file in the format of sha256sum; empty if there is none.

    Raises:
        ModelError: it cannot be read or a line is not in that format.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot read the checksums ({error})") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line.rstrip())
        if match is None and line.strip() and not line.startswith("#"):
            raise ModelError(f"{path}:{number}: not a line of sha256sum (64 hexadecimal digits, two spaces, name)")
        if match is not None:
            found[match[2]] = match[1].lower()
    return found


def _listing_text(listing: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(listing.items()))
