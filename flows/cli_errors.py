"""How a command ends when something is wrong: one line on stderr and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console

from flows.config import ConfigError
from flows.snapshots import OutputError

EXIT_USAGE, EXIT_NOTHING, EXIT_INTERRUPTED = 2, 3, 130


def fail(message: str, code: int) -> NoReturn:
    """End the command with one line on stderr."""
    Console(stderr=True, highlight=False).print(f"tolmach: {message}", style="bold red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the errors a user can act on into one line and an exit code."""
    from normalize.overrides import OverridesError
    from translate.argos import ModelError
    from translate.glossary import GlossaryError

    try:
        yield
    except (ConfigError, OutputError, OverridesError, ModelError, GlossaryError) as error:
        fail(str(error), EXIT_USAGE)
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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


def end_interrupted() -> NoReturn:
    """End the process at once, without waiting for threads deep in a translation."""
    sys.stderr.write("tolmach: interrupted; nothing was published, finished translations are remembered\n")
    sys.stderr.flush()
    os._exit(EXIT_INTERRUPTED)
