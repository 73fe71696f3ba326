"""A person's decisions about names in a run: they win, cost no translation, and stop the run when they are wrong."""

import polars as pl
import pytest

pytestmark = pytest.mark.slow


def test_overrides_change_entities_and_translate_nothing(corpus, run, snapshot, tmp_path):
    first = run(corpus)
    people = tmp_path / "people.yaml"
    people.write_text("rename:\n  Дмитрий Рогозин: Dmitri Rogozin\n", encoding="utf-8")
    second = run(corpus, overrides=str(people))
    assert second.signature != first.signature
    assert (second.counts["documents"], second.counts["unchanged"]) == (0, 6)
    assert "Dmitri Rogozin" in snapshot().read("entities")["name"]
    run(corpus)  # and without them all is as before
    assert "Dmitry Rogozin" in snapshot().read("entities")["name"]


def test_a_kind_that_is_set_can_be_taken_back(corpus, run, snapshot, tmp_path):
    def kinds():
        found = snapshot().read("mentions").filter(pl.col("lemma") == "Дмитрий Рогозин")
        return set(found["kind"])

    run(corpus)
    people = tmp_path / "people.yaml"
    people.write_text("kind:\n  Дмитрий Рогозин: organisation\n", encoding="utf-8")
    run(corpus, overrides=str(people))
    assert kinds() == {"organisation"}
    run(corpus)
    assert kinds() == {"person"}


def test_what_is_no_name_leaves_the_tables_and_can_come_back(corpus, run, snapshot, tmp_path):
    def names():
        return set(snapshot().read("entities")["name"]), set(snapshot().read("mentions")["surface"])

    run(corpus)
    before = names()
    assert "Dmitry Rogozin" in before[0]
    people = tmp_path / "people.yaml"
    people.write_text("ignore:\n  - Дмитрий Рогозин\n", encoding="utf-8")
    for sources in ([corpus], [corpus / "english.txt"]):  # the second run does not meet the document
        run(*sources, overrides=str(people))
        entities, mentions = names()
        assert "Dmitry Rogozin" not in entities
        assert mentions == before[1] - {"Дмитрий Рогозин"}
    run(corpus)
    assert names() == before


def test_an_edited_file_counts_in_the_next_run_of_one_process(corpus, run, snapshot, tmp_path):
    people = tmp_path / "people.yaml"
    people.write_text("rename:\n  Дмитрий Рогозин: Dmitri Rogozin\n", encoding="utf-8")
    run(corpus, overrides=str(people))
    people.write_text("rename:\n  Дмитрий Рогозин: D. O. Rogozin\n", encoding="utf-8")
    run(corpus, overrides=str(people))
    assert "D. O. Rogozin" in snapshot().read("entities")["name"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("rename:\n  Nobody Here: Somebody\n", "people.yaml:2: 'Nobody Here' is neither a name in the documents"),
        ("same:\n  - [A, B]\ndifferent:\n  - [A, B]\n", "people.yaml:4: 'A' and 'B' cannot be different, line 2"),
        ("kinds: {}\n", "people.yaml:1: unknown key 'kinds'"),
    ],
)
def test_wrong_overrides_publish_nothing(corpus, run, tolmach, tmp_path, content, message):
    run(corpus)
    before = (tmp_path / "out" / "latest").readlink()
    (tmp_path / "people.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "tolmach.toml").write_text('overrides = "people.yaml"\nbeam = 1\n', encoding="utf-8")
    done = tolmach("run", corpus, "-o", "out", "--direct")
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "latest").readlink() == before
    assert pl.read_parquet(tmp_path / "out" / "latest" / "documents").height == 6


def test_a_missing_file_is_named(corpus, tolmach, tmp_path):
    (tmp_path / "tolmach.toml").write_text('overrides = "absent.yaml"\n', encoding="utf-8")
    done = tolmach("run", corpus, "-o", "out", "--direct")
    assert done.returncode == 2
    assert "absent.yaml: the overrides cannot be read" in done.stderr
