"""What only a schedule needs: flows that look after the output folder, `tolmach serve`, and the proof that Prefect can schedule."""

import asyncio
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import prefect_settings

prefect_settings.keep_offline()

from prefect import flow, get_run_logger, tags  # noqa: E402 - after its environment is set

from flows.config import ConfigError, RunConfig  # noqa: E402
from flows.pipeline import (  # noqa: E402
    forward_logs,
    link_names_task,
    opaque_run,
    publish_task,
    run_name,
    show,
    tolmach_flow,
)
from flows.run import progress  # noqa: E402
from flows.run.steps import RunSummary, open_run  # noqa: E402
from flows.tables.snapshots import Output, OutputError  # noqa: E402

SLOT_GRACE_SECONDS = 120  # a killed run blocks its deployment for so long; starting a run takes 5-30 s


@flow(name="tolmach-resolve", flow_run_name=run_name)
def resolve_flow(output: str = "output", config: dict[str, Any] | None = None, wait_seconds: float = -1) -> RunSummary:
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
    settings = RunConfig().with_changes(config or {}, "config")
    forward_logs()
    folder = Output(output)
    if folder.current() is None:
        raise OutputError(f"nothing published in {output}: there are no names to resolve; run the feed first")
    with tags("tolmach"), progress.of_one_run(), open_run(folder, settings, wait_seconds) as run:
        run.resolve_anew()
        link_names_task(opaque_run(run))
        summary: RunSummary = publish_task(opaque_run(run))
    return show(summary)


@flow(name="tolmach-prune", flow_run_name=run_name)
def prune_flow(output: str = "output", keep: int = RunConfig().keep_snapshots, wait_seconds: float = -1) -> list[str]:
    """Remove all but the newest snapshots; the published one always stays.

    Args:
        output: the output folder.
        keep: how many to keep.
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
        removed = [snapshot.run_id for snapshot in folder.prune(keep)]
    get_run_logger().info("removed %d snapshots%s", len(removed), "".join(f" {run_id}" for run_id in removed))
    return removed


def serve_on_schedule(
    sources: Sequence[str], output: str, config: RunConfig, cron: str, timezone: str, name: str
) -> None:
    """Serve until stopped; the deployment stays active on the server when this process ends.

    One run at a time: what falls due during a run is cancelled, and of what fell due while nobody served, all but the
    newest run.

    Raises:
        ServerError: no Prefect server is set up, or it does not answer.
        ConfigError: the schedule is wrong.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.schedules import Cron

    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError as error:
        raise ConfigError(f"--cron {cron!r} or --timezone {timezone!r} is wrong: {error}") from error
    prefect_settings.require_server(needed=True)
    runner = Runner(name=name, pause_on_shutdown=False, limit=1)
    deployment_id = runner.add_flow(
        tolmach_flow,
        name=name,
        schedule=schedule,
        paused=False,
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=SLOT_GRACE_SECONDS
        ),
        parameters={"sources": list(sources), "output": output, "config": config.as_dict()},
    )
    print(f"serving tolmach/{name}: {cron!r} ({timezone}); stop it with Ctrl-C or SIGTERM", flush=True)
    late = cancel_missed(deployment_id)
    if late:
        print(f"cancelled {late} runs that fell due while nobody served; the newest catches up", flush=True)
    # Prefect's own handler leaves its stop unawaited and exits within it; asyncio ends an interrupted loop in order
    runner.handle_sigterm = lambda *_: signal.raise_signal(signal.SIGINT)  # type: ignore[method-assign]
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
    print("stopped; the schedule stays active on the server until it is paused there", flush=True)


def cancel_missed(deployment_id: Any) -> int:
    """Cancel the scheduled runs of a deployment whose time has passed, all but the newest; return how many."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Cancelled

    wanted = FlowRunFilter.model_validate(
        {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "next_scheduled_start_time": {"before_": datetime.now(UTC)},
        }
    )
    cancelled = 0
    with get_client(sync_client=True) as client:
        newest = FlowRunSort.EXPECTED_START_TIME_DESC
        # the first page holds the run to keep; cancelled ones leave the page, so the next is asked at the same place
        while missed := client.read_flow_runs(flow_run_filter=wanted, sort=newest, offset=1):
            for run in missed:
                client.set_flow_run_state(run.id, Cancelled(message="fell due while nobody served"), force=True)
            cancelled += len(missed)
    return cancelled


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
