"""The journal: a line for each run that changed nothing; damage and length do no harm."""

from datetime import UTC, datetime
from pathlib import Path

from flows.tables import journal

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_runs_are_told_by_the_snapshot_that_stayed(tmp_path: Path) -> None:
    for run_id, snapshot in (("r2", "r1"), ("r3", "r1"), ("r5", "r4")):
        journal.note(tmp_path, run_id, snapshot, "done", NOON, {"unchanged": 3})
    found = journal.unchanged_runs(tmp_path)
    assert {snapshot: [run["run_id"] for run in runs] for snapshot, runs in found.items()} == {
        "r1": ["r2", "r3"],
        "r4": ["r5"],
    }
    assert found["r1"][0]["finished_at"] == "2026-11-24T12:00:00+00:00"


def test_no_journal_and_a_damaged_one(tmp_path: Path) -> None:
    assert journal.unchanged_runs(tmp_path) == {}
    (tmp_path / journal.JOURNAL).write_bytes(
        b'\xff\n[1]\n"x"\n{"snapshot": []}\n{"snapshot": "r1", "run_id": "r2"}\n{"snap'
    )
    assert journal.unchanged_runs(tmp_path) == {"r1": [{"snapshot": "r1", "run_id": "r2"}]}


def test_the_older_half_goes_when_it_grows_long(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 2_000)
    for number in range(100):
        journal.note(tmp_path, f"r{number}", "r", "done", NOON, {"unchanged": 3})
    runs = [run["run_id"] for run in journal.unchanged_runs(tmp_path)["r"]]
    assert runs == [f"r{number}" for number in range(100 - len(runs), 100)]
    assert (tmp_path / journal.JOURNAL).stat().st_size < 2_200
