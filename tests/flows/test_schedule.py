"""Schedules for real: a Prefect server, a worker and `tolmach serve` as processes, and runs that start by themselves."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from flow_corpus import command
from recipes import unit

from flows.tables.snapshots import Output, Snapshot

ROOT = Path(__file__).parents[2]
EVERY_MINUTE = "* * * * *"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]


class Server:
    """A Prefect server in a folder like a user's: prefect.yaml and prefect.toml of the project, an inbox, `flows/`."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}/api"
        left_out = ("PREFECT_", "DO_NOT_TRACK")  # what the tests themselves have set must not help
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(left_out)} | {
            "PREFECT_HOME": str(folder / "home"),
            "PREFECT_API_URL": self.url,
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            # asked more often than by default, to wait less; nothing else differs from what a user starts
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "5",
        }
        (folder / "flows").symlink_to(ROOT / "flows")
        (folder / "prefect.toml").write_text((ROOT / "prefect.toml").read_text())
        (folder / "inbox").mkdir()
        (folder / "inbox" / "news.txt").write_text("Экипаж вернулся на Землю утром.", encoding="utf-8")

    def prefect(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def process(self, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process that runs on; whatever it writes is in `<name>.log`."""
        with (self.folder / f"{name}.log").open("ab") as log:
            started = subprocess.Popen(
                arguments, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
            try:
                yield started
            finally:
                if started.poll() is None:
                    os.killpg(started.pid, signal.SIGTERM)
                    try:
                        started.wait(20)
                    except subprocess.TimeoutExpired:
                        os.killpg(started.pid, signal.SIGKILL)
                        started.wait()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """Ask as Prefect's client does: again when the server says that its SQLite is busy."""
        for _ in range(10):
            answer = httpx.request(method, self.url + path, json=body or None, timeout=30)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(1)
        return answer.raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        return self.ask("POST", path, **body)

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def runs(self, deployment: str) -> list[dict[str, Any]]:
        """Runs of a deployment that have started or ended, the oldest first."""
        found: list[dict[str, Any]] = self.post(
            "/flow_runs/filter",
            deployments={"name": {"any_": [deployment]}},
            flow_runs={"state": {"type": {"not_any_": ["SCHEDULED"]}}},
            sort="EXPECTED_START_TIME_ASC",
        )
        return found


def until(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.5)
    return found


def answers(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("scheduled"))
    (_, *arguments), _ = unit("prefect-server")  # in the environment that a user has who types it
    start = [argument.replace("4200", str(server.port)) for argument in arguments]
    with server.process("server", sys.executable, "-m", "prefect", *start):
        until(lambda: answers(server), 150, "the server answers")
        yield server


def every_minute(server: Server) -> None:
    """The project's prefect.yaml, its feed each minute."""
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    del deployments["definitions"]
    feed = next(d for d in deployments["deployments"] if d["name"] == "inbox")
    feed["schedules"][0]["cron"] = EVERY_MINUTE
    (server.folder / "prefect.yaml").write_text(yaml.safe_dump(deployments))


def scheduled_and_done(server: Server, deployment: str) -> dict[str, Any] | None:
    for run in server.runs(deployment):
        assert run["state_type"] not in ("FAILED", "CRASHED"), run["state"]["message"]
        if run["state_type"] == "COMPLETED" and run["created_by"]["type"] == "SCHEDULE":
            return run
    return None


def test_scheduled_runs_complete_deployed_and_served(server: Server) -> None:
    every_minute(server)
    server.prefect("work-pool", "create", "--type", "process", "tolmach")
    server.prefect("deploy", "--all")
    worker = (sys.executable, "-m", "prefect", "worker", "start", "--pool", "tolmach")
    (_, *arguments), _ = unit("tolmach")
    served = {"output": "served", "*/15 * * * *": EVERY_MINUTE}
    serve = command(*(served.get(argument, argument) for argument in arguments), "--name", "every-minute")
    with server.process("worker", *worker), server.process("serve", *serve) as serving:
        for name, output in (("inbox", "output"), ("every-minute", "served")):
            run = until(
                lambda name=name: scheduled_and_done(server, name), 120, f"a scheduled run of {name} is completed"
            )
            assert run["auto_scheduled"]
            assert run["name"].startswith(f"{name} 20")
            documents = Snapshot((server.folder / output / "latest").resolve()).read("documents")
            assert documents["title"].len() == 1
            until(
                lambda run=run: "1 documents processed" in logs(server, run), 20, "the run's own lines are in its log"
            )
        with ExitStack() as busy:  # a long run: it waits until the folder that we hold is free
            for output in ("output", "served"):
                busy.enter_context(Output(server.folder / output).locked(60))
            new_runs_do_not_queue_behind_a_long_one(server)
        stop_and_serve_again(server, serving, serve)
    assert "services/scheduler.py" not in server.log("server")  # no turn of the scheduler ended in a traceback


def logs(server: Server, run: dict[str, Any]) -> str:
    found = server.post("/logs/filter", logs={"flow_run_id": {"any_": [run["id"]]}}, sort="TIMESTAMP_ASC")
    return "\n".join(line["message"] for line in found)


def new_runs_do_not_queue_behind_a_long_one(server: Server) -> None:
    ids = [server.get(f"/deployments/name/tolmach/{name}")["id"] for name in ("inbox", "every-minute")]
    state = {"type": "SCHEDULED"}
    first, second = ([server.post(f"/deployments/{i}/create_flow_run", state=state)["id"] for i in ids] for _ in "12")
    # whichever of the two, or of those that the schedule starts, comes first is the long one
    until(lambda: "CANCELLED" in states(server, [first[0], second[0]]), 60, "the deployed one does not queue")
    until(lambda: "CANCELLED" in states(server, [first[1], second[1]]), 60, "the served one does not queue")


def states(server: Server, ids: list[str]) -> list[str]:
    return [server.get(f"/flow_runs/{i}")["state_type"] for i in ids]


def stop_and_serve_again(server: Server, serving: "subprocess.Popen[bytes]", serve: list[str]) -> None:
    """A service that was stopped and comes back: it ended in order, and what was missed is made up for once."""
    until(lambda: all(r["state_type"] != "RUNNING" for r in server.runs("every-minute")), 60, "no run is at work")
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(20) == 0
    assert "Traceback" not in server.log("serve")
    assert "Warning" not in server.log("serve")
    deployment = server.get("/deployments/name/tolmach/every-minute")
    assert not deployment["paused"]
    missed = []
    for hours in (3, 2, 1):
        when = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": when}}
        missed.append(server.post(f"/deployments/{deployment['id']}/create_flow_run", state=state)["id"])
    with server.process("again", *serve):
        until(lambda: set(states(server, missed)) <= {"COMPLETED", "CANCELLED"}, 60, "the missed runs have ended")
    assert states(server, missed).count("CANCELLED") >= 2  # the newest of all is made up for
    assert "left by a stop" in server.log("again")


def test_the_server_and_what_talks_to_it_send_no_telemetry(server: Server) -> None:
    settings = server.get("/admin/settings")["server"]
    assert settings["analytics_enabled"] is False
    assert settings["concurrency"]["lease_storage"].endswith("filesystem")
    asked = (
        "from prefect._internal.analytics.service import AnalyticsService as S; print(S()._check_server_analytics())"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=server.folder, env=server.environment, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"False"]


@pytest.mark.parametrize("arguments", [("run", "a.txt"), ("serve", "a.txt", "--cron", "* * * * *")])
def test_a_dead_server_is_one_line_at_once(
    tmp_path: Path, tolmach: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.txt").write_text("Экипаж вернулся.", encoding="utf-8")
    start = time.monotonic()
    done = tolmach(*arguments, PREFECT_API_URL="http://user:secret@127.0.0.1:9/api")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Prefect's server http://127.0.0.1:9/api cannot be reached" in done.stderr
    assert time.monotonic() - start < 60  # most of it starting Python on a busy machine; it was 193 s


def test_an_embedded_server_that_does_not_start_is_one_line(tmp_path: Path, tolmach: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("Экипаж вернулся.", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = tolmach(
        "run",
        "a.txt",
        PREFECT_API_DATABASE_CONNECTION_URL=f"sqlite+aiosqlite:///{tmp_path}/folder",  # no file: it cannot be opened
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="2",
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "embedded server did not start" in done.stderr
    assert not (tmp_path / "output" / "latest").exists()
