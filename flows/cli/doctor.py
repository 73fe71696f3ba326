"""`tolmach doctor`: is everything here that a run needs?"""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.errors import OutputError
from flows.tables.snapshots import Output

MIN_FREE_BYTES = 1_000_000_000
LIBRARIES = ("ctranslate2", "sentencepiece", "lingua-language-detector", "polars", "pyarrow", "prefect")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        check: what.
        ok: whether it is as it must be.
        detail: what was seen, and what to do when it is not.
    """

    check: str
    ok: bool
    detail: str


def diagnose(output: Path) -> list[Finding]:
    """Look at Python, libraries, models, the detector and the output folder; never raises."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("python", _python),
        *((name, lambda name=name: importlib.metadata.version(name)) for name in LIBRARIES),
        ("no torch", _no_torch),
        ("cpu", _cpu),
        ("model ru-en", _model),
        ("language detection", _detector),
        ("name finding", _names),
        ("scheduler", _scheduler),
        ("prefect server", _server),
        ("output", lambda: _output(output)),
    ]
    findings = []
    for name, check in checks:
        try:
            findings.append(Finding(name, ok=True, detail=check()))
        except Exception as error:  # noqa: BLE001 - a doctor reports whatever is wrong
            findings.append(Finding(name, ok=False, detail=f"{type(error).__name__}: {error}"))
    return findings


def _python() -> str:
    return sys.version.split()[0]


def _no_torch() -> str:
    heavy = [name for name in ("torch", "stanza") if importlib.util.find_spec(name)]
    return f"{', '.join(heavy)} installed, not used" if heavy else "not installed, not needed"


def _cpu() -> str:
    return f"{len(os.sched_getaffinity(0))} usable" if hasattr(os, "sched_getaffinity") else f"{os.cpu_count()}"


def _model() -> str:
    from translate import Translator

    translator = Translator.load("ru", "en")
    answer = translator.translate(["Ракета стартовала утром."])[0]
    info = translator.engine.info
    return f"{info.model} {info.version} ({info.sha256[:12]}): «Ракета стартовала утром.» → {answer.text}"


def _detector() -> str:
    from translate import detect

    got = {
        text: detect(text).lang
        for text in ("Ракета стартовала утром", "The rocket lifted off", "Ракета стартувала вранці")
    }
    if list(got.values()) != ["ru", "en", "uk"]:
        raise RuntimeError(f"unexpected answers {got}: reinstall from requirements.lock")
    return "ru, en and uk told apart"


def _names() -> str:
    from normalize import find_names

    found = [m.lemma for m in find_names("Дмитрий Рогозин посетил Москву.", lang="ru")]
    if found != ["Дмитрий Рогозин", "Москва"]:
        raise RuntimeError(f"unexpected names {found}: reinstall from requirements.lock")
    return ", ".join(found)


def _scheduler() -> str:
    """Let the installed Prefect plan runs, in a process of its own whose database and home are thrown away."""
    with tempfile.TemporaryDirectory(prefix="tolmach-doctor-") as home:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", "from flows.schedule import planned_runs; print(planned_runs())"],
            env={**os.environ, "PREFECT_HOME": home, "PREFECT_LOGGING_LEVEL": "CRITICAL"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("prefect", "sqlalchemy"))
    if done.returncode or not int(done.stdout):
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it planned no run"
        raise RuntimeError(
            f"{versions}: scheduled runs would never start ({reason}): install what requirements.lock has, "
            "or schedule `tolmach run --direct` with cron"
        )
    return f"{versions}: it plans runs"


def _server() -> str:
    if "PREFECT_API_URL" not in os.environ and not (Path.home() / ".prefect" / "profiles.toml").exists():
        return "none set up: `tolmach run` starts one of its own"
    from flows import prefect_settings

    prefect_settings.keep_quiet()
    return prefect_settings.require_server() or "none set up: `tolmach run` starts one of its own"


def _output(output: Path) -> str:
    path = output.absolute()
    there = next(p for p in (path, *path.parents) if p.exists())  # a check leaves nothing behind, no folder either
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise OutputError(f"cannot write to {there} ({error.strerror}): choose another folder with -o") from error
    free = shutil.disk_usage(there).free
    if free < MIN_FREE_BYTES:
        raise RuntimeError(f"{output}: only {free / 1e6:,.0f} MB free; runs need about a gigabyte")
    current = Output(output).current()
    published = f"latest is {current.run_id}" if current else "nothing published yet"
    return f"{output}: writable, {free / 1e9:,.0f} GB free, {published}"
