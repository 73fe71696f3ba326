"""Corrections from and to the files people have: TMX, tab-separated text, Excel workbooks."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from flows.corrections.store import Correction, Located, without_conflicts
from flows.corrections.tmx import read_tmx, write_tmx
from flows.errors import CorrectionsError
from flows.paths import replacing
from normalize.user_files import odd_character, read_given

MAX_BYTES: Final = 100_000_000
"""A file of corrections is written by people: even 300,000 sentences are smaller. Larger ones are a whole memory of a
translation agency, or an attack."""

COLUMNS: Final = ("source", "english", "lang", "author", "status")
HEADINGS: Final = {
    "source": ("source", "ru", "russian", "text"),
    "english": ("english", "en", "text_en", "correction"),
    "lang": ("lang", "language", "source_lang"),
    "author": ("author",),
    "status": ("status",),
}
"""Words by which the first row of a table is known as headings; without headings the columns are source, English."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file holds.

    Attributes:
        corrections: with their places.
        skipped: rows or units without a source or without English.
        by_model: rows or units that tell that a model made them.
    """

    corrections: list[Located]
    skipped: int
    by_model: int


def read_corrections(path: Path, lang: str = "ru") -> FileContent:
    """The corrections in a `.tmx`, `.tsv` or `.xlsx` file.

    Args:
        path: the file; its ending tells the format.
        lang: language of sources whose language the file does not tell.

    Raises:
        CorrectionsError: unknown or damaged format, too large, nothing in it, or two rows that contradict each other.
    """
    kind = _kind(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise CorrectionsError(
                f"{path}: {size / 1e6:,.0f} MB, more than {MAX_BYTES / 1e6:,.0f} MB: split it; nothing was changed"
            )
        if kind == "tmx":
            units = read_tmx(path)
            content = FileContent(units.corrections, units.skipped, units.by_model)
        else:
            content = _from_table(path, _tsv_rows(path) if kind == "tsv" else _xlsx_rows(path), lang)
    except OSError as error:
        raise CorrectionsError(f"{path}: cannot be read ({error.strerror or error})") from error
    if not content.corrections and not content.by_model:
        raise CorrectionsError(f"{path}: no pair of a source text and its English in it; nothing was changed")
    without_conflicts(content.corrections)
    return content


def write_corrections(path: Path, rows: Iterable[tuple[Correction, str]]) -> int:
    """Write corrections, each with its status, as `.tmx`, `.tsv` or `.xlsx`: whole or not at all. Returns how many.

    Raises:
        CorrectionsError: unknown format, or the file cannot be written.
    """
    write: dict[str, Callable[[Path, Iterable[tuple[Correction, str]]], int]] = {
        "tmx": _write_tmx,
        "tsv": _write_tsv,
        "xlsx": _write_xlsx,
    }
    writer = write[_kind(path)]
    try:
        with replacing(path) as temporary:
            return writer(temporary, rows)
    except OSError as error:
        raise CorrectionsError(f"{path}: cannot be written ({error.strerror or error})") from error


def _kind(path: Path) -> str:
    kind = path.suffix.casefold().removeprefix(".")
    if kind not in {"tmx", "tsv", "xlsx"}:
        raise CorrectionsError(f"{path}: unknown format {path.suffix!r}: corrections are .tmx, .tsv or .xlsx")
    return kind


def _from_table(path: Path, rows: Iterator[Row], lang: str) -> FileContent:
    first = next(rows, None)
    if first is None:
        return FileContent([], 0, 0)
    columns = _columns(first[1])
    if columns is None:
        columns = {"source": 0, "english": 1}
        rows = chain([first], rows)
    found: list[Located] = []
    skipped = by_model = 0
    for number, cells in rows:
        cell = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        if not any(cell.values()):
            continue
        if cell.get("status", "") not in {"", "human"}:
            by_model += 1
        elif not cell["source"] or not cell["english"]:
            skipped += 1
        else:
            of = (cell.get("lang") or lang).replace("_", "-").split("-")[0].casefold()
            one = Correction(cell["source"], cell["english"], of, cell.get("author", ""))
            found.append(Located(one, f"{path}:{number}"))
    return FileContent(found, skipped, by_model)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Where the columns are, if these are headings."""
    written = [cell.strip().casefold() for cell in cells]
    found = {
        name: written.index(heading)
        for name, headings in HEADINGS.items()
        for heading in reversed(headings)
        if heading in written
    }
    return found if {"source", "english"} <= found.keys() else None


def _tsv_rows(path: Path) -> Iterator[Row]:
    try:
        content = read_given(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if odd := odd_character(line.replace("\t", " ").rstrip("\r")):
            raise CorrectionsError(
                f"{path}:{number}: holds the invisible character {odd}; remove it; nothing was changed"
            )
        cells = line.rstrip("\r").split("\t")
        if len(cells) < 2:
            raise CorrectionsError(
                f"{path}:{number}: expected source TAB English, found no tab in {line.strip()[:60]!r}; nothing was changed"
            )
        yield number, cells


def _xlsx_rows(path: Path) -> Iterator[Row]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError)
    try:
        _check_unpacked(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(cell is not None for cell in cells):
                    yield number, ["" if cell is None else str(cell) for cell in cells]
        finally:
            book.close()
    except CorrectionsError:
        raise
    except damaged as error:
        what = " ".join(str(error).split())
        raise CorrectionsError(f"{path}: not a readable Excel workbook ({what}): save it as .xlsx again") from error


def _check_unpacked(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_BYTES:
        raise CorrectionsError(
            f"{path}: {unpacked / 1e6:,.0f} MB unpacked, more than {MAX_BYTES / 1e6:,.0f} MB: split it"
        )


def _write_tmx(path: Path, rows: Iterable[tuple[Correction, str]]) -> int:
    with path.open("w", encoding="utf-8") as sink:
        return write_tmx(sink, rows)


def _write_tsv(path: Path, rows: Iterable[tuple[Correction, str]]) -> int:
    n = 0
    with path.open("w", encoding="utf-8") as sink:
        sink.write("\t".join(COLUMNS) + "\n")
        for one, status in rows:
            sink.write(f"{one.source}\t{one.english}\t{one.lang}\t{one.author}\t{status}\n")
            n += 1
    return n


def _write_xlsx(path: Path, rows: Iterable[tuple[Correction, str]]) -> int:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("corrections")
    sheet.append(COLUMNS)
    n = 0
    limit = 1_048_575  # rows of a sheet below the headings
    rows = iter(rows)
    for one, status in islice(rows, limit):
        cells = []
        for text in (one.source, one.english, one.lang, one.author, status):
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"  # a text that begins with "=" is no formula
            cells.append(cell)
        sheet.append(cells)
        n += 1
    if next(rows, None) is not None:
        raise CorrectionsError(f"{path}: a sheet holds {limit:,} rows at most: export .tmx or .tsv")
    book.save(path)
    return n
