"""The summary of a run as text: for the terminal, the Prefect artifact and machines."""

from typing import Any

from flows.run.steps import RunSummary

LABELS = {
    "documents": "documents processed",
    "unchanged": "documents unchanged",
    "sources_unchanged": "sources unchanged",
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
    }
