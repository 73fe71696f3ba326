"""csv, JSON lines and workbooks: the same rows as the tables, inside the limits of spreadsheets, and harmless there."""

import csv
import json
from datetime import UTC, datetime

import openpyxl
import polars as pl
import pytest
from small_snapshot import publish_small, small_rows

from flows.errors import ExportError
from flows.export import export
from flows.export.frames import Rows
from flows.export.workbook import write_workbook
from flows.tables.cells import CELL_CHARS, cell_value, harmless
from flows.tables.schemas import TABLES

EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "#N/A", 'plain, "quoted"\nтекст']


@pytest.fixture
def snapshot(tmp_path):
    rows = small_rows()
    entities = sorted(rows["entities"], key=lambda row: row["entity_id"])  # as the part will be sorted
    for entity, name in zip(entities, EVIL, strict=False):
        entity["note"] = name
    entities[0]["note"] = "long " * 10_000
    return publish_small(tmp_path / "out", changes=rows)


def read_csv(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_every_table_has_its_file(snapshot, tmp_path, kind):
    written = export(snapshot, kind, tmp_path / "x")
    assert {w.path.stem: w.rows for w in written} == {table: snapshot.read(table).height for table in TABLES}
    for one in written:
        rows = read_csv(one.path) if kind == "csv" else [json.loads(line) for line in one.path.open(encoding="utf-8")]
        assert len(rows) == one.rows
        if rows:
            assert list(rows[0]) == list(TABLES[one.path.stem].columns())
    assert not list((tmp_path / "x").glob(".*")), "no temporary file is left"


def test_csv_is_harmless_in_a_spreadsheet_and_exact_on_request(snapshot, tmp_path):
    export(snapshot, "csv", tmp_path / "shown", tables=["entities", "documents"])
    notes = [row["note"] for row in read_csv(tmp_path / "shown" / "entities.csv")]
    assert notes[1:5] == ["'+1+1", "'-2+3", "'@SUM(A1)", "'\tx"]
    assert (tmp_path / "shown" / "entities.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by it"
    export(snapshot, "csv", tmp_path / "exact", tables=["entities", "documents"], exact=True)
    rows = read_csv(tmp_path / "exact" / "entities.csv", "utf-8")
    assert [row["note"] for row in rows][1:] == EVIL[1 : len(rows)]
    back = pl.read_csv(tmp_path / "exact" / "documents.csv", try_parse_dates=False)
    assert back["text"].to_list() == snapshot.read("documents")["text"].to_list()
    assert "2026-02-03T09:30:00+00:00" in back["published_at"].to_list()


def test_a_workbook_has_a_sheet_a_table(snapshot, tmp_path):
    (written,) = export(snapshot, "xlsx", tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == list(TABLES)
    assert written.rows == sum(snapshot.read(table).height for table in TABLES)
    entities = [
        dict(zip([c.value for c in book["entities"][1]], row, strict=True))
        for row in book["entities"].iter_rows(min_row=2)
    ]
    assert {cell.data_type for row in entities for cell in row.values() if isinstance(cell.value, str)} == {"s"}, (
        "no formula, no error"
    )
    assert len(entities[0]["note"].value) == CELL_CHARS
    assert entities[0]["note"].value.endswith(" … [cut: 50,000 characters]")
    assert entities[1]["note"].value == "+1+1"
    assert datetime(2026, 2, 3, 9, 30) in [cell.value for cell in book["documents"]["G"]]  # noqa: DTZ001 - a workbook knows no zones


def test_more_rows_than_a_sheet_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.export.workbook.SHEET_ROWS", 4)
    rows = Rows("spans", ["n"], iter([[(1,), (2,)], [(3,), (4,), (5,), (6,)], [(7,)]]))
    assert write_workbook([rows], tmp_path / "t.xlsx") == {"spans": 7}
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert {s.title: [c.value for c in s["A"]] for s in book} == {
        "spans": ["n", 1, 2, 3], "spans (2)": ["n", 4, 5, 6], "spans (3)": ["n", 7],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x00b\x1bc\ud800", "abc"),
        (datetime(1812, 9, 7, tzinfo=UTC), "1812-09-07T00:00:00"),
        (datetime(2026, 2, 3, tzinfo=UTC), datetime(2026, 2, 3)),  # noqa: DTZ001
        (None, None),
        (True, True),
        ([1, "a"], "[1, 'a']"),
        ("😀" * 16_000, "😀" * 16_000),
    ],
    ids=["control", "before Excel", "date", "null", "bool", "list", "astral"],
)
def test_what_a_cell_holds(value, expected):
    assert cell_value(value) == expected


def test_excel_counts_in_utf16():
    cut = cell_value("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) <= 2 * CELL_CHARS
    assert harmless(-5) == -5


def test_queries_see_tables_and_views(snapshot, tmp_path):
    query = "SELECT name, sentence_en, published_at, [1, 2] AS l FROM mention_full WHERE surface = 'Елену Кузьмину'"
    (written,) = export(snapshot, "jsonl", tmp_path / "q.jsonl", query=query)
    assert written.rows == 1
    assert json.loads(written.path.read_text(encoding="utf-8")) == {
        "name": "Elena Kuzmina", "sentence_en": "Yelena Kuzmina was appointed director of Kola Port.",
        "published_at": "2026-02-03T09:30:00+00:00", "l": [1, 2],
    }  # fmt: skip
    export(snapshot, "xlsx", tmp_path / "q.xlsx", query=query)
    assert openpyxl.load_workbook(tmp_path / "q.xlsx")["query"]["D2"].value == "[1, 2]"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT nothing FROM documents", "cannot be run: Binder Error"),
        ("selec", "cannot be run: Parser Error"),
        ("DROP VIEW spans", "takes one SELECT"),
        ("SELECT 1; SELECT 2", "takes one SELECT"),
        ("", "takes one SELECT"),
        ("SELECT 1/0 FROM missing", "cannot be run: Catalog Error"),
        ("SELECT CAST(text AS INTEGER) FROM documents", "cannot be run: Conversion Error"),
    ],
)
def test_a_wrong_query_is_one_line_and_leaves_no_file(snapshot, tmp_path, query, said):
    with pytest.raises(ExportError) as caught:
        export(snapshot, "csv", tmp_path / "q.csv", query=query or " ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob("*q.csv*"))


def test_wrong_names(snapshot, tmp_path):
    with pytest.raises(ExportError, match="there is no table 'people'"):
        export(snapshot, "csv", tmp_path / "x", tables=["people"])
    (tmp_path / "d").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        export(snapshot, "xlsx", tmp_path / "d")
