"""Results on standard output, for people or for machines."""

import json
from typing import Annotated, Any

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print results as JSON.")]


def print_json(value: Any) -> None:
    """Print one JSON value, which is all that a command with --json writes to standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
