"""`tolmach models`: list, install, download and verify Argos packages."""

import typer

app = typer.Typer(no_args_is_help=True, help="Argos translation packages.")
