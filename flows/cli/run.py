"""`tolmach run` on a terminal: progress on stderr, results on stdout, an exit code."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.config import RunConfig
from flows.read.uris import shown
from flows.run import progress
from flows.run.state import RunSummary
from flows.run.summary import as_json, table_rows
from flows.secrets import redact
from flows.tables.remote import folder_of, remote_of
from flows.tables.schemas import RunStatus
from flows.tables.snapshots import Snapshot
from translate.types import TO_BE_CHECKED

EXIT_CODES = {RunStatus.DONE: 0, RunStatus.REJECTED: 1, RunStatus.NOTHING: 3}


def run_and_show(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    *,
    direct: bool = False,
    report: bool = False,
    silent: bool = False,
    machine: bool = False,
    wait: float = -1,
) -> int:
    """Run, show the result, return the exit code: 0 done, 1 some sources rejected, 3 nothing could be processed.

    Args:
        sources: what to process.
        output: the output folder.
        config: settings.
        direct: without Prefect.
        report: write the explorer as well.
        silent: show nothing but errors and up to ten rejects.
        machine: print JSON.
        wait: seconds to wait for another run on the folder; -1 for ever.
    """
    errors = Console(stderr=True, highlight=False)

    counters = progress.reset()
    with progress.display(counters, errors, visible=errors.is_terminal and not silent and not machine):
        if direct:
            from flows.run.direct import run_direct as runner
        else:
            from flows.pipeline import run_with_prefect as runner
        summary = runner(sources, output, config, wait)
    place = redact(output)
    remote = remote_of(folder_of(output))
    page = _write_report(summary.snapshot) if report else None
    for uri, error, detail in summary.reasons:
        errors.print(f"tolmach: rejected {shown(uri)}: {error}: {detail}", markup=False, soft_wrap=True)
    if summary.counts["rejects"] > len(summary.reasons) > 0:
        more = summary.counts["rejects"] - len(summary.reasons)
        errors.print(f"tolmach: {more:,} more: tolmach rejects -o {place}", markup=False, soft_wrap=True)
    if machine:
        print(json.dumps({**as_json(summary), "report": str(page) if page else None}, ensure_ascii=False, indent=2))
    elif not silent:
        _show(summary, place, f"{remote.shown}/snapshots/{summary.snapshot.name}" if remote else f"{place}/latest")
        if page:
            Console(highlight=False).print(
                f"report  {page if remote else f'{place}/latest/{page.name}'}",
                markup=False,
                soft_wrap=True,
            )
        _show_next(summary, place)
    return EXIT_CODES[summary.status]


def _write_report(snapshot: Path) -> Path:
    from flows.report import write_report

    return write_report(Snapshot(snapshot))


def _show(summary: RunSummary, place: str, folder: str) -> None:
    """Show what was counted; `folder` is where the tables are: through the link, or in the store, which has none."""
    console = Console(highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    for label, value in table_rows(summary)[1:]:
        table.add_row(label, f"{value:,}")
    table.add_row("seconds", f"{summary.seconds['total']:,.1f}")
    console.print(table)
    snapshot = summary.snapshot.name if summary.published else f"{summary.snapshot.name}, nothing has changed since"
    console.print(f"tables  {folder}/<table>/*.parquet  (snapshot {snapshot})", markup=False, soft_wrap=True)
    if summary.status is not RunStatus.DONE:
        console.print(f"rejects and their reasons: tolmach rejects -o {place}", markup=False, soft_wrap=True)


def _show_next(summary: RunSummary, place: str) -> None:
    """Say what can be done with the tables."""
    if summary.status is RunStatus.NOTHING:
        return
    to_look_at = sum(summary.counts.get(f"status:{status}", 0) for status in TO_BE_CHECKED)
    steps = [("report --open", "read it, search it, see who is in it")]
    if to_look_at:
        steps.append(
            ("review next", f"put {to_look_at:,} doubtful translation{'s' * (to_look_at > 1)} right, the worst first")
        )
    steps.append(("export xlsx", "the tables as a workbook"))
    where = "" if place == "output" else f" -o {shlex.quote(place)}"
    lines = [(f"tolmach {command}{where}", purpose) for command, purpose in steps]
    width = max(len(command) for command, _ in lines)
    console = Console(highlight=False)
    console.print("next:", markup=False)
    for command, purpose in lines:
        console.print(f"  {command:{width}}  {purpose}", markup=False, soft_wrap=True)
