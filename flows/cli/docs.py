"""docs/commands.md from the command line itself: `python -m flows.cli.docs > docs/commands.md`; a test compares them."""

from collections.abc import Iterator

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from flows.cli.app import app
from flows.cli.errors import EXIT_CODES

HEAD = """# The commands

Written by `python -m flows.cli.docs`; a test keeps it equal to the code.

Results go to stdout, everything else to stderr: one line for an error, up to ten rejects of a run (also with `--quiet`), and
progress while a terminal is attached. With `--json` stdout holds one JSON value.

| exit code | meaning |
|---|---|
""" + "".join(f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES.items())


def commands(command: object, name: str) -> Iterator[tuple[str, TyperCommand]]:
    """Yield every command below a group with its full name; groups themselves are left out."""
    if isinstance(command, TyperGroup):
        for child_name, child in command.commands.items():
            yield from commands(child, f"{name} {child_name}")
    elif isinstance(command, TyperCommand):
        yield name, command


def render() -> str:
    """Return the page."""
    parts = [HEAD]
    for name, command in commands(typer.main.get_command(app), "tolmach"):
        arguments = [p.metavar or f"[{(p.name or '').upper()}]" for p in command.params if isinstance(p, TyperArgument)]
        parts.append(f"\n## {' '.join([name, *arguments])}\n\n{(command.help or '').strip()}\n")
        options = [p for p in command.params if isinstance(p, TyperOption)]
        if options:
            parts.append("\n| option | meaning |\n|---|---|\n")
            parts += [f"| {', '.join(f'`{o}`' for o in p.opts)} | {p.help or ''} |\n" for p in options]
    return "".join(parts)


if __name__ == "__main__":
    print(render(), end="")
