"""What other processes run in the tests of the memory; they import it by name."""

from pathlib import Path
from typing import Any

from translate.memory import Memory
from translate.types import Translation

PAIR, SIGNATURE = "ru-en", "engine+rules"


def made(text: str, **changes: Any) -> Translation:
    values = {"text": text, "status": "ok", "reason": None, "score": -0.5, "cached": False} | changes
    return Translation(**values)


def put_some(path: Path, name: int) -> None:
    with Memory(path) as memory:
        for i in range(10):
            memory.put_many(PAIR, SIGNATURE, {f"{name} {i} {j}": made(str(name)) for j in range(20)})
