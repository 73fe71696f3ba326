"""The end of a run: rejects and the run itself are added to the staged tables, which become the snapshot readers see.

A run that has changed nothing publishes no snapshot: history is not pushed out by runs that found nothing new. It leaves a
line in the journal, and the state of the sources beside the tables is brought up to date.
"""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from flows.run.batches import MENTIONS, PROCESS, RAW, REJECTS
from flows.run.models import versions
from flows.run.state import Run, RunSummary
from flows.secrets import redact_all
from flows.tables import journal
from flows.tables import parquet as tables
from flows.tables.compaction import compact
from flows.tables.history import refresh_sources, write_sources
from flows.tables.integrity import EMPTY, batch_of, seal
from flows.tables.retention import Retention
from flows.tables.schemas import RunStatus
from flows.tables.snapshots import Snapshot
from flows.tables.sources import SourceNames

REASONS = 10
"""So many rejects a run tells by itself; the table has them all."""


def publish(run: Run) -> RunSummary:
    """Add rejects and the run itself to the staged tables, swap `latest`, prune old snapshots; or note that nothing changed.

    Raises:
        OSError: the disk refused; `latest` still shows the old snapshot.
    """
    with run.timed("publish"):
        rejects, asked = _rejects(run)
        write_sources(run.history, run.sources, run.renamed.keys() | run.gone, run.staging, run.signature)
        for folder in (RAW, MENTIONS, REJECTS):
            shutil.rmtree(run.staging / folder, ignore_errors=True)
        counts = _counts(run)
        reasons = tuple(asked.select("source_uri", "error", "detail").head(REASONS).rows())
        some = counts["documents"] + counts["unchanged"] + counts.get("forgotten", 0)
        status = RunStatus.NOTHING if not some else RunStatus.REJECTED if reasons else RunStatus.DONE
        finished = datetime.now(UTC)
        seconds = _seconds(run, (finished - run.started_at).total_seconds())
        parent = run.history.snapshot
        if parent is not None and _changed_nothing(run, parent, rejects):
            refresh_sources(parent, run.staging)
            journal.note(run.output.path, run.run_id, parent.run_id, status, finished, counts)
            return RunSummary(run.run_id, parent.path, status, counts, seconds, run.signature, reasons, published=False)
        path = run.staging / "rejects" / f"{run.run_id}.parquet"
        tables.write_part("rejects", rejects, path, run.signature)
        row = {
            "run_id": run.run_id,
            "parent_run_id": parent.run_id if parent else None,
            "started_at": run.started_at,
            "finished_at": finished,
            "status": status,
            "config": json.dumps(redact_all(run.config.as_dict()), ensure_ascii=False, sort_keys=True),
            "signature": run.signature,
            "versions": json.dumps(versions(), sort_keys=True),
            "counts": json.dumps(counts, sort_keys=True),
            "stage_seconds": json.dumps(seconds, sort_keys=True),
        }
        runs = pl.concat([run.history.runs, tables.frame("runs", [row])])
        tables.write_part("runs", runs, run.staging / "runs" / f"{run.run_id}.parquet", run.signature)
        compact(run.staging, run.run_id)
        snapshot = run.output.publish(run.run_id)
        run.output.prune(Retention.of(run.config))
    return RunSummary(run.run_id, snapshot.path, status, counts, seconds, run.signature, reasons)


def _rejects(run: Run) -> tuple[pl.DataFrame, pl.DataFrame]:
    """This run's rejects, and the parent's of sources not read anew.

    Returns:
        The rejects, and those of them that concern the sources this run was asked for, its own first.
    """
    read_anew = run.sources.keys() - run.skipped
    kept = run.history.rejects_not_of(read_anew | run.renamed.keys() | run.gone)
    new = tables.read((run.staging / REJECTS).glob("*.parquet"), table="rejects")
    names = SourceNames(run.sources)
    for uri in new.filter(pl.col("stage") == PROCESS)["source_uri"]:
        if source := names.of(uri):
            run.sources[source] = replace(run.sources[source], fingerprint="")  # to be tried again
    kept = kept.filter(~tables.among("source_uri", run.gone_rejects))
    asked = kept.filter([names.of(uri) in run.skipped for uri in kept["source_uri"]])
    return pl.concat([kept, new]), pl.concat([new, asked])


def _changed_nothing(run: Run, parent: Snapshot, rejects: pl.DataFrame) -> bool:
    """Whether the staged tables say what the parent's say, by what rows depend on, documents, rejects and names."""
    if run.signature != run.history.signature or run.documents_changed:
        return False
    before, after = (frame.drop("run_id").sort(pl.all()) for frame in (parent.read("rejects"), rejects))
    if not before.equals(after):
        return False
    return not run.resolve or all(
        {seal(part).name for part in Snapshot(run.staging).parts(table)}
        == {part.name for part in parent.parts(table) if batch_of(part) != EMPTY}
        for table in ("mentions", "entities", "entity_ids", "aliases")
    )


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
