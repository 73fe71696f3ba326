"""`tolmach snapshots` on snapshots written by hand: what is damaged, and what readers may still hold."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from small_snapshot import publish_small
from typer.testing import CliRunner

from flows.cli.app import app

FIRST, SECOND, THIRD = (f"2026030{day}T120000Z-00000abc" for day in (1, 2, 3))


@pytest.fixture
def snapshots(tmp_path):
    for run_id in (FIRST, SECOND, THIRD):
        publish_small(tmp_path, run_id)
    return tmp_path / "snapshots"


def call(*arguments):
    done = CliRunner().invoke(app, ["snapshots", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_snapshot_of_a_version_without_manifests_is_not_called_damaged(snapshots):
    (snapshots / FIRST / "manifest.json").unlink()
    next((snapshots / SECOND / "spans").glob("*.parquet")).unlink()
    damage = {row["run_id"]: row["damage"] for row in call("list", "-o", snapshots.parent, "--json")}
    assert damage[FIRST] is None
    assert "spans" in damage[SECOND]
    assert damage[THIRD] is None


@pytest.mark.parametrize(
    ("arguments", "removed", "kept"),
    [
        (("--keep", "1"), [FIRST], [SECOND]),
        (("--keep", "2"), [FIRST], []),
        (("--keep", "1", "--now"), [FIRST, SECOND], []),
        (("--keep", "3"), [], []),
    ],
    ids=["one held", "none left over", "at once", "none too many"],
)
def test_pruning_tells_what_readers_may_still_hold(snapshots, arguments, removed, kept):
    long_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
    os.utime(snapshots / FIRST, (long_ago, long_ago))
    done = call("prune", *arguments, "-o", snapshots.parent, "--json")
    assert done == {"removed": removed, "kept_for_readers": kept}
