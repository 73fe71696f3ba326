"""Publishing: readers see the old snapshot or the new one; unchanged parts are shared; one writer at a time."""

import multiprocessing
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lock_worker import hold

from flows.errors import OutputError
from flows.tables import parquet as tables
from flows.tables.retention import Retention
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Output, Snapshot, link_or_copy, new_run_id

REJECT = {"stage": "read", "error": "empty", "detail": "d", "run_id": "r"}


def publish(output: Output, run_id: str, *uris: str) -> Snapshot:
    staging = output.staging(run_id)
    rows = [{"source_uri": uri, **REJECT} for uri in uris]
    tables.write_part("rejects", tables.frame("rejects", rows), staging / "rejects" / f"{run_id}.parquet")
    return output.publish(run_id)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    folder = Output(tmp_path / "out")
    folder.prepare()
    return folder


def test_nothing_published_yet(output: Output) -> None:
    assert output.current() is None
    assert output.snapshots() == []


def test_publish_swaps_latest(output: Output) -> None:
    publish(output, "r1", "a")
    publish(output, "r2", "b", "c")
    assert str(output.latest.readlink()) == "snapshots/r2"  # relative: the folder can be moved
    current = output.current()
    assert current is not None
    assert current.run_id == "r2"
    assert current.read("rejects")["source_uri"].to_list() == ["b", "c"]


def test_every_table_exists_even_when_empty(output: Output) -> None:
    snapshot = publish(output, "r1")
    for table in TABLES:
        assert snapshot.parts(table), table
        assert snapshot.read(table).height == 0


def test_readers_never_see_a_mixture(output: Output) -> None:
    publish(output, "r0", "x0")
    stop = threading.Event()
    seen: list[int] = []

    def reader() -> None:
        while not stop.is_set():
            current = output.current()
            assert current is not None
            seen.append(current.read("rejects").height)

    thread = threading.Thread(target=reader)
    thread.start()
    for i in range(1, 15):
        publish(output, f"r{i:02}", *[f"x{j}" for j in range(i + 1)])
    stop.set()
    thread.join()
    assert seen == sorted(seen)  # each read is one whole snapshot, never going back


def test_prune_keeps_the_newest_and_the_published(output: Output) -> None:
    for i in range(4):
        publish(output, f"r{i}")
    removed = output.prune(Retention(newest=2))
    assert [s.run_id for s in removed] == ["r0", "r1"]
    assert [s.run_id for s in output.snapshots()] == ["r2", "r3"]


def test_hard_link_shares_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    link_or_copy(tmp_path / "a", tmp_path / "deep" / "b")
    assert (tmp_path / "a").stat().st_ino == (tmp_path / "deep" / "b").stat().st_ino


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 10**9))
def test_run_ids_sort_by_time_even_within_a_second(start: datetime, microseconds: int) -> None:
    assume(1900 < start.year < 9999)
    assert new_run_id(start) < new_run_id(start + timedelta(microseconds=microseconds))


def test_second_writer_waits(output: Output, caplog: pytest.LogCaptureFixture) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=hold, args=(str(output.path), 1.0, ready))
    other.start()
    ready.wait(30)
    with output.locked():
        pass
    other.join()
    assert "waiting" in caplog.text


def test_second_writer_says_so_when_it_may_not_wait(output: Output) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=hold, args=(str(output.path), 20.0, ready))
    other.start()
    ready.wait(30)
    with pytest.raises(OutputError, match="another run"), output.locked(timeout=0.3):
        pass
    other.kill()  # the lock dies with its process
    other.join()
    with output.locked(timeout=5):
        pass


def test_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="choose another with -o"):
        Output(tmp_path / "out").prepare()


def strange(output: Output, what: str, elsewhere: Path) -> None:
    """Put something of somebody else's where tolmach writes."""
    place = output.path / what.partition(":")[0]
    match what.partition(":")[2]:
        case "link to a file":
            place.symlink_to(elsewhere / "diary.txt")
        case "link to a folder":
            place.symlink_to(elsewhere)
        case "folder":
            place.mkdir()
            (place / "diary.txt").write_text("mine")
        case "file":
            place.write_text("mine")


@pytest.mark.parametrize("name", [".staging", ".lock", "latest"])
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "folder", "file"])
def test_what_is_somebody_elses_is_refused_and_not_touched(
    output: Output, tmp_path: Path, name: str, kind: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "diary.txt").write_text("mine")
    strange(output, f"{name}:{kind}", elsewhere)
    for use in (output.prepare, output.locked(0).__enter__):
        with pytest.raises(OutputError, match="somebody else") as caught:
            use()
        assert str(output.path / name) in str(caught.value)
        assert kind.partition(" ")[0] in str(caught.value) or name == ".staging"
    assert (elsewhere / "diary.txt").read_text() == "mine"
    place = output.path / name
    assert kind != "folder" or (place / "diary.txt").read_text() == "mine"
    assert kind != "file" or place.read_text() == "mine"


def test_what_a_killed_run_left_is_ours(output: Output) -> None:
    output.staging(new_run_id()).mkdir(parents=True)
    output.latest.symlink_to("snapshots/gone")
    with output.locked(0):
        output.sweep_staging()
    assert not (output.path / ".staging").exists()
    assert output.current() is None
