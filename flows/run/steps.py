"""The steps of a run, in order, as plain functions; `flows.pipeline` wires them into Prefect.

open_run → read_batches ─► process_batch … ─► link_names → publish
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.config import RunConfig
from flows.errors import OutputError
from flows.read.about import about_columns
from flows.read.sources import read_sources
from flows.read.types import Document, Reject, SourceEnd
from flows.run import progress
from flows.run.batches import MENTIONS, PROCESS, RAW, REJECTS, BatchResult, write_plain, write_raw
from flows.run.models import tools, versions
from flows.run.people import KEPT
from flows.run.timing import timed
from flows.secrets import redact_all
from flows.tables import parquet as tables
from flows.tables.history import History, Source, physical_sources, write_sources
from flows.tables.ids import stable_id
from flows.tables.integrity import MANIFEST, problems
from flows.tables.snapshots import Output, Snapshot, new_run_id

REJECTS_PER_PART = 10_000


@dataclass
class Run:
    """A run at work.

    Attributes:
        run_id: its id.
        output: where it publishes.
        config: its settings.
        signature: everything its rows depend on.
        history: what the published snapshot already holds.
        started_at: UTC.
        batches: results so far.
        replaced: documents of the parent that this run has read anew.
        sources: physical sources read or found unchanged, by uri.
        skipped: those found unchanged.
        counts: documents read, unchanged and rejected.
        seconds: time by stage.
        resolve: whether the names are resolved anew even if no document has changed.
    """

    run_id: str
    output: Output
    config: RunConfig
    signature: str
    history: History
    started_at: datetime
    batches: list[BatchResult] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    sources: dict[str, Source] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    resolve: bool = False

    @property
    def staging(self) -> Path:
        """Its staging folder."""
        return self.output.staging(self.run_id)

    @property
    def changed(self) -> bool:
        """Whether the names are to be resolved: a document is new or changed, or it was asked for."""
        return self.resolve or any(b.counts["documents"] for b in self.batches) or bool(self.replaced)

    def resolve_anew(self) -> None:
        """Have all names resolved although no source is read: every document of the parent counts as unchanged."""
        self.resolve = True
        if self.history.snapshot is not None:
            self.counts["unchanged"] = sum(tables.count_rows(p) for p in self.history.snapshot.parts("documents"))

    def timed(self, stage: str) -> AbstractContextManager[None]:
        """Add the block's seconds to a stage."""
        return timed(self.seconds, stage)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did.

    Attributes:
        run_id: its id.
        snapshot: the published folder.
        status: done, rejected (some sources were) or nothing (no document processed or kept).
        counts: documents, unchanged, rejects, spans, words, translations by status, cached, mentions, entities.
        seconds: wall seconds by stage, `total` among them.
        signature: everything a row depends on.
    """

    run_id: str
    snapshot: Path
    status: str
    counts: dict[str, int]
    seconds: dict[str, float]
    signature: str


def _whole(output: Output) -> Snapshot | None:
    """The published snapshot to start from.

    Raises:
        OutputError: it is damaged.
    """
    parent = output.current()
    damage = next(problems(parent.path), "") if parent is not None else ""
    if parent is None or not damage or damage.startswith(f"{MANIFEST} is missing"):
        return parent
    raise OutputError(
        f"the published snapshot {parent.run_id} is damaged: {damage}; run with --full to make the tables anew "
        "(finished translations are remembered), or bring the file back"
    )


@contextmanager
def open_run(output: Output, config: RunConfig, timeout: float = -1) -> Iterator[Run]:
    """Lock the output folder and start a run in staging; whatever happens, staging is removed at the end.

    Overrides that lie in the output folder are taken where the configuration names none.

    Raises:
        OutputError: the folder cannot be used, or another run holds it for longer than `timeout` seconds.
        ModelError: no model for the wanted languages.
    """
    output.prepare()
    if config.overrides is None and output.overrides_path.is_file():
        config = config.with_changes({"overrides": str(output.overrides_path)}, "output folder")
    files = (output.memory_path, output.corrections_path)
    tools(config, *files)  # what is wrong with models or settings is said before waiting for another run
    with output.locked(timeout):
        signature = tools(config, *files).signature  # corrections may have come while it waited
        output.sweep_staging()
        parent = None if config.full else _whole(output)
        run = Run(new_run_id(), output, config, signature, History.load(parent, signature), datetime.now(UTC))
        run.staging.mkdir(parents=True)
        try:
            yield run
        finally:
            shutil.rmtree(run.staging, ignore_errors=True)


class _Stage:
    """Where read documents and rejects wait, as files, until they make a batch."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rows: list[dict[str, Any]] = []
        self.rejects: list[dict[str, Any]] = []
        self.chars = self.batches = self.reject_parts = 0

    def is_full(self, more: int = 0) -> bool:
        """Whether the waiting documents make a batch, or would with so many more characters."""
        config = self.run.config
        return len(self.rows) >= config.batch_documents or (bool(self.rows) and self.chars + more > config.batch_chars)

    def add(self, row: dict[str, Any]) -> None:
        """Let a document wait."""
        self.rows.append(row)
        self.chars += len(row["text"])
        progress.current.add(documents_read=1)

    def reject(self, reject: Reject) -> None:
        """Note a reject."""
        self.rejects.append({**asdict(reject), "run_id": self.run.run_id})
        self.run.counts.update({"rejects": 1, f"reject:{reject.error}": 1})
        progress.current.add(rejects=1)
        if len(self.rejects) >= REJECTS_PER_PART:
            self.flush_rejects()

    def flush(self) -> str:
        """Write the waiting documents as a batch and return its name."""
        self.batches += 1
        name = f"{self.run.run_id}-{self.batches:05}"
        write_raw(self.rows, self.run.staging / RAW / f"{name}.parquet")
        self.rows, self.chars = [], 0
        return name

    def flush_rejects(self) -> None:
        """Write the noted rejects."""
        if self.rejects:
            self.reject_parts += 1
            write_plain(self.rejects, "rejects", self.run.staging / REJECTS / f"read-{self.reject_parts:05}.parquet")
            self.rejects = []


def read_batches(run: Run, sources: Sequence[str]) -> Iterator[str]:
    """Read what is new or changed into staged batches; yields each batch's name as soon as it is complete.

    Sources are read lazily: a batch is read when the one before has been taken.
    """
    batches = _read(run, sources, _Stage(run))
    while True:
        with run.timed("read"):
            name = next(batches, None)
        if name is None:
            progress.current.reading = False
            return
        yield name


def _read(run: Run, sources: Sequence[str], stage: _Stage) -> Iterator[str]:
    seen: dict[str, str] = {}
    for event in read_sources(sources, run.config, skip=run.history.is_unchanged_source):
        if isinstance(event, SourceEnd):
            _note_source(run, event)
        elif isinstance(event, Reject):
            stage.reject(event)
            if known := run.history.sources.get(event.source_uri):  # no SourceEnd follows if it is missing now:
                run.sources[event.source_uri] = replace(known, fingerprint="")  # its rejects are those of this run
        else:
            row = _own_row(event, run.run_id, seen)
            if row is None:  # the same source named twice, e.g. a file and its folder
                continue
            document_id = row["document_id"]
            if run.history.has(document_id, row["content_sha256"]):
                run.counts["unchanged"] += 1
                continue
            if document_id in run.history:
                run.replaced.add(document_id)
            if stage.is_full(len(row["text"])):
                yield stage.flush()
            stage.add(row)
            if stage.is_full():
                yield stage.flush()
    stage.flush_rejects()
    if stage.rows:
        yield stage.flush()


def _note_source(run: Run, end: SourceEnd) -> None:
    """Remember a physical source's fingerprint, so that the next run can skip it while its bytes stay the same."""
    if end.skipped:
        known = run.history.sources[end.source_uri]
        run.sources[end.source_uri] = known
        run.skipped.add(end.source_uri)
        run.counts.update(sources_unchanged=1, unchanged=known.n_documents)
    else:
        run.counts["sources"] += 1
        run.sources[end.source_uri] = Source(end.fingerprint if end.complete else "", end.n_documents)


def _own_row(document: Document, run_id: str, seen: dict[str, str]) -> dict[str, Any] | None:
    """The row of a document under a name of its own, or None for one that is there already.

    Two different things may bear one name (a zip member twice, a record `L2` beside line 2): the second gets `~2`.

    Args:
        document: as read.
        run_id: of the run.
        seen: beginnings of the content hashes by document id, of this run; the document is added.
    """
    number = 1
    while True:
        row = _document_row(document, run_id, f"~{number}" if number > 1 else "")
        content = row["content_sha256"][:16]
        known = seen.setdefault(row["document_id"], "")
        if not known:
            seen[row["document_id"]] = content
            return row
        if known == content:
            return None
        number += 1


def _document_row(document: Document, run_id: str, ending: str = "") -> dict[str, Any]:
    uri = document.source_uri if document.record is None else f"{document.source_uri}#{document.record}"
    uri += ending
    return {
        "document_id": stable_id(uri),
        "source_uri": uri,
        "content_sha256": document.content_sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "title": document.title,
        "published_at": document.published_at,
        **about_columns(document.about, document.source_uri),
        "text": document.text,
        "repairs": "+".join(document.repairs) or None,
        KEPT: list(document.kept),
        "run_id": run_id,
    }


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
            "config": json.dumps(redact_all(run.config.as_dict()), ensure_ascii=False, sort_keys=True),
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
