"""The tutorials as scripts: their blocks are run in order, and what they show is compared with what comes."""

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

from doc_commands import ROOT, in_line
from typer.testing import CliRunner

from flows.cli.app import app

FOLDER = ROOT / "docs" / "tutorials"
NAMES = sorted(page.stem for page in FOLDER.glob("*.md"))
_BLOCK = re.compile(r"^```(console|python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d[\d.,]*")


def follow(name: str, folder: Path) -> None:
    """Do what a tutorial says, in a copy of its data; numbers that it shows may differ, words may not."""
    here = folder / name
    shutil.copytree(FOLDER / name, here)
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    said = ""
    with contextlib.chdir(here):
        for kind, block in _BLOCK.findall(page):
            if kind == "console":
                for command, shown in _steps(block):
                    _compare(shown, _run(command), command)
            elif kind == "python":
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(compile(block, f"{name}.md", "exec"), {})
                said = out.getvalue()
            else:
                _compare(block.splitlines(), said, "the Python above")


def _steps(block: str) -> list[tuple[str, list[str]]]:
    """Commands with the lines shown below each."""
    steps: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
    return steps


def _run(command: str) -> str:
    words = shlex.split(command)
    if words[0] == "cd":  # the copy stands for the folder that is named
        assert (ROOT / words[1]).is_dir()
        return ""
    if words[0] == "cp":
        shutil.copy(words[1], words[2])
        return ""
    ((*arguments,),) = in_line(command)
    if arguments[0] == "run":
        arguments.append("--direct")  # the same steps; with Prefect in test_pipeline
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
    assert done.exit_code == 0, f"{command}: {done.output} {done.exception}"
    return done.output


def _compare(shown: list[str], said: str, what: str) -> None:
    """Every line shown is the beginning or a part of a line said, numbers and spaces apart."""
    lines = [_plain(line) for line in said.splitlines()]
    for line in filter(str.strip, shown):
        assert any(_plain(line) in one for one in lines), f"{what} does not say {line!r} but:\n{said}"


def _plain(line: str) -> str:
    return " ".join(_NUMBER.sub("#", line).split())
