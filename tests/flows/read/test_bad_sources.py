"""Bad input: never an exception, always a reject that names the source and the way out; the rest is read all the same."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import textwrap
import threading
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.config import SourceOptions
from flows.read.sources import read_sources
from flows.read.types import Document, Reject, SourceEnd

pytestmark = pytest.mark.timeout(60)


def read(*names, **options):
    results = list(read_sources([str(name) for name in names], SourceOptions(**options)))
    documents = [r for r in results if isinstance(r, Document)]
    rejects = [r for r in results if isinstance(r, Reject)]
    for reject in rejects:
        assert "\n" not in reject.detail
        assert len(reject.detail) < 600
        assert len(reject.detail.split()) > 3
    return documents, rejects


def codes(rejects):
    return [(r.source_uri.rpartition("/")[2], r.error) for r in rejects]


def only(path, content, code, **options):
    path.write_bytes(content)
    documents, [reject] = read(path, **options)
    assert documents == []
    assert reject.error == code
    assert reject.source_uri == str(path)
    assert path.name in reject.detail
    return reject.detail


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u00a0\u200b\n".encode(), b"\xff\xfe"])
@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.csv", "x"])
def test_nothing_in_it(tmp_path, name, content):
    if name in {"x.jsonl", "x.csv"} and len(content) > 5:
        pytest.skip("a line that is no record")
    only(tmp_path / name, content, "empty")


@pytest.mark.parametrize("name", ["x.gz", "x.zip", "x.tar", "x.warc", "x.parquet", "x.bz2", "x.xz"])
def test_empty_containers(tmp_path, name):
    only(tmp_path / name, b"", "empty")


@pytest.mark.parametrize("name", ["x.gz", "x.zip", "x.tar", "x.warc", "x.parquet", "x.bz2", "x.xz"])
@pytest.mark.parametrize("content", [b"no such format", b"\n" * 3000, bytes(range(256)) * 40])
def test_containers_that_are_none(tmp_path, name, content):
    only(tmp_path / name, content, "bad_archive")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"\x7fELF\x02\x01\x01" + bytes(range(40)) * 99,
        b"MZ" + os.urandom(9999),
    ],
    ids=["png", "elf", "random"],
)
@pytest.mark.parametrize("name", ["x.bin", "x.txt", "x.html"])
def test_binary(tmp_path, name, content):
    only(tmp_path / name, content, "binary")


def test_known_formats_that_are_not_read_say_what_to_do(tmp_path):
    assert "save it as text" in only(tmp_path / "x.doc", b"\xd0\xcf\x11\xe0", "unsupported")
    assert "repack it as zip" in only(tmp_path / "archive", b"7z\xbc\xaf\x27\x1c", "unsupported")
    only(tmp_path / "x.pptx", b"PK\x03\x04", "unsupported")


def test_broken_utf8_keeps_the_good_part(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes("Пуск прошёл успешно".encode() + b"\xff\xfe" + "в срок, сообщает центр".encode()[:-1])
    [document], _ = read(path)
    assert document.text.startswith("Пуск прошёл успешно")
    assert "в срок, сообщает цент" in document.text
    assert document.repairs == ("invalid_bytes",)


def test_bad_lines_of_jsonl_are_named_and_the_good_ones_read(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [
        '{"text": "раз"}',
        "{bad",
        "",
        '["no object"]',
        "null",
        "12",
        '{"text": 5}',
        "[" * 100_000,
        '{"text": "два"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    documents, rejects = read(path)
    assert [(d.record, d.text) for d in documents] == [("L1", "раз"), ("L9", "два")]
    assert codes(rejects) == [(f"x.jsonl#L{n}", "bad_record") for n in (2, 4, 5, 6, 7, 8)]
    assert all(str(path) in r.detail for r in rejects)


def test_bad_rows_of_csv_are_named_and_the_good_ones_read(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id,text\n1,раз\n2,два, три\n3,\n4,четыре\n5\n", encoding="utf-8")
    documents, rejects = read(path)
    assert [(d.record, d.text) for d in documents] == [("1", "раз"), ("4", "четыре")]
    assert codes(rejects) == [("x.csv#L3", "bad_record"), ("x.csv#L4", "empty"), ("x.csv#L6", "empty")]


def test_a_quote_that_never_closes_does_not_eat_the_file(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('id,text\n1,"раз\n' + "".join(f"{n},строка\n" for n in range(2, 200_000)), encoding="utf-8")
    documents, rejects = read(path, max_line_bytes=100_000)
    assert codes(rejects) == [("x.csv#L2", "bad_record")]
    assert len(documents) > 190_000


def test_a_header_whose_quote_never_closes(tmp_path):
    content = 'id,"text\n' + "".join(f"{n},строка\n" for n in range(2000))
    assert "quote" in only(tmp_path / "x.csv", content.encode(), "bad_record", max_line_bytes=1000)


def test_rows_of_csv_are_named_by_the_line_they_begin_in(tmp_path):
    path = tmp_path / "x.csv"
    lines = ["", "", "text,n", "раз,1", "", "x" * 500, "два,2", '"три', 'три",3', "x" * 500, "четыре,4", "5,6,7"]
    path.write_text("\n".join(lines), encoding="utf-8")
    documents, rejects = read(path, max_line_bytes=100)
    assert [(d.record, d.text) for d in documents] == [
        ("L4", "раз"),
        ("L7", "два"),
        ("L8", "три\nтри"),
        ("L11", "четыре"),
    ]
    assert codes(rejects) == [("x.csv#L6", "too_large"), ("x.csv#L10", "too_large"), ("x.csv#L12", "bad_record")]


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.parquet"])
def test_missing_column_is_one_reject_that_lists_the_columns(tmp_path, name):
    path = tmp_path / name
    if name == "x.jsonl":
        path.write_text('{"headline_ru": "a", "lead": "b"}\n' * 500, encoding="utf-8")
    elif name == "x.csv":
        path.write_text("headline_ru,lead\na,b\n", encoding="utf-8")
    else:
        pq.write_table(pa.table({"headline_ru": ["a"], "lead": ["b"]}), path)
    documents, [reject] = read(path)
    assert (documents, reject.error, reject.source_uri) == ([], "missing_column", str(path))
    assert "headline_ru, lead" in reject.detail
    assert "text_columns" in reject.detail
    assert [d.text for d in read(path, text_columns=("lead",))[0]][:1] == ["b"]


def test_a_record_without_the_column_costs_no_other(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n{"text": "два"}\n{"a": 3}\n', encoding="utf-8")
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["два"]
    assert codes(rejects) == [("x.jsonl#L1", "missing_column"), ("x.jsonl#L3", "missing_column")]


def test_duplicate_ids(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1, "text": "a"}\n{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n', encoding="utf-8")
    documents, rejects = read(path)
    assert [(d.record, d.text) for d in documents] == [("1", "a"), ("1#L3", "b")]
    assert codes(rejects) == [("x.jsonl#L2", "duplicate_record")]


# the file system


def test_no_such_thing(tmp_path):
    documents, rejects = read(tmp_path / "none.txt", f"{tmp_path}/*.none", "", "a\x00b")
    assert documents == []
    assert [r.error for r in rejects] == ["not_found"] * 4


def test_an_empty_directory(tmp_path):
    _, [reject] = read(tmp_path)
    assert reject.error == "empty"


def test_unreadable_files(tmp_path):
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "good.txt").write_text("цел", encoding="utf-8")
    documents, rejects = read(tmp_path)
    assert [d.text for d in documents] == ["цел"]
    assert codes(rejects) == [("dangling.txt", "unreadable"), ("loop.txt", "unreadable")]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux")
def test_a_file_that_fails_while_it_is_read_is_tried_again_next_time():
    results = list(read_sources(["/proc/self/mem"], SourceOptions(), lambda *_: False))
    assert [r.error for r in results if isinstance(r, Reject)] == ["unreadable"]
    assert [r.complete for r in results if isinstance(r, SourceEnd)] == [False]


def test_a_defect_of_a_reader_costs_its_source_only_and_is_tried_again_next_time(tmp_path, monkeypatch):
    def breaks(*_):
        raise KeyError("injected")

    monkeypatch.setattr("flows.read.sources.read_csv", breaks)
    (tmp_path / "a.csv").write_text("text\nраз\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("два", encoding="utf-8")
    reject, first, document, second = read_sources([str(tmp_path)], SourceOptions(), lambda *_: False)
    assert (reject.source_uri, reject.error) == (str(tmp_path / "a.csv"), "internal_error")
    assert "injected" in reject.detail
    assert "report it" in reject.detail
    assert document.text == "два"
    assert (first.complete, second.complete) == (False, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_pipes_and_devices_do_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    _, rejects = read(tmp_path, "/dev/zero", "/dev/null")
    assert codes(rejects) == [("pipe.txt", "unreadable"), ("zero", "unreadable"), ("null", "unreadable")]


def test_a_directory_loop_ends(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("раз", encoding="utf-8")
    (tmp_path / "a" / "back").symlink_to("..")
    (tmp_path / "a" / "self").symlink_to(".")
    documents, rejects = read(tmp_path)
    assert [d.text for d in documents] == ["раз"]
    documents, rejects = read(f"{tmp_path}/**/*.txt")
    assert [d.text for d in documents] == ["раз"]
    assert rejects == []


def test_odd_file_names(tmp_path):
    for name in (b"\xff.txt", b"\xfe.txt", b"two\nlines.txt", "имя с пробелом.txt".encode(), b"a#b!c.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("текст", encoding="utf-8")
    documents, rejects = read(tmp_path)
    uris = [d.source_uri.removeprefix(f"{tmp_path}/") for d in documents]
    assert sorted(uris) == ["\\xfe.txt", "\\xff.txt", "a#b!c.txt", "two\nlines.txt", "имя с пробелом.txt"]
    assert rejects == []


def test_a_file_that_vanishes_after_it_was_listed(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    results = read_sources([str(tmp_path)], SourceOptions(), lambda *_: False)
    assert next(results).text == "a"
    (tmp_path / "b.txt").unlink()
    rest = list(results)
    assert [r.error for r in rest if isinstance(r, Reject)] == ["not_found"]
    assert [r.text for r in rest if isinstance(r, Document)] == ["c"]
    assert [r.complete for r in rest if isinstance(r, SourceEnd)] == [True, True]


def test_a_large_feed_that_grows_while_it_is_read_is_not_taken_for_complete(tmp_path):
    path = tmp_path / "x.jsonl"
    line = json.dumps({"text": "x" * 10_000}) + "\n"
    path.write_text(line * 1000, encoding="utf-8")
    results = read_sources([str(path)], SourceOptions(), lambda *_: False)
    next(results)
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
    [end] = [r for r in results if isinstance(r, SourceEnd)]
    assert not end.complete


# size


def run_bounded(tmp_path, code, megabytes, seconds):
    """Run a program; its peak memory must stay under a bound above that of the imports alone."""
    program = (
        "import resource, json, sys\nfrom flows.read.sources import *\nfrom flows.read.sources import read_sources\n"
    )
    program += "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n" + textwrap.dedent(code)
    program += "\nused = resource.getrusage(resource.RUSAGE_SELF)"
    program += "\nprint(json.dumps([out, (used.ru_maxrss - before) // 1024, used.ru_utime + used.ru_stime]))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=50,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    out, grown, processor = json.loads(done.stdout)
    assert grown < megabytes
    assert processor < seconds
    return out


def test_memory_stays_flat_over_200_mb_of_jsonl(tmp_path):
    os.mkfifo(tmp_path / "feed")
    line = (json.dumps({"id": "ID", "text": "Пуск состоится завтра. " * 450}, ensure_ascii=False) + "\n").encode()

    def write():
        with (tmp_path / "feed").open("wb") as pipe:
            for n in range(11_000):
                pipe.write(line.replace(b"ID", b"%d" % n))

    threading.Thread(target=write, daemon=True).start()
    code = """
        sys.stdin = open("feed")
        out = sum(isinstance(r, Document) for r in read_sources(["-"]))
    """
    assert run_bounded(tmp_path, code, megabytes=40, seconds=45) == 11_000


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.csv", "x"])
def test_a_single_line_of_200_mb(tmp_path, name):
    with (tmp_path / name).open("wb") as file:
        if name == "x.jsonl":
            file.write(b'{"text": "a"}\n{"text": "')
        if name == "x.csv":
            file.write(b"text\na\n")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        if name in {"x.jsonl", "x.csv"}:
            file.write(b'"}\n{"text": "b"}\n' if name == "x.jsonl" else b"\nb\n")
    code = f"""
        out = [r.error if isinstance(r, Reject) else r.text for r in read_sources([{name!r}])]
    """
    out = run_bounded(tmp_path, code, megabytes=120, seconds=40)
    assert out == {"x.jsonl": ["a", "too_large", "b"], "x.csv": ["a", "too_large", "b"]}.get(name, ["too_large"])


def test_limits_can_be_raised(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("слово " * 100, encoding="utf-8")
    _, [reject] = read(path, max_document_bytes=1000)
    assert (reject.error, "max_document_bytes" in reject.detail) == ("too_large", True)
    assert len(read(path, max_document_bytes=2000)[0]) == 1


@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.csv"])
def test_limits_of_documents_and_records_are_bytes(tmp_path, name):
    path = tmp_path / name
    path.write_text(
        {"x.txt": "ё" * 600, "x.jsonl": '{"text": "%s"}' % ("ё" * 600), "x.csv": f"text\n{'ё' * 600}"}[name]
    )
    _, [reject] = read(path, max_document_bytes=1000)
    assert (reject.error, "1,000 bytes" in reject.detail) == ("too_large", True)
    assert len(read(path, max_document_bytes=1200)[0]) == 1


# archives that mean harm (see test_containers for the rest)


def test_a_zip_bomb(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 40_000_000)
    documents, rejects = read(tmp_path / "bomb.zip")
    assert documents == []
    assert [r.error for r in rejects] == ["archive_too_large"]


def test_a_gzip_bomb_and_one_inside_another(tmp_path):
    inner = gzip.compress(b"0" * 60_000_000)
    (tmp_path / "a.txt.gz").write_bytes(inner)
    (tmp_path / "b.txt.gz.gz").write_bytes(gzip.compress(inner))
    (tmp_path / "c.gz.gz.gz.gz.gz").write_bytes(gzip.compress(gzip.compress(gzip.compress(gzip.compress(inner)))))
    documents, rejects = read(tmp_path)
    assert documents == []
    assert [r.error for r in rejects] == ["archive_too_large"] * 3


# characters that no table can hold


def test_lone_surrogates_are_written_as_escapes(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [
        r'{"id": "\udfff", "text": "<p>Привет\udfff</p>", "title": "<b>Т\ud800</b>"}',
        r'{"id": "\udfff", "text": "<p>Привет\udfff</p>", "title": "<b>Т\ud800</b>"}',
        r'{"id": "\udcff", "text": ["\udfff", 1]}',
        r'{"te\udfffxt": "x"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    [document], rejects = read(path)
    assert document.record == r"\udfff"
    assert codes(rejects) == [
        ("x.jsonl#L2", "duplicate_record"),
        ("x.jsonl#L3", "bad_record"),
        ("x.jsonl#L4", "missing_column"),
    ]
    assert r"record \udfff is repeated" in rejects[0].detail
    assert r"it has: te\udfffxt;" in rejects[2].detail
    for text in (document.record, document.text, document.title, *(r.source_uri + r.detail for r in rejects)):
        assert text.encode()


def test_a_url_that_is_not_utf8_is_written_with_escapes():
    _, [reject] = read("memory://none/\udcff.txt")
    assert (reject.source_uri, reject.error) == (r"memory://none/\xff.txt", "not_found")
    assert reject.detail.encode()


# csv whose quotes, line ends or columns are not as they should be


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('1,"незакрытая\n2,Второй\n3,Третий\n', ["Второй", "Третий"]),
        ('1,"незакрытая\n2,Второй\n3,"Третий"\n4,Четвёртый\n', ["Второй", "Третий", "Четвёртый"]),
        ('1,"незакрытая\n2,"и эта\n3,Третий\n', ["Третий"]),
        ('1,"незакрытая\n\n"2","Вто\nрой"\n3,"незакрытая в последней', ["Вто\nрой"]),
    ],
)
def test_a_quote_that_never_closes_costs_its_line_only(tmp_path, content, texts):
    path = tmp_path / "x.csv"
    path.write_text("id,text\n" + content, encoding="utf-8")
    documents, rejects = read(path)
    assert [d.text for d in documents] == texts
    assert {r.error for r in rejects} == {"bad_record"}
    assert rejects[0].source_uri == f"{path}#L2"
    assert "quote that opens here" in rejects[0].detail


def test_stray_quotes_within_a_line_are_text(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('id,text\n1,"Союз" летит\n2,труба 5"\n', encoding="utf-8")
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["Союз летит", 'труба 5"']
    assert rejects == []


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
def test_line_ends_of_every_system(tmp_path, monkeypatch, end, chunk):
    monkeypatch.setattr("flows.read.streams.CHUNK", chunk)
    path = tmp_path / "x.csv"
    path.write_bytes(end.join(["id,text", "1,Раз", '2,"Два', 'три"', "3,Четыре"]).encode())
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["Раз", "Два\nтри", "Четыре"]
    assert rejects == []


def test_jsonl_with_the_line_ends_of_an_old_mac(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"text": "Раз"}\r{"text": "Два"}\r'.encode())
    assert [d.text for d in read(path)[0]] == ["Раз", "Два"]
    path.write_bytes('{"text": "Раз\rдва"}'.encode())
    assert [d.text for d in read(path)[0]] == ["Раз\nдва"]


def test_of_two_columns_of_one_name_the_first_that_is_not_empty_counts(tmp_path):
    (tmp_path / "x.csv").write_text("text,id,text\nпервая,1,вторая\n,2,запасная\n", encoding="utf-8")
    columns = [pa.array(["первая", None]), pa.array(["вторая", "запасная"])]
    pq.write_table(pa.Table.from_arrays(columns, names=["text", "text"]), tmp_path / "y.parquet")
    documents, rejects = read(tmp_path)
    assert [d.text for d in documents] == ["первая", "запасная"] * 2
    assert rejects == []


# parquet with values that Python cannot hold


FAR = 2**62


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([FAR, 0], pa.timestamp("us")),
        pa.array([FAR, 0], pa.timestamp("ms", tz="UTC")),
        pa.array([2**31 - 1, 0], pa.date32()),
        pa.array([FAR, 0], pa.duration("s")),
        pa.array([0, 0], pa.timestamp("us", tz="Mars/Olympus")),
        pa.StructArray.from_arrays([pa.array([FAR, 0], pa.timestamp("us")), pa.array([1, 2])], ["at", "n"]),
    ],
    ids=lambda array: str(array.type),
)
def test_times_outside_the_calendar_cost_no_row(tmp_path, dates):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": ["раз", "два"], "date": dates}), path)
    documents, rejects = read(path, date_columns=("date", "date.at"))
    assert [d.text for d in documents] == ["раз", "два"]
    assert documents[0].published_at is None
    assert rejects == []


def test_a_string_that_is_not_utf8_costs_its_row_only(tmp_path):
    path = tmp_path / "x.parquet"
    raw = [b"\xd2\xe5\xea\xf1\xf2" if n == 3 else b"text %d" % n for n in range(600)]
    offsets = pa.py_buffer(pa.array([sum(map(len, raw[:n])) for n in range(601)], pa.int32()).buffers()[1])
    texts = pa.Array.from_buffers(pa.string(), 600, [None, offsets, pa.py_buffer(b"".join(raw))])
    pq.write_table(pa.table({"text": texts}), path)
    documents, [reject] = read(path)
    assert len(documents) == 599
    assert (reject.source_uri, reject.error) == (f"{path}#R4", "bad_record")
    assert "not valid UTF-8" in reject.detail


def test_closed_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    _, [reject] = read("-")
    assert (reject.error, "closed" in reject.detail) == ("unreadable", True)


def test_a_parquet_file_that_unpacks_to_more_than_its_limits_is_refused(tmp_path):
    """2 KB on disk, 2 GB of text: one value, repeated."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = "Порт принял больше грузов. " * 40_000
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array([text]))
    pq.write_table(pa.table({"text": values.cast(pa.string())}), tmp_path / "bomb.parquet", compression="zstd")
    documents, rejects = read(tmp_path / "bomb.parquet")
    assert [reject.error for reject in rejects] == ["archive_too_large"]
    assert len(documents) < 100


# what gives nothing says so, and what gives something late is not dropped


def test_a_feed_whose_first_records_lack_a_text_is_read(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n' * 150 + '{"text": "Порт открыт"}\n' * 2, encoding="utf-8")
    documents, rejects = read(path)
    assert [d.record for d in documents] == ["L151", "L152"]
    assert codes(rejects)[:2] == [("x.jsonl#L1", "missing_column"), ("x.jsonl#L2", "missing_column")]
    assert len(rejects) == 101
    assert "50 more records" in rejects[-1].detail


@pytest.mark.parametrize("first", ['["id", "text"]', "[]", "[1, 2]", "[[]]"])
def test_lines_after_an_array_are_read(tmp_path, first):
    path = tmp_path / "x.jsonl"
    path.write_text(f'{first}\n{{"text": "раз"}}\n', encoding="utf-8")
    documents, rejects = read(path)
    assert [d.record for d in documents] == ["L2"]
    assert codes(rejects) == [("x.jsonl#L1", "bad_record")]


def test_arrays_of_records_on_lines_are_read(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('[{"text": "раз"}, {"text": "два"}]\n{"text": "три"}\n', encoding="utf-8")
    assert [(d.record, d.text) for d in read(path)[0]] == [("L1.1", "раз"), ("L1.2", "два"), ("L2", "три")]


@pytest.mark.parametrize(
    ("name", "members", "said"),
    [
        ("x.zip", [], "no files"),
        ("x.zip", ["folder/"], "no files"),
        ("x.zip", [".hidden", "__MACOSX/a"], "hidden files (2)"),
        ("x.tar", [], "no files"),
        ("x.tar", ["folder/"], "no files"),
        ("x.tar", [".hidden", "link"], "hidden files (1), which are skipped and links or devices (1)"),
    ],
)
def test_an_archive_that_gives_nothing_says_so(tmp_path, name, members, said):
    packed = io.BytesIO()
    if name == "x.zip":
        with zipfile.ZipFile(packed, "w") as archive:
            for member in members:
                archive.writestr(member, "" if member.endswith("/") else "текст")
    else:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for member in members:
                info = tarfile.TarInfo(member)
                info.type = {"folder/": tarfile.DIRTYPE, "link": tarfile.SYMTYPE}.get(member, tarfile.REGTYPE)
                archive.addfile(info, io.BytesIO())
    assert said in only(tmp_path / name, packed.getvalue(), "empty")
