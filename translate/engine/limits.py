"""How long a text a CTranslate2 model can read and write, from the positions it has encodings for."""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from translate.errors import ModelError

_OLDEST: Final = 4
"""Binary versions since CTranslate2 1.x; older ones write other headers and have no learned positions."""


def position_limits(model: Path) -> tuple[int | None, int | None]:
    """Positions of encoder and decoder; None where any number is possible.

    CTranslate2 raises an error for texts that are longer; its Python interface does not tell the number, but the header
    of every variable in `model.bin` does (format: `Model.load` in CTranslate2's src/models/model.cc).

    Args:
        model: path of `model.bin`.

    Raises:
        ModelError: not a CTranslate2 model, or cut short.
    """
    try:
        with model.open("rb") as stream:
            shapes = _shapes(stream)
    except (OSError, struct.error, UnicodeDecodeError) as error:
        raise ModelError(f"{model}: not a whole CTranslate2 model: install the package again") from error
    return tuple(shapes.get(f"{part}/position_encodings/encodings") for part in ("encoder", "decoder"))  # type: ignore[return-value]


def _shapes(stream: BinaryIO) -> dict[str, int]:
    """First dimension by variable name."""

    def number(kind: str) -> int:
        size = struct.calcsize(kind)
        return int(struct.unpack(f"<{kind}", stream.read(size))[0])

    def string() -> str:
        return stream.read(number("H")).rstrip(b"\0").decode()

    version = number("I")
    string()
    number("I")
    shapes: dict[str, int] = {}
    if version < _OLDEST:
        return shapes
    for _ in range(number("I")):
        name = string()
        dimensions = [number("I") for _ in range(number("B"))]
        number("B")
        stream.seek(number("I"), 1)
        if dimensions:
            shapes[name] = dimensions[0]
    return shapes
