"""Every error ends a command with one line and a code that says what kind of error it was."""

import errno
import json
import logging
import os

import pytest
import typer

from flows.cli.errors import EXIT_NOTHING, EXIT_UNFORESEEN, EXIT_USAGE, PUBLISHES, clear_errors
from flows.cli.logs import log_to_stderr
from flows.errors import ConfigError, CorrectionsError, OutputError, ServerError
from normalize.resolution.overrides import OverridesError
from translate.errors import ModelError
from translate.glossary import GlossaryError


def ended(error: BaseException, capsys: pytest.CaptureFixture[str], unharmed: str = "") -> tuple[int, str]:
    with pytest.raises(typer.Exit) as exit_, clear_errors(unharmed):
        raise error
    return exit_.value.exit_code, " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "kind", [ConfigError, OutputError, ServerError, CorrectionsError, OverridesError, ModelError, GlossaryError]
)
def test_what_a_user_can_act_on_is_said_as_it_is(kind, capsys):
    assert ended(kind("x.toml: beam is wrong"), capsys) == (EXIT_USAGE, "tolmach: x.toml: beam is wrong")


@pytest.mark.parametrize(
    ("error", "way"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.parquet"), "free some space"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a.parquet"), "permission"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS), "out"), "can be written"),
        (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "a.tmx"), "check the name"),
        (ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET)), "restore the connection"),
        (OSError("odd"), "look at the file"),
    ],
    ids=["disk full", "permission", "read-only", "absent", "connection", "unknown"],
)
def test_a_machine_that_refuses_is_said_with_its_way_out(error, way, capsys):
    code, line = ended(error, capsys)
    assert code == EXIT_NOTHING
    assert way in line
    assert "published" not in line  # a command that only reads has nothing to say about that
    assert PUBLISHES in ended(error, capsys, PUBLISHES)[1]


def test_an_error_nobody_foresaw_has_its_own_code_and_a_report(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, line = ended(KeyError("span_id"), capsys)
    assert code == EXIT_UNFORESEEN
    (report,) = tmp_path.iterdir()
    assert str(report) in line
    assert "KeyError: 'span_id'" in report.read_text()
    assert "Traceback" not in line


def test_the_way_out_of_a_command_is_left_alone(capsys):
    with pytest.raises(typer.Exit) as exit_, clear_errors():
        raise typer.Exit(3)
    assert exit_.value.exit_code == 3
    assert capsys.readouterr().err == ""


def test_log_lines_for_machines(capsys):
    log_to_stderr("info", "json")
    try:
        int("Ж")
    except ValueError:
        logging.getLogger("flows.run").exception("a document failed")
    logging.getLogger("translate").debug("left out")
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert (found["level"], found["logger"], found["message"]) == ("error", "flows.run", "a document failed")
    assert "ValueError" in found["traceback"]
    assert "Ж" in found["traceback"]
    log_to_stderr()
