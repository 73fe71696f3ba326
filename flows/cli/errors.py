"""How a command ends when something is wrong: one line on stderr and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer
from rich.console import Console

from flows.config import ConfigError
from flows.prefect_settings import ServerError
from flows.read.types import well_formed
from flows.tables.snapshots import OutputError

EXIT_USAGE, EXIT_NOTHING, EXIT_INTERRUPTED = 2, 3, 130


def fail(message: str, code: int) -> NoReturn:
    """End the command with one line on stderr."""
    Console(stderr=True, highlight=False).print(f"tolmach: {message}", style="bold red", markup=False, soft_wrap=True)
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


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the errors a user can act on into one line and an exit code."""
    from flows.corrections.store import CorrectionsError
    from flows.review.marks import ReviewError
    from normalize.resolution.overrides import OverridesError
    from translate.engine.argos import ModelError
    from translate.glossary import GlossaryError

    try:
        with redirect_stdout(_Stdout(sys.stdout) if sys.stdout else None):
            yield
            if sys.stdout:
                sys.stdout.flush()
    except (
        ConfigError,
        OutputError,
        ServerError,
        OverridesError,
        CorrectionsError,
        ReviewError,
        ModelError,
        GlossaryError,
    ) as error:
        fail(str(error), EXIT_USAGE)
    except StdoutError as error:
        _give_up_stdout()
        fail(
            f"cannot write to standard output ({error}): the result could not be shown; tables that a run has "
            "published stay",
            EXIT_USAGE,
        )
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        _give_up_stdout()
        raise typer.Exit(0) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        remedy = (
            "restore the connection"
            if isinstance(error, ConnectionError | TimeoutError)
            else "free space or permissions"
        )
        fail(
            f"{error.strerror or error}{where}: nothing was published, the tables are as before; "
            f"{remedy}, then run again: finished translations are remembered",
            EXIT_NOTHING,
        )
    except KeyboardInterrupt:
        end_interrupted()
    except MemoryError:
        fail("out of memory: lower batch_chars or workers in tolmach.toml; nothing was published", EXIT_NOTHING)


def _give_up_stdout() -> None:
    """Let Python's last attempt to write go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_folder(name: str | Path) -> Path:
    """Return the folder that -o names.

    Raises:
        typer.BadParameter: it is empty, or not UTF-8 as the tables' library wants it.
    """
    if name == "" or well_formed(str(name)) != str(name):
        raise typer.BadParameter("the output folder's name is empty or not UTF-8: name another")
    return Path(name)


OutputOption = Annotated[
    Path, typer.Option("--output", "-o", parser=output_folder, metavar="PATH", help="Output folder.")
]


def end_interrupted() -> NoReturn:
    """End the process at once, without waiting for threads deep in a translation."""
    sys.stderr.write("tolmach: interrupted; nothing was published, finished translations are remembered\n")
    sys.stderr.flush()
    os._exit(EXIT_INTERRUPTED)
