"""Word lists read from the data files of this package."""

from functools import cache
from importlib.resources import files


def data_text(name: str) -> str:
    """Return the text of a data file of this package.

    Raises:
        FileNotFoundError: no such file: the installation is incomplete.
    """
    return files("translate").joinpath("data", name).read_text(encoding="utf-8")


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Read a list `kind TAB word word …`; rows of one kind add up, lines beginning with # are comments.

    Raises:
        ValueError: a row without a tab; the message names file and line.
    """
    lists: dict[str, set[str]] = {}
    for number, line in enumerate(data_text(name).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, tab, words = line.partition("\t")
        if not tab:
            raise ValueError(f"{name}, line {number}: expected `kind TAB words`, found {line!r}")
        lists.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in lists.items()}
