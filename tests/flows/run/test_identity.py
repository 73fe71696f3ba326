"""What one document is: one file in every spelling, two files of one name, a renamed file, an output of earlier names."""

import os
from pathlib import Path

import pytest

from flows.run.moved import Predecessors
from flows.tables.history import Source
from flows.tables.snapshots import Output

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path, monkeypatch):
    real = tmp_path.resolve()
    monkeypatch.chdir(real)
    return real


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def uris(snapshot, table="documents"):
    return sorted(snapshot().read(table)["source_uri"])


def test_spellings_of_one_file_are_one_document(here, run, snapshot):
    path = write(here / "in" / "x.txt", "Корабль вошёл в порт.")
    (here / "link").symlink_to("in")
    run("in")
    for spelling in ("in/x.txt", "./in/../in/x.txt", path, path.as_uri(), "link", "in/*.txt"):
        again = run(spelling)
        assert (again.published, again.counts["unchanged"]) == (False, 1), spelling
    assert uris(snapshot) == [str(path)]


def test_two_folders_of_one_name_are_two(here, run, snapshot, monkeypatch):
    paths = [write(here / home / "in" / "x.txt", f"Корабль вошёл в порт {home}.") for home in ("a", "b")]
    for home in ("a", "b", "a"):
        monkeypatch.chdir(here / home)
        run("in", "none.txt")
    assert uris(snapshot) == [str(p) for p in paths]
    assert snapshot().read("documents")["document_id"].n_unique() == 2
    assert uris(snapshot, "rejects") == [str(here / "a" / "none.txt")]


def test_a_renamed_file_is_told_and_not_doubled(here, run, snapshot, caplog):
    old, kept = (
        write(here / "in" / "old.txt", "Корабль вошёл в порт."),
        write(here / "in" / "kept.txt", "Погода ясная."),
    )
    run("in")
    old.rename(here / "in" / "new.txt")
    summary = run("in")
    assert summary.counts["sources_renamed"] == 1
    assert "in/new.txt was in/old.txt before" in caplog.text
    assert uris(snapshot) == [str(kept), str(here / "in" / "new.txt")]
    assert summary.counts["cached"] == 1  # nothing is translated again
    assert run("in").published is False


def test_a_copy_is_another_document_and_so_is_a_lost_file_of_other_content(here, run, snapshot):
    one = write(here / "in" / "one.txt", "Корабль вошёл в порт.")
    run("in")
    write(here / "in" / "two.txt", one.read_text(encoding="utf-8"))
    assert "sources_renamed" not in run("in").counts
    one.unlink()
    write(here / "in" / "three.txt", "Погода ясная.")
    run("in")
    assert [Path(uri).name for uri in uris(snapshot)] == ["one.txt", "three.txt", "two.txt"]  # what is not met stays


def earlier_version(monkeypatch):
    """Name sources as they were named before absolute names."""
    monkeypatch.setattr("flows.read.locate.absolute", os.path.normpath)


@pytest.mark.parametrize("later", ["in", "{here}/in", "in/x.txt in/feed.jsonl in/bad.pdf"])
def test_an_output_with_relative_names_is_read_once_more_and_not_doubled(
    here, run, snapshot, monkeypatch, caplog, later
):
    write(here / "in" / "x.txt", "Корабль вошёл в порт.")
    write(here / "in" / "feed.jsonl", '{"id": "a", "text": "Погода ясная."}\n')
    write(here / "in" / "bad.pdf", "%PDF-1.4 broken")
    with monkeypatch.context() as patch:
        earlier_version(patch)
        run("in")
        assert uris(snapshot) == ["in/feed.jsonl#a", "in/x.txt"]
    for n in range(2):
        summary = run(*later.format(here=here).split())
        assert uris(snapshot) == [f"{here}/in/feed.jsonl#a", f"{here}/in/x.txt"]
        assert uris(snapshot, "rejects") == [f"{here}/in/bad.pdf"]
        assert summary.published is (n == 0)
    assert "3 sources had relative names" in caplog.text


def test_a_reject_of_a_file_whose_name_begins_like_another_stays(here, run, snapshot):
    feed, other = write(here / "a.jsonl", '{"text": "Раз."}\n'), here / "a.jsonl#b.txt"
    other.write_bytes(b"")
    run(feed, other)
    assert uris(snapshot, "rejects") == [str(other)]
    write(feed, '{"text": "Два."}\n')
    run(feed)
    assert uris(snapshot, "rejects") == [str(other)]


def test_each_source_is_one_predecessor_only(here):
    """Two gone copies, two new ones: each new one takes the place of one."""
    sources = {f"{here}/{name}": Source("", 1, "digest") for name in ("a", "b")}
    found = Predecessors(sources)
    assert {found.take(f"{here}/{new}", "digest", ()) for new in ("c", "d")} == set(sources)
    assert found.take(f"{here}/e", "digest", ()) is None
    assert Predecessors(sources).take(f"{here}/c", "", ()) is None
    assert Predecessors(sources).take(f"{here}/c", "digest", [*sources]) is None


def test_history_of_an_output_folder_that_moves_stays(here, run, snapshot):
    write(here / "in" / "x.txt", "Корабль вошёл в порт.")
    run("in")
    Output(here / "out").path.rename(here / "moved")
    assert run("in", output=here / "moved").published is False
