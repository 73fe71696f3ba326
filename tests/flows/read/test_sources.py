"""Sources: every kind of thing a user can name, one document per file or record, in order, lazily."""

import io
import json
import re
import sys
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.config import SourceOptions
from flows.read import sources
from flows.read.sources import read_sources
from flows.read.types import Document, Reject, SourceEnd
from flows.tables.docs import reject_codes


def read(*names, **options):
    results = list(read_sources([str(name) for name in names], SourceOptions(**options)))
    return [r for r in results if isinstance(r, Document)], [r for r in results if isinstance(r, Reject)]


def texts(*names, **options):
    documents, rejects = read(*names, **options)
    assert rejects == []
    return [document.text for document in documents]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with one file of each plain kind."""
    monkeypatch.chdir(tmp_path)
    Path("news/sub").mkdir(parents=True)
    Path("news/a.txt").write_text("Первый", encoding="utf-8")
    Path("news/b.md").write_text("# Второй\n\n* пункт", encoding="utf-8")
    Path("news/sub/c.html").write_text("<p>Третий", encoding="utf-8")
    Path("news/.hidden.txt").write_text("не читать", encoding="utf-8")
    return tmp_path


def test_a_file_is_one_document_named_by_its_path(folder):
    [document], rejects = read("./news/../news/a.txt")
    assert (document.source_uri, document.record, document.text) == ("news/a.txt", None, "Первый")
    assert (document.media_type, document.encoding, document.repairs) == ("text/plain", "utf-8", ())
    assert rejects == []


def test_a_directory_is_read_recursively_sorted_without_hidden_files(folder):
    documents, _ = read("news")
    assert [d.source_uri for d in documents] == ["news/a.txt", "news/b.md", "news/sub/c.html"]
    assert [d.media_type for d in documents] == ["text/plain", "text/markdown", "text/html"]


@pytest.mark.parametrize("pattern", ["news/**/*.*", "news/[ab].*", "news/?.txt"])
def test_globs(folder, pattern):
    documents, rejects = read(pattern)
    assert documents[0].source_uri == "news/a.txt"
    assert len(documents) == {"news/**/*.*": 3, "news/[ab].*": 2, "news/?.txt": 1}[pattern]
    assert rejects == []


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("**/*.html", ["news/sub/c.html"]),
        ("**/a.*", ["news/a.txt"]),
        ("news/**", ["news/a.txt", "news/b.md", "news/sub/c.html"]),
        ("news/**/sub/**/?.html", ["news/sub/c.html"]),
        ("**/sub?c.html", []),  # ? and [!x] are characters of a name, and / is none
        ("**/sub[!x]c.html", []),
        ("**/sub*c.html", []),
    ],
)
def test_deep_globs(folder, pattern, found):
    documents, rejects = read(pattern)
    assert [d.source_uri for d in documents] == found
    assert [r.error for r in rejects] == ([] if found else ["not_found"])


def test_a_file_with_glob_characters_in_its_name_is_a_file(folder):
    Path("a[1].txt").write_text("скобки", encoding="utf-8")
    assert texts("a[1].txt") == ["скобки"]


def test_no_file_is_read_twice(folder):
    assert len(texts("news", "news/a.txt", "news/*.txt", str(folder / "news/a.txt"))) == 3


def test_sources_keep_the_order_given(folder):
    assert texts("news/b.md", "news/a.txt") == ["# Второй\n\n* пункт", "Первый"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Привет из трубы".encode("cp1251"))))
    [document], _ = read("-")
    assert (document.source_uri, document.text, document.encoding) == ("stdin", "Привет из трубы", "cp1251")


def test_standard_input_twice_is_read_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("раз".encode())))
    documents, rejects = read("-", "-")
    assert [d.text for d in documents] == ["раз"]
    assert rejects == []


def test_standard_input_with_a_feed_is_recognised(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')))
    assert texts("-") == ["a", "b"]


def test_file_urls(folder):
    Path("имя.txt").write_text("адрес", encoding="utf-8")
    assert texts((folder / "news/a.txt").as_uri()) == ["Первый"]
    assert texts((folder / "имя.txt").as_uri()) == ["адрес"]  # percent-encoded


def test_fsspec_urls():
    memory = fsspec.filesystem("memory")
    memory.pipe({"/box/a.txt": "Память".encode(), "/box/deep/b.jsonl": b'{"text":"x"}\n', "/box/.c.txt": b"hidden"})
    try:
        assert texts("memory://box/a.txt") == ["Память"]
        documents, _ = read("memory://box")
        assert [d.text for d in documents] == ["Память", "x"]
        assert documents[0].source_uri == "memory:///box/a.txt"
        assert texts("memory://box/*.txt") == ["Память"]
        _, [reject] = read("memory://box/none.txt")
        assert (reject.source_uri, reject.error) == ("memory://box/none.txt", "not_found")
    finally:
        memory.rm("/box", recursive=True)


def test_a_missing_url_driver_says_what_to_install():
    _, [reject] = read("nosuchthing://bucket/x.txt")
    assert reject.error == "unsupported"
    assert "nosuchthing" in reject.detail


# feeds: one document per record


FEED = [
    {"id": 7, "title": "Заголовок", "text": "Первая новость.", "date": "2021-03-04T10:00:00+03:00", "x": 1},
    {"id": "b", "title": "", "text": "Вторая новость.", "date": "4 марта 2021 года"},
]


def check_feed(documents):
    assert [d.record for d in documents] == ["7", "b"]
    assert [d.title for d in documents] == ["Заголовок", None]
    assert [d.text for d in documents] == ["Заголовок\n\nПервая новость.", "Вторая новость."]
    assert documents[0].published_at == datetime(2021, 3, 4, 7, tzinfo=UTC)
    assert documents[1].published_at == datetime(2021, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize("name", ["f.jsonl", "f.ndjson", "f"])
def test_json_lines(tmp_path, name):
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in FEED), encoding="utf-8")
    check_feed(read(path)[0])


def test_json_array_and_single_object(tmp_path):
    path = tmp_path / "f.json"
    path.write_text(json.dumps(FEED, indent=1), encoding="utf-8")
    check_feed(read(path)[0])
    path.write_text(json.dumps({"text": "одна"}, indent=1, ensure_ascii=False), encoding="utf-8")
    assert texts(path) == ["одна"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content", [FEED, {"text": "Одна новость, одна запись."}], ids=["array", "object"])
def test_json_over_many_lines_in_any_encoding(tmp_path, content, encoding):
    path = tmp_path / "f.json"
    path.write_bytes(json.dumps(content, indent=1, ensure_ascii=False).encode(encoding))
    if content is FEED:
        check_feed(read(path)[0])
    else:
        assert texts(path) == ["Одна новость, одна запись."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_json_lines_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "f.json"
    path.write_bytes("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in FEED).encode(encoding))
    check_feed(read(path)[0])


def test_a_json_array_is_read_in_time_proportional_to_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.read.streams.CHUNK", 64)  # as many pieces as in a file of 8 GB
    path = tmp_path / "f.json"
    path.write_text(json.dumps([{"text": "x" * 1000}] * 8000), encoding="utf-8")
    started = time.process_time()
    assert len(texts(path)) == 8000
    assert time.process_time() - started < 5


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv(tmp_path, delimiter, encoding):
    rows = [["id", "title", "text", "date"], *([str(r[k]) for k in ("id", "title", "text", "date")] for r in FEED)]
    path = tmp_path / "f.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    check_feed(read(path)[0])


def test_csv_quotes_span_lines(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text('id,text\n1,"раз\nдва ""три"", четыре"\n2,пять\n', encoding="utf-8")
    assert texts(path) == ['раз\nдва "три", четыре', "пять"]


def test_tsv(tmp_path):
    path = tmp_path / "f.tsv"
    path.write_text("id\ttext\n1\tраз, два; три\n", encoding="utf-8")
    assert texts(path) == ["раз, два; три"]


def test_parquet(tmp_path):
    path = tmp_path / "f.parquet"
    pq.write_table(pa.Table.from_pylist([{**row, "id": str(row["id"])} for row in FEED]), path)
    check_feed(read(path)[0])


def test_columns_can_be_named_and_nested(tmp_path):
    path = tmp_path / "f.jsonl"
    path.write_text('{"Article": {"Body": "вложено"}, "n": "k1", "kop": "T", "when": 1614848400}\n', encoding="utf-8")
    options = {"text_columns": ("none", "article.Body"), "id_columns": ("n",), "title_columns": ("kop",)}
    [document], _ = read(path, **options, date_columns=("when",), title_in_text=False)
    assert (document.text, document.record, document.title) == ("вложено", "k1", "T")
    assert document.published_at == datetime(2021, 3, 4, 9, tzinfo=UTC)


def test_a_record_with_markup_is_read_as_html(tmp_path):
    path = tmp_path / "f.jsonl"
    path.write_text('{"text": "<p>Раз</p><p>Два&nbsp;три</p>"}\n{"text": "a < b && c > d"}\n', encoding="utf-8")
    documents, _ = read(path)
    assert [d.text for d in documents] == ["Раз\nДва три", "a < b && c > d"]
    assert documents[0].repairs == ("html", "nbsp")


def test_records_without_an_id_are_named_by_line_or_row(tmp_path):
    path = tmp_path / "f.jsonl"
    path.write_text('{"text": "a"}\n\n{"text": "b"}\n', encoding="utf-8")
    assert [d.record for d in read(path)[0]] == ["L1", "L3"]


def test_one_odd_line_in_another_encoding(tmp_path):
    path = tmp_path / "f.jsonl"
    lines = ['{"text": "Первая строка"}'.encode(), '{"text": "Вторая строка"}'.encode("cp1251")]
    path.write_bytes(b"\n".join(lines))
    documents, _ = read(path)
    assert [(d.text, d.encoding) for d in documents] == [("Первая строка", "utf-8"), ("Вторая строка", "cp1251")]


# incremental reading


def test_skip_reads_nothing_and_the_end_is_told(folder):
    asked = []

    def skip(uri, mark):
        asked.append((uri, mark))
        return uri == str(folder / "news" / "a.txt")

    results = list(read_sources(["news"], SourceOptions(), skip))
    ends = {r.source_uri: r for r in results if isinstance(r, SourceEnd)}
    assert [d.source_uri for d in results if isinstance(d, Document)] == ["news/b.md", "news/sub/c.html"]
    assert ends["news/a.txt"].skipped
    assert ends["news/b.md"].n_documents == 1
    assert asked == [(end.origin, end.fingerprint) for end in ends.values()]


def test_fingerprint_depends_on_bytes_and_options(folder):
    def fingerprint(**options):
        [_, end] = read_sources(["news/a.txt"], SourceOptions(**options), lambda *_: False)
        return end.fingerprint

    before = fingerprint()
    assert fingerprint() == before
    assert fingerprint(encoding="cp1251") != before
    Path("news/a.txt").write_text("Другой", encoding="utf-8")
    assert fingerprint() != before


# the documented codes are the codes


def test_every_code_that_is_raised_is_documented_and_the_other_way_round():
    folder = Path(sources.__file__).parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.parent.name != "report")
    raised = set(re.findall(r'SourceError\(\s*"(\w+)"|"read",\s*"(\w+)"|"error": "(\w+)"|_reject\([^"]*"(\w+)"', code))
    assert {code for codes in raised for code in codes if code} == {code for code, _, _ in reject_codes()}


def test_no_file_is_left_open(folder):
    Path("f.jsonl").write_text('{"text": "a"}\n' * 3, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        reader = read_sources(["f.jsonl", "news"])
        assert next(reader).text
        reader.close()
        del reader


@pytest.mark.parametrize(
    ("encoding", "name", "mark"),
    [("utf-16", "utf-16-le", ("bom",)), ("utf-8-sig", "utf-8", ("bom",)), ("utf-8", "utf-8", ())],
)
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_the_encoding_of_a_feed_is_that_of_its_file(tmp_path, kind, encoding, name, mark):
    path = tmp_path / f"f.{kind}"
    path.write_bytes(
        {"jsonl": '{"text": "Раз"}\n', "json": '[{"text": "Раз"}]', "csv": "text\nРаз\n"}[kind].encode(encoding)
    )
    [document], _ = read(path)
    assert (document.text, document.encoding, document.repairs) == ("Раз", name, mark)


def test_entities_and_broken_words_in_plain_text_and_tables_are_told(tmp_path):
    (tmp_path / "a.txt").write_text("&laquo;Порт&raquo; открыл косми-\nческий причал", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\n1,&laquo;Порт&raquo; и док\n", encoding="utf-8")
    plain, table = read_sources([str(tmp_path)])
    assert (plain.text, plain.repairs) == ("«Порт» открыл космический причал", ("entities", "hyphenation"))
    assert table.text == "«Порт» и док"
    assert {"entities", "html"} & set(table.repairs)
