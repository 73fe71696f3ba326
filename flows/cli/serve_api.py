"""`tolmach serve-api`: translation over HTTP."""

import ipaddress
import json
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.errors import OutputOption, clear_errors
from flows.cli.options import BeamOption, GlossaryOption, ModelOption
from flows.cli.results import JsonOption
from flows.cli.settings import ConfigOption, settings

log = logging.getLogger(__name__)


def serve_api(
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; the default lets this machine only in.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port; 0 takes a free one.")] = 5000,
    api_key_file: Annotated[
        Path | None,
        typer.Option(
            "--api-key-file",
            help="API keys, one a line; requests without one are refused. TOLMACH_API_KEY in the environment is one, too.",
        ),
    ] = None,
    char_limit: Annotated[
        int, typer.Option("--char-limit", min=1, max=5_000_000, help="Characters in a request at most.")
    ] = 50_000,
    batch_limit: Annotated[int, typer.Option("--batch-limit", min=1, help="Texts in a request at most.")] = 500,
    rate_limit: Annotated[
        int, typer.Option("--rate-limit", min=0, help="Requests a minute from one address; 0 for any number.")
    ] = 0,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=86_400, help="Seconds until a request is given up.")
    ] = 120.0,
    cors_origin: Annotated[
        list[str] | None,
        typer.Option("--cors-origin", help="Web site whose scripts may ask, or *; may be given several times."),
    ] = None,
    model: ModelOption = None,
    beam: BeamOption = None,
    glossary: GlossaryOption = None,
    config: ConfigOption = None,
    output: OutputOption = Path("output"),
    json_: JsonOption = False,
) -> None:
    """Answer LibreTranslate's clients over HTTP, and /names and /explain; corrections kept in OUTPUT win.

    Example: tolmach serve-api --port 5000 --api-key-file keys.txt
    """
    with clear_errors():
        from flows.api.app import make_app
        from flows.api.keys import VARIABLE, read_keys
        from flows.api.limits import Limits
        from flows.api.server import listen, serve
        from flows.api.work import Worker
        from flows.tables.snapshots import Output

        keys = read_keys(api_key_file, os.environ.get(VARIABLE))
        changes = {"model": model, "beam": beam, "glossaries": glossary or None}
        chosen = settings(config, changes, announce=not json_)
        with listen(host, port) as on:
            address, taken = on.getsockname()[:2]
            if not keys and not ipaddress.ip_address(address).is_loopback:
                log.warning("others can reach %s and no API key is asked for: see --api-key-file", address)
            worker = Worker(chosen, Output(output).corrections_path)
            worker.warm_up()
            url = f"http://{f'[{address}]' if ':' in address else address}:{taken}"

            def ready() -> None:
                said = {"url": url, "languages": list(worker.languages), "api_key": bool(keys), "pid": os.getpid()}
                print(json.dumps(said) if json_ else f"tolmach answers at {url} (Ctrl-C stops it)", flush=True)

            limits = Limits(char_limit, batch_limit, rate_limit, timeout)
            serve(make_app(worker, limits, keys, cors_origin or ()), on, timeout, ready)
        if not json_:
            sys.stderr.write("tolmach: stopped\n")


def register(app: typer.Typer) -> None:
    """Add `tolmach serve-api`."""
    app.command("serve-api")(serve_api)
