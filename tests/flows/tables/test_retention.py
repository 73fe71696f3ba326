"""Pruning thins by age and never takes what a reader may still hold."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.config import DEFAULTS
from flows.tables.retention import Retention, in_grace
from flows.tables.snapshots import Output, new_run_id

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """A snapshot every three hours for 40 days, all long out of view."""
    made = Output(tmp_path / "out")
    for hours in range(0, 40 * 24, 3):
        folder = made.path / "snapshots" / new_run_id(NOW - timedelta(hours=hours))
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    made.show(made.snapshots()[-1])
    return made


def ages(output: Output) -> list[float]:
    return sorted((NOW - s.started_at) / timedelta(hours=1) for s in output.snapshots())


def test_the_last_day_stays_whole_and_of_a_month_one_a_day(output: Output) -> None:
    output.prune(Retention.of(DEFAULTS), NOW)
    assert [age for age in ages(output) if age <= 24] == [0, 3, 6, 9, 12, 15, 18, 21, 24]
    kept = [s.started_at for s in output.snapshots() if NOW - s.started_at > timedelta(hours=24)]
    assert [moment.hour for moment in kept] == [21] * 28  # the last of each day
    assert min(kept) == datetime(2026, 10, 26, 21, tzinfo=UTC)
    assert output.prune(Retention.of(DEFAULTS), NOW) == []  # and again nothing


def test_the_newest_stay_however_old(output: Output) -> None:
    output.prune(Retention(newest=3, hours=24, days=30), NOW + timedelta(days=400))
    assert ages(output) == [0, 3, 6]


def test_the_published_one_stays_however_old(output: Output) -> None:
    oldest = output.snapshots()[0]
    output.show(oldest)
    output.prune(Retention(newest=1), NOW)
    assert [s.run_id for s in output.snapshots()] == [
        oldest.run_id,
        new_run_id(NOW)[:16] + output.snapshots()[-1].run_id[16:],
    ]


def test_what_has_just_gone_out_of_view_stays_for_its_readers(output: Output) -> None:
    before, latest = output.snapshots()[-2:]
    output.show(before)
    output.show(latest)
    hour = Retention(newest=1, grace_minutes=60)
    assert in_grace(before, hour, datetime.now(UTC))
    output.prune(hour)
    assert [s.run_id for s in output.snapshots()] == [before.run_id, latest.run_id]
    output.prune(hour, datetime.now(UTC) + timedelta(minutes=61))
    assert [s.run_id for s in output.snapshots()] == [latest.run_id]
