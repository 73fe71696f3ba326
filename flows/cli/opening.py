"""`--open`: show a page in the browser of whoever sits before the terminal; say so politely where nobody does."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

OpenOption = Annotated[bool, typer.Option("--open", help="Show the explorer in the browser (writes it, too).")]

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def open_page(page: Path) -> None:
    """Open a page, or say on standard error why not and what to do instead; never a failure: the page is written."""
    import webbrowser

    reason = _nobody_looks()
    if reason is None and not webbrowser.open(page.resolve().as_uri()):
        reason = "no browser was found"
    if reason is not None:
        sys.stderr.write(f"tolmach: not opened, {reason}: open {page} in a browser\n")


def _nobody_looks() -> str | None:
    """Why a browser would be of no use; None when somebody may look at it."""
    if sys.stdout is None or not sys.stdout.isatty():
        return "standard output is no terminal"
    if sys.platform not in ("darwin", "win32") and not any(os.environ.get(name) for name in _DISPLAYS):
        return "there is no display here"
    return None
