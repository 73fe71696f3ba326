"""docs/commands.md from the command line itself: `python -m flows.cli.docs > docs/commands.md`; a test compares them."""

import typer
from typer.cli import get_docs_for_click

from flows.cli.app import app

HEAD = "<!-- Written by `python -m flows.cli.docs`; a test keeps it equal to the code. -->\n\n"


def render() -> str:
    """Return the page, as typer writes it."""
    command = typer.main.get_command(app)
    page = get_docs_for_click(obj=command, ctx=typer.Context(command), name="tolmach", title="The commands")
    return f"{HEAD}{page.strip()}\n"


if __name__ == "__main__":
    print(render(), end="")
