"""What the page is made of: texts packed with exact offsets, words for every code, columns of other schema versions."""

import base64
import gzip
import hashlib
import json
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_snapshot import Line, Name, Page, made, write_snapshot

from flows.report import shards, write_report
from flows.report.columns import COLUMNS, read
from flows.report.content import legend, read_content
from flows.report.evidence import evidence
from flows.report.shards import Codes, bounds, utf16
from flows.report.sources import source_of
from flows.tables import schemas
from flows.tables.docs import reject_codes
from normalize.kinds import KINDS
from translate.quality.checks import CHECKS

TEXT = st.text(alphabet="aяё 🎄😀é")


def unpacked(page, block):
    packed = re.search(rf'id="{block}">([A-Za-z0-9+/=]*)<', page)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


@given(TEXT, st.integers(-3, 12))
def test_offsets_count_as_javascript_does(text, position):
    kept = max(0, min(position, len(text)))
    assert utf16(text, position) == len(text[:kept].encode("utf-16-le")) // 2


@given(st.lists(st.lists(TEXT.filter(str.strip), min_size=1, max_size=4), min_size=1, max_size=6), st.integers(1, 3))
def test_every_span_comes_back_from_its_shard(documents, per_shard):
    patch = pytest.MonkeyPatch()
    patch.setattr(shards, "SINGLE", 0)
    patch.setattr(shards, "PER_SHARD", per_shard)
    try:
        cuts = bounds([sum(map(len, texts)) for texts in documents])
    finally:
        patch.undo()
    assert [first for first, _ in cuts[1:]] == [end for _, end in cuts[:-1]]
    assert (cuts[0][0], cuts[-1][1]) == (0, len(documents))
    assert all(0 < end - first <= per_shard for first, end in cuts)


@given(st.lists(st.none() | TEXT))
def test_codes_number_values_in_the_order_met(values):
    codes = Codes()
    numbers = [codes[value] for value in values]
    known = list(codes)
    assert [None if n < 0 else known[n] for n in numbers] == values


@pytest.fixture(scope="module")
def written(tmp_path_factory, small):
    snapshot = write_snapshot(tmp_path_factory.mktemp("content"), small)
    return snapshot, write_report(snapshot).read_text(encoding="utf-8")


def test_the_same_tables_give_the_same_bytes(written, small, tmp_path):
    snapshot, page = written
    assert write_report(snapshot).read_text(encoding="utf-8") == page
    backwards = {table: rows[::-1] for table, rows in small.rows.items()}
    shuffled = write_snapshot(tmp_path, type(small)(backwards))
    assert write_report(shuffled).read_text(encoding="utf-8") == page


def test_the_policy_names_exactly_the_script_and_the_style_of_the_page(written):
    _, page = written
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"


def test_the_page_names_no_address_to_load_from(written):
    _, page = written
    assert re.findall(r"""(?:src|href)=["'](?!#|data:,)[^"']*["']""", page.split("<script")[0]) == []


def test_all_of_a_snapshot_is_in_the_page(written, small):
    _, page = written
    main, shard = unpacked(page, "data"), unpacked(page, "shard")
    rows = small.rows
    assert sorted(main["documents"]["id"]) == sorted(row["document_id"] for row in rows["documents"])
    assert sorted(shard["texts"][n] for n in shard["text"]) == sorted(row["text"] for row in rows["spans"])
    assert sum(n >= 0 for n in shard["en"]) == len(rows["translations"])
    assert len(shard["name_span"]) == len(rows["mentions"])
    assert len(main["entities"]["id"]) == len(rows["entities"])
    assert len(main["spellings"]) == len(rows["aliases"])
    assert len(main["rejects"]) == len(rows["rejects"])
    surfaces = [
        shard["texts"][shard["text"][span]].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        for span, start, end in zip(shard["name_span"], shard["name_start"], shard["name_end"], strict=True)
    ]
    assert sorted(surfaces) == sorted(row["surface"] for row in rows["mentions"])


def test_columns_are_found_under_their_other_names_and_may_be_missing(tmp_path, small):
    other = {table: [dict(row) for row in rows] for table, rows in small.rows.items()}
    for row in [*other["spans"], *other["mentions"]]:
        row["start_char"], row["end_char"] = row.pop("start"), row.pop("end")
    for row in other["translations"]:
        del row["quality"], row["score"]
    for row in other["documents"]:
        row["repairs"] = ",".join(row["repairs"])
        del row["url"], row["author"]
    here, there = write_snapshot(tmp_path / "a", small), write_snapshot(tmp_path / "b", type(small)(other))
    for table in ("spans", "mentions"):
        assert read(there, table).equals(read(here, table))
    assert read(there, "documents")["repairs"].to_list() == read(here, "documents")["repairs"].to_list()
    assert read(there, "translations")["quality"].null_count() == len(other["translations"])
    assert write_report(there).is_file()


def test_a_snapshot_without_anything_has_a_page(tmp_path):
    assert "tolmach" in write_report(write_snapshot(tmp_path, made([]))).read_text(encoding="utf-8")


def test_every_column_read_is_one_of_the_tables_or_optional():
    optional = {"url", "author", "quality"}
    for table, columns in COLUMNS.items():
        known = set(schemas.TABLES[table].column_names())
        for column in columns:
            assert {column.name, *column.stored} & (known | optional), (table, column.name)


def test_every_code_has_words():
    words = {(row[0], row[1]) for row in legend()}
    assert {("status", status) for status in schemas.STATUSES} <= words
    assert {("reason", check) for check in CHECKS} <= words
    assert {("kind", kind) for kind in KINDS} <= words
    assert {("script", script) for script in schemas.SCRIPTS} <= words
    assert {("reject", row[0]) for row in reject_codes()} <= words
    assert len(words) == len(legend())
    assert all(row[2] and row[3] for row in legend())


def test_doubtful_texts_count_equal_ones_and_come_worst_first(tmp_path):
    def line(text, n=1, **about):
        return [Page(f"{text}{i}", [[Line(text, **about)]]) for i in range(n)]

    pages = [
        *line("низкое", en="low", quality=0.2),
        *line("хорошее", en="good", quality=0.9, score=-3.0),
        *line("буквы", 3, en="bukvy", status="romanized"),
        *line("нет", en="", status="failed"),
        *line("ещё", 2, en="still", status="retried", reason="split+still_numbers"),
        *line("неуверен", en="unsure", score=-1.9),
        *line("новый", 2, en="new", status="doubtful"),
        *line("точно", en="sure", status="human", score=-3.0),
    ]
    content = read_content(write_snapshot(tmp_path, made(pages)))
    assert [(row[0], row[7], row[8]) for row in content.main["doubtful"]] == [
        ("нет", "failed", 1),
        ("ещё", "still", 2),
        ("новый", "doubtful", 2),
        ("буквы", "romanized", 3),
        ("низкое", "unsure", 1),
        ("неуверен", "unsure", 1),
    ]


def test_names_kept_apart_list_what_they_may_be(tmp_path):
    names = [
        Name("a", "Belov", family="Belov", note="fits several"),
        Name("b", "Igor Belov", family="Belov"),
        Name("c", "Oleg Belov", family="Belov"),
        Name("d", "Belov", kind="place"),
        Name("e", "Igor Serov", family="Serov"),
    ]
    main = read_content(write_snapshot(tmp_path, made([], names))).main
    numbers = {entity_id: number for number, entity_id in enumerate(main["entities"]["id"])}
    assert main["entities"]["maybe"] == {str(numbers["a"]): [numbers["b"], numbers["c"]]}


def test_spellings_are_explained_in_sentences():
    found = evidence(
        [("Petrov", "Petrov", "Петров", "person"), ("Петрова Ивана", "Ivan Petrov", "Иван Петров", "person")]
    )
    assert found[0] == []
    assert any("case form" in sentence for sentence in found[1])


@pytest.mark.parametrize(
    ("uri", "url", "source"),
    [
        ("https://www.example.org/a?b#c", None, "example.org"),
        ("inbox/feed.jsonl#17", None, "inbox/feed.jsonl"),
        ("inbox/feed.jsonl#17", "https://t.me/channel/17", "t.me"),
        ("inbox/feed.jsonl#17", "javascript:alert(1)", "inbox/feed.jsonl"),
        ("page.txt", None, "page.txt"),
        ("a/b/page.txt", "http://[broken", "a/b"),
        ("s3://bucket/key.txt", None, "s3://bucket"),
        ("", None, ""),
    ],
)
def test_a_source_is_a_host_a_feed_or_a_folder(uri, url, source):
    assert source_of(uri, url) == source


def test_shards_are_cut_by_number_and_by_size(monkeypatch):
    monkeypatch.setattr(shards, "SINGLE_CHARS", 100)
    monkeypatch.setattr(shards, "PER_SHARD_CHARS", 50)
    assert bounds([10, 20, 30]) == [(0, 3)]
    assert bounds([40, 40, 200, 1]) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert bounds([]) == [(0, 0)]


def test_unknown_types_are_cast(tmp_path, small):
    rows = {table: [dict(row) for row in found] for table, found in small.rows.items()}
    snapshot = write_snapshot(tmp_path, type(small)(rows))
    path = next((snapshot.path / "spans").glob("*.parquet"))
    pl.read_parquet(path).with_columns(pl.col("start", "ordinal").cast(pl.Int32)).write_parquet(path)
    assert read(snapshot, "spans").schema["start"] == pl.Int64
