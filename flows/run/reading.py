"""Sources into staged batches: what is new or changed of them, as files that wait to be processed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flows.read.sources import read_sources
from flows.read.types import Reject, SourceEnd
from flows.run import progress
from flows.run.batches import RAW, REJECTS, write_plain, write_raw
from flows.run.moved import Predecessors, tell_renamed
from flows.run.naming import Names
from flows.run.state import Run
from flows.tables.history import Source

REJECTS_PER_PART = 10_000


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
        row = {name: getattr(reject, name) for name in ("stage", "error", "detail")}
        self.rejects.append({"source_uri": reject.origin or reject.source_uri, **row, "run_id": self.run.run_id})
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
    names = Names(run.history, run.run_id)
    predecessors = Predecessors(run.history.sources)
    for event in read_sources(sources, run.config, skip=run.history.is_unchanged_source):
        if isinstance(event, SourceEnd):
            _note_source(run, event, predecessors)
        elif isinstance(event, Reject):
            stage.reject(event)
            uri = event.origin or event.source_uri
            if known := run.history.sources.get(uri):  # no SourceEnd follows if it is missing now:
                run.sources[uri] = replace(known, fingerprint="")  # its rejects are those of this run
        else:
            row = names.row(event)
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
    run.replaced |= run.history.documents_of(run.renamed.keys())
    tell_renamed(run.renamed)
    stage.flush_rejects()
    if stage.rows:
        yield stage.flush()


def _note_source(run: Run, end: SourceEnd, predecessors: Predecessors) -> None:
    """Remember a physical source's fingerprint, so that the next run can skip it while its bytes stay the same."""
    if end.skipped:
        known = run.history.sources[end.origin]
        run.sources[end.origin] = known
        run.skipped.add(end.origin)
        run.counts.update(sources_unchanged=1, unchanged=known.n_documents)
        return
    run.counts["sources"] += 1
    run.sources[end.origin] = Source.read(end.fingerprint if end.complete else "", end.n_documents)
    if end.origin not in run.history.sources:
        before = predecessors.take(end.origin, run.sources[end.origin].content, run.sources)
        if before is not None:
            run.renamed[before] = end.origin
            run.counts["sources_renamed"] += 1
