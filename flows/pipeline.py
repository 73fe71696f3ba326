"""The flow: sources → documents → spans → translations → mentions → entities + aliases → one published snapshot."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol, cast
from urllib.parse import quote

from flows import prefect_settings as quiet
from flows.run import progress

quiet.keep_offline()

from prefect import flow, runtime, tags, task  # noqa: E402 - after its environment is set
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # noqa: E402
from prefect.utilities.annotations import opaque  # noqa: E402

from flows.config import ConfigError, RunConfig  # noqa: E402
from flows.read.types import well_formed  # noqa: E402
from flows.run.batches import BatchResult, process_batch  # noqa: E402
from flows.run.entities import link_names  # noqa: E402
from flows.run.models import tools  # noqa: E402
from flows.run.steps import Run, RunSummary, open_run, publish, read_batches  # noqa: E402
from flows.run.summary import markdown, table_rows  # noqa: E402
from flows.tables.snapshots import Output  # noqa: E402


class Pending(Protocol):
    """A batch at work somewhere."""

    def result(self) -> Any:
        """Wait for it."""


Submit = Callable[..., Pending]  # with the parameters of `process_batch`, by name

process_batch_task = task(
    name="process batch",
    task_run_name="batch {name}",
    retries=2,
    retry_delay_seconds=[1, 10],
    cache_policy=NO_CACHE,  # the translation memory is the cache
)(process_batch)
link_names_task = task(name="link names", cache_policy=NO_CACHE)(link_names)
publish_task = task(name="publish", cache_policy=NO_CACHE)(publish)


@flow(name="tolmach", flow_run_name=lambda: f"tolmach {runtime.flow_run.scheduled_start_time:%Y-%m-%d %H:%M}")
def tolmach_flow(
    sources: list[str], output: str = "output", config: dict[str, Any] | None = None, wait_seconds: float = -1
) -> RunSummary:
    """Turn sources into one published snapshot under `output`.

    Args:
        sources: files, folders, globs, `-`, or fsspec URLs.
        output: the output folder.
        config: settings by name, see `flows.config.RunConfig`.
        wait_seconds: how long to wait for another run on the same folder; -1 for ever.

    Returns:
        What the run did and where its tables are.

    Raises:
        ConfigError: a wrong setting, a cluster that cannot be reached. ModelError: no model. OutputError: the folder cannot be used. OSError: disk full.
    """
    settings = RunConfig().with_changes(config or {}, "config")
    with tags("tolmach"), progress.of_one_run(), _started(task_runner(settings), settings) as runner:
        summary = _steps(
            sources,
            output,
            settings,
            wait_seconds,
            lambda **parameters: runner.submit(process_batch_task, parameters),
            lambda run: link_names_task(_opaque(run)),
            lambda run: publish_task(_opaque(run)),
        )
    create_markdown_artifact(markdown(summary), key="tolmach-summary", description="What the run did")
    create_table_artifact(table_rows(summary), key="tolmach-counts", description="Counts of the run")
    return summary


@contextmanager
def _started(runner: TaskRunner[Any], config: RunConfig) -> Iterator[TaskRunner[Any]]:
    with ExitStack() as stack:
        try:
            stack.enter_context(runner)
            getattr(runner, "client", None)  # Dask connects when it is first asked
        except Exception as error:
            where = f"the {config.runner} cluster {config.cluster}" if config.cluster else config.runner
            raise ConfigError(f"cannot start on {where} ({error}): check that it runs and its address") from error
        yield runner


def _opaque(run: Run) -> Run:
    """Hand a run over as it is: Prefect would look for futures in every row of it."""
    return cast("Run", opaque(run))


def run_with_prefect(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float = -1,
) -> RunSummary:
    """Run the flow; on Prefect's embedded server unless one is set up."""
    tools(config, None)  # what is wrong with models or settings is said before a server is started
    task_runner(config)
    summary: RunSummary = tolmach_flow([_as_parameter(s) for s in sources], output, config.as_dict(), wait_seconds)
    return summary


def _as_parameter(source: str) -> str:
    """A source as Prefect can store it: a path that is not UTF-8 as a file URL."""
    return source if well_formed(source) == source else "file://" + quote(os.fsencode(source))


def run_direct(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float = -1,
) -> RunSummary:
    """Run the same steps without Prefect, for the smallest latency."""
    with progress.of_one_run(), _threads(config.workers) as submit:
        return _steps(sources, output, config, wait_seconds, submit, link_names, publish)


def _steps(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float,
    submit: Submit,
    link: Callable[[Run], None],
    finish: Callable[[Run], RunSummary],
) -> RunSummary:
    folder = Output(output)
    with open_run(folder, config, wait_seconds) as run:
        pending: deque[Pending] = deque()
        try:
            for name in read_batches(run, sources):
                pending.append(submit(name=name, staging=run.staging, config=config, memory=folder.memory_path))
                while len(pending) > config.workers:  # read no further ahead than the workers can follow
                    run.batches.append(_collect(pending.popleft()))
            while pending:
                run.batches.append(_collect(pending.popleft()))
        except BaseException:
            progress.current.cancel()
            raise
        link(run)
        return finish(run)


def _collect(pending: Pending) -> BatchResult:
    result: BatchResult = pending.result()
    return result


@contextmanager
def _threads(workers: int) -> Iterator[Submit]:
    pool = ThreadPoolExecutor(workers, thread_name_prefix="batch")
    try:
        yield lambda **parameters: pool.submit(process_batch, **parameters)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def task_runner(config: RunConfig) -> TaskRunner[Any]:
    """Return Prefect's task runner for the configuration: on the cluster it names, else on a new one of this machine.

    Raises:
        ConfigError: the runner's package is not installed.
    """
    new: dict[str, Any]
    try:
        if config.runner == "dask":
            from prefect_dask.task_runners import DaskTaskRunner

            new = {"n_workers": config.workers, "threads_per_worker": 1, "dashboard_address": None}
            return DaskTaskRunner(address=config.cluster, cluster_kwargs=None if config.cluster else new)
        if config.runner == "ray":
            from prefect_ray import RayTaskRunner

            new = {"num_cpus": config.workers, "include_dashboard": False, "logging_level": "warning"}
            return RayTaskRunner(address=config.cluster, init_kwargs={} if config.cluster else new)  # type: ignore[no-any-return]
    except ImportError as error:
        raise ConfigError(
            f"runner = {config.runner!r} needs prefect-{config.runner}: pip install 'tolmach[{config.runner}]'"
        ) from error
    return ThreadPoolTaskRunner(max_workers=config.workers)
