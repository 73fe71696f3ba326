"""The journal of the runs that changed nothing: a line each, so that they need no snapshot and push none out.

`output/journal.jsonl`, a JSON object a line, oldest first. It is a note for people: nothing is computed from it.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

JOURNAL: Final = "journal.jsonl"
MOST_BYTES: Final = 1_000_000  # about 5,000 runs, two months of one every quarter of an hour; then the older half goes


def note(folder: Path, run_id: str, snapshot: str, status: str, finished_at: datetime, counts: dict[str, int]) -> None:
    """Add a run that changed nothing; call with the folder's lock held.

    Args:
        folder: the output folder.
        run_id: the run.
        snapshot: id of the snapshot that stays.
        status: as in the table `runs`.
        finished_at: UTC.
        counts: what it found, by name.

    Raises:
        OSError: the disk refused.
    """
    line = {
        "run_id": run_id,
        "finished_at": finished_at.isoformat(timespec="seconds"),
        "snapshot": snapshot,
        "status": status,
        "counts": counts,
    }
    path = folder / JOURNAL
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        lines = path.read_bytes().splitlines(keepends=True)
        kept = path.with_name(f".{JOURNAL}.tmp")
        kept.write_bytes(b"".join(lines[len(lines) // 2 :]))
        kept.replace(path)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def unchanged_runs(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the runs that changed nothing, by the snapshot that stayed; lines that a kill has cut are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    try:
        lines = (folder / JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            run = json.loads(line)
            found.setdefault(run["snapshot"], []).append(run)
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    return found
