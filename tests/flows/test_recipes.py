"""The recipes of deploy/: cron lines are run as cron runs them, units are verified, the container file copies what there is.

The units' commands are run by the tests of schedules.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from doc_commands import problem
from prefect.schedules import Cron
from recipes import DEPLOY, cron_lines, unit

from flows.tables.snapshots import Output

ROOT = DEPLOY.parent


def as_cron(command: str, home: Path) -> "subprocess.CompletedProcess[str]":
    tolmach = home / "tolmach"
    tolmach.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from flows.cli.app import main; main()" "$@"\n')
    tolmach.chmod(0o755)
    command = command.replace("/opt/tolmach/.venv/bin/tolmach", str(tolmach)).replace("/var/lib/tolmach", str(home))
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, cwd="/", capture_output=True, text=True, check=False, timeout=240
    )


@pytest.mark.slow
def test_cron_lines_do_what_they_say_and_write_no_mail(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "news.txt").write_text("Экипаж вернулся на Землю утром.", encoding="utf-8")
    (_, feed), (_, prune) = cron_lines()
    for _ in range(2):
        done = as_cron(feed, tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    output = Output(tmp_path / "output")
    assert output.current().read("translations")["text_en"].len() == 1
    assert not (tmp_path / ".prefect").exists()
    with output.locked(0):
        busy = as_cron(feed, tmp_path)
    assert busy.returncode == 2
    assert busy.stderr.splitlines()[-1].startswith("tolmach: another run is writing to output")
    done = as_cron(prune, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert 1 <= len(output.snapshots()) <= 5


def test_times_are_cron_s() -> None:
    times = [time for time, _ in cron_lines()]
    assert len(times) == 2
    for time in times:
        assert Cron(time).cron == time


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("name", ["prefect-server", "tolmach", "tolmach-api"])
def test_units_are_understood_by_systemd(tmp_path: Path, name: str) -> None:
    for path in DEPLOY.glob("*.service"):  # they name each other
        text = re.sub(r"/opt/tolmach/\.venv/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / f"{name}.service"],
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_endpoint_s_unit_names_a_command_that_there_is() -> None:
    command, _ = unit("tolmach-api")
    assert problem(tuple(command[1:]), whole=True) is None


def test_units_send_no_telemetry() -> None:
    for name in ("prefect-server", "tolmach"):
        assert unit(name)[1]["DO_NOT_TRACK"] == "1"
    assert unit("prefect-server")[1]["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def instructions() -> list[tuple[str, str]]:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    return [
        (word, rest) for word, _, rest in (line.partition(" ") for line in lines if line and not line.startswith("#"))
    ]


def test_container_file_copies_what_the_wheel_is_made_of() -> None:
    copied = {source for word, rest in instructions() if word == "COPY" for source in rest.split()[:-1]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {*wheel, *project["project"]["license-files"], project["project"]["readme"], "pyproject.toml"}
    assert copied == needed | {"requirements.lock"}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert let_in == copied


def test_container_file_installs_as_the_readme_does() -> None:
    readme = (ROOT / "README.md").read_text()
    installs = [part.strip() for word, rest in instructions() if word == "RUN" for part in rest.split("&&")]
    for command in (c for c in installs if c.startswith("pip")):
        assert f".venv/bin/{command.replace('--no-cache-dir ', '')}" in readme
    assert ("ENTRYPOINT", '["tolmach"]') in instructions()
