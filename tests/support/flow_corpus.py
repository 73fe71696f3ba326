"""The small mixed corpus of the tests of whole runs, and the command line of `tolmach`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

PAGE = """Войти
Подписка на новости

Roscosmos invites partners
The crew will spend six months aboard the station. The word «спутник» means satellite.
Дмитрий Рогозин посетил космодром Восточный. Ракета стартовала утром.
"""
UKRAINIAN = "Ракета стартувала вранці з космодрому. Усі системи працюють, їхній стан добрий."
ENGLISH = "The launch was delayed by two days.\nEngineers checked the second stage twice."
FEED = [
    {"id": "a", "title": "Port", "date": "2026-03-01", "text": "Порт принял больше грузов, чем год назад."},
    {"id": "b", "title": "Weather", "date": "2026-03-02", "text": "Погода задержала корабль на два дня."},
]


def write_feed(path: Path, records: Sequence[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")


def command(*arguments: str | Path) -> list[str]:
    """The command line of `tolmach`, with this Python."""
    return [sys.executable, "-c", "from flows.cli.app import main; main()", *map(str, arguments)]
