"""The `tolmach` commands that the documentation names, and how they are parsed without being run."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import typer

from flows.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")]
    + [
        p for p in (ROOT / "docs").rglob("*.md") if p.name != "commands.md"
    ]  # made of the help, whose examples are tested
)


_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_AT_ONCE = ("--help", "--version", "--install-completion", "--show-completion")
_SHELLS = ("", "console", "sh", "bash")


class Command(NamedTuple):
    """A command as a page writes it; `whole` when it stands in a block, to be copied, and not inside a sentence."""

    page: str
    arguments: tuple[str, ...]
    whole: bool

    def __str__(self) -> str:
        return f"{self.page}: tolmach {shlex.join(self.arguments)}"


def commands() -> list[Command]:
    """Every command of every page, each once a page."""
    return list(dict.fromkeys(c for page in PAGES for c in _of_page(page)))


def _of_page(page: Path) -> Iterator[Command]:
    name = str(page.relative_to(ROOT))
    text = page.read_text(encoding="utf-8")
    fenced = _FENCED.findall(text)
    rest = _FENCED.sub("", text)
    indented = re.findall(r"^ {4}(\S.*)$", rest, re.MULTILINE)
    blocks = "\n".join([*(block for language, block in fenced if language in _SHELLS), *indented])
    for line in blocks.splitlines():
        for arguments in in_line(line.removeprefix("$ ")):
            yield Command(name, arguments, whole=True)
    for code in re.findall(r"`(tolmach [^`]+)`", rest):
        for arguments in in_line(code.replace("\n", " ")):
            yield Command(name, arguments, whole=False)


def in_line(line: str) -> Iterator[tuple[str, ...]]:
    """The commands in a line of a shell: its comment left out, parted at `&&`, `;` and `|`."""
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="&;|()")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:  # not a command
        return
    current: list[str] = []
    for word in [*words, ";"]:
        if word and set(word) <= set("&;|()"):
            if current[:1] == ["tolmach"]:
                yield tuple(current[1:])
            current = []
        else:
            current.append(word)


def problem(arguments: tuple[str, ...], *, whole: bool) -> str | None:
    """What the command line says against a command; inside a sentence what has to follow may be left out."""
    command = typer.main.get_command(app)
    if ends := [
        word for word in arguments if word in _AT_ONCE
    ]:  # parsed they would be done: a shell's own files changed
        known = {option for parameter in command.params for option in parameter.opts}
        return None if set(ends) <= known | {"--help"} else f"no option {ends[0]}"
    context, rest = None, list(arguments)
    try:
        while hasattr(command, "commands"):
            if not rest and not whole:
                return None
            if rest and not rest[0].startswith("-") and rest[0] not in command.commands:
                return f"no command {rest[0]!r}"
            context = command.make_context("tolmach", rest, parent=context)
            rest = [*context._protected_args, *context.args]
            if not rest:
                return None if not whole else "a command is missing"
            command = command.commands[rest.pop(0)]
        command.make_context("tolmach", rest, parent=context)
    except Exception as error:  # noqa: BLE001 - typer's own, whose classes differ from version to version
        missing = type(error).__name__ in ("MissingParameter", "NoArgsIsHelpError", "BadOptionUsage")
        if missing and not whole:
            return None
        return f"{type(error).__name__}: {getattr(error, 'message', error)}"
    return None
