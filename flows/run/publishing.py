"""The end of a run: rejects and the run itself are added to the staged tables, which become the snapshot readers see."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from flows.run.batches import MENTIONS, PROCESS, RAW, REJECTS
from flows.run.models import versions
from flows.run.state import Run, RunSummary
from flows.tables import parquet as tables
from flows.tables.history import physical_sources, write_sources
from flows.tables.snapshots import Snapshot


def publish(run: Run) -> RunSummary:
    """Add rejects and the run itself to the staged tables, swap `latest`, prune old snapshots.

    Raises:
        OSError: the disk refused; `latest` still shows the old snapshot.
    """
    with run.timed("publish"):
        n_rejects = _publish_rejects(run)
        write_sources(run.history, run.sources, run.staging, run.signature)
        for folder in (RAW, MENTIONS, REJECTS):
            shutil.rmtree(run.staging / folder, ignore_errors=True)
        counts = _counts(run)
        status = "nothing" if not counts["documents"] + counts["unchanged"] else "rejected" if n_rejects else "done"
        finished = datetime.now(UTC)
        seconds = _seconds(run, (finished - run.started_at).total_seconds())
        row = {
            "run_id": run.run_id,
            "parent_run_id": run.history.snapshot.run_id if run.history.snapshot else None,
            "started_at": run.started_at,
            "finished_at": finished,
            "status": status,
            "config": json.dumps(run.config.as_dict(), ensure_ascii=False, sort_keys=True),
            "signature": run.signature,
            "versions": json.dumps(versions(), sort_keys=True),
            "counts": json.dumps(counts, sort_keys=True),
            "stage_seconds": json.dumps(seconds, sort_keys=True),
        }
        runs = pl.concat([run.history.runs, tables.frame("runs", [row])])
        tables.write_part("runs", runs, run.staging / "runs" / f"{run.run_id}.parquet", run.signature)
        snapshot = run.output.publish(run.run_id)
        run.output.prune(run.config.keep_snapshots)
    return RunSummary(run.run_id, snapshot.path, status, counts, seconds, run.signature)


def _publish_rejects(run: Run) -> int:
    """Write the rejects: this run's, and the parent's of sources not read anew.

    Returns:
        How many concern the sources this run was asked for.
    """
    kept = run.history.rejects_not_of(run.sources.keys() - run.skipped)
    new = tables.read((run.staging / REJECTS).glob("*.parquet"), table="rejects")
    for uri in new.filter(pl.col("stage") == PROCESS)["source_uri"]:
        for source in run.sources.keys() & set(physical_sources(uri)):
            run.sources[source] = replace(run.sources[source], fingerprint="")  # to be tried again
    path = run.staging / "rejects" / f"{run.run_id}.parquet"
    tables.write_part("rejects", pl.concat([kept, new]), path, run.signature)
    return new.height + sum(not run.skipped.isdisjoint(physical_sources(uri)) for uri in kept["source_uri"])


def _counts(run: Run) -> dict[str, int]:
    counts = Counter(dict.fromkeys(("documents", "unchanged", "rejects", "spans", "words", "mentions", "entities"), 0))
    counts.update(run.counts)
    for batch in run.batches:
        counts.update(batch.counts)
        counts["rejects"] += sum(n for name, n in batch.counts.items() if name.startswith("reject:"))
    counts["documents_total"] = sum(tables.count_rows(p) for p in Snapshot(run.staging).parts("documents"))
    return dict(sorted(counts.items()))


def _seconds(run: Run, total: float) -> dict[str, float]:
    seconds = {**run.seconds, "total": total}
    for batch in run.batches:
        for stage, value in batch.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + value
    return {name: round(value, 3) for name, value in sorted(seconds.items())}
