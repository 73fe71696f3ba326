"""Parts of earlier versions are read as if they were of now."""

import polars as pl
import pytest

from flows.tables import parquet as tables
from flows.tables.history import carry_over
from flows.tables.migrate import conforms, migrated
from flows.tables.schemas import SCHEMAS
from flows.tables.snapshots import Snapshot

MENTION = {
    "mention_id": "m", "document_id": "d", "span_id": "s", "start": 3, "end": 9, "surface": "Казань", "kind": "place",
    "lang": "ru", "lemma": "Казань", "romanized": "Kazan", "entity_id": "e", "link_rule": "name", "link_score": 1.0,
    "detector": "slovnet",
}  # fmt: skip
DOCUMENT = {
    "document_id": "d", "source_uri": "a.txt", "content_sha256": "0", "media_type": "text/plain", "encoding": "utf-8",
    "title": None, "published_at": None, "text": "в Казань", "text_en": "to Kazan", "lang": "ru", "repairs": ["nbsp", "html"],
    "n_chars": 8, "n_spans": 1, "n_translated": 1, "run_id": "r",
}  # fmt: skip


@pytest.fixture
def old(tmp_path):
    """A snapshot as version 1 wrote it."""
    for table, row in (("mentions", MENTION), ("documents", DOCUMENT)):
        (tmp_path / "old" / table).mkdir(parents=True)
        schema = {"title": pl.String, "published_at": pl.Datetime("us", "UTC")} if table == "documents" else None
        pl.DataFrame([row], schema_overrides=schema).write_parquet(tmp_path / "old" / table / "r1-00001.parquet")
    return Snapshot(tmp_path / "old")


def test_columns_are_renamed_turned_and_added(old):
    (mention,) = old.read("mentions").to_dicts()
    assert (mention["start_char"], mention["end_char"], mention["found_as"], mention["link_evidence"]) == (
        3,
        9,
        "place",
        "",
    )
    (document,) = old.read("documents").to_dicts()
    assert (document["repairs"], document["url"]) == ("nbsp+html", None)
    assert old.read("mentions", ["found_as"]).rows() == [("place",)]


def test_they_are_written_anew_when_they_are_carried_over(old, tmp_path):
    assert not conforms(old.parts("documents")[0], "documents")
    carry_over(old, tmp_path / "new", [], "r2", merge=False)
    new = Snapshot(tmp_path / "new")
    for table in ("documents", "mentions"):
        (part,) = new.parts(table)
        assert conforms(part, table)
        assert new.read(table).equals(old.read(table))


@pytest.mark.parametrize("table", SCHEMAS)
def test_what_is_of_now_stays_as_it_is(table):
    assert migrated(tables.frame(table, []), table).equals(tables.frame(table, []))
