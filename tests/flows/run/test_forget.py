"""What is forgotten is in no table, in no older snapshot when asked, and in no memory when asked."""

from pathlib import Path

import pytest

from flows.config import RunConfig
from flows.run.forget import Wanted, forget, holding
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Output, Snapshot

CONFIG = RunConfig(beam=1)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("/in/a.txt", {"/in/a.txt", "/in/a.txt~2"}),
        ("/in/old", {"/in/old/b.txt", "/in/old/deep/c.txt"}),
        ("/in/old/", {"/in/old/b.txt", "/in/old/deep/c.txt"}),
        ("/in/old/*.txt", {"/in/old/b.txt"}),
        ("/in/**/*.txt", {"/in/a.txt", "/in/a.txt~2", "/in/old/b.txt", "/in/old/deep/c.txt", "/in/x[1].txt", "/in/x1.txt",
                           "/in/m#n.txt"}),
        ("/in/feed.jsonl", {"/in/feed.jsonl#1", "/in/feed.jsonl#12"}),
        ("/in/feed.jsonl#1", {"/in/feed.jsonl#1"}),
        ("/in/feed.jsonl#*", {"/in/feed.jsonl#1", "/in/feed.jsonl#12"}),
        ("/in/z.zip!/n/*.html", {"/in/z.zip!/n/p.html"}),
        ("/in/m", {"/in/m#L1"}),
        ("/in/x[1].txt", {"/in/x[1].txt"}),  # the file of that name, not the pattern
        ("/in/x[0-9].txt", {"/in/x1.txt"}),
        ("/in/[!a-f]*", {"/in/z.zip!/n/p.html", "/in/m#L1", "/in/m#n.txt", "/in/x[1].txt", "/in/x1.txt",
                         "/in/old/b.txt", "/in/old/deep/c.txt"}),
        ("https://example.org/news/*", {"https://example.org/news/1"}),
        ("old/rel.txt", {"old/rel.txt"}),  # as an earlier version named it
        ("/in", "all of /in/"),
        ("/i", set()),
        ("/in/a", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_what_a_name_or_pattern_stands_for(given, found):
    uris = [
        "/in/a.txt", "/in/a.txt~2", "/in/old/b.txt", "/in/old/deep/c.txt", "/in/feed.jsonl#1", "/in/feed.jsonl#12",
        "/in/z.zip!/n/p.html", "/in/m#L1", "/in/m#n.txt", "/in/x[1].txt", "/in/x1.txt", "https://example.org/news/1",
        "old/rel.txt",
    ]  # fmt: skip
    sources = {"/in/a.txt", "/in/feed.jsonl", "/in/z.zip", "/in/m", "/in/m#n.txt", "/in/x[1].txt", "/in/x1.txt"}
    wanted = {u for u in uris if u.startswith("/in/")} if isinstance(found, str) else found
    assert Wanted([given]).among(uris, sources) == wanted


def values(snapshot: Snapshot) -> str:
    """Every string of every table."""
    return " ".join(str(row) for table in TABLES for row in snapshot.read(table).rows())


@pytest.fixture
def folder(tmp_path, run, monkeypatch):
    """Two snapshots, the first of which names a person that only `secret.txt` tells of in full."""
    monkeypatch.chdir(tmp_path)
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "secret.txt").write_text("Тимофей Заречный приехал в Казань. Мэр его встретил.", encoding="utf-8")
    (inbox / "other.txt").write_text("Заречный вернулся. Ольга Петрова осталась в Казани.", encoding="utf-8")
    (inbox / "secret.pdf").write_bytes(b"%PDF-1.4 broken")
    run("in")
    (inbox / "third.txt").write_text("Погода задержала корабль.", encoding="utf-8")
    run("in")
    return Output(tmp_path / "out")


@pytest.mark.slow
def test_forgotten_documents_are_nowhere(folder, run, snapshot):
    first, second = folder.snapshots()
    wanted = Wanted(["in/secret*"])
    held = holding(second, wanted)
    assert (len(held.documents), len(held.rejects), len(held.sources)) == (1, 1, 2)
    assert "Zarechny" in values(second)
    summary = forget(folder, wanted, CONFIG, older=True, memory=True)
    assert summary is not None
    assert (summary.status, summary.counts["forgotten"], summary.counts["documents_total"]) == ("done", 1, 2)
    assert [s.run_id for s in folder.snapshots()] == [first.run_id, second.run_id, summary.run_id]
    for one in folder.snapshots():
        assert not holding(one, wanted)
        said = values(one)
        assert not [word for word in ("secret", "Тимофей", "Timofey", "Мэр", "mayor") if word in said], one.run_id
        assert "Петрова" in said
        assert set(one.read("mentions")["entity_id"]) == set(one.read("entities")["entity_id"])
    assert [s.read("documents").height for s in folder.snapshots()] == [1, 2, 2]
    assert first.read("runs").height == 1
    assert not list(folder.memory_path.parent.glob("memory*"))
    assert not list((folder.path / "snapshots").glob(".*"))
    for path in Path("in").glob("secret*"):
        path.unlink()
    again = run("in")
    assert (again.published, again.counts["documents_total"]) == (False, 2)


@pytest.mark.slow
def test_older_snapshots_and_the_memory_stay_unless_asked(folder):
    before = [values(s) for s in folder.snapshots()]
    assert forget(folder, Wanted(["in/secret.txt"]), CONFIG, older=False, memory=False) is not None
    assert [values(s) for s in folder.snapshots()[:2]] == before
    assert folder.memory_path.exists()
    # later, from the older ones only
    assert forget(folder, Wanted(["in/secret.txt"]), CONFIG, older=True, memory=False) is None
    assert not any("Тимофей" in values(s) for s in folder.snapshots())


@pytest.mark.slow
def test_one_record_of_a_feed(tmp_path, run, snapshot):
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "a", "text": "Раз."}\n{"id": "b", "text": "Два."}\n', encoding="utf-8")
    run(feed)
    forget(Output(tmp_path / "out"), Wanted([f"{feed}#a"]), CONFIG, older=False, memory=False)
    assert [uri.rpartition("#")[2] for uri in snapshot().read("documents")["source_uri"]] == ["b"]
    assert run(feed).published is False  # the feed has not changed, so it is not read


@pytest.mark.slow
def test_everything_may_be_forgotten(folder, snapshot):
    summary = forget(folder, Wanted(["in"]), CONFIG, older=False, memory=False)
    assert summary is not None
    assert summary.status == "done"
    assert all(snapshot().read(table).is_empty() for table in TABLES if table != "runs")
