"""Tables of names as entries: csv or tsv with a header that has a name column, or a name a line without one."""

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from flows.errors import ListError
from flows.read.delimited import delimiter_of
from flows.screen.entries import ANY_KIND, Entry, gender_of, kinds_of
from normalize.resources import once, read_rows
from normalize.screening.types import Party
from normalize.text.decode import decode_bytes

_SEVERAL: Final = re.compile(r"[;|\n]")
_COMMENT: Final = "#"
_CELL: Final = 1 << 20
"""Characters of a cell at most: aliases of the longest entries of sanctions lists fill some thousands."""
Row = dict[str, list[str]]
"""What a row has, by role."""


@once
def _columns() -> dict[str, str]:
    return {column: role for role, column in read_rows("flows.screen", "list_columns.tsv", columns=2)}


def _role(column: str) -> str:
    return _columns().get(" ".join(column.replace("_", " ").casefold().split()), "")


def table_entries(stream: BinaryIO, where: str) -> Iterator[Entry | None]:
    """Yield the entries of a table, None for rows that are passed over; rows of one id are one entry.

    Raises:
        ListError: binary, no column of names, a row that is no csv, an unknown kind.
    """
    raw = stream.read()
    if b"\x00" in raw[:1024] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ListError(f"{where} is no text: give JSON lines or a table of text (.json, .csv, .tsv, .txt, also .gz)")
    text = decode_bytes(raw).text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = delimiter_of(first)
    csv.field_size_limit(_CELL)
    try:
        header = [_role(name) for name in next(csv.reader([first], delimiter=delimiter), ())]
    except csv.Error as error:
        raise ListError(
            f"{where} begins with a line that is not csv ({error}): give a header, or a name a line"
        ) from None
    if "name" not in header:
        yield from _plain(text, first, where)
        return
    merged: dict[str, tuple[int, Row]] = {}
    for number, row in _rows(text, delimiter, header, where):
        own = next(iter(row.get("id", ())), "") or f"L{number}"
        _, known = merged.setdefault(own, (number, {}))
        for role, values in row.items():
            known.setdefault(role, []).extend(values)
    for own, (number, row) in merged.items():
        yield _entry(own, row, f"{where} line {number}")


def _plain(text: str, first: str, where: str) -> Iterator[Entry | None]:
    """A name a line; a file with several columns and no header is none."""
    if "\t" in first or first.count(",") > 1 or first.count(";") > 1:
        known = sorted({column for column, role in _columns().items() if role == "name" and column.isascii()})
        raise ListError(f"{where} has no column of names: call one {', '.join(known)}, or give a name a line")
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name and not name.startswith(_COMMENT):
            yield _entry(f"L{number}", {"name": [name]}, f"{where} line {number}")


def _rows(text: str, delimiter: str, header: Sequence[str], where: str) -> Iterator[tuple[int, Row]]:
    seen = False
    for number, cells in _cells(text, delimiter, where):
        if not any(cell.strip() for cell in cells):
            continue
        if not seen:  # the header
            seen = True
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise ListError(
                f"{where} line {number} has {len(cells)} fields, the header {len(header)}: quote names that hold "
                f"the delimiter {delimiter!r}"
            )
        row: Row = {}
        for role, cell in zip(header, cells, strict=False):
            if role and cell.strip():
                values = _SEVERAL.split(cell) if role in {"alias", "weak", "country", "topic"} else [cell]
                row.setdefault(role, []).extend(value.strip() for value in values if value.strip())
        yield number, row


def _cells(text: str, delimiter: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each ends in. Stray quotes within a line are let through ("Салют" ООО); one that swallows the next is not."""
    lines = io.StringIO(text, newline="\n")
    number = 0
    while line := lines.readline():
        reader = csv.reader(itertools.chain((line,), lines), delimiter=delimiter, strict=True)
        cells: list[str] | None
        try:
            cells = next(reader)
        except csv.Error as error:
            cells = _lenient(line, delimiter) if reader.line_num == 1 else None
            if cells is None:
                raise ListError(f"{where} line {number + 1} is not csv ({error}): mend it, or leave it out") from None
        number += reader.line_num
        yield number, cells


def _lenient(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:  # longer than the limit
        return None


def _entry(own: str, row: Row, place: str) -> Entry | None:
    names = list(dict.fromkeys((*row.get("name", ()), *row.get("alias", ()))))
    if not names:
        return None
    word = next(iter(row.get("kind", ())), "")
    kinds = kinds_of(word) if word else ANY_KIND
    if kinds is None:
        raise ListError(
            f"{place} has an unknown kind {word!r}: use person, organisation, place or a FollowTheMoney schema"
        )
    if not kinds:
        return None
    wikidata = frozenset(value.rpartition("/")[2] for value in row.get("wikidata", ()))
    party = Party(
        own,
        kinds,
        tuple(names),
        tuple(dict.fromkeys(row.get("weak", ()))),
        gender_of(next(iter(row.get("gender", ())), "")),
        {"wikidata": wikidata} if wikidata else {},
    )
    shown = {role: "; ".join(dict.fromkeys(row.get(role, ()))) for role in ("topic", "country", "birth")}
    return Entry(party, names[0], word, shown["topic"], shown["country"], shown["birth"])
