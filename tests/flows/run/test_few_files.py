"""A first run of many batches leaves few files, and later runs go on from them."""

import pytest

from flows.tables import compaction

pytestmark = pytest.mark.slow


def test_runs_after_a_merged_one_change_what_has_changed(corpus, run, snapshot, monkeypatch):
    monkeypatch.setattr(compaction, "SMALL_PARTS", 4)
    assert run(corpus, batch_documents=1).counts["documents"] == 6
    first = snapshot()
    assert {len(first.parts(table)) for table in ("documents", "spans", "translations", "mentions")} == {1}
    assert run(corpus, batch_documents=1).published is False
    (corpus / "english.txt").write_text("The harbour was closed.", encoding="utf-8")
    again = run(corpus, batch_documents=1)
    assert (again.counts["documents"], again.counts["unchanged"]) == (1, 5)
    before, after = (dict(s.read("documents", ["source_uri", "text"]).rows()) for s in (first, snapshot()))
    assert {uri.rpartition("/")[2] for uri in before if before[uri] != after[uri]} == {"english.txt"}
    assert before.keys() == after.keys()
    spans = snapshot().read("spans")
    assert set(spans["document_id"]) == set(snapshot().read("documents")["document_id"])
    assert spans["span_id"].is_unique().all()
