"""The summary of a run as text: for the terminal, the Prefect artifact and machines."""

from typing import Any

import polars as pl

from flows.read.uris import shown
from flows.run.state import RunSummary
from flows.tables.schemas import RunStatus
from flows.tables.snapshots import Snapshot

LABELS = {
    "documents": "documents processed",
    "unchanged": "documents unchanged",
    "sources_unchanged": "sources unchanged",
    "sources_renamed": "sources renamed",
    "forgotten": "documents forgotten",
    "documents_total": "documents in the tables",
    "rejects": "rejected",
    "spans": "spans",
    "words": "words translated",
    "cached": "spans from memory",
    "mentions": "names found",
    "entities": "entities",
}


def table_rows(summary: RunSummary) -> list[list[Any]]:
    """Return label and value pairs, header first."""
    rows: list[list[Any]] = [["what", "count"]]
    rows += [[label, summary.counts[key]] for key, label in LABELS.items() if key in summary.counts]
    rows += [
        [f"translations {key.removeprefix('status:')}", n]
        for key, n in summary.counts.items()
        if key.startswith("status:")
    ]
    rows += [
        [f"rejected: {key.removeprefix('reject:')}", n]
        for key, n in summary.counts.items()
        if key.startswith("reject:")
    ]
    return rows


def one_line(summary: RunSummary) -> str:
    """Return the counts that matter as one line, e.g. `3 documents processed, 40 unchanged, 1 rejected (unsupported 1)`."""
    counts = summary.counts
    reasons = ", ".join(f"{k.removeprefix('reject:')} {n:,}" for k, n in counts.items() if k.startswith("reject:"))
    rejected = f", {counts['rejects']:,} rejected" if counts["rejects"] else ""
    start = "nothing could be processed: " if summary.status is RunStatus.NOTHING else ""
    return (
        f"{start}{counts['documents']:,} documents processed, {counts['unchanged']:,} unchanged{rejected}"
        + (f" ({reasons})" if reasons else "")
        + (", others rejected before" if summary.status is RunStatus.REJECTED and not counts["rejects"] else "")
        + ("" if summary.published else f"; nothing changed, the tables of {summary.snapshot.name} stay")
    )


def reject_rows(summary: RunSummary, limit: int) -> tuple[list[dict[str, str]], int]:
    """Return the first rejects of the run's tables as rows of source, error and way out, this run's first, and how many there are."""
    rejects = Snapshot(summary.snapshot).read("rejects")
    newest = rejects.sort(pl.col("run_id") != summary.run_id, "source_uri", "error").head(limit)
    columns = newest.select("source_uri", "error", "detail").rows()
    return [
        {"source": shown(source), "error": error, "what happened and what to do": detail}
        for source, error, detail in columns
    ], rejects.height


def markdown(summary: RunSummary) -> str:
    """Return the summary as a Markdown page."""
    lines = [f"# tolmach run {summary.run_id}: {summary.status}", "", "| what | count |", "|---|---:|"]
    lines += [f"| {label} | {value:,} |" for label, value in table_rows(summary)[1:]]
    lines += ["", "| stage | seconds |", "|---|---:|"]
    lines += [f"| {stage} | {seconds:.1f} |" for stage, seconds in summary.seconds.items()]
    return "\n".join([*lines, "", f"Tables: `{summary.snapshot}`", "", f"Signature: `{summary.signature}`", ""])


def as_json(summary: RunSummary) -> dict[str, Any]:
    """Return the summary for machines."""
    return {
        "run_id": summary.run_id,
        "status": summary.status,
        "snapshot": str(summary.snapshot),
        "counts": summary.counts,
        "seconds": summary.seconds,
        "signature": summary.signature,
        "published": summary.published,
        "reasons": [dict(zip(("source_uri", "error", "detail"), row, strict=True)) for row in summary.reasons],
    }
