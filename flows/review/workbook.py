"""A review as an Excel workbook: doubtful cases to fill in, and marks read back."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from flows.errors import ReviewError
from flows.paths import replacing
from flows.review.cases import Case, NameCase, TranslationCase
from flows.review.marks import ON_NAMES, ON_TRANSLATIONS, Review, name_mark, translation_mark
from flows.tables.cells import printable

TRANSLATIONS: Final = "Translations"
NAMES: Final = "Names"
COLUMNS: Final = {
    TRANSLATIONS: ("times", "doubt", "source", "english", "verdict", "corrected", "status", "reason", "document", "source_lang"),
    NAMES: ("times", "name", "kind", "note", "verdict", "other_name", "to", "may_be", "example", "entity_id", "other_id"),
}  # fmt: skip
_WIDTHS: Final = {"source": 60, "english": 60, "corrected": 60, "example": 60, "may_be": 40, "document": 30, "note": 30}
_MAX_UNPACKED: Final = 500_000_000
"""Bytes; a workbook that unpacks to more is no review."""


def write_workbook(path: Path, cases: Sequence[Case]) -> None:
    """Write cases to fill in: whole or not at all. Texts are cells of type text, so that none is run as a formula.

    Raises:
        OSError: the disk refused.
    """
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, verdicts in ((TRANSLATIONS, ON_TRANSLATIONS), (NAMES, ON_NAMES)):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        names = COLUMNS[title]
        rows = [names, *(_row(case, names) for case in cases if isinstance(case, NameCase) == (title == NAMES))]
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(row, start=1):
                cell = sheet.cell(number, at, printable(value) if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "s"
        for at, name in enumerate(names, start=1):
            letter = sheet.cell(1, at).column_letter
            sheet.column_dimensions[letter].width = _WIDTHS.get(name, 14)
            if name == "verdict" and len(rows) > 1:
                choice = DataValidation(type="list", formula1=f'"{",".join(verdicts)}"', allow_blank=True)
                choice.add(f"{letter}2:{letter}{len(rows)}")
                sheet.add_data_validation(choice)
    with replacing(path) as temporary:
        book.save(temporary)


def _row(case: Case, names: Sequence[str]) -> list[str | int]:
    if isinstance(case, TranslationCase):
        cells: dict[str, str | int] = {
            "times": case.n,
            "doubt": case.doubt,
            "source": case.source,
            "english": case.english,
        }
        cells |= {
            "status": case.status,
            "reason": case.reason,
            "document": case.document,
            "source_lang": case.source_lang,
        }
    else:
        maybe = "; ".join(f"{name} ({entity_id})" for entity_id, name, _ in case.candidates)
        cells = {"times": case.n, "name": case.name, "kind": case.kind, "note": case.note, "may_be": maybe}
        cells |= {"example": case.example, "entity_id": case.entity_id}
    return [cells.get(name, "") for name in names]


def read_workbook(path: Path) -> Review:
    """Read the marks of a workbook; rows without a verdict count nothing, but a corrected text is one.

    Names may be given in `other_name` as written under `may_be`, or as id in `other_id`.

    Raises:
        ReviewError: no workbook, or a row is incomplete; the message names sheet and row.
    """
    import openpyxl

    review = Review()
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise ReviewError(f"{path}: unpacks to more than {_MAX_UNPACKED / 1e6:,.0f} MB: no review")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        if isinstance(error, ReviewError):
            raise
        raise ReviewError(f"{path}: no Excel workbook ({error}): save it as .xlsx") from error
    found = False
    for title, read in ((TRANSLATIONS, translation_mark), (NAMES, name_mark)):
        if title not in book.sheetnames:
            continue
        found = True
        for number, cells in _cells(book[title]):
            if title == TRANSLATIONS and cells.get("corrected") and not cells.get("verdict"):
                cells["verdict"] = "corrected"
            if title == NAMES:
                _find_other(cells)
            mark = read(cells, f"{path}: {title} row {number}")
            review = review.with_mark(mark) if mark is not None else review
    if not found:
        raise ReviewError(
            f"{path}: no sheet {TRANSLATIONS!r} or {NAMES!r}: export it with `tolmach review export --xlsx`"
        )
    return review


def _cells(sheet: Any) -> Iterator[tuple[int, dict[str, str]]]:
    rows = sheet.iter_rows(values_only=True)
    heading = [str(cell or "").strip().casefold() for cell in next(rows, ())]
    for number, row in enumerate(rows, start=2):
        cells = {name: "" if cell is None else str(cell) for name, cell in zip(heading, row, strict=False) if name}
        if any(cells.values()):
            cells["verdict"] = cells.get("verdict", "").strip().casefold().replace(" ", "_")
            yield number, cells


def _find_other(cells: dict[str, str]) -> None:
    """Give the other entity its id where it was named as under `may_be`."""
    other = cells.get("other_name", "").strip()
    if cells.get("other_id") or not other:
        return
    for choice in cells.get("may_be", "").split("; "):
        name, _, entity_id = choice.rpartition(" (")
        if other in {name, choice, entity_id.removesuffix(")")}:
            cells["other_name"], cells["other_id"] = name, entity_id.removesuffix(")")
            return
