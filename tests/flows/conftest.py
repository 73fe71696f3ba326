"""A small mixed corpus and the ways to run it, shared by the tests of whole runs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from flows.config import RunConfig
from flows.pipeline import run_direct
from flows.run import RunSummary
from flows.snapshots import Snapshot

PAGE = """Войти
Подписка на новости

Roscosmos invites partners
The crew will spend six months aboard the station. The word «спутник» means satellite.
Дмитрий Рогозин посетил космодром Восточный. Ракета стартовала утром.
"""
UKRAINIAN = "Ракета стартувала вранці з космодрому. Усі системи працюють, їхній стан добрий."
ENGLISH = "The launch was delayed by two days.\nEngineers checked the second stage twice."
FEED = [
    {"id": "a", "title": "Port", "date": "2026-03-01", "text": "Порт принял больше грузов, чем год назад."},
    {"id": "b", "title": "Weather", "date": "2026-03-02", "text": "Погода задержала корабль на два дня."},
]


def write_feed(path: Path, records: Sequence[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")


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


def command(*arguments: str | Path) -> list[str]:
    """The command line of `tolmach`, with this Python."""
    return [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
