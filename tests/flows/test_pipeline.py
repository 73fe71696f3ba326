"""Whole runs with the real model: what is in the tables, what a second run does, what a failure costs."""

import warnings
import zipfile
from pathlib import Path

import polars as pl
import pytest
from flow_corpus import ENGLISH, FEED, UKRAINIAN, write_feed

from flows.run import batches
from flows.tables.journal import unchanged_runs
from flows.tables.parquet import signature_of
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Output, Snapshot

pytestmark = pytest.mark.slow


def test_what_a_first_run_publishes(corpus, run, snapshot):
    summary = run(corpus)
    assert summary.status == "done"
    found = snapshot()
    documents, spans, translations = (found.read(t) for t in ("documents", "spans", "translations"))
    assert documents.height == summary.counts["documents"] == 6
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    for row in spans.to_dicts():
        assert texts[row["document_id"]][row["start_char"] : row["end_char"]] == row["text"]
    # exactly one translation for every Russian span, none for any other, nor for a word that English text is about
    russian = spans.filter((pl.col("lang") == "ru") & (pl.col("lang_rule") != "mentioned"))
    assert "спутник" in spans.filter(pl.col("lang_rule") == "mentioned")["text"].str.join(" ").item()
    assert set(translations["span_id"]) == set(russian["span_id"])
    assert translations["span_id"].is_unique().all()
    assert {"ok", "glossary"} <= set(translations["status"])
    assert not translations["text_en"].str.contains("[а-яА-Я]").any()
    # the pieces that were translated are replaced in place, everything else stays
    for row in documents.to_dicts():
        rebuilt, done = "", 0
        own = (
            spans.filter(pl.col("document_id") == row["document_id"])
            .sort("start_char")
            .join(translations, on="span_id")
        )
        for span in own.sort("start_char").to_dicts():
            rebuilt += row["text"][done : span["start_char"]] + span["text_en"]
            done = span["end_char"]
        assert row["text_en"] == rebuilt + row["text"][done:]


def test_other_languages_are_left_alone(corpus, run, snapshot):
    run(corpus)
    documents = {Path(r["source_uri"]).name: r for r in snapshot().read("documents").to_dicts()}
    assert documents["english.txt"]["text_en"] == ENGLISH
    assert documents["ukrainian.txt"]["text_en"] == UKRAINIAN
    assert (documents["ukrainian.txt"]["lang"], documents["english.txt"]["lang"]) == ("uk", "en")
    page = documents["page.txt"]["text_en"]
    assert page.startswith("Sign in\n")
    assert "The crew will spend six months aboard the station." in page
    assert "Rogozin" in page


def test_feed_columns_and_encoding_are_carried_over(corpus, run, snapshot):
    run(corpus)
    documents = snapshot().read("documents")
    record = documents.filter(pl.col("source_uri").str.ends_with("feed.jsonl#a")).row(0, named=True)
    assert record["title"] == "Port"
    assert record["published_at"].isoformat() == "2026-03-01T00:00:00+00:00"
    cp1251 = documents.filter(pl.col("source_uri").str.ends_with("cp1251.txt")).row(0, named=True)
    assert cp1251["encoding"] == "cp1251"
    assert cp1251["text"].startswith("Экипаж вернулся")


def test_a_run_that_changes_nothing_publishes_no_snapshot(corpus, run, snapshot, tmp_path):
    first = run(corpus)
    again = run(corpus)
    assert (again.counts["documents"], again.counts["unchanged"], again.status) == (0, 6, "done")
    assert (again.published, again.snapshot) == (False, first.snapshot)
    assert snapshot().run_id == first.run_id
    assert [s.run_id for s in Output(tmp_path / "out").snapshots()] == [first.run_id]
    (noted,) = unchanged_runs(tmp_path / "out")[first.run_id]
    assert (noted["run_id"], noted["counts"]["unchanged"]) == (again.run_id, 6)


def test_a_feed_of_other_bytes_and_the_same_records_is_read_once_more_only(corpus, run, snapshot):
    first = run(corpus)
    write_feed(corpus / "feed.jsonl", FEED[::-1])
    assert [run(corpus).counts.get("sources_unchanged") for _ in range(2)] == [4, 5]
    assert snapshot().run_id == first.run_id


def test_a_changed_document_shares_the_files_of_the_others(corpus, run, snapshot):
    run(corpus, batch_documents=1)
    first = snapshot()
    (corpus / "english.txt").write_text("The launch went well.", encoding="utf-8")
    run(corpus, batch_documents=1)
    inodes = [{part.stat().st_ino for part in s.parts("spans")} for s in (first, snapshot())]
    assert len(inodes[0] & inodes[1]) == 5
    assert snapshot().read("runs").height == 2


def test_only_what_is_new_or_changed_is_processed(corpus, run, snapshot):
    run(corpus)
    before = snapshot().read("documents")
    write_feed(corpus / "feed.jsonl", [FEED[0], FEED[1] | {"text": "Погода улучшилась."}, FEED[0] | {"id": "c"}])
    again = run(corpus)
    assert (again.counts["documents"], again.counts["unchanged"]) == (2, 5)
    after = snapshot().read("documents")
    assert set(after["document_id"]) > set(before["document_id"])
    assert after.height == before.height + 1
    changed = after.filter(pl.col("source_uri").str.ends_with("#b")).row(0, named=True)
    assert changed["text"].endswith("Погода улучшилась.")
    spans = snapshot().read("spans")
    assert not spans["text"].str.contains("два дня").any()  # the rows of the former version are gone
    assert spans["span_id"].is_unique().all()


def test_same_signature_and_input_give_the_same_rows(corpus, run, tmp_path):
    """However the documents fall into batches."""
    one = run(corpus, output=tmp_path / "one", workers=2, batch_documents=2)
    other = run(corpus, output=tmp_path / "other", workers=1)
    assert one.signature == other.signature
    for table, schema in TABLES.items():
        keys = schema.primary_key()
        if table == "runs" or not keys:
            continue
        frames = [
            Snapshot(s.snapshot).read(table).drop("run_id", "first_run_id", "cached", strict=False).sort(keys)
            for s in (one, other)
        ]
        assert frames[0].equals(frames[1]), table


def test_another_glossary_is_another_signature_and_reprocesses(corpus, run, snapshot, tmp_path):
    first = run(corpus)
    house = tmp_path / "house.tsv"
    house.write_text("Войти\tCome in\n", encoding="utf-8")
    second = run(corpus, glossaries=[str(house)])
    assert first.signature != second.signature
    assert second.counts["documents"] == 6
    assert second.counts["cached"] > 0  # the engine was not asked again
    assert snapshot().read("documents")["text_en"].str.starts_with("Come in\n").any()
    assert signature_of(snapshot().parts("documents")[0]) == second.signature


def test_documents_not_named_again_are_kept_unless_full(corpus, run, snapshot):
    run(corpus)
    assert run(corpus / "page.txt").counts["documents_total"] == 6
    assert run(corpus / "page.txt", full=True).counts["documents_total"] == 1
    assert snapshot().read("documents").height == 1


def test_a_document_that_breaks_costs_no_other_its_result(corpus, run, snapshot, monkeypatch):
    def breaks(document):
        if "Посадка" in document.row["text"]:
            raise RuntimeError("injected")

    monkeypatch.setattr(batches, "_check_offsets", breaks)
    summary = run(corpus)
    assert summary.status == "rejected"
    assert summary.counts["documents"] == 5
    translated = snapshot().read("translations").join(snapshot().read("spans"), on="span_id")
    assert summary.counts["words"] == sum(len(text.split()) for text in translated["text"])  # each once
    (reject,) = snapshot().read("rejects").to_dicts()
    assert (reject["stage"], reject["error"]) == ("process", "internal_error")
    assert "cp1251.txt" in reject["source_uri"]
    assert "injected" in reject["detail"]
    monkeypatch.undo()
    healed = run(corpus)  # a reject is tried again
    assert (healed.status, healed.counts["documents_total"]) == ("done", 6)
    assert snapshot().read("rejects").height == 0


def test_names_that_cannot_be_found_cost_no_text_and_no_translation(corpus, run, snapshot, monkeypatch):
    find = batches.find_names

    def breaks(parsed):
        if any("Посадка" in document.row["text"] for document in parsed):
            raise RuntimeError("injected")
        return find(parsed)

    monkeypatch.setattr(batches, "find_names", breaks)
    summary = run(corpus)
    assert (summary.status, summary.counts["documents"]) == ("rejected", 6)
    (reject,) = snapshot().read("rejects").to_dicts()
    assert (reject["error"], "cp1251.txt" in reject["source_uri"]) == ("names_failed", True)
    document = next(d for d in snapshot().read("documents").to_dicts() if "cp1251" in d["source_uri"])
    translations = snapshot().read("translations")
    with_mentions = set(snapshot().read("mentions")["document_id"])
    assert translations.filter(translations["document_id"] == document["document_id"]).height
    assert with_mentions
    assert document["document_id"] not in with_mentions


def test_nothing_to_process(tmp_path, run):
    summary = run(tmp_path / "absent.txt")
    assert summary.status == "nothing"
    assert Snapshot(summary.snapshot).read("rejects")["error"].to_list() == ["not_found"]


def test_what_is_no_source_is_reported_for_the_present_run_only(corpus, run, snapshot, tmp_path):
    (tmp_path / "empty").mkdir()
    wrong = (tmp_path / "absent.txt", tmp_path / "*.none", tmp_path / "empty")
    for _ in range(3):
        assert run(corpus / "english.txt", *wrong).counts["rejects"] == 3
        assert snapshot().read("rejects")["run_id"].to_list() == [snapshot().run_id] * 3
    assert len(snapshot().read("runs")) == 1  # the same three again are nothing new
    assert run(corpus / "english.txt").status == "done"
    assert snapshot().read("rejects").height == 0


def test_rejects_of_a_source_stay_until_it_is_read_anew(run, snapshot, tmp_path):
    feed, other = tmp_path / "feed.jsonl", tmp_path / "other.txt"
    feed.write_text('{"text": "Good morning."}\n{bad\n', encoding="utf-8")
    other.write_text("Good evening.", encoding="utf-8")

    def rejected():
        return [(Path(r["source_uri"]).name, r["error"]) for r in snapshot().read("rejects").to_dicts()]

    assert run(feed).status == "rejected"
    assert run(other).status == "done"  # says nothing about the feed
    assert run(feed).status == "rejected"  # unchanged, so not read
    assert rejected() == [("feed.jsonl#L2", "bad_record")]
    content = feed.read_bytes()
    feed.unlink()
    for _ in range(2):  # named, but gone: that is all there is to say about it now
        assert run(feed).counts["rejects"] == 1
        assert rejected() == [("feed.jsonl", "not_found")]
    feed.write_bytes(content)  # back as it was
    assert run(feed).status == "rejected"
    assert rejected() == [("feed.jsonl#L2", "bad_record")]
    feed.write_text('{"text": "Good morning."}\n', encoding="utf-8")
    assert run(feed).status == "done"
    assert rejected() == []


def test_a_run_that_failed_does_not_cancel_the_next(corpus, run, monkeypatch):
    def breaks(_):
        raise OSError("disk full")

    monkeypatch.setattr(batches, "split_spans", breaks)
    with pytest.raises(OSError, match="disk full"):
        run(corpus)
    monkeypatch.undo()
    assert run(corpus).status == "done"


def test_names_can_be_left_out(corpus, run, snapshot):
    assert run(corpus, names=False).counts["mentions"] == 0
    for table in ("mentions", "entities", "aliases"):
        assert snapshot().read(table).height == 0


def test_names_become_entities(corpus, run, snapshot):
    (corpus / "more.txt").write_text("Statement by D. Rogozin. Слова Рогозина повторили газеты.", encoding="utf-8")
    summary = run(corpus)
    found = snapshot()
    mentions, entities, aliases = (found.read(t) for t in ("mentions", "entities", "aliases"))
    assert summary.counts["entities"] == entities.height
    person = entities.filter(pl.col("name") == "Dmitry Rogozin").row(0, named=True)
    own = mentions.filter(pl.col("entity_id") == person["entity_id"])
    assert set(own["surface"]) == {"Дмитрий Рогозин", "D. Rogozin", "Рогозина"}
    assert (person["n_mentions"], person["n_documents"]) == (3, 2)
    assert person["name_ru"] == "Дмитрий Рогозин"
    assert set(mentions["entity_id"]) == set(entities["entity_id"]) == set(aliases["entity_id"])
    texts = dict(found.read("documents").select("document_id", "text").iter_rows())
    for m in mentions.to_dicts():
        assert texts[m["document_id"]][m["start_char"] : m["end_char"]] == m["surface"]


def test_entity_ids_stay_when_documents_are_added(corpus, run, snapshot):
    run(corpus)
    before = snapshot().read("entities")
    (corpus / "new.txt").write_text("Рогозин и Пётр Семёнов встретились в Казани.", encoding="utf-8")
    run(corpus)
    after = snapshot().read("entities")
    assert set(before["entity_id"]) <= set(after["entity_id"])
    assert "Pyotr Semenov" in set(after["name"]) - set(before["name"])
    first = dict(after.select("entity_id", "first_run_id").iter_rows())
    assert all(first[row["entity_id"]] == row["first_run_id"] for row in before.to_dicts())


def test_two_things_of_one_name_are_both_kept(tmp_path, run, snapshot):
    """A record that calls itself L2 beside the record in line 2; the same zip member twice."""
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "L2", "text": "Порт открыт."}\n{"text": "Порт закрыт."}\n', encoding="utf-8")
    packed = tmp_path / "twice.zip"
    with zipfile.ZipFile(packed, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is tested here
        archive.writestr("a.txt", "Погода ясная.")
        archive.writestr("a.txt", "Погода пасмурная.")
    for _ in range(2):  # and again the same
        run(feed, packed)
        uris = sorted(uri.rpartition("/")[2] for uri in snapshot().read("documents")["source_uri"])
        assert uris == ["a.txt", "a.txt~2", "feed.jsonl#L2", "feed.jsonl#L2~2"]
