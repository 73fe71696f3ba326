"""A part's name never means two things; what is missing or damaged is noticed; what killed runs left is swept."""

import threading
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.config import DEFAULTS
from flows.errors import OutputError
from flows.run.state import open_run
from flows.tables import parquet as tables
from flows.tables.history import SOURCES, History
from flows.tables.integrity import MANIFEST, batch_of, problems, seal
from flows.tables.retention import Retention
from flows.tables.snapshots import STATE, Output, Snapshot


def publish(output: Output, run_id: str, aliases: dict[str, list[str]]) -> Snapshot:
    """Publish a snapshot with these aliases by batch."""
    for batch, names in aliases.items():
        rows = [
            {
                "entity_id": "e",
                "alias": a,
                "script": "Latn",
                "lang": "en",
                "n_mentions": 1,
                "rule": "exact",
                "score": 1.0,
            }
            for a in names
        ]
        tables.write_part(
            "aliases", tables.frame("aliases", rows), output.staging(run_id) / "aliases" / f"{batch}.parquet"
        )
    (output.staging(run_id)).mkdir(parents=True, exist_ok=True)
    return output.publish(run_id)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    made = Output(tmp_path / "out")
    made.prepare()
    return made


def test_a_name_is_of_one_content(output):
    first = publish(output, "r1", {"a": ["A"], "b": ["B"]})
    second = publish(output, "r2", {"a": ["A"], "b": ["C"]})
    names = [{batch_of(p): p.name for p in s.parts("aliases")} for s in (first, second)]
    assert names[0]["a"] == names[1]["a"]
    assert names[0]["b"] != names[1]["b"]
    assert seal(second.parts("aliases")[0]) == second.parts("aliases")[0]  # it has its name


def test_a_whole_snapshot_has_no_problems(output):
    assert list(problems(publish(output, "r1", {"a": ["A"]}).path, thorough=True)) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda part: part.unlink(), "No such file"),
        (lambda part: part.write_bytes(part.read_bytes()[:-5]), "bytes instead of"),
        (lambda part: part.write_bytes(b"\x00" + part.read_bytes()[1:]), "other content"),
        (lambda part: (part.parents[1] / MANIFEST).write_text("{"), "cannot be read"),
        (lambda part: (part.parents[1] / MANIFEST).write_text('{"aliases": 1}'), "cannot be read"),
        (lambda part: (part.parents[1] / MANIFEST).unlink(), "missing"),
    ],
    ids=["gone", "cut", "a byte", "manifest broken", "manifest of another shape", "no manifest"],
)
def test_damage_is_named(output, damage, said):
    snapshot = publish(output, "r1", {"a": ["A"]})
    damage(snapshot.parts("aliases")[0])
    (found,) = problems(snapshot.path, thorough=True)
    assert said in found


def test_no_run_starts_from_a_damaged_snapshot(output):
    snapshot = publish(output, "r1", {"a": ["A"]})
    snapshot.parts("mentions")[0].unlink()
    with pytest.raises(OutputError, match=r"r1 is damaged: mentions/.*--full"), open_run(output, DEFAULTS):
        pass


def test_leftovers_of_killed_runs_are_swept(output):
    publish(output, "r1", {"a": ["A"]})
    (output.path / ".latest-r0").symlink_to("snapshots/r0")
    (output.path / "snapshots" / ".removed-r0" / "spans").mkdir(parents=True)
    assert [s.run_id for s in output.snapshots()] == ["r1"]  # half a snapshot is none
    output.sweep_staging()
    assert {p.name for p in (output.path / "snapshots").iterdir()} == {"r1"}
    assert not list(output.path.glob(".latest-*"))


def test_going_back(output):
    first, _ = publish(output, "r1", {"a": ["A"]}), publish(output, "r2", {"a": ["B"]})
    output.show(first)
    assert output.current().run_id == "r1"


def test_readers_see_a_whole_snapshot_or_an_error(output):
    """Every published snapshot has the same word in both batches; no reader may ever see two words."""
    publish(output, "r0000", {"a": ["w0"], "b": ["w0"]})
    done = threading.Event()
    wrong: list[object] = []
    n_read = 0

    def read() -> None:
        nonlocal n_read
        pattern = str(output.latest / "aliases" / "*.parquet")
        engine = duckdb.connect()
        while not done.is_set():
            for ask in (
                lambda: engine.execute(f"select distinct alias from read_parquet('{pattern}')").fetchall(),
                lambda: pl.scan_parquet(pattern).select("alias").unique().collect().rows(),
            ):
                try:
                    found = ask()
                except (duckdb.Error, OSError, pl.exceptions.PolarsError):
                    continue
                n_read += 1
                if len(found) != 1:
                    wrong.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        publish(output, f"r{number:04}", {"a": [f"w{number}"], "b": [f"w{number}"]})
        output.prune(Retention(newest=3))
    done.set()
    reader.join()
    assert n_read > 10
    assert wrong == []


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all", None])
def test_a_damaged_part_is_one_line_that_names_it(output: Output, content: bytes | None) -> None:
    publish(output, "r1", {"b1": ["a"]})
    snapshot = output.current()
    assert snapshot is not None
    [part] = snapshot.parts("aliases")
    whole = part.read_bytes()
    part.write_bytes(whole[: len(whole) // 2] if content is None else content)
    for use in (lambda: snapshot.read("aliases"), lambda: tables.count_rows(part)):
        with pytest.raises(OutputError, match="is damaged") as caught:
            use()
        assert str(part) in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no parquet at all"])
def test_a_damaged_state_of_sources_is_told_and_read_anew(
    output: Output, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    publish(output, "r1", {"b1": ["a"]})
    snapshot = output.current()
    assert snapshot is not None
    state = snapshot.path / STATE / SOURCES
    state.parent.mkdir(exist_ok=True)
    state.write_bytes(content)
    assert History.load(snapshot, "s").sources == {}
    assert "every source is read again" in caplog.text
