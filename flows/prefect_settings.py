"""Settings that keep Prefect offline and quiet. Import before `prefect`; what the user has set in the environment wins."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from flows.errors import ServerError

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # the embedded server takes 5-13 s, more on a busy machine
}
QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # the command tells what went wrong, in one line
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_SHOW_UPDATE_MESSAGE": "false",
    "DASK_LOGGING__DISTRIBUTED": "warning",
}


def keep_offline() -> None:
    """Set the defaults for this process and its children."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ and not _home_can_be_written():
        folder = tempfile.mkdtemp(prefix="tolmach-prefect-")  # Prefect warns on every run that it has no home
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["PREFECT_HOME"] = folder


def _home_can_be_written() -> bool:
    """Whether the folder that Prefect keeps its database in is there or can be made."""
    try:
        folder = Path.home() / ".prefect"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: nobody knows the home
        return False
    return os.access(folder, os.W_OK)


def keep_quiet() -> None:
    """Keep Prefect's own messages off the terminal, for the command line's display."""
    keep_offline()
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


SERVER_ANSWER_SECONDS = (
    5.0  # a server at work answers within milliseconds; one that does not answer a knock is not there
)


def require_server(*, needed: bool = False) -> str | None:
    """Knock at the Prefect server that is set up, before anything waits minutes for it.

    Args:
        needed: whether there must be one, as for `tolmach serve`.

    Returns:
        Its address; None if none is set up.

    Raises:
        ServerError: it does not answer, refuses the key, or none is set up although one is needed.
    """
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, get_current_settings, temporary_settings

    url = get_current_settings().api.url
    if not url:
        if needed:
            raise ServerError(
                "serve needs a Prefect server: start one with `prefect server start` and set PREFECT_API_URL "
                "(e.g. to http://127.0.0.1:4200/api), or call `tolmach run` from cron"
            )
        return None
    shown = str(httpx.URL(url).copy_with(userinfo=b"", query=None))
    try:
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):  # else it tries for three minutes
            get_client(httpx_settings={"timeout": SERVER_ANSWER_SECONDS}, sync_client=True).hello()
    except httpx.HTTPStatusError as error:
        raise ServerError(
            f"Prefect's server {shown} answers {error.response.status_code}: check PREFECT_API_URL and PREFECT_API_KEY"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServerError(
            f"Prefect's server {shown} cannot be reached ({error}): start it, correct PREFECT_API_URL, "
            "or run without it (unset PREFECT_API_URL, or `tolmach run --direct`)"
        ) from error
    return shown
