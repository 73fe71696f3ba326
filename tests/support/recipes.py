"""The recipes of deploy/ as the tests run them: the commands are theirs, only paths are of the test."""

import configparser
import shlex
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"


def unit(name: str) -> tuple[list[str], dict[str, str]]:
    """The command of a systemd unit and the environment that it sets."""
    parser = configparser.ConfigParser(interpolation=None, comment_prefixes="#", inline_comment_prefixes=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((DEPLOY / f"{name}.service").read_text())
    service = parser["Service"]
    return shlex.split(service["ExecStart"]), dict(pair.split("=", 1) for pair in shlex.split(service["Environment"]))


def cron_lines() -> list[tuple[str, str]]:
    """Schedule and command of each line of the crontab; variables are left out."""
    lines = [
        line.split(maxsplit=5) for line in (DEPLOY / "crontab").read_text().splitlines() if not line.startswith("#")
    ]
    return [(" ".join(line[:5]), line[5]) for line in lines if len(line) == 6]
