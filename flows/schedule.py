"""`tolmach serve`: the flow on a cron schedule, run by this process, watched by a Prefect server."""

import os
from collections.abc import Sequence

from flows.config import ConfigError, RunConfig
from flows.pipeline import tolmach_flow


def serve_on_schedule(sources: Sequence[str], output: str, config: RunConfig, cron: str, timezone: str) -> None:
    """Serve until stopped; the deployment stays active on the server when this process ends.

    Raises:
        ConfigError: no Prefect server is configured, or the schedule is wrong.
    """
    from prefect.schedules import Cron
    from prefect.settings import get_current_settings

    if not (os.environ.get("PREFECT_API_URL") or get_current_settings().api.url):
        raise ConfigError(
            "serve needs a Prefect server: start one with `prefect server start` and set PREFECT_API_URL "
            "(e.g. to http://127.0.0.1:4200/api), or call `tolmach run` from cron"
        )
    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError as error:
        raise ConfigError(f"--cron {cron!r} or --timezone {timezone!r} is wrong: {error}") from error
    tolmach_flow.serve(
        name="tolmach-serve",
        schedule=schedule,
        parameters={"sources": list(sources), "output": output, "config": config.as_dict()},
        pause_on_shutdown=False,
        limit=1,
    )
