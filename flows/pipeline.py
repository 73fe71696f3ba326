"""The flow: sources → documents → spans → translations → mentions → entities + aliases → one published snapshot."""

# ruff: noqa: E402 - Prefect is imported after its environment is set

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, cast
from urllib.parse import quote

from flows import prefect_settings as quiet
from flows.run import progress

quiet.keep_offline()

import httpx
from prefect import flow, get_run_logger, runtime, tags, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import MissingContextError
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import opaque

from flows.config import DEFAULTS, RunConfig
from flows.errors import ConfigError, ServerError
from flows.read.types import well_formed
from flows.run.batches import process_batch
from flows.run.direct import run_steps
from flows.run.entities import link_names
from flows.run.models import tools
from flows.run.publishing import publish
from flows.run.state import Run, RunSummary
from flows.run.summary import markdown, one_line, reject_rows, table_rows
from flows.secrets import hide, redact
from flows.tables.remote import check
from flows.tables.schemas import RunStatus

SOME_REJECTED, NOTHING = "CompletedWithRejects", "NothingProcessed"
"""Names of the states in which a run ends; one with all its sources processed is plainly Completed."""
REJECTS_SHOWN = 200  # rows of the rejects' artifact: a page that a person reads; the table has them all


class NothingProcessedError(Exception):
    """Not one document could be processed; `summary` says what the run did, the message why."""

    def __init__(self, summary: RunSummary) -> None:
        super().__init__(one_line(summary))
        self.summary = summary


process_batch_task = task(
    name="process batch",
    task_run_name="batch {name}",
    retries=2,
    retry_delay_seconds=[1, 10],
    cache_policy=NO_CACHE,  # the translation memory is the cache
)(process_batch)
link_names_task = task(name="link names", cache_policy=NO_CACHE)(link_names)
publish_task = task(name="publish", cache_policy=NO_CACHE)(publish)


def run_name() -> str:
    """Name a flow run after its deployment, its time and the end of its id, which no other run has."""
    run = runtime.flow_run
    deployment = runtime.deployment.name or "tolmach"
    return f"{deployment} {run.scheduled_start_time:%Y-%m-%d %H:%M:%S} {str(run.id)[-8:]}"


@flow(name="tolmach", flow_run_name=run_name)
def tolmach_flow(
    sources: list[str], output: str = "output", config: RunConfig = DEFAULTS, wait_seconds: float = -1
) -> RunSummary:
    """Turn sources into one published snapshot under `output`.

    The run ends as Completed, as CompletedWithRejects when some sources could not be processed, and as failed
    (NothingProcessed) when none could; its message counts them, its artifacts hold the summary and the rejects.

    Args:
        sources: files, folders, globs, `-`, or fsspec URLs; relative ones from the folder of the process. Prefect keeps
            them: a URL names an environment variable in place of a secret, `https://${TOLMACH_FEED_LOGIN}@host/feed.xml`.
        output: the output folder, or an address in an object store; Prefect keeps it, see `sources`.
        config: settings by name, as in tolmach.toml; what is left out keeps its default.
        wait_seconds: how long to wait for another run on the same folder; -1 for ever.

    Returns:
        What the run did and where its tables are.

    Raises:
        NothingProcessedError: no document could be processed.
        ConfigError: a wrong setting, a cluster that cannot be reached. ModelError: no model. OutputError: the folder cannot be used. OSError: disk full.
    """
    forward_logs()
    with tags("tolmach"), progress.of_one_run(), _started(task_runner(config), config) as runner:
        summary = run_steps(
            sources,
            output,
            config,
            wait_seconds,
            lambda **parameters: runner.submit(process_batch_task, parameters),
            lambda run: link_names_task(opaque_run(run)),
            lambda run: publish_task(opaque_run(run)),
            get_run_logger().info,
        )
    return show(summary)


def show(summary: RunSummary) -> RunSummary:
    """Leave a run's artifacts and return the state it ends in, which Prefect turns into the summary for the caller."""
    create_markdown_artifact(markdown(summary), key="tolmach-summary", description="What the run did")
    create_table_artifact(table_rows(summary), key="tolmach-counts", description="Counts of the run")
    rejects, total = reject_rows(summary, REJECTS_SHOWN)
    create_table_artifact(
        rejects,
        key="tolmach-rejects",
        description=f"What could not be processed and what to do: {len(rejects):,} of {total:,} rows of the table rejects",
    )
    message = one_line(summary)
    get_run_logger().info("%s", message)
    if summary.status is RunStatus.NOTHING:
        state: Any = Failed(name=NOTHING, message=message, data=NothingProcessedError(summary))
    elif summary.status is RunStatus.REJECTED:
        state = Completed(name=SOME_REJECTED, message=message, data=summary)
    else:
        state = Completed(message=message, data=summary)
    return cast("RunSummary", state)


class _RunLog(logging.Handler):
    """Hands what tolmach's modules log to the log of the flow or task run that they work for."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(MissingContextError):  # outside a run nobody is there to take it
            get_run_logger().log(record.levelno, "%s", redact(record.getMessage()))


def forward_logs() -> None:
    """Let warnings of tolmach's modules appear in the log of the run as Prefect shows it."""
    for package in ("flows", "translate", "normalize"):
        logger = logging.getLogger(package)
        if not any(isinstance(handler, _RunLog) for handler in logger.handlers):
            logger.addHandler(_RunLog())


@contextmanager
def _started(runner: TaskRunner[Any], config: RunConfig) -> Iterator[TaskRunner[Any]]:
    with ExitStack() as stack:
        try:
            stack.enter_context(runner)
            getattr(runner, "client", None)  # Dask connects when it is first asked
        except Exception as error:
            where = f"the {config.runner} cluster {config.cluster}" if config.cluster else config.runner
            said = redact(
                f"cannot start on {where} ({error}): check that it runs and its address", config.cluster or ""
            )
            raise ConfigError(said) from error
        yield runner


def opaque_run(run: Run) -> Run:
    """Hand a run over as it is: Prefect would look for futures in every row of it."""
    return cast("Run", opaque(run))


def run_with_prefect(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float = -1,
) -> RunSummary:
    """Run the flow; on Prefect's embedded server unless one is set up.

    Raises:
        ServerError: the server that is set up does not answer or was lost, or the embedded one does not start.
    """
    tools(config, None)  # what is wrong with models or settings is said before a server is started
    task_runner(config)
    check(output)
    quiet.require_server()
    try:
        summary: RunSummary = tolmach_flow([as_parameter(s) for s in sources], hide(output), config, wait_seconds)
    except NothingProcessedError as error:
        return error.summary
    except httpx.HTTPError as error:
        raise ServerError(
            f"Prefect's server was lost during the run ({error}): see `tolmach snapshots list -o {redact(output)}` for what was "
            "published; finished translations are remembered"
        ) from error
    except RuntimeError as error:
        if "ephemeral Prefect API server" not in str(error):
            raise
        raise ServerError(
            "Prefect's embedded server did not start: look at the disk and at the folder PREFECT_HOME (~/.prefect), "
            "or run without it (`tolmach run --direct`)"
        ) from error
    return summary


def as_parameter(source: str) -> str:
    """A source as Prefect can store it: without secrets; a path that is not UTF-8 as a file URL."""
    return hide(source) if well_formed(source) == source else "file://" + quote(os.fsencode(source))


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
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # before Ray is imported, which reports otherwise
            from prefect_ray import RayTaskRunner

            new = {"num_cpus": config.workers, "include_dashboard": False, "logging_level": "warning"}
            return RayTaskRunner(address=config.cluster, init_kwargs={} if config.cluster else new)  # type: ignore[no-any-return]
    except ImportError as error:
        raise ConfigError(
            f"runner = {config.runner!r} needs prefect-{config.runner}: pip install 'tolmach[{config.runner}]'"
        ) from error
    return ThreadPoolTaskRunner(max_workers=config.workers)
