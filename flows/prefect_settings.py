"""Settings that keep Prefect, Dask and Ray offline and quiet. Import before `prefect`; what the user has set in the environment wins."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "RAY_USAGE_STATS_ENABLED": "0",
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
