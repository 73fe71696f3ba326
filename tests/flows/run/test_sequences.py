"""Any history of changes, kills and prunes, run incrementally, ends where one full run ends; bench/sequences.py has longer ones."""

import os
import random
import shutil
from pathlib import Path

import pytest
from sequences import Inbox, differing, gone

from flows.config import RunConfig
from flows.run.direct import run_direct
from flows.run.forget import Wanted, forget
from flows.tables.integrity import problems
from flows.tables.retention import Retention
from flows.tables.snapshots import Output

pytestmark = pytest.mark.slow
CONFIG = RunConfig(beam=1, batch_documents=2)


class Killed(BaseException):
    """The process has gone."""


@pytest.fixture
def kill(monkeypatch):
    """Let the n-th step in the file system be the last of a process: neither it nor what would clean up is done."""
    left: list[int] = []

    def step(real):
        def stepped(*arguments, **named):
            if left:
                left[0] -= 1
                if left[0] < 0:
                    raise Killed
            return real(*arguments, **named)

        return stepped

    for owner, name in (
        (os, "link"), (Path, "rename"), (Path, "replace"), (Path, "symlink_to"), (Path, "unlink"), (shutil, "rmtree"),
        (Path, "write_text"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, step(getattr(owner, name)))

    def after(n):
        left[:] = [n]

    yield after
    left.clear()


@pytest.mark.parametrize("seed", range(2))
def test_a_history_ends_where_a_full_run_ends(tmp_path, kill, seed):
    chance = random.Random(seed)
    inbox, output = Inbox(tmp_path / "inbox", seed), Output(tmp_path / "out")
    sources, kills = [str(inbox.folder)], 0
    run_direct(sources, str(output.path), CONFIG)
    for _ in range(10):
        what, removed = inbox.change()
        try:
            if chance.random() < 0.5:
                kill(chance.randrange(15))
            if removed:
                forget(output, Wanted([str(removed)]), CONFIG, older=chance.random() < 0.3, memory=False)
            elif chance.random() < 0.8:
                run_direct(sources, str(output.path), CONFIG)
            else:
                output.prune(Retention(newest=1))
        except Killed:
            kills += 1
        finally:
            kill(10**9)
        assert output.current() is not None
        for snapshot in output.snapshots():
            assert list(problems(snapshot.path, thorough=True)) == [], what
    assert kills
    if left := gone(output.current()):
        forget(output, Wanted(left), CONFIG, older=False, memory=False)
    run_direct(sources, str(output.path), CONFIG)
    shutil.copytree(output.path / ".cache", tmp_path / "full" / ".cache")  # translating anew gives the same, slowly
    run_direct(sources, str(tmp_path / "full"), CONFIG)
    assert "\n".join(differing(output.current(), Output(tmp_path / "full").current())) == ""
