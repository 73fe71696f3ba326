"""A run at work and what it did: its state, how it is opened, its summary."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.config import RunConfig
from flows.errors import OutputError
from flows.run.batches import BatchResult
from flows.run.models import tools
from flows.run.timing import timed
from flows.tables import parquet as tables
from flows.tables.history import History, Source
from flows.tables.integrity import damage_of
from flows.tables.schemas import RunStatus
from flows.tables.snapshots import Output, Snapshot, new_run_id


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
        replaced: documents of the parent that this run has read anew, or that are to be there no more.
        renamed: sources of the parent that are there under another name, and the name.
        gone: sources of the parent that are to be there no more.
        gone_rejects: uris of rejects of the parent that are to be there no more.
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
    renamed: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    gone_rejects: set[str] = field(default_factory=set)
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
    def documents_changed(self) -> bool:
        """Whether a document is new, changed or gone."""
        return any(b.counts["documents"] for b in self.batches) or bool(self.replaced)

    @property
    def resolves(self) -> bool:
        """Whether the names are to be resolved: a document or what rows depend on has changed, or it was asked for."""
        return self.resolve or self.documents_changed or self.signature != self.history.signature

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
        snapshot: the folder of the published tables: this run's, or the parent's when it changed nothing.
        status: done, rejected (some sources were) or nothing (no document processed or kept).
        counts: documents, unchanged, rejects, spans, words, translations by status, cached, mentions, entities.
        seconds: wall seconds by stage, `total` among them.
        signature: everything a row depends on.
        reasons: the first rejects that concern the sources of the run: source, error, detail.
        published: whether there is a snapshot of this run; one that changed nothing has a line in the journal.
    """

    run_id: str
    snapshot: Path
    status: RunStatus
    counts: dict[str, int]
    seconds: dict[str, float]
    signature: str
    reasons: tuple[tuple[str, str, str], ...] = ()
    published: bool = True


def _whole(output: Output) -> Snapshot | None:
    """The published snapshot to start from.

    Raises:
        OutputError: it is damaged.
    """
    parent = output.current()
    damage = damage_of(parent.path) if parent is not None else ""
    if parent is None or not damage:
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
