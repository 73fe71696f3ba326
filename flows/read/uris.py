"""What identifies a source: the absolute path of a file, or a URL; and how it is shown to people.

One file has one name, however it is spelled: relative, absolute, through a linked folder, or as a `file://` URL.
"""

import os
from pathlib import Path

from flows.read.types import well_formed


def is_url(source: str) -> bool:
    """Whether a source is read through fsspec, not from a path."""
    return "://" in source or "::" in source


def absolute(path: str) -> str:
    r"""Return the absolute path of a file, with forward slashes and the links of its folders resolved, its own name kept.

    Bytes of a name that are not UTF-8 are written as `\xff`.
    """
    folder, name = os.path.split(os.path.normpath(path))
    if name in {"", ".", ".."}:
        return well_formed(os.path.realpath(path).replace(os.sep, "/"))
    real = os.path.realpath(folder or ".")
    return well_formed(f"{real.rstrip(os.sep)}/{name}".replace(os.sep, "/"))


def shown(uri: str) -> str:
    """Return how a source is shown: relative to the present folder where it is below it."""
    here = well_formed(f"{Path.cwd().as_posix().rstrip('/')}/")
    return uri.removeprefix(here) if len(uri) > len(here) else uri
