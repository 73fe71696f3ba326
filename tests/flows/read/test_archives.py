"""Archives: what is inside is read as if it lay outside; damage costs what it hits and no more."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.config import SourceOptions
from flows.read.sources import read_sources
from flows.read.types import Document, Reject

FEED = "".join(f'{{"id": {n}, "text": "Запись {n}. {"Пуск состоится. " * 40}"}}\n' for n in range(2000)).encode()


def read(path, **options):
    results = list(read_sources([str(path)], SourceOptions(**options)))
    return [r for r in results if isinstance(r, Document)], [r for r in results if isinstance(r, Reject)]


def noise(n, seed=1):
    """Letters that do not compress."""
    rng = random.Random(seed)
    return "".join(rng.choices("абвгдежзиклмнопрст ", k=n)).encode()


def zipped(*members, **how):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_files(tmp_path, ending, pack):
    path = tmp_path / f"x.html.{ending}"
    path.write_bytes(pack("<p>Привет".encode()))
    [document], _ = read(path)
    assert (document.text, document.media_type, document.source_uri) == ("Привет", "text/html", str(path))
    path = tmp_path / f"x.jsonl.{ending}"
    path.write_bytes(pack(FEED))
    assert len(read(path)[0]) == 2000


@pytest.mark.parametrize("name", ["x", "x.txt.gz", "x.gz"])
def test_gz_is_known_by_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress("Раз".encode()) + gzip.compress("Два".encode()))  # two members, as in log files
    [document], _ = read(path)
    assert document.text == "РазДва"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("how", ["truncated", "damaged"])
def test_damaged_packed_feed_keeps_what_came_before(tmp_path, pack, how):
    path = tmp_path / "x.jsonl.gz"
    feed = b"".join(b'{"text": "%s"}\n' % noise(200, seed) for seed in range(20_000 if pack is bz2.compress else 2000))
    data = bytearray(pack(feed))
    half = len(data) * 2 // 3
    if how == "truncated":
        del data[half:]
    else:
        data[half : half + 50] = b"\xff" * 50
    path = path.with_name({gzip.compress: "x.jsonl.gz", bz2.compress: "x.jsonl.bz2", lzma.compress: "x.jsonl.xz"}[pack])
    path.write_bytes(data)
    documents, rejects = read(path)
    assert "bad_archive" in {r.error for r in rejects}
    assert {r.error for r in rejects} <= {"bad_archive", "bad_record"}
    if not (pack is lzma.compress and how == "damaged"):
        assert documents


def test_zip(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(
        zipped(
            ("b.txt", "Второй"),
            ("папка/a.html", "<p>Первый"),
            ("f.jsonl", '{"text": "x"}'),
            ("in.zip", zipped(("c.txt", "внутри"))),
            ("__MACOSX/b.txt", "мусор"),
            (".DS_Store", b"\x00\x01"),
        )
    )
    documents, rejects = read(path)
    inside = [(d.source_uri.removeprefix(str(path)), d.text) for d in documents]
    assert inside == [
        ("!/b.txt", "Второй"),
        ("!/папка/a.html", "Первый"),
        ("!/f.jsonl", "x"),
        ("!/in.zip!/c.txt", "внутри"),
    ]
    assert rejects == []


def test_zip_through_a_pipe(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(zipped(("a.txt", "раз")))))
    [document], _ = read("-")
    assert (document.source_uri, document.text) == ("stdin!/a.txt", "раз")


def test_names_in_a_zip_from_a_russian_windows(tmp_path):
    info = zipfile.ZipInfo("x" * 12)
    path = tmp_path / "x.zip"
    data = zipped((info, "текст")).replace(b"x" * 12, "привет_1.txt".encode("cp866"))
    path.write_bytes(data)
    [document], _ = read(path)
    assert document.source_uri.endswith("!/привет_1.txt")


def test_names_that_climb_out_of_the_archive_stay_names(tmp_path):
    (tmp_path / "secret.txt").write_text("тайна", encoding="utf-8")
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "x.zip"
    path.write_bytes(zipped(("../secret.txt", "внутри"), ("/etc/passwd", "тоже внутри")))
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["внутри", "тоже внутри"]
    assert rejects == []
    assert (tmp_path / "secret.txt").read_text(encoding="utf-8") == "тайна"


def test_a_damaged_member_costs_no_other(tmp_path):
    path = tmp_path / "x.zip"
    data = bytearray(zipped(("a.txt", noise(5000)), ("b.txt", "цел")))
    data[200:400] = b"\x00" * 200
    path.write_bytes(data)
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["цел"]
    assert [(r.source_uri.partition("!")[2], r.error) for r in rejects] == [("/a.txt", "bad_archive")]


def test_a_zip_whose_table_leads_nowhere(tmp_path):
    path = tmp_path / "x.zip"
    data = zipped(("a.txt", "раз"))
    end = data.index(b"PK\x05\x06")
    path.write_bytes(
        data[: end + 16] + (end + 78).to_bytes(4, "little") + data[end + 20 :]
    )  # 78 before the file begins
    _, [reject] = read(path)
    assert reject.error == "bad_archive"


def test_a_truncated_zip(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(("a.txt", noise(5000)))[:-30])
    _, [reject] = read(path)
    assert (reject.error, reject.source_uri) == ("bad_archive", str(path))


def test_an_encrypted_member_is_named(tmp_path):
    path = tmp_path / "x.zip"
    data = bytearray(zipped(("a.txt", "раз"), ("b.txt", "два")))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    path.write_bytes(data)
    documents, [reject] = read(path)
    assert [d.text for d in documents] == ["два"]
    assert (reject.error, reject.source_uri) == ("unsupported", f"{path}!/a.txt")


def test_a_zip_that_lies_about_sizes(tmp_path):
    path = tmp_path / "x.zip"
    data = bytearray(zipped(("a.txt", b"0" * 3_000_000), ("b.txt", "цел")))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    documents, rejects = read(path)
    assert len(documents) + len(rejects) == 2
    assert documents[-1].text == "цел"
    assert all(len(d.text) <= 10 for d in documents)


def test_too_many_members_and_too_deep(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(*((f"{n}.txt", "x") for n in range(20))))
    _, [reject] = read(path, max_archive_members=10)
    assert (reject.error, "max_archive_members" in reject.detail) == ("archive_too_large", True)
    inner = zipped(("a.txt", "дно"))
    for _ in range(4):
        inner = zipped(("in.zip", inner), ("b.txt", "рядом"))
    path.write_bytes(inner)
    documents, [reject] = read(path)
    assert [d.text for d in documents] == ["рядом"] * 3
    assert (reject.error, "max_archive_depth" in reject.detail) == ("archive_too_large", True)


def test_overlapping_members_count_each(tmp_path):
    """Many directory entries that point at the same compressed bytes: the sum of their sizes is what counts."""
    path = tmp_path / "x.zip"
    data = zipped(("a.txt", b"0" * 1_000_000))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    tail[8:12] = (100).to_bytes(2, "little") * 2
    tail[12:16] = (100 * len(entry)).to_bytes(4, "little")
    path.write_bytes(data[:start] + entry * 100 + bytes(tail))
    _, [reject] = read(path)
    assert reject.error == "archive_too_large"


@pytest.mark.parametrize("name", ["x.tar", "x.tar.gz", "x.tgz", "x"])
def test_tar(tmp_path, name):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for member, content in (("d/a.txt", "Раз"), ("../b.html", "<p>Два")):
            info = tarfile.TarInfo(member)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    data = buffer.getvalue()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    documents, rejects = read(tmp_path / name)
    assert [d.text for d in documents] == ["Раз", "Два"]
    assert rejects == []


def tarred(*members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def table(*texts):
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["x.tar", "x.tar.gz", "x.zip"])
def test_what_needs_seeking_inside_an_archive(tmp_path, name):
    members = (
        ("a.txt", "Раз".encode()),
        ("b.parquet", table("Два", "Три")),
        ("c.zip", zipped(("d.txt", "Четыре"))),
        ("e.txt", "Пять".encode()),
    )
    data = zipped(*members) if name == "x.zip" else tarred(*members)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    documents, rejects = read(tmp_path / name)
    assert [d.text for d in documents] == ["Раз", "Два", "Три", "Четыре", "Пять"]
    assert rejects == []


@pytest.mark.parametrize("member", ["c.txt", "c.jsonl", "c.parquet", "c.zip", "c.gz"])
def test_a_truncated_tar_keeps_what_came_before_and_the_other_sources(tmp_path, member):
    (tmp_path / "x.tar").write_bytes(tarred(("a.txt", "Раз".encode()), (member, noise(50_000)))[:20_000])
    (tmp_path / "y.txt").write_text("Два", encoding="utf-8")
    documents, rejects = read(tmp_path)
    assert [d.text for d in documents] == ["Раз", "Два"]
    assert {r.error for r in rejects} <= {"bad_archive", "bad_record"}
    assert rejects[-1].source_uri.startswith(str(tmp_path / "x.tar"))


def warc(*pages, packed):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    for url, status, content_type, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return buffer.getvalue()


PAGES = (
    ("http://a.example/1", "200 OK", "text/html; charset=windows-1251", "<title>Т</title><p>Привет".encode("cp1251")),
    ("http://a.example/style", "200 OK", "text/css", b"p {}"),
    ("http://a.example/gone", "404 Not Found", "text/html", b"<p>404"),
    ("http://a.example/2", "200 OK", "text/plain", "Просто текст".encode()),
    ("http://a.example/2", "200 OK", "text/plain", "Просто другой текст".encode()),
)


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "x"])
def test_warc(tmp_path, name):
    (tmp_path / name).write_bytes(warc(*PAGES, packed=name.endswith("gz")))
    documents, rejects = read(tmp_path / name)
    assert [(d.record, d.text) for d in documents] == [
        ("http://a.example/1", "Т\n\nПривет"),
        ("http://a.example/2", "Просто текст"),
        ("http://a.example/2#2", "Просто другой текст"),
    ]
    assert documents[0].encoding == "cp1251"
    assert rejects == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_truncated_warc_keeps_the_pages_before(tmp_path, packed):
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    page = ("http://a.example/3", "200 OK", "text/plain", noise(50_000))
    path.write_bytes(warc(*PAGES, page, packed=packed)[:-20_000])
    documents, rejects = read(path)
    assert [d.record for d in documents][:3] == ["http://a.example/1", "http://a.example/2", "http://a.example/2#2"]
    assert [r.error for r in rejects] == ["bad_archive"]


def test_a_warc_whose_headers_are_damaged_keeps_the_pages_before_and_the_other_sources(tmp_path):
    head, mark, tail = warc(*PAGES, packed=False).rpartition(b"WARC-Target-URI")
    (tmp_path / "x.warc").write_bytes(head + mark.replace(b"T", b"#") + tail)
    (tmp_path / "y.txt").write_text("Ещё", encoding="utf-8")
    documents, [reject] = read(tmp_path)
    assert [d.text for d in documents] == ["Т\n\nПривет", "Просто текст", "Ещё"]
    assert (reject.error, reject.source_uri) == ("bad_archive", str(tmp_path / "x.warc"))


def test_a_warc_without_pages_says_so(tmp_path):
    path = tmp_path / "x.warc"
    path.write_bytes(warc(PAGES[1], packed=False))
    _, [reject] = read(path)
    assert reject.error == "empty"


@pytest.mark.parametrize("name", ["старый.txt".encode("koi8-r"), "старый.txt".encode("cp1251"), "старый.txt".encode()])
def test_names_in_a_tar_from_an_old_unix(tmp_path, name):
    path = tmp_path / "x.tar"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
        info.size = 6
        archive.addfile(info, io.BytesIO("раз".encode()))
    path.write_bytes(buffer.getvalue())
    [document], rejects = read(path)
    assert document.source_uri == f"{path}!/старый.txt"
    assert rejects == []


PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("trailing", [b"garbage", b"x", b"\x1f\x8b damaged", b"BZh9 damaged", b"\xfd7zXZ\x00 damaged"])
@pytest.mark.parametrize("name", ["x.txt", "x.jsonl"])
def test_bytes_after_the_end_of_a_packed_file_are_told_and_cost_nothing(tmp_path, ending, trailing, name):
    path = tmp_path / f"{name}.{ending}"
    content = "Раз" if name == "x.txt" else '{"text": "Раз"}'
    path.write_bytes(PACKERS[ending](content.encode()) + trailing)
    [document], [reject] = read(path)
    assert document.text == "Раз"
    assert (reject.source_uri, reject.error) == (str(path), "bad_archive")
    assert "after its end" in reject.detail


@pytest.mark.parametrize("ending", PACKERS)
def test_of_a_document_that_is_cut_what_is_left_is_kept(tmp_path, ending):
    path = tmp_path / f"x.txt.{ending}"
    text = noise(300_000 if ending == "xz" else 2_000_000)
    packed = PACKERS[ending](text)
    path.write_bytes(packed[: len(packed) * 2 // 3])
    [document], [reject] = read(path)
    assert len(document.text) > 1000
    assert text.decode().startswith(document.text.strip()[:-2])
    assert (reject.source_uri, reject.error) == (str(path), "bad_archive")
    assert "incomplete" in reject.detail


@pytest.mark.parametrize("content", ["Раз", "{", '{"text": "Раз"}'])
@pytest.mark.parametrize("name", ["x.txt.gz", "x.json.gz", "x.csv.gz", "x.parquet.gz"])
def test_a_small_file_that_is_cut_is_called_cut(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.encode())[:10])
    documents, [reject] = read(path)
    assert documents == []
    assert (reject.error, "incomplete" in reject.detail) == ("bad_archive", True)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("left", [0, 20_000])
def test_a_warc_page_that_is_cut_is_named_and_kept_as_far_as_it_goes(tmp_path, packed, left, capfd):
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    body = noise(50_000)
    data = warc(*PAGES, ("http://a.example/3", "200 OK", "text/plain", body), packed=packed)
    start = len(warc(*PAGES, packed=True)) + 400 if packed else data.index(body)
    path.write_bytes(data[: start + left])
    documents, rejects = read(path)
    assert [d.record for d in documents][3:] == (["http://a.example/3"] if left else [])
    assert [(r.source_uri, r.error) for r in rejects] == [(f"{path}#http://a.example/3", "bad_archive")]
    if left or not packed:  # else the headers of the page are cut
        assert "is cut" in rejects[0].detail
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Length: ", b"Content-Length: x"),
        (b"Content-Length: ", b"Content-#ength: "),
        (b"WARC/1.0\r\n", b"XARC/1.0\r\n"),
        (b"WARC/1.0\r\n", b"WARC/x.y\r\n"),
        ("Просто текст".encode(), "Просто текст длиннее, чем сказано.\n".encode()),
    ],
)
def test_a_damaged_warc_record_is_named_and_costs_no_later_page(tmp_path, capfd, old, new):
    pages = [(f"http://a.example/{n}", "200 OK", "text/plain", f"Просто текст {n}".encode()) for n in range(4)]
    path = tmp_path / "x.warc"
    parts = [warc(page, packed=False) for page in pages]
    parts[1] = parts[1].replace(old, new, 1)
    path.write_bytes(b"".join(parts))
    documents, [reject] = read(path)
    assert {"http://a.example/0", "http://a.example/2", "http://a.example/3"} <= {d.record for d in documents}
    assert (reject.source_uri, reject.error) == (f"{path}#http://a.example/1", "bad_archive")
    assert capfd.readouterr() == ("", "")


def packed_page(body):
    headers = [("Content-Type", "text/plain"), ("Content-Encoding", "gzip")]
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("http://a.example/z", "response", payload=io.BytesIO(body), http_headers=http)
    )
    return buffer.getvalue()


def test_a_packed_page_in_a_warc(tmp_path, capfd):
    path = tmp_path / "x.warc"
    text = noise(200_000)
    damaged = bytearray(gzip.compress(text))
    damaged[-30_000:-29_000] = b"\xff" * 1000
    path.write_bytes(packed_page(gzip.compress(text)) + packed_page(text) + packed_page(bytes(damaged)))
    documents, [reject] = read(path)
    assert [d.text == text.decode() for d in documents] == [True, True, False]
    assert text.decode().startswith(documents[2].text[:50_000])
    assert (reject.source_uri, reject.error) == (f"{path}#http://a.example/z#3", "bad_archive")
    assert capfd.readouterr() == ("", "")


def test_a_warc_packed_without_saying_so(tmp_path):
    path = tmp_path / "x.warc"
    path.write_bytes(warc(*PAGES, packed=True))
    assert len(read(path)[0]) == 3


def test_a_page_that_came_by_http_2(tmp_path):
    path = tmp_path / "x.warc"
    path.write_bytes(warc(PAGES[3], packed=False).replace(b"HTTP/1.1", b"HTTP/2.0"))
    documents, rejects = read(path)
    assert [d.text for d in documents] == ["Просто текст"]
    assert rejects == []
