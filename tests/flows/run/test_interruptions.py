"""Runs that are stopped, crowded out or refused by the machine: readers never notice, the next run resumes."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from flow_corpus import command

from flows.tables.snapshots import Output

pytestmark = pytest.mark.slow

SUBJECTS = ["Экипаж станции", "Завод в Самаре", "Правительство области", "Институт океана", "Портовая служба"]
VERBS = ["сообщил о", "готовит", "обсуждает", "отложил", "утвердил", "завершает", "проверил", "изменил"]
OBJECTS = ["запуск спутника", "новый контракт", "ремонт антенны", "проект закона", "план полётов", "доклад о погоде"]


def big_feed(path: Path) -> None:
    """240 different Russian sentences, one a record."""
    sentences = [f"{s} {v} {o} в понедельник." for s in SUBJECTS for v in VERBS for o in OBJECTS]
    path.write_text(
        "".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(sentences)),
        encoding="utf-8",
    )


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command("run", "feed.jsonl", "-o", "out", "--direct", "--config", "small.toml", *arguments),
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    big_feed(tmp_path / "feed.jsonl")
    (tmp_path / "small.toml").write_text("batch_documents = 20\nworkers = 1\nnames = false\n")
    (tmp_path / "first.txt").write_text("Ракета стартовала утром.", encoding="utf-8")
    return tmp_path


def wait_for_batches(folder: Path, count: int) -> None:
    """Until a run has finished some batches."""
    deadline = time.monotonic() + 120
    while len(list((folder / "out" / ".staging").glob("*/translations/*.parquet"))) < count:
        assert time.monotonic() < deadline, "no batch was finished"
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_stopped_in_the_middle(folder, tolmach, number, code):
    assert tolmach("run", "first.txt", "-o", "out", "--direct", "-q").returncode == 0
    before = (folder / "out" / "latest").readlink()
    process = start(folder)
    wait_for_batches(folder, 2)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert (folder / "out" / "latest").readlink() == before
    if code == 130:
        assert errors.strip() == "tolmach: interrupted; nothing was published, finished translations are remembered"
    again = tolmach("run", "feed.jsonl", "-o", "out", "--direct", "--json", "--config", "small.toml")
    assert again.returncode == 0, again.stderr
    counts = json.loads(again.stdout)["counts"]
    assert counts["documents"] == 240
    assert 20 <= counts["cached"] < 240  # resumed from the memory
    assert list((folder / "out" / ".staging").iterdir()) == []


@pytest.fixture
def held(folder):
    """The output folder as another run holds it."""
    output = Output(folder / "out")
    output.prepare()
    with output.locked():
        yield


def test_two_runs_on_one_folder_wait_for_each_other(folder):
    output = Output(folder / "out")
    output.prepare()
    with output.locked():
        runs = [start(folder, "--json") for _ in range(2)]
        for process in runs:
            assert process.stderr is not None
            assert "another run is writing to out: waiting for it to finish" in process.stderr.readline()
    results = [r.communicate(timeout=240) for r in runs]
    assert [r.returncode for r in runs] == [0, 0]
    counts = sorted(json.loads(out)["counts"]["documents"] for out, _ in results)
    assert counts == [0, 240]  # the second found everything done


@pytest.mark.usefixtures("held")
def test_a_run_that_may_not_wait_says_so(tolmach):
    done = tolmach("run", "feed.jsonl", "-o", "out", "--direct", "--wait", "0.1")
    assert done.returncode == 2
    assert "another run is writing to out: wait for it, or choose another folder with -o" in done.stderr


def limited(folder: Path, size: int) -> "subprocess.CompletedProcess[str]":
    """A run whose disk takes no file above `size` bytes: the same OSError as a full disk."""
    return subprocess.run(
        command("run", "feed.jsonl", "-o", "out", "--direct", "--config", "small.toml"),
        cwd=folder,
        text=True,
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        timeout=240,
    )


def test_full_disk(folder, tolmach):
    assert tolmach("run", "first.txt", "-o", "out", "--direct", "-q").returncode == 0
    before = (folder / "out" / "latest").readlink()
    done = limited(folder, 4_000)
    assert done.returncode == 3
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("tolmach: ")
    assert "nothing was published, the tables are as before" in last
    assert (folder / "out" / "latest").readlink() == before
    assert pl.read_parquet(folder / "out" / "latest" / "documents").height == 1
    assert list((folder / "out" / ".staging").iterdir()) == []


def test_output_that_cannot_be_written(folder, tolmach):
    (folder / "taken").write_text("a file")
    done = tolmach("run", "first.txt", "-o", "taken", "--direct")
    assert done.returncode == 2
    assert "cannot write to the output folder taken" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


NO_NETWORK = """
import socket, ipaddress
def refuse(self, address, *rest):
    host = address[0] if isinstance(address, tuple) else None
    if host is not None and host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise OSError(f"network used: {address}")
    return connect(self, address, *rest)
def lookup(host, *rest, **more):
    if host not in (None, "localhost", "127.0.0.1", "::1", b"localhost"):
        raise OSError(f"network used: {host}")
    return resolve(host, *rest, **more)
connect, resolve = socket.socket.connect, socket.getaddrinfo
socket.socket.connect, socket.getaddrinfo = refuse, lookup
"""


@pytest.mark.parametrize("mode", [["--direct"], []], ids=["direct", "prefect"])
def test_no_network(corpus, tmp_path, tolmach, mode):
    """The whole job with every connection refused but those inside this machine."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(NO_NETWORK)
    paths = os.pathsep.join([str(tmp_path / "site"), str(Path(__file__).parents[3])])
    refused = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        check=False,
    )
    assert b"network used" in refused.stderr  # the block works
    done = tolmach("run", corpus, "-o", "out", "--json", *mode, PYTHONPATH=paths)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["documents"] == 6
    assert done.stderr == ""  # nothing printed where no terminal is attached
