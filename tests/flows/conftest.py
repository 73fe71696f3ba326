"""A small mixed corpus and the ways to run it, shared by the tests of whole runs."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flow_corpus import ENGLISH, FEED, PAGE, UKRAINIAN, command, write_feed

from flows.config import RunConfig
from flows.run.direct import run_direct
from flows.run.state import RunSummary
from flows.tables.snapshots import Snapshot


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "cp1251.txt").write_text("Экипаж вернулся на Землю. Посадка прошла по плану.", encoding="cp1251")
    (folder / "ukrainian.txt").write_text(UKRAINIAN, encoding="utf-8")
    (folder / "english.txt").write_text(ENGLISH, encoding="utf-8")
    write_feed(folder / "feed.jsonl", FEED)
    return folder


Run = Callable[..., RunSummary]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run without Prefect into `tmp_path/out`, beam 1."""

    def go(*sources: Path | str, output: Path = tmp_path / "out", **changes: object) -> RunSummary:
        config = RunConfig().with_changes({"beam": 1, **changes}, "test")
        return run_direct([str(s) for s in sources], str(output), config)

    return go


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[[], Snapshot]:
    """What `tmp_path/out/latest` shows."""
    return lambda: Snapshot((tmp_path / "out" / "latest").resolve())


Tolmach = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tolmach(tmp_path: Path) -> Tolmach:
    """Call the command as a user does: a process of its own, no terminal."""

    def call(
        *arguments: str | Path, stdin: str | bytes | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            command(*arguments),
            cwd=tmp_path,
            env=os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")} | environment,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
            timeout=240,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")
        )

    return call
