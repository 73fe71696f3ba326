"""Documents that are to be forgotten: found by source or pattern, taken out of the tables and, when asked, of older snapshots."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import polars as pl

from flows.config import RunConfig
from flows.errors import OutputError
from flows.paths import plain_path
from flows.read.uris import absolute, is_url
from flows.run.entities import link_names
from flows.run.publishing import publish
from flows.run.state import Run, RunSummary, open_run
from flows.tables import parquet as tables
from flows.tables.history import History, sources_of, write_sources
from flows.tables.snapshots import Output, Snapshot
from flows.tables.sources import SourceNames

_END = r"(?:\Z|[#/]|!/|~\d+\Z)"
"""What may follow the name of a source or folder: nothing, a record, a file in it, a member."""


class Wanted:
    """The sources that somebody has named: files, folders, URLs, records, or patterns with `*`, `**`, `?` and `[…]`."""

    def __init__(self, given: Sequence[str]) -> None:
        """Take what was given; relative paths are taken from the present folder."""
        self._exact: list[re.Pattern[str]] = []
        self._patterns: list[re.Pattern[str]] = []
        for one in filter(None, given):
            path = plain_path(one)
            # relative names stand in tables of earlier versions
            for form in {path.rstrip("/"), path if is_url(path) else absolute(path)} - {""}:
                self._exact.append(re.compile(re.escape(form) + _END))
                self._patterns.append(re.compile(_glob(form) + _END))

    def among(self, uris: Iterable[str], sources: Collection[str]) -> set[str]:
        """Return the uris that are wanted; a name that one of them bears literally is no pattern.

        Args:
            uris: of documents or rejects.
            sources: every physical source that is known.
        """
        names = SourceNames(sources)
        every = list(uris)
        return {u for u in every if _named(u, self._exact, names)} or {
            u for u in every if _named(u, self._patterns, names)
        }


def _named(uri: str, patterns: Iterable[re.Pattern[str]], names: SourceNames) -> bool:
    whole = len(names.of(uri) or "")
    for pattern in patterns:
        # `a` is no name of the record `#b` where a file is called `a#b`
        if (found := pattern.match(uri)) and (found.end() >= whole or uri[found.end() - 1] == "/"):
            return True
    return False


def _glob(pattern: str) -> str:
    """A pattern of file names as a regular expression: `*` and `?` stay within a folder, `**` does not."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}

    def turned(found: re.Match[str]) -> str:
        sign = found[0]
        if sign in parts:
            return parts[sign]
        if sign.startswith("["):
            inner = re.escape(sign[1:-1]).replace(r"\-", "-")
            return f"[^{inner.removeprefix('!')}]" if inner.startswith("!") else f"[{inner}]"
        return re.escape(sign)

    return re.sub(r"\*\*/|\*\*|\*|\?|\[!?[^]/]+\]|[^*?\[]+|\[", turned, pattern)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a snapshot holds of what is to be forgotten.

    Attributes:
        snapshot: which.
        documents: uri by document id.
        rejects: uris of rejects.
        sources: physical sources that are wanted as a whole.
        n_spans, n_mentions: rows of the documents.
    """

    snapshot: Snapshot
    documents: dict[str, str]
    rejects: set[str]
    sources: set[str]
    n_spans: int
    n_mentions: int

    def __bool__(self) -> bool:
        """Whether it holds anything."""
        return bool(self.documents or self.rejects or self.sources)


def holding(snapshot: Snapshot, wanted: Wanted) -> Holding:
    """Look what a snapshot holds of what is to be forgotten.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        sources = sources_of(snapshot)
        documents = dict(snapshot.read("documents", ["document_id", "source_uri"]).rows())
        uris = set(snapshot.read("rejects")["source_uri"])
        chosen = wanted.among([*documents.values(), *uris, *sources], sources)
        found = {document_id: uri for document_id, uri in documents.items() if uri in chosen}
        n_spans, n_mentions = (
            snapshot.read(table, ["document_id"]).filter(tables.among("document_id", found)).height
            for table in ("spans", "mentions")
        )
    except (OSError, pl.exceptions.PolarsError) as error:
        raise OutputError(
            f"the snapshot {snapshot.run_id} cannot be read ({error}): remove it, or see `snapshots verify`"
        ) from error
    return Holding(snapshot, found, uris & chosen, sources & chosen, n_spans, n_mentions)


def forget(output: Output, wanted: Wanted, config: RunConfig, *, older: bool, memory: bool) -> RunSummary | None:
    """Publish a snapshot without the documents; rewrite older snapshots and empty the translation memory when asked.

    Args:
        output: the output folder.
        wanted: what is to be forgotten.
        config: settings; names are resolved anew without the documents.
        older: take the documents out of every other snapshot as well.
        memory: remove the translation memory, whose rows do not tell which document they came from.

    Returns:
        What was published; None when the published snapshot held nothing of it.

    Raises:
        OutputError: the folder cannot be used. ModelError: no model. OSError: the disk refused.
    """
    summary = None
    with open_run(output, config) as run:
        parent = run.history.snapshot
        if parent is not None and (held := holding(parent, wanted)):
            _leave_out(run, held)
            run.counts.update(unchanged=len(run.history.known) - len(held.documents), forgotten=len(held.documents))
            link_names(run)
            summary = publish(run)
        if older:
            current = output.current()
            for snapshot in output.snapshots():
                if (current is None or snapshot.run_id != current.run_id) and (
                    held := holding(output.fetch(snapshot), wanted)
                ):
                    _rewrite(run, held)
        if memory:
            for path in output.memory_path.parent.glob(f"{output.memory_path.name}*"):
                path.unlink(missing_ok=True)
    return summary


def _leave_out(run: Run, held: Holding) -> None:
    run.replaced |= held.documents.keys()
    run.gone |= held.sources
    run.gone_rejects |= held.rejects


def _rewrite(run: Run, held: Holding) -> None:
    """Put a snapshot without the documents in the place of an older one; its names are resolved anew among themselves."""
    history = History.load(held.snapshot, run.signature)
    own = replace(
        run,
        run_id=held.snapshot.run_id,
        signature=history.signature,
        history=history,
        started_at=datetime.now(UTC),
        replaced=set(),
        gone=set(),
        gone_rejects=set(),
    )
    _leave_out(own, held)
    own.staging.mkdir(parents=True, exist_ok=True)
    link_names(own)
    rejects = held.snapshot.read("rejects")
    rejects = rejects.filter(~tables.among("source_uri", held.rejects))
    for table, rows in (("rejects", rejects), ("runs", history.runs)):
        tables.write_part(table, rows, own.staging / table / f"{own.run_id}.parquet", own.signature)
    write_sources(history, {}, own.gone, own.staging, own.signature)
    run.output.exchange(own.run_id)
