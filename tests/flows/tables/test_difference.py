"""What changed between two snapshots, told by rows, documents and entities."""

from pathlib import Path

import pytest

from flows.tables import parquet as tables
from flows.tables.difference import difference, document_difference, entity_difference
from flows.tables.snapshots import Output, Snapshot


@pytest.fixture
def output(tmp_path: Path) -> Output:
    folder = Output(tmp_path / "out")
    folder.prepare()
    return folder


def test_difference_counts_rows(output: Output) -> None:
    row = {
        "entity_id": "e",
        "alias": "A",
        "script": "Latn",
        "lang": "en",
        "n_mentions": 1,
        "rule": "exact",
        "score": 1.0,
    }
    for run_id, rows in (
        ("r1", [row, {**row, "alias": "B"}]),
        ("r2", [{**row, "n_mentions": 2}, {**row, "alias": "C"}, {**row, "alias": "D"}]),
    ):
        tables.write_part("aliases", tables.frame("aliases", rows), output.staging(run_id) / "aliases" / "p.parquet")
        output.publish(run_id)
    found = {d.table: d for d in difference(*output.snapshots())}
    assert (found["aliases"].added, found["aliases"].removed, found["aliases"].changed) == (2, 1, 1)
    assert (found["spans"].added, found["spans"].removed, found["spans"].changed) == (0, 0, 0)


def test_how_a_row_came_about_is_no_change(output: Output) -> None:
    row = {
        "span_id": "s", "document_id": "d", "source_lang": "ru", "target_lang": "en", "text_en": "Port", "status": "ok",
        "reason": None, "score": -0.1, "quality": 0.9, "engine": "argos", "model": "m", "cached": False,
    }  # fmt: skip
    for run_id, cached in (("r1", False), ("r2", True)):
        data = tables.frame("translations", [row | {"cached": cached}])
        tables.write_part("translations", data, output.staging(run_id) / "translations" / "p.parquet")
        output.publish(run_id)
    (found,) = [d for d in difference(*output.snapshots()) if d.table == "translations"]
    assert (found.added, found.removed, found.changed) == (0, 0, 0)


def document(uri: str, text: str = "Port", run_id: str = "r") -> dict[str, object]:
    return {
        "document_id": uri, "source_uri": uri, "content_sha256": text, "media_type": "text/plain", "encoding": "utf-8",
        "title": None, "published_at": None, "url": None, "author": None, "site": None, "domain": None, "extra": None,
        "text": text, "text_en": text, "lang": "en", "repairs": None, "n_chars": 4, "n_spans": 1, "n_translated": 0,
        "run_id": run_id,
    }  # fmt: skip


def test_documents_are_named(output: Output) -> None:
    for run_id, rows in (
        ("r1", [document("same"), document("other"), document("gone")]),
        ("r2", [document("same", run_id="r2"), document("other", "Pier"), document("new")]),
    ):
        tables.write_part(
            "documents", tables.frame("documents", rows), output.staging(run_id) / "documents" / "p.parquet"
        )
        output.publish(run_id)
    found = document_difference(*output.snapshots())
    assert (found.new, found.changed, found.gone) == (("new",), ("other",), ("gone",))


def names(output: Output, run_id: str, mentions: dict[str, str], redirects: dict[str, str] | None = None) -> Snapshot:
    """Publish mentions with their entities, each called after its id."""
    rows = [
        {
            "mention_id": m, "document_id": "d", "span_id": "s", "start_char": 0, "end_char": 1, "surface": "x", "kind": "person",
            "found_as": "person", "lang": "en", "lemma": "x", "romanized": "x", "entity_id": e, "link_rule": "name", "link_score": 1.0,
            "link_evidence": "", "detector": "d",
        }
        for m, e in mentions.items()
    ]  # fmt: skip
    entities = [
        {
            "entity_id": e, "kind": "person", "name": e.upper(), "name_ru": None, "given": None, "patronymic": None, "family": None,
            "n_mentions": 1, "n_documents": 1, "n_aliases": 1, "note": None, "first_seen": None, "last_seen": None,
            "first_run_id": "r",
        }
        for e in sorted(set(mentions.values()))
    ]  # fmt: skip
    aliases = [
        {
            "entity_id": into,
            "alias": one,
            "script": "Latn",
            "lang": "und",
            "n_mentions": 0,
            "rule": "redirect",
            "score": 1.0,
        }
        for one, into in (redirects or {}).items()
    ]
    for table, data in (("mentions", rows), ("entities", entities), ("aliases", aliases)):
        tables.write_part(table, tables.frame(table, data), output.staging(run_id) / table / "p.parquet")
    return output.publish(run_id)


def test_what_became_of_entities(output: Output) -> None:
    old = names(output, "r1", {"1": "a", "2": "b", "3": "c", "4": "c", "5": "gone", "6": "x", "7": "y", "8": "x"})
    new = names(
        output, "r2", {"1": "a", "2": "a", "3": "c", "4": "new-c", "9": "new", "6": "x", "7": "y", "8": "y"}, {"b": "a"}
    )
    found = entity_difference(old, new)
    assert found.merged == (((("a", "A"), ("b", "B")), ("a", "A")),)
    assert found.split == ((("c", "C"), (("c", "C"), ("new-c", "NEW-C"))),)
    assert found.new == (("new", "NEW"),)
    assert found.gone == (("gone", "GONE"),)
    assert found.renamed == ()
    assert found.moved_mentions == 1
