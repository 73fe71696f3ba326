"""The flow under Prefect: the same rows as without it, artifacts, the deployment of prefect.yaml."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import dask
import pytest
from prefect.testing.utilities import prefect_test_harness
from worker_loads import loads

from flows.config import RunConfig
from flows.errors import ConfigError, OutputError
from flows.pipeline import (
    NOTHING,
    SOME_REJECTED,
    NothingProcessedError,
    run_with_prefect,
    task_runner,
    tolmach_flow,
)
from flows.run import direct
from flows.run.batches import process_batch
from flows.run.summary import one_line
from flows.schedule import prune_flow, resolve_flow
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Output, Snapshot

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def server():
    with prefect_test_harness(server_startup_timeout=180):
        yield


def rows(snapshot, table):
    """A table in one order, without what tells how a row came about."""
    found = Snapshot(snapshot).read(table).drop("run_id", "cached", "first_run_id", strict=False)
    return found.sort(TABLES[table].primary_key() or found.columns)


def assert_same_rows(one, other):
    """Every table of two runs, row by row, ids of entities too; what tells how a row came about left out."""
    assert one.signature == other.signature
    for table in TABLES.keys() - {"runs"}:
        found = rows(one.snapshot, table)
        assert found.equals(rows(other.snapshot, table)), table
        assert found.height or table in {"rejects", "entity_ids"}, table


def test_same_rows_as_without_prefect(corpus, run, tmp_path):
    direct = run(corpus, output=tmp_path / "direct")
    flow = tolmach_flow([str(corpus)], str(tmp_path / "flow"), {"beam": 1, "batch_documents": 2})
    assert_same_rows(flow, direct)


def last_run():
    """The newest flow run, its artifacts by key, its task runs, and its log."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        flow_run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        ours = {"flow_runs": {"id": {"any_": [str(flow_run.id)]}}}
        artifacts = client.request("POST", "/artifacts/filter", json=ours).json()
        tasks = client.request("POST", "/task_runs/filter", json=ours).json()
        wanted, log = {"logs": {"flow_run_id": {"any_": [str(flow_run.id)]}}}, []
        for _ in range(60):  # lines of a log arrive every two seconds, and this is the last
            lines = client.request("POST", "/logs/filter", json=wanted).json()
            log = [line["message"] for line in lines]
            of_the_flow = [line["message"] for line in lines if line["task_run_id"] is None]
            if any(line.startswith("Finished in state") for line in of_the_flow):
                break
            time.sleep(0.25)
    return flow_run, {a["key"]: a["data"] for a in artifacts}, tasks, log


def test_summary_becomes_artifacts_of_a_tagged_named_run(corpus, tmp_path):
    summary = run_with_prefect([str(corpus)], str(tmp_path / "out"), RunConfig(beam=1, batch_documents=2))
    flow_run, artifacts, tasks, log = last_run()
    assert flow_run.name.startswith("tolmach 20")
    assert flow_run.name.endswith(str(flow_run.id)[-8:])
    assert flow_run.state_name == "Completed"
    assert flow_run.state.message == one_line(summary)
    assert summary.run_id in artifacts["tolmach-summary"]
    assert json.loads(artifacts["tolmach-rejects"]) == []
    assert {re.split(r"[\s-]", t["name"])[0] for t in tasks} == {"batch", "link", "publish"}
    assert all("tolmach" in t["tags"] for t in tasks)
    assert any(line.startswith(f"run {summary.run_id} reads") for line in log)
    assert sum(line.startswith("batch ") for line in log) == len([t for t in tasks if t["name"].startswith("batch")])


def test_some_rejects_are_seen_in_prefect(corpus, tmp_path):
    (corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    summary = tolmach_flow([str(corpus)], str(tmp_path / "out"), {"beam": 1})
    flow_run, artifacts, _, _ = last_run()
    assert summary.status == "rejected"
    assert (flow_run.state_type.value, flow_run.state_name) == ("COMPLETED", SOME_REJECTED)
    assert "1 rejected (binary 1)" in flow_run.state.message
    [row] = json.loads(artifacts["tolmach-rejects"])
    assert row["source"].endswith("picture.png")
    assert row["error"] == "binary"
    assert row["what happened and what to do"]


def test_nothing_processed_is_a_failure(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(NothingProcessedError, match="1 rejected") as failure:
        tolmach_flow([str(tmp_path / "picture.png")], str(tmp_path / "out"), {"beam": 1})
    flow_run, artifacts, _, _ = last_run()
    assert failure.value.summary.status == "nothing"
    assert (flow_run.state_type.value, flow_run.state_name) == ("FAILED", NOTHING)
    assert flow_run.state.message.startswith("nothing could be processed")
    assert len(json.loads(artifacts["tolmach-rejects"])) == 1
    again = run_with_prefect([str(tmp_path / "picture.png")], str(tmp_path / "out"), RunConfig(beam=1))
    assert again.status == "nothing"


def test_two_runs_in_one_second_have_two_names(corpus, tmp_path):
    names = set()
    for _ in range(2):
        prune_flow(str(tmp_path / "out"))
        names.add(last_run()[0].name)
    assert len(names) == 2


def test_names_are_resolved_anew_with_the_overrides_of_now(corpus, tmp_path):
    out, overrides = str(tmp_path / "out"), tmp_path / "people.yaml"
    before = tolmach_flow([str(corpus)], out, {"beam": 1})
    overrides.write_text("rename:\n  Дмитрий Рогозин: Dmitry Olegovich Rogozin\n", encoding="utf-8")
    summary = resolve_flow(out, {"beam": 1, "overrides": str(overrides)})
    assert summary.status == "done"
    assert summary.counts["unchanged"] == before.counts["documents"]
    names = Snapshot(summary.snapshot).read("entities")["name"].to_list()
    assert "Dmitry Olegovich Rogozin" in names
    for table in ("documents", "translations"):
        assert rows(summary.snapshot, table).equals(rows(before.snapshot, table)), table
    again = resolve_flow(out, {"beam": 1, "overrides": str(overrides)})
    assert (again.published, again.snapshot) == (False, summary.snapshot)  # every name is linked as before


def test_nothing_to_resolve_says_so(tmp_path):
    with pytest.raises(OutputError, match="nothing published"):
        resolve_flow(str(tmp_path / "out"))


def test_pruning_keeps_the_newest(corpus, tmp_path):
    out = tmp_path / "out"
    ids = [tolmach_flow([str(corpus / "english.txt")], str(out), {"beam": 1, "full": True}).run_id for _ in range(3)]
    assert prune_flow(str(out), {"keep_snapshots": 1, "keep_hours": 0, "keep_days": 0, "grace_minutes": 0}) == ids[:2]
    assert [s.run_id for s in Output(out).snapshots()] == ids[2:]


def test_what_modules_log_is_in_the_log_of_the_run(corpus, tmp_path):
    out = tmp_path / "out"
    (out / ".cache").mkdir(parents=True)
    (out / ".cache" / "memory.sqlite").write_bytes(b"no database at all" * 100)
    tolmach_flow([str(corpus / "english.txt")], str(out), {"beam": 1})
    assert any("translation memory" in line for line in last_run()[3])


@pytest.mark.parametrize("flow", [tolmach_flow, resolve_flow, prune_flow])
def test_every_parameter_has_a_type_and_a_description(flow):
    for name, parameter in flow.parameters.properties.items():
        assert {"type", "anyOf", "$ref"} & parameter.keys(), name
        assert parameter["description"], name


def test_a_run_that_failed_does_not_cancel_the_next(corpus, tmp_path, monkeypatch):
    def breaks(*_):
        raise OSError("disk full")

    monkeypatch.setattr(direct, "read_batches", breaks)
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
        feed, nightly, weekly = (
            client.read_deployment_by_name(name)
            for name in ("tolmach/inbox", "tolmach-resolve/nightly", "tolmach-prune/weekly")
        )
    assert feed.parameters["sources"] == ["inbox"]
    assert [d.schedules[0].schedule.cron for d in (feed, nightly, weekly)] == [
        "*/15 * * * *",
        "40 2 * * *",
        "20 4 * * 0",
    ]
    for deployment in (feed, nightly, weekly):
        assert deployment.global_concurrency_limit.limit == 1
        assert deployment.concurrency_options.collision_strategy == "CANCEL_NEW"


@pytest.fixture
def dask_cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def test_same_rows_on_a_dask_cluster_whose_workers_load_their_models_once(corpus, run, tmp_path, dask_cluster):
    from distributed import Client

    config = {"beam": 1, "batch_documents": 2, "runner": "dask", "cluster": dask_cluster, "workers": 2}
    flow = tolmach_flow([str(corpus)], str(tmp_path / "flow"), config)
    assert_same_rows(flow, run(corpus, output=tmp_path / "direct"))
    with Client(dask_cluster) as client:
        times = client.run(loads).values()
    assert len(times) == 2
    assert set(times) <= {0, 1}  # three batches at least; one worker may have taken them all
    assert sum(times) >= 1


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_same_rows_on_workers_of_its_own(corpus, run, tmp_path, runner):
    pytest.importorskip(f"prefect_{runner}")
    config = {"beam": 1, "batch_documents": 2, "runner": runner, "workers": 1}
    flow = tolmach_flow([str(corpus)], str(tmp_path / "flow"), config)
    assert_same_rows(flow, run(corpus, output=tmp_path / "direct"))


def test_a_batch_travels_by_path():
    """What goes to a worker is a name and paths, not texts."""
    from inspect import signature

    parameters = {name: str(p.annotation) for name, p in signature(process_batch).parameters.items()}
    assert parameters == {
        "name": "<class 'str'>",
        "staging": "<class 'pathlib.Path'>",
        "config": "<class 'flows.config.RunConfig'>",
        "memory": "<class 'pathlib.Path'>",
        "corrections": "pathlib.Path | None",
    }


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
