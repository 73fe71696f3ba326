"""docs/commands.md from the command line itself: `python -m flows.cli.docs > docs/commands.md`; a test compares them."""

from collections.abc import Iterator

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from flows.cli.app import app

HEAD = """# The commands

Written by `python -m flows.cli.docs`; a test keeps it equal to the code.

Exit codes: 0 done · 1 done, but some sources were rejected (see the table `rejects`) · 2 usage or configuration error ·
3 nothing could be processed, or the machine refused (disk, memory) ·
4 an error in tolmach itself (a report file is named) · 130 interrupted. Progress goes to stderr while a terminal is attached, results to stdout.
"""


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
