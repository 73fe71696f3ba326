"""`--open`: the browser of whoever sits before a terminal is shown the page; where nobody sits it is said, and nothing fails."""

import os
import subprocess
import sys
import time

import pytest
from flow_corpus import command
from made_snapshot import Line, Page, made, write_snapshot


@pytest.fixture
def output(tmp_path):
    write_snapshot(tmp_path / "out", made([Page("a.txt", [[Line("Порт открыт.", en="The port is open.")]])], []))
    return tmp_path / "out"


def browser(tmp_path):
    """A browser that notes what it is shown."""
    program = tmp_path / "browser"
    program.write_text('#!/bin/sh\necho "$1" > "$(dirname "$0")/shown"\n')
    program.chmod(0o755)
    return str(program)


def report(output, *, terminal, **environment):
    """`tolmach report --open` with or without a terminal; returns exit code and standard error."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")} | environment
    ours, theirs = os.openpty()
    done = subprocess.run(
        command("report", "-o", str(output), "--open"), stdout=theirs if terminal else subprocess.DEVNULL,
        stderr=subprocess.PIPE, env=env, text=True, check=False, timeout=120,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_it_is_shown_to_somebody_at_a_terminal(output, tmp_path):
    assert report(output, terminal=True, BROWSER=browser(tmp_path)) == (0, "")
    for _ in range(100):
        if (tmp_path / "shown").exists():
            break
        time.sleep(0.05)
    shown = (tmp_path / "shown").read_text().strip()
    assert shown.startswith("file://")
    assert shown.endswith("/report.html")


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
@pytest.mark.parametrize(
    ("terminal", "environment", "reason"),
    [
        (False, {"DISPLAY": ":0"}, "standard output is no terminal"),
        (True, {}, "there is no display here"),
        (True, {"BROWSER": "/no/such/browser"}, "no browser was found"),
    ],
)
def test_where_nobody_looks_it_is_said_and_nothing_fails(output, terminal, environment, reason):
    code, said = report(output, terminal=terminal, **environment)
    assert code == 0
    assert said.startswith(f"tolmach: not opened, {reason}: open ")
    assert said.rstrip().endswith("report.html in a browser")
