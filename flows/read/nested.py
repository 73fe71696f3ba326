"""Records inside a JSON object: the messages of a Telegram export, the items of an answer of a web service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flows.config import SourceOptions
from flows.read.feed import choose_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST: Final = 6
"""Levels of objects and lists looked through; exports have two or three."""
_ABOVE: Final = ("name", "title", "username", "channel")
"""Of the object around the records, what names the channel or site they belong to."""
SERVICE: Final = "service"
"""Type of Telegram's notes that somebody joined or a picture changed: not messages."""


def nested_records(row: object, options: SourceOptions) -> Iterator[tuple[str, object]]:
    """Yield (place inside `row`, record): the row itself if it has a text, else the records of the list inside it that has most.

    A path in `text_columns` such as "messages[].text" names the list. Service messages of Telegram are left out.
    """
    if isinstance(row, list) and any(isinstance(inner, dict) for inner in row):
        for number, inner in enumerate(row, 1):
            yield f".{number}", inner
        return
    if not isinstance(row, dict):
        yield "", row
        return
    named = [path for path in options.text_columns if "[]." in path]
    found = _named_list(row, named[0].partition("[].")[0]) if named else None
    if found is None:
        columns = choose_columns(tuple(row), options)
        if any(_is_text(row, name) for name in columns.text):
            yield "", row
            return
        plain = _without_paths(options)
        lists = sorted(_lists(row, plain, 0), key=lambda one: -len(one[1]))
        if not lists:
            yield "", row
            return
        found = lists[0]
    above, records = found
    site = next((value for name in _ABOVE if isinstance(value := above.get(name), str) and value), "")
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            if record.get("type") == SERVICE:
                continue
            inner = {key: value for key, value in record.items() if key not in _RUNS}
            if site and not choose_columns(tuple(inner), options).site:
                inner = {**inner, "site": site}
            yield f".{number}", _renamed(inner, named)
        else:
            yield f".{number}", record


_RUNS: Final = ("text_entities",)
"""Telegram says the text twice; this is the copy with its formatting."""


def _renamed(record: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    """The record with what a path names under that whole path, which is the column looked for."""
    for path in paths:
        value: Any = record
        for part in path.partition("[].")[2].split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            record = {**record, path: value}
    return record


def _named_list(row: dict[str, Any], path: str) -> tuple[dict[str, Any], list[Any]] | None:
    above: dict[str, Any] = row
    value: Any = row
    for part in path.split("."):
        if not isinstance(value, dict):
            return None
        above, value = value, value.get(part)
    return (above, value) if isinstance(value, list) else None


def _without_paths(options: SourceOptions) -> SourceOptions:
    """The options with the last part of every path as the column's name."""
    names = tuple(path.rpartition("[].")[2] for path in options.text_columns)
    return options.model_copy(update={"text_columns": names})


def _is_text(row: dict[str, Any], name: str) -> bool:
    value: Any = row
    for part in name.split(".") if name not in row else [name]:
        value = value.get(part) if isinstance(value, dict) else None
    return isinstance(value, str | bytes) or (
        isinstance(value, list) and all(isinstance(v, str) or (isinstance(v, dict) and "text" in v) for v in value)
    )


def _lists(value: dict[str, Any], options: SourceOptions, depth: int) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """Lists of objects of which some have a text, with the object each stands in."""
    if depth > _DEEPEST:
        return
    for inner in value.values():
        if isinstance(inner, list):
            objects = [one for one in inner if isinstance(one, dict)]
            names = {name for one in objects[:100] for name in one}
            columns = choose_columns(tuple(sorted(names)), options)
            if objects and any(_is_text(one, name) for one in objects[:100] for name in columns.text):
                yield value, inner
                continue
            for one in objects[:100]:
                yield from _lists(one, options, depth + 1)
        elif isinstance(inner, dict):
            yield from _lists(inner, options, depth + 1)
