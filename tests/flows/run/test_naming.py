"""Names of documents: two things of one name are both kept, and a feed without ids that rotates loses nothing."""

import json
import zipfile

import pytest

from flows.config import RunConfig
from flows.run.direct import run_direct
from flows.tables.snapshots import Output

SETTINGS = RunConfig(names=False, beam=1)


@pytest.fixture
def tables(tmp_path):
    """Run over a file and return the rows of documents: the end of the name → text."""

    def go(path, **settings):
        run_direct([str(path)], str(tmp_path / "out"), SETTINGS.with_changes(settings, "test"))
        documents = Output(tmp_path / "out").current().read("documents").sort("source_uri")
        return {uri.rpartition("/")[2]: text for uri, text in documents.select("source_uri", "text").rows()}

    return go


def lines(path, *texts):
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def test_a_feed_without_ids_that_rotates_keeps_its_history(tables, tmp_path):
    feed = tmp_path / "feed.jsonl"
    assert tables(lines(feed, "One.", "Two.", "Three.")) == {
        "feed.jsonl#L1": "One.",
        "feed.jsonl#L2": "Two.",
        "feed.jsonl#L3": "Three.",
    }
    second = tables(lines(feed, "Two.", "Three.", "Four."))
    assert sorted(second.values()) == ["Four.", "One.", "Three.", "Two."]
    assert second["feed.jsonl#L2"] == "Two."
    assert second["feed.jsonl#L3~2"] == "Four."
    third = tables(lines(feed, "Five.", "Four.", "Three."))  # newest first by now
    assert sorted(third.values()) == ["Five.", "Four.", "One.", "Three.", "Two."]
    assert tables(feed) == third


def test_an_edited_record_replaces_the_old_one_and_appended_ones_are_new(tables, tmp_path):
    feed = tmp_path / "feed.jsonl"
    tables(lines(feed, "One.", "Two.", "Three."))
    assert tables(lines(feed, "One.", "Two, corrected.", "Three.", "Four.")) == {
        "feed.jsonl#L1": "One.",
        "feed.jsonl#L2": "Two, corrected.",
        "feed.jsonl#L3": "Three.",
        "feed.jsonl#L4": "Four.",
    }


def test_equal_records_of_one_feed_are_each_kept(tables, tmp_path):
    feed = tmp_path / "feed.csv"
    feed.write_text("text\nOne.\nOne.\n", encoding="utf-8")
    assert len(tables(feed)) == 2
    feed.write_text("text\nNew.\nOne.\nOne.\n", encoding="utf-8")
    assert sorted(tables(feed).values()) == ["New.", "One.", "One."]


def test_a_file_that_is_one_record_is_replaced(tables, tmp_path):
    page = tmp_path / "page.json"
    page.write_text('{"text": "One."}', encoding="utf-8")
    tables(page)
    page.write_text('{"text": "Two."}', encoding="utf-8")
    assert list(tables(page).values()) == ["Two."]


def test_doubled_names_are_both_kept(tables, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Two.")
    both = {"a.txt": "One.", "a.txt~2": "Two."}
    assert tables(tmp_path / "a.zip") == both
    assert tables(tmp_path / "a.zip") == both
    feed = tmp_path / "b.jsonl"
    feed.write_text('{"id": "L2", "text": "Named."}\n{"text": "Placed."}\n', encoding="utf-8")
    assert {"b.jsonl#L2": "Named.", "b.jsonl#L2~2": "Placed."}.items() <= tables(feed).items()
    long = "x" * 600
    feed.write_text(
        "".join(json.dumps({"id": long + end, "text": f"{end}."}) + "\n" for end in ("One", "Two")), encoding="utf-8"
    )
    assert {"One.", "Two."} <= set(tables(feed).values())
