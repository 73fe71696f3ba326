"""How a command ends when something is wrong: one line on stderr and an exit code."""

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer
from rich.console import Console

from flows.errors import UserError
from flows.read.types import one_line, well_formed
from flows.secrets import redact
from flows.tables.remote import folder_of, named

EXIT_USAGE, EXIT_NOTHING, EXIT_UNFORESEEN, EXIT_INTERRUPTED = 2, 3, 4, 130
EXIT_CODES = {
    0: "done",
    1: "done, but some sources were rejected (see `tolmach rejects`); of doctor and verify: something is wrong",
    EXIT_USAGE: "what was asked for cannot be done (a wrong option, setting, file or name, no model, a folder in use, a server "
    "that does not answer), and nothing was changed",
    EXIT_NOTHING: "nothing could be processed, or the machine refused (disk, memory, permission, connection)",
    EXIT_UNFORESEEN: "an error in tolmach itself (a report file is named)",
    EXIT_INTERRUPTED: "interrupted (Ctrl-C, SIGTERM)",
}
"""What each exit code says; no command ends with another."""


def fail(message: str, code: int) -> NoReturn:
    """End the command with one line on stderr."""
    said = redact(named(f"tolmach: {message}"))
    Console(stderr=True, highlight=False).print(said, style="bold red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


class StdoutError(Exception):
    """Standard output cannot be written, which says nothing about the output folder."""


class _Stdout:
    """Standard output whose failures are StdoutErrors; that its reader has gone is still a BrokenPipeError."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._failures():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._failures():
            self._stream.flush()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise StdoutError(error.strerror or str(error)) from error


PUBLISHES = "nothing was published, the tables are as before"
"""What a command that publishes tables can say after any failure; finished translations are remembered."""

_ERRORS_BELOW = (
    ("normalize.resolution.overrides", "OverridesError"),
    ("translate.errors", "ModelError"),
    ("translate.errors", "GlossaryError"),
)
"""Errors of the packages below that a user can act on; one whose module was never imported cannot have been raised."""


@contextmanager
def clear_errors(unharmed: str = "") -> Iterator[None]:
    """Turn every error into one line on stderr and an exit code.

    What a user can act on ends with 2; a machine that refuses (disk, memory, connection) with 3; an error nobody foresaw
    with 4 and a report file. Exit code 1 is left to "done, but some sources were rejected".

    Args:
        unharmed: what the command can say of its results after a failure; "" for one that only reads.
    """
    try:
        with redirect_stdout(_Stdout(sys.stdout) if sys.stdout else None):
            yield
            if sys.stdout:
                sys.stdout.flush()
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except UserError as error:
        fail(str(error), EXIT_USAGE)
    except StdoutError as error:
        _give_up_stdout()
        stay = ": the result could not be shown; tables that a run has published stay" if unharmed else ""
        fail(f"cannot write to standard output ({error}){stay}", EXIT_USAGE)
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        _give_up_stdout()
        raise typer.Exit(0) from None
    except OSError as error:
        fail(_refused(error, unharmed), EXIT_NOTHING)
    except KeyboardInterrupt:
        end_interrupted()
    except MemoryError:
        fail(f"out of memory: lower batch_chars or workers in tolmach.toml{_but(unharmed)}", EXIT_NOTHING)
    except Exception as error:  # noqa: BLE001 - the last resort of every command
        if isinstance(error, _errors_below()):
            fail(str(error), EXIT_USAGE)
        fail(_unforeseen(error, unharmed), EXIT_UNFORESEEN)


def _errors_below() -> tuple[type[Exception], ...]:
    found = [getattr(sys.modules.get(module), name, None) for module, name in _ERRORS_BELOW]
    return tuple(error for error in found if error is not None)


def _but(unharmed: str) -> str:
    return f"; {unharmed}" if unharmed else ""


def _refused(error: OSError, unharmed: str) -> str:
    """Say which file or machine refused what, and the way out that fits."""
    where = f" ({error.filename})" if error.filename else ""
    ways = {
        errno.ENOSPC: "free some space",
        errno.EDQUOT: "free some space",
        errno.EFBIG: "raise the limit of file sizes (ulimit -f)",
        errno.EMFILE: "raise the limit of open files (ulimit -n)",
        errno.EROFS: "name a folder that can be written",
        errno.EACCES: "give yourself permission to it",
        errno.EPERM: "give yourself permission to it",
        errno.ENOENT: "check the name",
        errno.ENOTDIR: "check the name",
        errno.EISDIR: "name a file, not a folder",
        errno.EIO: "check the disk",
    }
    if isinstance(error, ConnectionError | TimeoutError):
        way = "restore the connection"
    else:
        way = ways.get(error.errno or 0, "look at the file and its folder")
    again = ", then run again: finished translations are remembered" if unharmed else ""
    return f"{error.strerror or error}{where}{_but(unharmed)}; {way}{again}"


def _unforeseen(error: Exception, unharmed: str) -> str:
    """Write a report of an error that is a fault of the program, and say where it is."""
    said = one_line(f"{type(error).__name__}: {error}", 200)
    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="tolmach-error-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.write(f"tolmach {version('tolmach')}, Python {sys.version}\n{redact(text)}")
    except OSError:
        return f"unexpected error ({said}), a fault of tolmach{_but(unharmed)}; no report could be written"
    return f"unexpected error ({said}), a fault of tolmach{_but(unharmed)}; please send the report {file.name}"


def _give_up_stdout() -> None:
    """Let Python's last attempt to write go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_folder(name: str | Path) -> Path:
    """Return the folder that -o names: of an address, the working folder on this machine.

    Raises:
        typer.BadParameter: it is empty, or not UTF-8 as the tables' library wants it.
    """
    if name == "" or well_formed(str(name)) != str(name):
        way_out = (
            "name another" if sys.getfilesystemencoding() == "utf-8" else "do not set PYTHONUTF8=0, or name another"
        )
        raise typer.BadParameter(f"the output folder's name is empty or not UTF-8: {way_out}")
    return folder_of(name)


OutputOption = Annotated[
    Path,
    typer.Option(
        "--output", "-o", parser=output_folder, metavar="PATH", help="Output folder, or s3://, gs://, az:// …"
    ),
]


def end_interrupted() -> NoReturn:
    """End the process at once, without waiting for threads deep in a translation."""
    sys.stderr.write("tolmach: interrupted; nothing was published, finished translations are remembered\n")
    sys.stderr.flush()
    os._exit(EXIT_INTERRUPTED)
