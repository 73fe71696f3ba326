"""What the published snapshot already knows, so that a run processes only what is new or changed."""

import logging
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from flows.tables import parquet as tables
from flows.tables.integrity import batch_of
from flows.tables.migrate import conforms
from flows.tables.snapshots import STATE, Snapshot, link_or_copy
from flows.tables.sources import SourceNames

log = logging.getLogger(__name__)

SOURCES = "sources.parquet"
BATCH_TABLES = ("documents", "spans", "translations", "mentions")  # parts of one batch share its name
SMALL_BYTES = 1_000_000  # parts below this are merged …
SMALL_PARTS = 32  # … once there are this many


STATE_COLUMNS = {
    "source_uri": pl.String,
    "fingerprint": pl.String,
    "n_documents": pl.Int64,
    "signature": pl.String,
}


OVERRIDES = "overrides"
"""Name of the part of a run signature that tells the overrides."""


def document_signature(run_signature: str) -> str:
    """Return the part of a run signature that documents, spans and translations depend on: all but the overrides of identity."""
    return " ".join(part for part in run_signature.split() if not part.startswith(f"{OVERRIDES}:"))


@dataclass(frozen=True, slots=True)
class Source:
    """A physical source as it was last read.

    Attributes:
        fingerprint: hash of its bytes and of how they were read; "" when it has to be read again, with another
            signature for one.
        n_documents: documents that came out.
        content: digest of its bytes; "" where it is not known.
    """

    fingerprint: str
    n_documents: int
    content: str = ""

    @classmethod
    def read(cls, fingerprint: str, n_documents: int) -> "Source":
        """Return a source as it has just been read; the fingerprint ends with the digest of the bytes."""
        return cls(fingerprint, n_documents, fingerprint.rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class History:
    """The parent snapshot as the next run needs it.

    Attributes:
        snapshot: the parent; None for a first or full run.
        known: document id → content hash of every document in the parent; "" when another signature made it.
        sources: every physical source the parent knows, by uri.
        runs: the parent's `runs` table.
        signature: the run signature of the parent; "" without one.
    """

    snapshot: Snapshot | None
    known: dict[str, str]
    sources: dict[str, Source]
    runs: pl.DataFrame
    signature: str

    @classmethod
    def load(cls, snapshot: Snapshot | None, signature: str) -> "History":
        """Read a snapshot's history; None gives an empty one."""
        if snapshot is None:
            return cls(None, {}, {}, tables.frame("runs", []), "")
        runs = snapshot.read("runs")
        wanted = document_signature(signature)
        current = [document_signature(text) == wanted for text in runs["signature"]]
        same = runs.filter(current)["run_id"].implode()
        parent = runs.filter(pl.col("run_id") == snapshot.run_id)["signature"].to_list()
        documents = snapshot.read("documents", ["document_id", "content_sha256", "run_id"]).with_columns(
            sha=pl.when(pl.col("run_id").is_in(same)).then("content_sha256").otherwise(pl.lit(""))
        )
        known = dict(zip(documents["document_id"], documents["sha"], strict=True))
        sources = {
            row["source_uri"]: replace(
                Source.read(row["fingerprint"], row["n_documents"]),
                fingerprint=row["fingerprint"] if row["signature"] == wanted else "",
            )
            for row in _read_state(snapshot).to_dicts()
        }
        return cls(snapshot, known, sources, runs, parent[0] if parent else "")

    def __contains__(self, document_id: str) -> bool:
        """Whether the parent holds the document, in whatever version."""
        return document_id in self.known

    def has(self, document_id: str, content_sha256: str) -> bool:
        """Whether the parent holds exactly this content, processed with the same signature."""
        return self.known.get(document_id) == content_sha256

    def is_unchanged_source(self, source_uri: str, fingerprint: str) -> bool:
        """Whether a physical source has the bytes it had when it was last read whole."""
        source = self.sources.get(source_uri)
        return source is not None and fingerprint != "" and source.fingerprint == fingerprint

    def rejects_not_of(self, read_anew: AbstractSet[str]) -> pl.DataFrame:
        """Return the parent's rejects of known sources that have not been read anew.

        What was no source (a missing file, an empty folder) is no fact about the tables: it concerned that run only.
        """
        if self.snapshot is None:
            return tables.frame("rejects", [])
        rejects = self.snapshot.read("rejects")
        names = SourceNames(self.sources)
        sources = [names.of(uri) for uri in rejects["source_uri"]]
        return rejects.filter([source is not None and source not in read_anew for source in sources])

    def contents(self) -> list[tuple[str, str]]:
        """Return uri and content hash of every document of the parent, whatever signature made it."""
        if self.snapshot is None:
            return []
        return self.snapshot.read("documents", ["source_uri", "content_sha256"]).rows()

    def documents_of(self, sources: AbstractSet[str]) -> set[str]:
        """Return the ids of the parent's documents that came from any of these physical sources."""
        if self.snapshot is None or not sources:
            return set()
        names = SourceNames(self.sources)
        rows = self.snapshot.read("documents", ["document_id", "source_uri"]).rows()
        return {document_id for document_id, uri in rows if names.of(uri) in sources}


def sources_of(snapshot: Snapshot) -> set[str]:
    """Return every physical source that a snapshot knows."""
    return set(_read_state(snapshot)["source_uri"])


def _read_state(snapshot: Snapshot) -> pl.DataFrame:
    path = snapshot.path / STATE / SOURCES
    try:
        return pl.read_parquet(path).select(list(STATE_COLUMNS)).cast(STATE_COLUMNS)  # type: ignore[arg-type]
    except FileNotFoundError:
        pass
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        log.warning("%s is damaged (%s): every source is read again", path, " ".join(str(error).split())[:120])
    return pl.DataFrame(schema=STATE_COLUMNS)


def write_sources(
    history: History, sources: Mapping[str, Source], gone: AbstractSet[str], staging: Path, signature: str
) -> None:
    """Write what the next run needs: this run's sources, and the parent's of those neither named this time nor gone."""
    path = staging / STATE / SOURCES
    rows = [(uri, s.fingerprint, s.n_documents, document_signature(signature)) for uri, s in sources.items()]
    state = pl.DataFrame(rows, schema=STATE_COLUMNS, orient="row")
    if history.snapshot is not None:
        old = _read_state(history.snapshot)
        left_out = tables.among("source_uri", [*state["source_uri"], *gone])
        state = pl.concat([old.filter(~left_out), state])
    tables.write_arrow(state.to_arrow(), path)


def refresh_sources(parent: Snapshot, staging: Path) -> None:
    """Let a published snapshot know the sources as a run that changed none of its tables has found them.

    A feed whose bytes have changed and whose records have not is then not read again and again.
    """
    found, target = staging / STATE / SOURCES, parent.path / STATE / SOURCES
    if target.exists() and target.read_bytes() == found.read_bytes():
        return
    target.parent.mkdir(exist_ok=True)
    found.replace(target)


def carry_over(parent: Snapshot, staging: Path, replaced: Iterable[str], run_id: str, *, merge: bool) -> None:
    """Bring the parent's parts into staging: hard links where nothing changed, rewritten where documents were replaced.

    Args:
        parent: the snapshot.
        staging: of the run.
        replaced: documents whose rows stay behind.
        run_id: of the run.
        merge: make one of many small parts.
    """
    gone = tables.among("document_id", replaced)
    parts = {table: {batch_of(part): part for part in parent.parts(table)} for table in BATCH_TABLES}
    batches = {batch: part for batch, part in parts["documents"].items() if tables.count_rows(part)}
    small = [batch for batch, part in batches.items() if part.stat().st_size < SMALL_BYTES]
    merged = small if merge and len(small) >= SMALL_PARTS else []
    for batch, part in batches.items():
        if batch not in merged:
            own = {table: parts[table][batch] for table in BATCH_TABLES if batch in parts[table]}
            touched = _holds(part, gone) or not all(conforms(path, table) for table, path in own.items())
            for table in BATCH_TABLES:
                source = parts[table].get(batch)
                if source is None:
                    continue
                if touched:
                    _rewrite(table, [source], staging / table / f"{batch}.parquet", gone)
                else:
                    link_or_copy(source, staging / table / source.name)
    for table in BATCH_TABLES if merged else ():
        sources = [parts[table][batch] for batch in merged if batch in parts[table]]
        _rewrite(table, sources, staging / table / f"{run_id}-merged.parquet", gone)


def _holds(part: Path, gone: pl.Expr) -> bool:
    """Whether a part has rows of documents that are gone."""
    return bool(pl.read_parquet(part, columns=["document_id"]).select(gone.any()).item())


def _rewrite(table: str, sources: list[Path], target: Path, gone: pl.Expr) -> None:
    """Write the rows of some parts, less the documents that are gone, as one part."""
    rows = tables.read(sources, table=table).filter(~gone)
    if rows.height:
        tables.write_part(table, rows, target, tables.signature_of(sources[0]))
