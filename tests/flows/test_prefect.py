"""The flow under Prefect: the same rows as without it, artifacts, the deployment of prefect.yaml."""

import re
import subprocess
import sys
from pathlib import Path

import dask
import pytest
from prefect.testing.utilities import prefect_test_harness

from flows import pipeline
from flows.config import ConfigError, RunConfig
from flows.pipeline import run_with_prefect, task_runner, tolmach_flow
from flows.tables.snapshots import Snapshot

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def server():
    with prefect_test_harness(server_startup_timeout=180):
        yield


def rows(snapshot, table, keys):
    return Snapshot(snapshot).read(table).drop("run_id", "cached", "first_run_id", strict=False).sort(keys)


def test_same_rows_as_without_prefect(corpus, run, tmp_path):
    direct = run(corpus, output=tmp_path / "direct")
    flow = tolmach_flow([str(corpus)], str(tmp_path / "flow"), {"beam": 1, "batch_documents": 2})
    assert flow.signature == direct.signature
    for table, key in (
        ("documents", "document_id"),
        ("spans", "span_id"),
        ("translations", "span_id"),
        ("mentions", "mention_id"),
    ):
        assert rows(flow.snapshot, table, key).equals(rows(direct.snapshot, table, key)), table


def test_summary_becomes_artifacts_of_a_tagged_named_run(corpus, tmp_path):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import FlowRunSort

    config = RunConfig(beam=1, batch_documents=2)
    summary = run_with_prefect([str(corpus)], str(tmp_path / "out"), config)
    with get_client(sync_client=True) as client:
        flow_run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        artifacts = client.request("POST", "/artifacts/latest/filter", json={}).json()
        tasks = client.request("POST", "/task_runs/filter", json={}).json()
    assert flow_run.name.startswith("tolmach 20")
    assert flow_run.state_name == "Completed"
    by_key = {a["key"]: a for a in artifacts}
    assert {"tolmach-summary", "tolmach-counts"} <= set(by_key)
    assert summary.run_id in by_key["tolmach-summary"]["data"]
    own = [t for t in tasks if t["flow_run_id"] == str(flow_run.id)]
    assert {re.split(r"[\s-]", t["name"])[0] for t in own} == {"batch", "link", "publish"}
    assert all("tolmach" in t["tags"] for t in own)


def test_a_run_that_failed_does_not_cancel_the_next(corpus, tmp_path, monkeypatch):
    def breaks(*_):
        raise OSError("disk full")

    monkeypatch.setattr(pipeline, "read_batches", breaks)
    arguments = ([str(corpus / "english.txt")], str(tmp_path / "out"), {"beam": 1})
    with pytest.raises(OSError, match="disk full"):
        tolmach_flow(*arguments)
    monkeypatch.undo()
    assert tolmach_flow(*arguments).status == "done"


def test_deploy_all_accepts_prefect_yaml():
    from prefect.client.orchestration import get_client
    from prefect.settings import get_current_settings

    environment = {
        "PREFECT_API_URL": get_current_settings().api.url or "",
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
    }

    def prefect(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=environment | {"PREFECT_HOME": "/tmp/tolmach-test-prefect", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    assert prefect("work-pool", "create", "--type", "process", "tolmach").returncode == 0
    done = prefect("deploy", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("tolmach/inbox")
    assert deployment.parameters["sources"] == ["inbox"]
    assert deployment.schedules[0].schedule.cron == "*/15 * * * *"


@pytest.fixture
def dask_cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.parametrize("cluster", ["of its own", "that runs already"])
def test_same_rows_on_dask(corpus, run, tmp_path, cluster, request):
    config = {"beam": 1, "batch_documents": 2, "runner": "dask", "workers": 1}
    if cluster == "that runs already":
        config["cluster"] = request.getfixturevalue("dask_cluster")
    direct = run(corpus, output=tmp_path / "direct")
    flow = tolmach_flow([str(corpus)], str(tmp_path / "flow"), config)
    for table, key in (("translations", "span_id"), ("mentions", "mention_id")):
        assert rows(flow.snapshot, table, key).equals(rows(direct.snapshot, table, key)), table


def test_cluster_that_cannot_be_reached_is_named(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    dask.config.refresh()
    config = RunConfig(runner="dask", cluster="tcp://127.0.0.1:9")
    with pytest.raises(ConfigError, match=r"the dask cluster tcp://127\.0\.0\.1:9 .*check that it runs"):
        run_with_prefect([str(corpus)], str(tmp_path / "out"), config)


def test_runner_that_is_not_installed_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_ray", None)  # as if it were absent
    with pytest.raises(ConfigError, match=r"pip install 'tolmach\[ray\]'"):
        task_runner(RunConfig(runner="ray"))
