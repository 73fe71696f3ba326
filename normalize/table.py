"""Read the commented tab-separated data files of this package."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable


def read_rows(path: Traversable, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a TSV data file: ``#`` starts a comment line, blank lines are skipped.

    Args:
        path: the file, UTF-8.
        columns: number of cells every row must have; missing trailing cells are filled with "".

    Raises:
        ValueError: a row has more cells than `columns`; the message names the file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\n").split("\t")
        if len(cells) > columns:
            raise ValueError(
                f"{path.name} line {number}: {len(cells)} cells, expected {columns}; separate cells by single tabs"
            )
        yield cells + [""] * (columns - len(cells))
