"""Options that several commands share: how texts are translated."""

from typing import Annotated

import typer

ModelOption = Annotated[str | None, typer.Option("--model", help="Argos package: name or path.")]
GlossaryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary", metavar="FILE", help="Terms of your own, Russian TAB English; may be given several times."
    ),
]
BeamOption = Annotated[int | None, typer.Option("--beam", help="Beam width (1 is fastest).")]
