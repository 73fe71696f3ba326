"""What only a schedule needs: flows that look after the output folder, `tolmach serve`, and the proof that Prefect can schedule."""

# ruff: noqa: E402 - Prefect is imported after its environment is set

import asyncio
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from filelock import FileLock, Timeout

from flows import prefect_settings

prefect_settings.keep_offline()

from prefect import flow, get_run_logger, tags
from prefect.runner import Runner
from prefect.settings import get_current_settings

from flows.config import DEFAULTS, RunConfig
from flows.errors import ConfigError, OutputError
from flows.pipeline import (
    as_parameter,
    forward_logs,
    link_names_task,
    opaque_run,
    publish_task,
    run_name,
    show,
    tolmach_flow,
)
from flows.run import progress
from flows.run.state import RunSummary, open_run
from flows.tables.retention import Retention
from flows.tables.snapshots import Output


@flow(name="tolmach-resolve", flow_run_name=run_name)
def resolve_flow(output: str = "output", config: RunConfig = DEFAULTS, wait_seconds: float = -1) -> RunSummary:
    """Resolve all names of the published snapshot anew and publish the result; no source is read.

    Other runs resolve names only when a document or a setting has changed; this one does in any case, e.g. after an update.

    Args:
        output: the output folder.
        config: settings by name, as in tolmach.toml; what is left out keeps its default.
        wait_seconds: how long to wait for another run on the same folder; -1 for ever.

    Returns:
        What the run did and where its tables are.

    Raises:
        ConfigError: a wrong setting. OutputError: the folder cannot be used, or nothing is published in it. OSError: disk full.
    """
    forward_logs()
    folder = Output(output)
    if folder.current() is None:
        raise OutputError(f"nothing published in {output}: there are no names to resolve; run the feed first")
    with tags("tolmach"), progress.of_one_run(), open_run(folder, config, wait_seconds) as run:
        run.resolve_anew()
        link_names_task(opaque_run(run))
        summary: RunSummary = publish_task(opaque_run(run))
    return show(summary)


@flow(name="tolmach-prune", flow_run_name=run_name)
def prune_flow(output: str = "output", config: RunConfig = DEFAULTS, wait_seconds: float = -1) -> list[str]:
    """Remove the snapshots that nothing keeps any more, as every run does at its end; the published one always stays.

    Args:
        output: the output folder.
        config: settings by name: `keep_snapshots`, `keep_hours`, `keep_days`, `grace_minutes` count.
        wait_seconds: how long to wait for a run on the same folder; -1 for ever.

    Returns:
        The ids of the removed ones.

    Raises:
        OutputError: the folder cannot be used. OSError: the disk refused.
    """
    forward_logs()
    folder = Output(output)
    folder.prepare()
    with tags("tolmach"), folder.locked(wait_seconds):
        removed = [snapshot.run_id for snapshot in folder.prune(Retention.of(config))]
    get_run_logger().info("removed %d snapshots%s", len(removed), "".join(f" {run_id}" for run_id in removed))
    return removed


def serve_on_schedule(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    cron: str,
    timezone: str,
    name: str,
    say: Callable[[str, str], None],
) -> None:
    """Serve until stopped; the deployment stays active on the server when this process ends.

    One run at a time: what falls due during a run is cancelled, and of what fell due while nobody served, all but the
    newest run. `say` takes an event (serving, settled, stopping, stopped) and its line.

    Raises:
        ServerError: no Prefect server is set up, or it does not answer.
        ConfigError: the schedule is wrong, or the deployment is served already.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron

    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError as error:
        raise ConfigError(f"--cron {cron!r} or --timezone {timezone!r} is wrong: {error}") from error
    prefect_settings.require_server(needed=True)
    runner = Runner(name=name, pause_on_shutdown=False, limit=1)
    deployment_id: Any = runner.add_flow(
        tolmach_flow,
        name=name,
        schedule=schedule,
        paused=False,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        parameters={
            "sources": [as_parameter(source) for source in sources],
            "output": output,
            "config": config.as_dict(),
        },
    )
    with _alone(deployment_id, name):
        say("serving", f"serving tolmach/{name}: {cron!r} ({timezone}); stop it with Ctrl-C or SIGTERM")
        if left := settle_what_was_left(deployment_id):
            say(
                "settled",
                f"{left} runs were left by a stop: the newest that fell due is made up for, the others are closed",
            )
        asyncio.run(_until_stopped(runner, say))
    say("stopped", "stopped; the schedule stays active on the server until it is paused there")


@contextmanager
def _alone(deployment_id: UUID, name: str) -> Iterator[None]:
    """Hold a deployment against a second `serve` of this user, which would take the first one's runs for dead."""
    lock = FileLock(get_current_settings().home / f"tolmach-serve-{deployment_id}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ConfigError(f"tolmach/{name} is served already: stop that process, or choose another --name") from None
    with lock:
        yield


async def _until_stopped(runner: Runner, say: Callable[[str, str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C, then cancel the run at work: what it has translated is remembered.

    Prefect's own handler leaves its stop unawaited and exits within it; its answer to Ctrl-C waits for the run to end.
    """
    loop = asyncio.get_running_loop()
    stops: list[asyncio.Task[None]] = []

    def stop() -> None:
        if not stops:
            say("stopping", "stopping")
            stops.append(loop.create_task(runner.astop()))

    runner.handle_sigterm = lambda *_: loop.call_soon_threadsafe(stop)  # type: ignore[assignment, method-assign]
    loop.add_signal_handler(signal.SIGINT, stop)
    await runner.start()


def settle_what_was_left(deployment_id: UUID) -> int:
    """Close the runs that a stopped `serve` has left: those at work crashed with it, and of those that fell due since, the newest is kept.

    Returns:
        How many there were, without the one that is kept.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter
    from prefect.client.schemas.objects import State
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Cancelled, Crashed

    ours = {"deployment_id": {"any_": [deployment_id]}}
    at_work = ours | {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}}
    due = {"state": {"type": {"any_": ["SCHEDULED"]}}, "next_scheduled_start_time": {"before_": datetime.now(UTC)}}
    crashed: State[Any] = Crashed(message="the process that ran it was killed")
    missed: State[Any] = Cancelled(message="fell due while nobody served")
    newest_first = FlowRunSort.EXPECTED_START_TIME_DESC
    settled = 0
    with get_client(sync_client=True) as client:
        for wanted, keep, state in ((at_work, 0, crashed), (ours | due, 1, missed)):
            query = FlowRunFilter.model_validate(wanted)
            # a settled run leaves the query, so that the next page is found where this one was
            while runs := client.read_flow_runs(flow_run_filter=query, sort=newest_first, offset=keep):
                for run in runs:
                    client.set_flow_run_state(run.id, state, force=True)
                settled += len(runs)
    return settled


def planned_runs() -> int:
    """Let the installed Prefect's own scheduler plan a deployment in a new, empty database; return how many runs it planned.

    What this proves no list of versions can: the scheduler's statements work on the installed SQLAlchemy and SQLite.

    Raises:
        Exception: whatever the scheduler failed with.
    """
    from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, PREFECT_HOME, temporary_settings

    with tempfile.TemporaryDirectory(prefix="tolmach-doctor-") as folder:
        database = f"sqlite+aiosqlite:///{Path(folder) / 'prefect.db'}"
        with temporary_settings({PREFECT_API_DATABASE_CONNECTION_URL: database, PREFECT_HOME: folder}):
            return asyncio.run(_plan())


async def _plan() -> int:
    import sqlalchemy as sa
    from prefect.server import models, schemas
    from prefect.server.database import provide_database_interface
    from prefect.server.services.scheduler import schedule_deployments

    db = provide_database_interface()
    create_flow: Any = models.flows.create_flow  # decorated: mypy does not see that they can be awaited
    create_deployment: Any = models.deployments.create_deployment
    try:
        await db.create_db()
        async with db.session_context(begin_transaction=True) as session:
            flow = await create_flow(session=session, flow=schemas.core.Flow(name="doctor"))
            hourly = schemas.schedules.CronSchedule(cron="0 * * * *")
            schedule = schemas.core.DeploymentSchedule(schedule=hourly, active=True)
            deployment = schemas.core.Deployment(name="doctor", flow_id=flow.id, schedules=[schedule])
            await create_deployment(session=session, deployment=deployment)
        await schedule_deployments()
        async with db.session_context() as session:
            found: int = (await session.execute(sa.select(sa.func.count()).select_from(db.FlowRun))).scalar_one()
            return found
    finally:
        await (await db.engine()).dispose()
